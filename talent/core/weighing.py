"""What other weights would change: for one role, village by village, before they are saved."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import Struct

from talent.core import suggestion
from talent.core.suggestion import Candidate

TOP = 1
"""How many of a village's first eligible count as selected, for the rates by sex and age."""


class Moved(Struct, frozen=True):
    """One person whose rank in a village would change."""

    person_id: UUID
    before: int
    after: int
    total_before: int
    total_after: int


class Village(Struct, frozen=True):
    """What would change in one village: who moves, whether another would come first."""

    village: str
    first_before: UUID | None
    first_after: UUID | None
    moved: tuple[Moved, ...]
    eligible: frozenset[UUID]
    top_before: frozenset[UUID]
    top_after: frozenset[UUID]


def compare(village: str, before: suggestion.Answer, after: suggestion.Answer) -> Village:
    """Compare two answers over the same people; only the eligible count as selected."""
    old = {one.person_id: one for one in before.candidates}
    moved = tuple(
        Moved(one.person_id, old[one.person_id].rank, one.rank, old[one.person_id].total, one.total)
        for one in after.candidates
        if old[one.person_id].rank != one.rank
    )
    clear = [_eligible(answer.candidates) for answer in (before, after)]
    return Village(
        village=village,
        first_before=before.candidates[0].person_id if before.candidates else None,
        first_after=after.candidates[0].person_id if after.candidates else None,
        moved=tuple(sorted(moved, key=lambda one: -abs(one.after - one.before))),
        eligible=frozenset(clear[0]),
        top_before=frozenset(clear[0][:TOP]),
        top_after=frozenset(clear[1][:TOP]),
    )


def _eligible(candidates: Iterable[Candidate]) -> Sequence[UUID]:
    return [one.person_id for one in candidates if one.standing == "eligible"]


class Decision(Struct, frozen=True):
    """A decision on a ranked person, with the value of each factor as it was seen."""

    run_id: UUID
    decision: str
    values: dict[str, int]
