"""From what the register holds of a person to what the rules and fit may know.

The law is that of the day asked for; what is known is what is known today, but seats, steps and
records that begin after that day do not count yet. A value marked 待核实 is not known to the
rules. Kin are complete only where a review of kinship (E08, E09, E16) passed with a document; until
then only a relative who sits on the watched board is told, and nothing recorded stays open.
"""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from talent.core import evidence, facts, person, post, profile, skills
from talent.core.facts import Facts, Holder, Kin, Rating, RegisterSteps, Review
from talent.core.posts import Incumbent
from talent.core.profile import Profile
from talent.core.suggestion import Prospect

Records = tuple[tuple[date, evidence.Detail], ...]
HAN = "01"
KIN_REVIEWS = frozenset({"E08", "E09", "E16"})
EXPERIENCE: dict[int, profile.ExperienceKind] = {
    post.Body.PARTY: "village",
    post.Body.COMMITTEE: "village",
    post.Body.SUPERVISORY: "village",
    post.Body.COLLECTIVE: "collective",
    post.Body.COLLECTIVE_SUPERVISORY: "collective",
    post.Body.GROUP: "group",
}


class Entry(Struct, frozen=True):
    """A person of the village, or released to it, as the register holds him or her."""

    id: UUID
    name: str
    sex: str | None
    birth: str | None
    birth_lunar: bool
    native_place: str | None
    household_village: str | None
    residence_place: str | None
    resident_since: date | None
    education_full_time: str | None
    education_in_service: str | None
    political_status: str | None
    activist: bool | None
    title_level: str | None
    skills: list[str]
    entered_on: date | None
    return_intent: int | None
    retired: bool | None
    to_verify: list[str]
    verified: dict[str, str]
    ranking_refused: bool
    active: bool
    reserve: bool


class Known(Struct, frozen=True):
    """What the database tells the rules of a person in sight."""

    person_id: UUID
    reviews: list[dict[str, Any]]
    kin: list[dict[str, Any]]
    tenures: list[dict[str, Any]]
    routes: list[dict[str, Any]]
    records: list[dict[str, Any]]


class Seat(Struct, frozen=True):
    """A seat held at some time up to the day asked for."""

    role: int
    village: str
    since: date
    until: date | None
    concurrent: bool

    def held_on(self, on: date) -> bool:
        """Answer whether it is held on a day."""
        return self.since <= on and (self.until is None or on < self.until)


class Asked(Struct, frozen=True, kw_only=True):
    """What a dossier is read for: village, day, the relations that its laws watch, who sits.

    `members` are those of the board that is watched (the village committee's, for a seat of the
    collective its council's), None where they are not known.
    """

    village: str
    on: date
    relations: frozenset[str]
    members: frozenset[UUID] | None
    taxonomy: skills.Taxonomy = skills.SHIPPED


class Dossier(Struct, frozen=True):
    """One person's entry with what is known of him or her, read into its types."""

    entry: Entry
    reviews: tuple[Review, ...]
    kin: tuple[Kin, ...]
    seats: tuple[Seat, ...]
    route: evidence.RouteFacts
    records: Records


def read(entry: Entry, known: Known, village: str) -> Dossier:
    """Read what the database tells of one person, for one village."""
    routes = [one["facts"] for one in known.routes if one["village"] == village]
    return Dossier(
        entry,
        msgspec.convert(known.reviews, tuple[Review, ...]),
        msgspec.convert(known.kin, tuple[Kin, ...]),
        msgspec.convert(known.tenures, tuple[Seat, ...]),
        msgspec.convert(routes[0] if routes else {}, evidence.RouteFacts),
        _records(known),
    )


def _records(known: Known) -> Records:
    return tuple(
        (date.fromisoformat(one["on_day"]), evidence.detail(one["kind"], one["detail"]))
        for one in known.records
    )


def prospect(dossier: Dossier, asked: Asked) -> Prospect:
    """Answer what the rules and fit may know of one person."""
    return Prospect(facts=_facts(dossier, asked), profile=_profile(dossier, asked))


def near_kin(
    reviews: tuple[Review, ...], kin: tuple[Kin, ...], asked: Asked
) -> tuple[Kin, ...] | None:
    """Answer a person's kin, or None for "not known".

    Given where kin are known to be complete, or where one of them sits on the committee.
    """
    whole = any(
        one.kind in KIN_REVIEWS and one.result == "pass" and one.document for one in reviews
    )
    members = asked.members or frozenset()
    sits = any(one.person_id in members and one.relation in asked.relations for one in kin)
    return kin if whole or sits else None


def holder(sits: Incumbent, known: Known | None, asked: Asked) -> Holder:
    """Answer somebody who sits as the rules of a board may know him or her."""
    kin, accountant = None, None
    if known is not None:
        reviews = msgspec.convert(known.reviews, tuple[Review, ...])
        kin = near_kin(reviews, msgspec.convert(known.kin, tuple[Kin, ...]), asked)
        accountant = keeps_accounts(_records(known), asked)
    return Holder(
        person_id=sits.person_id,
        role=sits.role,
        sex=sits.sex,
        finance=knows_finance(sits.skills, asked.taxonomy),
        kin=kin,
        minority=None if sits.ethnicity is None else sits.ethnicity != HAN,
        accountant=accountant,
    )


def _facts(dossier: Dossier, asked: Asked) -> Facts:
    entry, route = dossier.entry, dossier.route
    doubt = frozenset(entry.to_verify)

    def sure(field: str) -> Any:
        return None if field in doubt else getattr(entry, field)

    birth = person.birth(entry.birth, lunar=entry.birth_lunar)
    schooling = (sure("education_full_time"), sure("education_in_service"))
    held = tuple(
        facts.Tenure(seat.role, seat.village) for seat in dossier.seats if seat.held_on(asked.on)
    )
    steps = {
        name: step.stands(asked.on)
        for name in evidence.STEPS
        if (step := getattr(route, name)) is not None
    }
    affairs = None
    if route.affairs_since is not None:
        affairs = (facts.Affairs(asked.village, route.affairs_since),)
    return Facts(
        person_id=entry.id,
        birth=None if "birth" in doubt else birth,
        education=tuple(code for code in schooling if code),
        political_status=sure("political_status"),
        activist=entry.activist,
        household_village=sure("household_village"),
        residence_place=sure("residence_place"),
        resident_since=sure("resident_since"),
        affairs=affairs,
        steps=RegisterSteps(**steps),
        title_level=sure("title_level"),
        retired=sure("retired"),
        outstanding=route.outstanding,
        return_intent=sure("return_intent"),
        reviews=dossier.reviews,
        tenures=held if held or asked.members is not None else None,
        kin=near_kin(dossier.reviews, dossier.kin, asked),
        accountant=keeps_accounts(dossier.records, asked),
        ratings=_ratings(dossier),
        reserve=entry.reserve,
    )


def keeps_accounts(records: Records, asked: Asked) -> bool | None:
    """Answer whether records say that somebody keeps the village's accounts; None without any."""
    kept = [
        one.until is None or asked.on < one.until
        for _, one in records
        if isinstance(one, evidence.Accounts) and one.village == asked.village
    ]
    return any(kept) if kept else None


def _ratings(dossier: Dossier) -> tuple[Rating, ...] | None:
    """Answer the last assessment of each year; a year without one is not known."""
    rated = {
        day.year: Rating(day.year, one.assessment)
        for day, one in dossier.records
        if isinstance(one, evidence.Assessed) and one.assessment is not None
    }
    return tuple(rated[year] for year in sorted(rated)) or None


def _profile(dossier: Dossier, asked: Asked) -> Profile:
    entry, verified = dossier.entry, dossier.entry.verified
    trainings = tuple(day for day, one in dossier.records if isinstance(one, evidence.Training))
    assessed = [one for _, one in dossier.records if isinstance(one, evidence.Assessed)]
    ready = [one.readiness for _, one in dossier.records if isinstance(one, evidence.Ready)]
    last = assessed[-1] if assessed else evidence.Assessed()
    confirmed = verified.get("return_intent")
    return Profile(
        person_id=entry.id,
        entered_on=entry.entered_on,
        household_village=entry.household_village,
        residence_place=entry.residence_place,
        native_place=entry.native_place,
        skills=tuple(entry.skills),
        experience=_experience(dossier, asked.on),
        return_intent=entry.return_intent,
        intent_confirmed=date.fromisoformat(confirmed) if confirmed else None,
        readiness=ready[-1] if ready else None,
        trainings=trainings or None,
        assessment=last.assessment,
        points_percentile=last.points_percentile,
        verified_on=max(map(date.fromisoformat, verified.values()), default=None),
    )


def _experience(dossier: Dossier, on: date) -> tuple[profile.Experience, ...] | None:
    found = [
        profile.Experience(
            EXPERIENCE[post.role(seat.role).body], _months(seat.since, seat.until, on)
        )
        for seat in dossier.seats
        if not seat.concurrent
    ]
    for day, one in dossier.records:
        if isinstance(one, evidence.Worked):
            months = _months(day, one.until, on) if one.months is None else one.months
            found.append(profile.Experience(one.kind, months))
    return tuple(found) or None


def _months(since: date, until: date | None, on: date) -> int:
    return max(0, facts.months_since(since, min(until or on, on)))


def knows_finance(said: list[str], table: skills.Taxonomy = skills.SHIPPED) -> bool | None:
    """Answer whether somebody with these skills knows finance; None where no skill is recorded."""
    return any(skills.FINANCE in skills.concepts(one, table) for one in said) if said else None
