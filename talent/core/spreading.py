"""How work is spread: the same work on each of many parts, the answers in the parts' order.

Whoever has much to do asks a `Spread` to do it; whether it is done part by part or by several
processes at once is the caller's choice, and the answers are the same. So the parts of a work
never depend on who does it, and a work changes nothing that is looked at elsewhere.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

Part = TypeVar("Part")
Answer = TypeVar("Answer")


class Spread(Protocol):
    """Does a work on each part and answers in the order of the parts, as `map` does."""

    def __call__(
        self, work: Callable[[Part], Answer], parts: Sequence[Part], /
    ) -> Iterator[Answer]:
        """Answer for each part."""


def alone(work: Callable[[Part], Answer], parts: Sequence[Part], /) -> Iterator[Answer]:
    """Do the work part by part."""
    return map(work, parts)


def parted(size: int, at_once: int) -> list[slice]:
    """Part so many things into slices of at most `at_once`."""
    return [slice(first, min(size, first + at_once)) for first in range(0, size, at_once)]
