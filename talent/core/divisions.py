"""Statistical division codes (统计用区划代码): which level a code is of, and a place as it is listed."""

import re
from typing import Any

from msgspec import Struct

from talent.core.places import Kind

# The same rule stands in the schema as place_code_of_its_kind.
FORMS: dict[str, re.Pattern[str]] = {
    "county": re.compile(r"\d{6}0{6}"),
    "district": re.compile(r"\d{6}P\d{2}"),
    "township": re.compile(r"\d{6}(?!000)\d{3}000"),
    "village": re.compile(r"\d{9}(?!000)\d{3}"),
    "community": re.compile(r"\d{9}(?!000)\d{3}"),
    "group": re.compile(r"\d{15}"),
}


class Listed(Struct, frozen=True):
    """One place as it is shown; `status` other than in_force names a successor where there is one."""

    code: str
    kind: Kind
    name: str
    short_name: str
    parent: str | None
    status: str
    successor: str | None
    flags: dict[str, Any]
    aliases: list[str]


class Short(Struct, frozen=True):
    """One place to choose."""

    code: str
    kind: Kind
    name: str
    parent: str | None


def fits(code: str, kind: str) -> bool:
    """Tell whether a code is one of this level."""
    return bool(FORMS[kind].fullmatch(code))
