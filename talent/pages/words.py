"""How values are said on a page: one form of date, one sign for nothing, codes in words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from talent.core import codes, fit
from talent.core.person import Birth
from talent.flows.desk import SHANGHAI

NOTHING = "—"


def day(value: date | datetime | None) -> str:
    """Say a day: 2026-11-26."""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return value.isoformat() if value else NOTHING


def moment(value: datetime | None) -> str:
    """Say a day and a time in Shanghai: 2026-11-26 14:03."""
    return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if value else NOTHING


def said(value: Any) -> str:
    """Say a value, or that there is none."""
    return NOTHING if value in (None, "", (), []) else str(value)


def sex(code: str | None) -> str:
    """Say a sex."""
    return codes.SEX.get(code or "", NOTHING)


def born(birth: Birth | None) -> str:
    """Say a birth to its month: 1985-06, with 农历 where the calendar is the lunar one."""
    if birth is None:
        return NOTHING
    month = f"-{birth.month:02}" if birth.month else ""
    return f"{'农历' if birth.lunar else ''}{birth.year}{month}"


def bits(weight: int) -> str:
    """Say a match weight of hundredths of a bit: +4.25, −1.80."""
    return f"{'−' if weight < 0 else '+'}{abs(weight) / 100:.2f}"


FILTERS: dict[str, Callable[..., str]] = {
    "day": day,
    "moment": moment,
    "said": said,
    "sex": sex,
    "born": born,
    "bits": bits,
    "points": fit.points,
}
