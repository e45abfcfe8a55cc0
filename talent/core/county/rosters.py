"""A messy roster of the invented county, as a township sends one: text as people type it.

Above the header stand a title and a remark, below the rows a sum and a signature. Some rows are
people the register knows, also under a name typed otherwise; some are wrong in one cell.
"""

from collections.abc import Callable
from random import Random

from msgspec import Struct, structs

from talent.core.county import biographies, chances, handwriting, second_rows
from talent.core.county.census import Census
from talent.core.county.contents import LOCAL, County, Person
from talent.core.county.land import Land
from talent.core.county.making import Making
from talent.core.person import Draft

HEADER = tuple(
    """
    序号 姓名 性别 民族 出生年月 身份证号码 政治面貌 学历 所属村 联系电话 技能特长 从事职业 备注
    """.split()
)
NAME, BIRTH, NUMBER, EDUCATION, VILLAGE, PHONE = 1, 4, 5, 7, 8, 9
ROWS, KNOWN, VARIED, TWICE = 180, 34, 22, 5
FIRST_HUMAN = 1_000_000
"""Humans of a roster are counted from here, so that none is taken for one of the county's."""

Row = tuple[str, ...]


class Roster(Struct, frozen=True, kw_only=True):
    """The sheet in its parts; `truth` says of each row what it is.

    new; known (the same person, typed alike); varied (the same person, typed otherwise); twice
    (a row of this sheet again); faulty; doubtful.
    """

    file_name: str
    pool: str
    township: str
    above: tuple[Row, ...]
    header: Row
    rows: tuple[Row, ...]
    below: tuple[Row, ...]
    truth: tuple[str, ...]

    @property
    def lines(self) -> tuple[Row, ...]:
        """The whole sheet from top to bottom."""
        return (*self.above, self.header, *self.rows, *self.below)


def _cell(place: int, make: Callable[[Random, str], str]) -> Callable[[Random, list[str]], None]:
    def change(rng: Random, row: list[str]) -> None:
        row[place] = make(rng, row[place])

    return change


def _wrong_check(rng: Random, number: str) -> str:
    number = number.strip("'").upper() or handwriting.a_number(rng)
    right = number[17]
    return number[:17] + ("0" if right == "X" else str((int(right) + 1) % 10))


FAULTY: tuple[Callable[[Random, list[str]], None], ...] = (
    _cell(NUMBER, _wrong_check),
    _cell(NUMBER, _wrong_check),
    _cell(NUMBER, lambda _rng, _: "4.19983E+17"),
    _cell(NUMBER, lambda rng, number: (number.strip("'") or handwriting.a_number(rng))[:17]),
    _cell(NUMBER, lambda rng, _: handwriting.a_number(rng, year=2099)),
    _cell(NAME, lambda _rng, _: ""),
    _cell(BIRTH, lambda _rng, _: "六十年代"),
    _cell(BIRTH, lambda _rng, _: "1985年13月"),
    _cell(EDUCATION, lambda _rng, _: "高中以上"),
    _cell(PHONE, lambda _rng, number: number[:9] or "15400"),
    _cell(len(HEADER) - 1, lambda _rng, _: "=HYPERLINK(A1)"),
)
DOUBTFUL: tuple[Callable[[Random, list[str]], None], ...] = (
    _cell(VILLAGE, lambda _rng, _: "不存在村"),
    _cell(VILLAGE, lambda _rng, _: "老街村（原址）"),
    _cell(NAME, lambda _rng, name: name[0] + "□" + name[2:]),
)


def write(county: County, seed: int) -> Roster:
    """Write the roster of the township that asks for help in the demo. Same seed, same bytes."""
    rng = Random(seed)  # noqa: S311 - a demo, nothing secret is drawn
    township = next(account.place for account in county.accounts if account.role == "township")
    making = _making(county, township or "", rng)
    rows = _people(county, making, township or "")
    rng.shuffle(rows)
    lines = [(truth, handwriting.row(making, draft)) for truth, draft in rows]
    again = [("twice", line) for truth, line in lines if truth == "new"][:TWICE]
    lines += [(truth, [*line[:PHONE], "", *line[PHONE + 1 :]]) for truth, line in again]
    lines += _wrong(making, rng)
    lines = lines[:1] + rng.sample(lines[1:], len(lines) - 1)
    blank = ("",) * (len(HEADER) - 1)
    name = making.land.names[township or ""]
    return Roster(
        file_name=f"{name}乡土人才花名册.csv",
        pool=LOCAL,
        township=township or "",
        above=(
            (f"{name}乡土人才花名册（演示，人物均为虚构）", *blank),
            (f"填报单位：{name}", *blank),
        ),
        header=HEADER,
        rows=tuple((str(number), *line[1:]) for number, (_, line) in enumerate(lines, start=1)),
        below=((f"合计：{len(lines)}人", *blank), ("填报人：演示   审核人：演示", *blank)),
        truth=tuple(truth for truth, _ in lines),
    )


def _making(county: County, township: str, rng: Random) -> Making:
    """Set to work again in the county, with the numbers that are in use kept apart."""
    alive = [place for place in county.places if place.status == "in_force"]
    villages = tuple(p for p in alive if p.kind == "village" and p.code[:9] == township[:9])
    groups = {
        village.code: tuple(p.name for p in alive if p.kind == "group" and p.parent == village.code)
        for village in villages
    }
    names = {place.code: place.name for place in county.places}
    land = Land(county.places, villages, (), groups, names)
    making = Making(rng, county.today, land)
    making.census = Census(rng, county.today, land, first=FIRST_HUMAN)
    drafts = [person.draft for person in county.people]
    numbers = {draft.id_number for draft in drafts if draft.id_number}
    making.census.take(numbers, {phone.number for draft in drafts for phone in draft.phones})
    return making


def _people(county: County, making: Making, township: str) -> list[tuple[str, Draft]]:
    """Choose people of the township that the register knows, and make new ones beside them."""
    rng = making.rng
    entered = {entry.person for entry in county.entries}
    here = [
        one
        for one in county.people
        if one.key in entered
        and "second" not in one.tags
        and (one.draft.household_village or "")[:9] == township[:9]
    ]
    chosen = rng.sample(here, min(KNOWN + VARIED, len(here)))
    known = [("known", one.draft) for one in chosen[:KNOWN]]
    varied = [("varied", _varied(making, one)) for one in chosen[KNOWN:]]
    fresh = ROWS - len(known) - len(varied) - TWICE - len(FAULTY) - len(DOUBTFUL)
    return known + varied + [("new", _fresh(making)) for _ in range(fresh)]


def _fresh(making: Making) -> Draft:
    rng = making.rng
    home = rng.choice(making.land.villages).code
    sex = chances.pick(rng, {"1": 64, "2": 36})
    human = making.census.human(home, sex, min(72.0, max(20.0, rng.gauss(47, 11))))
    return biographies.at_home(making, human)


def _varied(making: Making, person: Person) -> Draft:
    """Type a known person's name otherwise, and mostly leave the ID number out."""
    draft = person.draft
    wrong = second_rows.misspelt(making.rng, draft.name)
    keep = chances.chance(making.rng, 20)
    return structs.replace(
        draft, name=wrong or draft.name, id_number=draft.id_number if keep else None
    )


def _wrong(making: Making, rng: Random) -> list[tuple[str, list[str]]]:
    found = []
    for truth, changes in (("faulty", FAULTY), ("doubtful", DOUBTFUL)):
        for change in changes:
            line = handwriting.row(making, _fresh(making))
            change(rng, line)
            found.append((truth, line))
    return found
