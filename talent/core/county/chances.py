"""Drawing from a seeded stream: a percentage, a weighted table, a day."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")

DAYS_A_YEAR = 365.2425


def chance(rng: Random, percent: float) -> bool:
    """Answer True that many times in a hundred."""
    return rng.random() * 100 < percent


def pick(rng: Random, weights: Mapping[T, float]) -> T:
    """Draw one key by weight."""
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def day(rng: Random, first: date, last: date) -> date:
    """Draw a day, both ends included; the first where they stand the wrong way round."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def born(rng: Random, age: float, today: date) -> date:
    """Draw a birthday that makes somebody so many full years old."""
    return date.fromordinal(today.toordinal() - int((age + rng.random() * 0.98) * DAYS_A_YEAR) - 2)


def years_before(today: date, years: float) -> date:
    """Answer the day so many years ago, roughly."""
    return date.fromordinal(today.toordinal() - int(years * DAYS_A_YEAR))


def apportion(total: int, shares: list[float]) -> list[int]:
    """Split a whole number by shares, the largest remainders first; the parts sum to it."""
    whole = sum(shares)
    exact = [total * share / whole for share in shares]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts
