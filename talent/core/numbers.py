"""Long rows of whole numbers: 64 bits each, so that sums over them need no copy.

Written as a list of numbers wherever something is written, and read from one.
"""

from array import array
from collections.abc import Iterable
from typing import Any, Self


class Numbers(array):  # type: ignore[type-arg]  # not subscriptable before Python 3.12
    """A row of whole numbers, read like a tuple."""

    def __new__(cls, values: Iterable[int] = ()) -> Self:
        """Take the numbers. Refused (TypeError, OverflowError): what 64 bits do not hold."""
        made: Self = super().__new__(cls, "q", values)  # type: ignore[assignment]
        return made


def plain(value: Any) -> Any:
    """Answer what is written for a row (msgspec's `enc_hook`)."""
    if isinstance(value, Numbers):
        return value.tolist()
    raise NotImplementedError


def read(kind: type, value: Any) -> Any:
    """Answer a row from the list that was written (msgspec's `dec_hook`)."""
    if kind is not Numbers:
        raise NotImplementedError
    if not isinstance(value, list):
        raise TypeError("not a list of whole numbers")
    try:
        return Numbers(value)
    except OverflowError as error:
        raise ValueError("larger than 64 bits hold") from error
