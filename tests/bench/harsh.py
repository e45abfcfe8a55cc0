"""Harsher sets by another hand: rosters that offices send in year after year.

The generator at hand makes one clean entry a person; everything that happens to it happens here.
Rosters are typed by clerks with habits: a clerk whose dates are all lunar, one who types by sound,
by shape code or from a scanner, a roster without ID numbers or with hidden ones, an office's phone
on every line, values copied down a column. Some rosters come again in later years, in the same
order, with what changed in life; some people are entered anew by somebody else.
"""

import csv
import io
import random
import zlib
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

import pywubi
from msgspec import Struct

from talent.core import idnumber

Row = dict[str, str]
FIRST_YEAR = 2019
SCHOOLING = ("小学", "初中", "高中", "中专", "大专", "本科", "硕士研究生", "博士研究生")
PARTY = ("群众", "共青团员", "中共党员")
OFTEN = 60_000
"""How often a character stands in names before a clerk's keyboard surely has it."""

CLEAN: dict[str, Any] = {
    "records_per_entity": [1.0], "p_name_first": 0.0, "p_space": 0.0, "birth_missing": 0.0,
    "birth_ym": 0.0, "birth_y": 0.0, "birth_corrupt": 0.0, "id_missing_by_pool": [0.0] * 3,
    "id_typo": 0.0, "id_15": 0.0, "phone_missing_by_pool": [0.05] * 3, "phone_typo": 0.0,
    "village_missing": 0.0, "old_village": 0.0, "former_filled": 1.0, "clan_share": 0.67,
    "gen_char_m": 0.4,
}  # fmt: skip
"""What the generator is asked for: nobody twice, nothing wrong, clans of two thirds."""


class Clerk(Struct):
    """How somebody types. Shares are per line; `hand` is how names go wrong."""

    code: str
    hand: str
    wrong: float
    lunar: float
    nominal: bool
    precision: str
    style: int
    copies: float
    remarks: float


class Sheet(Struct):
    """What one roster has and hides. `phones` says whose numbers stand in it."""

    number: str
    phones: str
    empty: frozenset[str]


class Tables(Struct):
    """What typing goes wrong by; the resources of the generator, and shape codes."""

    sounds: dict[str, list[Any]]
    looks: dict[str, str]
    syllables: dict[str, str]
    often: dict[str, int]
    solar0: int
    lunar: list[int]
    codes: dict[str, list[str]]


def tables(resources: dict[str, Any]) -> Tables:
    """Make the tables ready. Characters are near by shape code if one key of it differs."""
    by_part: defaultdict[str, list[str]] = defaultdict(list)
    for char in resources["given_chars"]:
        code = max(pywubi.wubi(char, multicode=True)[0], key=len)
        for place in range(len(code)):
            by_part[f"{code[:place]}_{code[place + 1 :]}"].append(char)
    near: defaultdict[str, list[str]] = defaultdict(list)
    for chars in by_part.values():
        for char in chars:
            near[char] += [other for other in chars if other != char]
    return Tables(
        resources["homophone"], resources["lookalike"], resources["py"], resources["char_freq"],
        resources["lunar0"], resources["lunar"], dict(near),
    )  # fmt: skip


# --- people -------------------------------------------------------------------------------


def doubles(
    rows: list[Row], truth: list[Row], rng: random.Random, by: Tables, share: float
) -> None:
    """Turn some people into hard negatives.

    Of one name and birth month, of one name and village, brothers whose names sound alike.
    """
    alone = [place for place, line in enumerate(truth) if not line["family_id"]]
    rng.shuffle(alone)
    family = 10_000_000
    for kind in ("month", "namesake", "near"):
        for _ in range(int(share * len(rows))):
            if len(alone) < 2:
                return
            one, other = alone.pop(), alone.pop()
            _made_alike(kind, rows[one], rows[other], rng, by)
            family += 1
            for place in (one, other):
                truth[place]["family_id"], truth[place]["family_type"] = str(family), kind


def _made_alike(kind: str, one: Row, other: Row, rng: random.Random, by: Tables) -> None:
    other["name"], other["former_name"], other["gender"] = one["name"], "", one["gender"]
    year, month, day = _date(one)
    if kind == "month":
        day = rng.choice([d for d in range(1, 29) if d != day])
        if rng.random() < 0.4:
            _moved(other, one)
    else:
        _moved(other, one)
        year += rng.choice((-1, 1)) * rng.randint(1, 6 if kind == "near" else 15)
        month, day = rng.randint(1, 12), rng.randint(1, 28)
    if kind == "near":
        last = one["name"][-1]
        sound = by.syllables.get(last, "")
        near = [c for c, s in by.syllables.items() if s != sound and _dialect(s) == _dialect(sound)]
        alike = (
            near if near and rng.random() < 0.5 else list(by.sounds.get(last, [near or [last]])[0])
        )
        other["name"] = one["name"][:-1] + rng.choice(alike)
        other["phone"] = one["phone"] if rng.random() < 0.4 else other["phone"]
    other["birth_date"] = f"{year}-{month:02d}-{day:02d}"
    if number := other["id_number"]:
        sequence = rng.randint(0, 499) * 2 + (one["gender"] == "男")
        body = f"{number[:6]}{year}{month:02d}{day:02d}{sequence:03d}"
        other["id_number"] = body + idnumber.check_character(body)


def _moved(other: Row, one: Row) -> None:
    for field in ("township", "village", "native_place"):
        other[field] = one[field]


def _dialect(sound: str) -> str:
    for wide, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f")):
        if sound.startswith(wide):
            sound = narrow + sound[len(wide) :]
    return sound.removesuffix("g")


def _date(row: Row) -> tuple[int, int, int]:
    digits = "".join(c if c.isdigit() else "-" for c in row["birth_date"])
    if "-" not in digits:
        return int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    year, month, day = (int(part) for part in digits.split("-") if part)
    return year, month, day


# --- rosters ------------------------------------------------------------------------------


def made(
    rows: list[Row], truth: list[Row], resources: dict[str, Any], seed: int, share: float
) -> tuple[bytes, list[Row]]:
    """Answer as many lines, of which `share` are of somebody who stands there already."""
    rng = random.Random(seed)  # noqa: S311 - invented people
    by = tables(resources)
    for line in rows:
        line["birth_date"] = "{}-{:02d}-{:02d}".format(*_date(line))
    doubles(rows, truth, rng, by, 0.006)
    again = int(share * len(rows))
    people = len(rows) - again
    sent = _sent(rows[:people], rng, again)
    clerks = defaultdict[str, list[Clerk]](
        lambda: [_clerk(rng, f"C{one}") for one in range(rng.randint(2, 5))]
    )
    lines: list[tuple[Row, Row]] = []
    for year, places in sent:
        clerk = rng.choice(clerks[rows[places[0]]["township"]])
        sheet = _sheet(rng)
        typed = [_typed(rows[place], clerk, sheet, year, rng, by) for place in places]
        _copied(typed, clerk, rng)
        lines += [
            (line, truth[place] | tags) for (line, tags), place in zip(typed, places, strict=True)
        ]
    return _file(lines, truth)


def _sent(rows: list[Row], rng: random.Random, again: int) -> list[tuple[int, list[int]]]:
    """Answer the rosters sent in: years, and people in order.

    Two thirds of what comes again comes with its roster, the others are entered by somebody else.
    """
    lists: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, line in enumerate(rows):
        lists[line["township"][-4:], line["source_pool"]].append(place)
    first: list[list[int]] = []
    for key in sorted(lists):
        rest = lists[key]
        while rest:
            size = rng.randint(15, 90)
            first.append(rest[:size])
            rest = rest[size:]
    sent = [(0, places) for places in first]
    left = again
    while left > again // 3:
        came = rng.choice(first)
        kept = [place for place in came if rng.random() < 0.88][:left]
        for later in range(1, 3 if rng.random() < 0.25 else 2):
            sent.append((later * rng.randint(1, 3), kept[:left]))
            left -= len(kept[:left])
    while left > 0:
        some = rng.sample(range(len(rows)), min(left, rng.randint(5, 40)))
        sent.append((rng.randint(0, 4), some))
        left -= len(some)
    return [one for one in sent if one[1]]


def _clerk(rng: random.Random, code: str) -> Clerk:
    return Clerk(
        code,
        hand=rng.choices(("sound", "shapecode", "scanner", "latin"), (60, 20, 17, 3))[0],
        wrong=rng.choice((0.04, 0.12, 0.3)),
        lunar=0.8 if rng.random() < 0.1 else 0.02,
        nominal=rng.random() < 0.06,
        precision=rng.choices(("day", "month", "year"), (48, 40, 12))[0],
        style=rng.randrange(4),
        copies=rng.choice((0.0, 0.0, 0.004, 0.015)),
        remarks=rng.choice((0.0, 0.0, 0.03)),
    )


def _sheet(rng: random.Random) -> Sheet:
    columns = ("gender", "native_place", "employer", "occupation", "education", "political_status")
    return Sheet(
        number=rng.choices(("whole", "none", "masked", "short", "old"), (36, 41, 16, 4, 3))[0],
        phones=rng.choices(("own", "none", "office", "few"), (57, 17, 7, 19))[0],
        empty=frozenset(column for column in columns if rng.random() < 0.2),
    )


def _copied(typed: list[tuple[Row, Row]], clerk: Clerk, rng: random.Random) -> None:
    """Copy values down a column, as a mouse held too long does."""
    for field in ("phone", "birth_date", "village", "employer", "education"):
        place = 0
        while place < len(typed) - 1:
            if rng.random() < clerk.copies:
                long = rng.randint(1, 6)
                for line, tags in typed[place + 1 : place + 1 + long]:
                    line[field] = typed[place][0][field]
                    tags["tags"] += f"|copied:{field}"
                place += long
            place += 1


# --- one line -----------------------------------------------------------------------------


def _typed(
    row: Row, clerk: Clerk, sheet: Sheet, year: int, rng: random.Random, by: Tables
) -> tuple[Row, Row]:
    line, tags = row | {"entered_by": clerk.code}, [f"year:{year}"] if year else []
    if year:
        _lived(line, rng, tags)
    if line["former_name"] and rng.random() < 0.6:
        line["former_name"] = ""
    if rng.random() < clerk.wrong:
        tags.append(_misspelt(line, clerk, rng, by))
    elif rng.random() < clerk.remarks:
        line["name"] += rng.choice(("2", "(小{})", "（外出）", "(女)", " 同志")).format(
            line["name"][0]
        )
        tags.append("name:remark")
    tags += _birth(line, clerk, rng, by)
    tags += _numbers(line, clerk, sheet, rng)
    for column in sheet.empty:
        line[column] = ""
    if rng.random() < 0.003 and line["gender"]:
        line["gender"] = "女" if line["gender"] == "男" else "男"
        tags.append("sex:wrong")
    if rng.random() < 0.04:
        line["village"] = ""
        tags.append("vil:missing")
    return line, {"tags": "|".join(tags)}


def _lived(line: Row, rng: random.Random, tags: list[str]) -> None:
    if rng.random() < 0.2 and line["phone"]:
        line["phone"] = str(rng.randint(13 * 10**9, 2 * 10**10 - 1))
        tags.append("ph:changed")
    if rng.random() < 0.1 and line["education"] in SCHOOLING[:-1]:
        line["education"] = SCHOOLING[SCHOOLING.index(line["education"]) + 1]
    if rng.random() < 0.07 and line["political_status"] in PARTY[:-1]:
        line["political_status"] = PARTY[PARTY.index(line["political_status"]) + 1]
    if rng.random() < 0.3:
        line["employer"] = line["employer"] and rng.choice(
            ("县城务工", "外地务工", "合作社", "个体")
        )
        line["occupation"] = rng.choice(("务工", "经商", "种植大户", "村干部", "网店经营"))


def _misspelt(line: Row, clerk: Clerk, rng: random.Random, by: Tables) -> str:
    name, kind = line["name"], clerk.hand if rng.random() < 0.75 else "other"
    place = rng.randrange(1 if rng.random() < 0.9 else 0, len(name))
    ways: dict[str, Callable[[str], str]] = {
        "sound": lambda c: _chosen(by.sounds.get(c, [[]])[0], by, rng),
        "shapecode": lambda c: _chosen(by.codes.get(c, []), by, rng),
        "scanner": lambda c: (
            "□" if by.often.get(c, 0) < OFTEN else _chosen(by.looks.get(c, ""), by, rng)
        ),
    }
    if kind in ways:
        char = ways[kind](name[place])
        if char:
            line["name"] = name[:place] + char + name[place + 1 :]
            return f"name:{kind}"
    if kind == "latin":
        line["name"] = " ".join(
            (
                by.syllables.get(name[0], "wang"),
                *("".join(by.syllables.get(c, "") for c in name[1:]),),
            )
        ).title()
        return "name:latin"
    if line["former_name"] and rng.random() < 0.5:
        line["name"], line["former_name"] = name[0] + line["former_name"][1:], ""
        return "name:former"
    if len(name) > 2 and rng.random() < 0.7:
        line["name"] = rng.choice((name[0] + name[2:], name[:2], name[0] + name[2] + name[1]))
        return "name:other"
    line["name"] = rng.choice(("小", "老")) + name[rng.choice((0, -1))]
    return "name:nick"


def _chosen(chars: Any, by: Tables, rng: random.Random) -> str:
    kept = [char for char in chars if char]
    return rng.choices(kept, [1 + by.often.get(char, 0) ** 0.5 for char in kept])[0] if kept else ""


def _birth(line: Row, clerk: Clerk, rng: random.Random, by: Tables) -> list[str]:
    year, month, day = _date(line)
    tags = []
    place = date(year, month, day).toordinal() - by.solar0
    if rng.random() < clerk.lunar and place < len(by.lunar):
        year, rest = divmod(by.lunar[place], 10_000)
        month, day = divmod(rest, 100)
        tags.append("dob:lunar")
    elif rng.random() < clerk.wrong / 4:
        kind = rng.randrange(4)
        day = day % 28 + 1 if kind == 0 else day
        month = month % 12 + 1 if kind == 1 else month
        year += rng.choice((-10, -1, 1, 10)) if kind == 2 else 0
        month, day = (1, 1) if kind == 3 else (month, day)
        tags.append("dob:wrong")
    if clerk.nominal:
        year -= 1
        tags.append("dob:nominal")
    day = min(day, 28) if month == 2 else min(day, 30)
    precise = clerk.precision if rng.random() < 0.9 else rng.choice(("day", "month", "none"))
    forms = {
        "day": ("{}-{:02d}-{:02d}", "{}.{}.{}", "{}年{}月{}日", "{}{:02d}{:02d}"),
        "month": ("{}-{:02d}", "{}.{:02d}", "{}年{}月", "{}{:02d}"),
        "year": ("{}",) * 4,
        "none": ("",) * 4,
    }
    line["birth_date"] = forms[precise][clerk.style].format(year, month, day)
    return [*tags, f"dob:{precise}"]


def _numbers(line: Row, clerk: Clerk, sheet: Sheet, rng: random.Random) -> list[str]:
    number, tags = line["id_number"], []
    if number and rng.random() < clerk.wrong / 3:
        place = rng.randrange(17)
        number = number[:place] + str(rng.randrange(10)) + number[place + 1 :]
        tags.append("id:wrong")
    style = clerk.style
    masks = {
        "whole": number,
        "none": "",
        "masked": (f"{number[:4]}{'*' * 10}{number[14:]}", f"{number[:6]}{'*' * 8}{number[14:]}",
                   f"{number[:14]}****", f"{number[:3]}{'*' * 11}{number[14:]}")[style],
        "short": number[-6:],
        "old": number[:6] + number[8:17] if number[6:8] == "19" else number,
    }  # fmt: skip
    line["id_number"] = masks[sheet.number] if number and rng.random() < 0.95 else ""
    tags.append(f"id:{sheet.number}")
    kept = {"own": 0.95, "none": 0.0, "office": 1.0, "few": 0.45}[sheet.phones]
    phone = line["phone"] if rng.random() < kept else ""
    if sheet.phones == "office":
        phone = f"139{_number_of(line['township']):08d}"
        tags.append("ph:office")
    elif phone and rng.random() < clerk.wrong / 4:
        place = rng.randrange(3, 11)
        phone = phone[:place] + str(rng.randrange(10)) + phone[place + 1 :]
        tags.append("ph:wrong")
    line["phone"] = phone
    return tags


def _number_of(text: str) -> int:
    return zlib.crc32(text.encode()) % 10**8


def _file(lines: list[tuple[Row, Row]], truth: list[Row]) -> tuple[bytes, list[Row]]:
    text = io.StringIO()
    writer = csv.DictWriter(text, [*lines[0][0]])
    writer.writeheader()
    labels = []
    for place, (line, label) in enumerate(lines, 1):
        name = f"H{place:07d}"
        writer.writerow(line | {"record_id": name})
        labels.append(label | {"record_id": name})
    return text.getvalue().encode(), labels
