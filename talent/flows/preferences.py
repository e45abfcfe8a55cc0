"""What an account remembers of its pages."""

from typing import Any
from urllib.parse import parse_qsl

from talent import db, errors
from talent.core import texts
from talent.flows.desk import Desk

SQL = db.queries("accounts")

COLUMNS = "people.columns"
FILTERS = "people.filters"
MOST_FILTERS = 20
LONGEST_NAME = 20
LONGEST_QUERY = 1000


async def columns(desk: Desk) -> list[str] | None:
    """Answer the columns that were chosen; None where nobody chose."""
    chosen: list[str] | None = await desk.tx.run(SQL.preference, name=COLUMNS)
    return chosen


async def choose_columns(desk: Desk, chosen: list[str]) -> None:
    """Remember which columns a list has."""
    await desk.tx.run(SQL.remember_preference, name=COLUMNS, value=chosen)


async def filters(desk: Desk) -> list[dict[str, str]]:
    """Answer the saved filters, each with its name and its query."""
    saved: list[dict[str, str]] | None = await desk.tx.run(SQL.preference, name=FILTERS)
    return saved or []


async def save_filter(desk: Desk, name: str, query: str) -> None:
    """Save a filter under a name; the same name takes its place.

    Refused: no name, too long, too many, and a number that would stand here unsealed.
    """
    name = name.strip()
    texts.check(name=name, q=dict(parse_qsl(query)).get("q"))
    if not 1 <= len(name) <= LONGEST_NAME or len(query) > LONGEST_QUERY:
        fault = errors.Fault(field="name", said=name, expected=f"1 至 {LONGEST_NAME} 个字的名称")
        raise errors.Invalid(faults=(fault,))
    others = [one for one in await filters(desk) if one["name"] != name]
    if len(others) >= MOST_FILTERS:
        raise errors.Invalid(f"最多保存 {MOST_FILTERS} 个筛选，请先删除不用的")
    await _remember(desk, [*others, {"name": name, "query": query}])


async def drop_filter(desk: Desk, name: str) -> None:
    """Forget a saved filter."""
    await _remember(desk, [one for one in await filters(desk) if one["name"] != name])


async def _remember(desk: Desk, saved: list[dict[str, Any]]) -> None:
    await desk.tx.run(SQL.remember_preference, name=FILTERS, value=saved)
