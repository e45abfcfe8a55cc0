"""Places: bringing in the list, districts, aliases, merged and renamed villages."""

import csv
import io
from datetime import date
from typing import Any, Literal

from msgspec import Struct, structs

from talent import db, errors
from talent.core import divisions, places, texts
from talent.flows.desk import Desk

SQL = db.queries("places")

COLUMNS = ("code", "name", "level", "parent")
LEVELS = ("county", "district", "township", "village", "community", "group")


class Imported(Struct, frozen=True):
    """How many places a file held, and how many of them were new."""

    places: int
    new: int


class Alias(Struct, frozen=True, forbid_unknown_fields=True):
    """Another name of a place, dated where the dates are known."""

    alias: str
    since: date | None = None
    until: date | None = None


class Change(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a place: merged into or followed by another, abolished, or in force again."""

    status: Literal["in_force", "merged", "renamed", "abolished"]
    successor: str | None = None


class District(Struct, frozen=True, forbid_unknown_fields=True):
    """A district (片区) and the townships it holds."""

    name: str
    townships: tuple[str, ...]


async def bring(desk: Desk, text: str) -> Imported:
    """Import a list of places (header code,name,level,parent), all of it or nothing.

    Refused by line: a code that does not fit its level, an unknown parent, a code twice.
    """
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise errors.Invalid(f"区划文件须有表头：{','.join(COLUMNS)}")
    known = set(await desk.tx.run(SQL.known))
    faults: list[errors.Fault] = []
    found: dict[str, dict[str, Any]] = {}
    for line, row in enumerate(rows, start=2):
        code = (row["code"] or "").strip()
        parent = (row["parent"] or "").strip() or None
        expected = _expected(code, row, parent, known | found.keys(), found.keys())
        if expected:
            faults.append(errors.Fault(field=f"第 {line} 行", said=code, expected=expected))
        name = (row["name"] or "").strip()
        found[code] = {
            "code": code,
            "kind": row["level"],
            "name": name,
            "short_name": places.short_name(name),
            "parent": parent,
        }
    if faults:
        raise errors.Invalid("区划文件有误，未导入任何一行", tuple(faults[:50]))
    for level in LEVELS:
        if batch := [row for row in found.values() if row["kind"] == level]:
            await desk.tx.run(SQL.add, places=batch)
    return Imported(len(found), len(found.keys() - known))


def _expected(
    code: str, row: dict[str, str], parent: str | None, known: set[str], before: Any
) -> str | None:
    level = row["level"]
    if level not in LEVELS:
        return "级别须为 " + "、".join(LEVELS)
    if not divisions.fits(code, level):
        return "代码与级别不符（统计用区划代码为 12 位数字）"
    if code in before:
        return "代码重复"
    if not (row["name"] or "").strip():
        return "缺少名称"
    if (level == "county") != (parent is None) or (parent is not None and parent not in known):
        return "上级代码不存在（县级没有上级，上级须写在下级之前）"
    return None


async def index(desk: Desk) -> places.PlaceIndex:
    """Answer the index that resolves what rosters say for a place."""
    kinds = ["county", "district", "township", "village", "community"]
    return places.PlaceIndex(await desk.tx.run(SQL.all, kinds=kinds))


async def below(desk: Desk, parent: str | None) -> list[divisions.Listed]:
    """List the places right below one; without one, the county."""
    found: list[divisions.Listed] = await desk.tx.run(SQL.below, parent=parent)
    return found


async def choices(desk: Desk, within: str | None) -> list[divisions.Short]:
    """List townships, villages and communities; with a place, those below it and around it."""
    found: list[divisions.Short] = await desk.tx.run(SQL.townships_and_villages, within=within)
    return found


async def one(desk: Desk, code: str) -> divisions.Listed:
    """Answer one place."""
    found: divisions.Listed | None = await desk.tx.run(SQL.one, code=code)
    if found is None:
        raise errors.NotFound
    return found


async def stop_unknown(desk: Desk, code: str) -> None:
    """Refuse a code that is no place of the county."""
    if await desk.tx.run(SQL.one, code=code) is None:
        fault = errors.Fault(field="place", said=code, expected="本县区划代码")
        raise errors.Invalid(faults=(fault,))


async def add_alias(desk: Desk, code: str, alias: Alias) -> None:
    """Give a place another name, as rosters write it."""
    texts.check(alias=alias.alias)
    await one(desk, code)
    row = structs.asdict(alias) | {"id": db.new_id(), "place": code, "alias": alias.alias.strip()}
    await desk.tx.run(SQL.add_aliases, aliases=[row])


async def change(desk: Desk, code: str, what: Change) -> None:
    """Record that a place was merged, renamed or abolished; the successor must exist."""
    await one(desk, code)
    if what.successor is not None:
        await one(desk, what.successor)
    if what.status == "merged" and what.successor is None:
        raise errors.Invalid("合并须注明并入的区划代码")
    await desk.tx.run(SQL.change, code=code, status=what.status, successor=what.successor)


async def add_district(desk: Desk, district: District) -> str:
    """Make a district and put townships into it; people's scopes follow at once."""
    county = await desk.tx.run(SQL.county)
    if county is None:
        raise errors.Invalid("请先导入区划")
    taken = [one.code for one in await below(desk, county) if one.kind == "district"]
    code = f"{county[:6]}P{len(taken) + 1:02}"
    row = {"code": code, "kind": "district", "name": district.name, "parent": county}
    await desk.tx.run(SQL.add, places=[row | {"short_name": district.name}])
    for township in district.townships:
        if (await one(desk, township)).kind != "township":
            raise errors.Invalid(f"{township} 不是乡镇（街道）")
        await desk.tx.run(SQL.move, code=township, parent=code)
    return code
