"""An invented county of true size, for the demo, the tour and measurements.

`invent` answers the same bytes for the same seed, day and scale. Places, names, firms and schools
are made up; ID numbers and phones are of forms that were given to nobody (land, census). What is
assumed rather than sourced is said where it stands.
"""

from datetime import date
from random import Random

from talent.core.county import boards, cast, evidence, land, pools, rosters
from talent.core.county.contents import RESERVE, Account, County
from talent.core.county.making import Making
from talent.errors import Fault, Invalid

EARLIEST = date(2021, 7, 1)
"""The boards begin with the elections of early 2021."""


def invent(seed: int, today: date, scale: float = 1.0) -> County:
    """Invent a county. Refused: a scale not above 0 and up to 1, a day before `EARLIEST`."""
    if not 0 < scale <= 1:
        raise Invalid(faults=(Fault(field="scale", said=str(scale), expected="大于0，不超过1"),))
    if today < EARLIEST:
        expected = f"不早于{EARLIEST.isoformat()}"
        raise Invalid(faults=(Fault(field="today", said=today.isoformat(), expected=expected),))
    rng = Random(seed)  # noqa: S311 - a demo, nothing secret is drawn
    making = Making(rng, today, land.invent(rng, today, scale))
    wanted = pools.sizes(scale)
    reserves = wanted.fresh(RESERVE)
    scenes = cast.stage(making, reserves)
    seats = boards.invent(making, cast.openings(scenes))
    requests = cast.play(making, seats, scenes, reserves)
    pools.fill(making, wanted)
    evidence.of_reserves(making)
    contacts, assignments = evidence.contacts(making)
    return County(
        code=land.COUNTY,
        name=land.COUNTY_NAME,
        today=today,
        places=making.land.places,
        people=tuple(making.people),
        entries=tuple(making.entries),
        bodies=tuple(seats.bodies),
        posts=tuple(seats.posts),
        terms=tuple(seats.terms),
        tenures=tuple(seats.tenures),
        vacancies=tuple(seats.vacancies),
        kin=tuple(making.kin),
        reviews=tuple(making.reviews),
        routes=tuple(making.routes),
        records=tuple(making.records),
        contacts=tuple(contacts),
        assignments=tuple(assignments),
        requests=tuple(requests),
        accounts=accounts(list(scenes)),
    )


def accounts(homes: list[str]) -> tuple[Account, ...]:
    """Answer one account a role; the village is the second that asks, the township its own.

    hr has two, because what two people must sign cannot be tried with one.
    """
    village = homes[min(1, len(homes) - 1)]
    township = land.township_of(village)
    return (
        Account("hr", "hr", None, "组织部经办（演示）"),
        Account("hr2", "hr", None, "组织部复核（演示）"),
        Account("liaison", "liaison", land.COUNTY, "双密联络员（演示）"),
        Account("township", "township", township, "乡镇组织委员（演示）"),
        Account("village", "village", village, "村文书（演示）"),
        Account("system", "system", None, "系统管理员（演示）"),
        Account("security", "security", None, "安全管理员（演示）"),
        Account("auditor", "auditor", None, "审计员（演示）"),
    )


def roster_rows(county: County, seed: int) -> rosters.Roster:
    """Write a messy roster of some 180 people of the demo's township; same seed, same bytes."""
    return rosters.write(county, seed)
