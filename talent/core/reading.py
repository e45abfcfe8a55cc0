"""One row while it is being read: what was typed, and what was made of it so far."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, field

from talent.core import cells, headers, validity
from talent.core.cells import Recognised
from talent.errors import Fault

T = TypeVar("T")

FAILED = "公式计算出错，请改填实际内容"


class Reading(Struct):
    """The typed columns, and the values, faults and warnings they gave."""

    typed: Mapping[str, object]
    today: date
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Answer what was typed in a column as text; empty where it says nothing."""
        said = self.typed.get(column)
        return "" if cells.is_blank(said) else cells.text(said)

    def fault(self, column: str, expected: str) -> None:
        """Note that a column's value is wrong."""
        self.faults.append(self._note(column, expected))

    def doubt(self, column: str, expected: str) -> None:
        """Note that a column's value is doubtful."""
        self.warnings.append(self._note(column, expected))

    def take(
        self, column: str, recognise: Callable[[object], Recognised[T]], *, required: bool = False
    ) -> T | None:
        """Recognise a column's cell and note its fault or doubt; one too long is not read.

        A cell that is not there is a fault only where it is `required`.
        """
        said = self.typed.get(column)
        if said is None and not required:
            return None
        longest = headers.TABLE[column].longest
        if isinstance(said, str) and len(said) > longest and len(said.strip()) > longest:
            self.fault(column, f"不超过{longest}个字符")
            return None
        if cells.is_error(said):
            self.fault(column, FAILED)
            return None
        found = recognise(said)
        if found.fault:
            self.fault(column, found.fault)
        elif found.warning:
            self.doubt(column, found.warning)
        return found.value

    def keep(self, name: str, column: str, recognise: Callable[[object], Recognised[T]]) -> None:
        """Recognise a column's cell into a field of the person."""
        value = self.take(column, recognise)
        if value is not None:
            self.values[name] = value

    def take_text(self, column: str) -> str | None:
        """Answer a free text, or None where there is none or it is at fault."""
        said = self.text(column)
        wrong = validity.text_fault(headers.TABLE[column].field, said) if said else None
        if cells.is_error(said):
            wrong = FAILED
        if wrong:
            self.fault(column, wrong)
        return said if said and not wrong else None

    def _note(self, column: str, expected: str) -> Fault:
        return Fault(field=column, said=cells.shown(self.typed.get(column)), expected=expected)
