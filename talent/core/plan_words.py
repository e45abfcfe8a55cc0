"""A plan's empty places and shortfalls, in words a meeting can be read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from talent.core import plan_gaps, plan_model, post
from talent.core.plan_gaps import Gap
from talent.core.plan_model import Instance, Opening, RowKind
from talent.core.planned import Reason, Shortfall, Unfilled

ROWS: dict[RowKind, str] = {"village": "同村一人一岗", "kin": "近亲属回避"}
MOST_NAMED = 3


class Names(Struct, frozen=True):
    """Names of villages and townships, by code."""

    by_code: Mapping[str, str]

    def of(self, code: str) -> str:
        """Answer a place's name; the code where there is none."""
        return self.by_code.get(code, code)

    def township(self, village: str) -> str:
        """Answer the name of a village's township."""
        return self.of(f"{village[:9]}000")


def unfilled(
    instance: Instance,
    taken: tuple[int, ...],
    names: Names,
    waiting: Mapping[tuple[str, int], int],
) -> tuple[Unfilled, ...]:
    """Answer each post with empty places: how many, and why.

    `waiting` counts the people who are 待核实 for a post.
    """
    filled = Counter(instance.opening[at] for at in taken)
    found = []
    for at, gap in plan_gaps.smallest(instance, taken).items():
        opening = instance.openings[at]
        more = waiting.get((opening.village, opening.role), 0)
        hint = f"；另有{more}名待核实，核实后可再测算" if more else ""
        found.append(
            Unfilled(
                village=opening.village,
                village_name=names.of(opening.village),
                post=opening.role,
                post_label=post.role(opening.role).label,
                missing=opening.wanted - filled[at],
                why=sentence(instance, gap, names) + hint,
                waiting=more,
            )
        )
    return tuple(found)


def reasons(instance: Instance, taken: tuple[int, ...], names: Names) -> tuple[Reason, ...]:
    """Answer why places stay empty, by township and post, the largest lack first."""
    found = [
        Reason(sentence=sentence(instance, gap, names), missing=gap.missing)
        for gap in plan_gaps.by_township(instance, taken)
    ]
    return tuple(sorted(found, key=lambda one: (-one.missing, one.sentence)))


def sentence(instance: Instance, gap: Gap, names: Names) -> str:
    """Answer why a group of places cannot all be filled."""
    group = [instance.openings[at] for at in gap.openings]
    where = _where(group, names)
    if gap.rows:
        return (
            f"{where}有符合条件的人选，但受{'、'.join(ROWS[row] for row in gap.rows)}限制不能列入"
        )
    if not gap.people:
        return f"{where}没有符合条件的人选"
    return f"{where}共需{gap.wanted}名，只有{gap.there}名符合条件的人选"


def _where(group: Sequence[Opening], names: Names) -> str:
    labels = "、".join(post.role(role).label for role in sorted({one.role for one in group}))
    villages = sorted({one.village for one in group})
    if len(villages) == 1:
        return f"{names.of(villages[0])}的{labels}后备"
    townships = sorted({names.township(village) for village in villages})
    named = "、".join(townships[:MOST_NAMED]) + ("等" if len(townships) > MOST_NAMED else "")
    return f"{named}{len(villages)}个村的{labels}后备"


def shortfalls(instance: Instance, taken: Iterable[int], names: Names) -> tuple[Shortfall, ...]:
    """Answer the floors that a plan does not meet, by village."""
    held = set(taken)
    found = []
    for row in instance.rows:
        if row.kind in plan_model.FLOORS and not held & set(row.options):
            label = plan_model.FLOOR_LABELS[row.kind]
            none = "" if row.options else "（没有符合条件的此类人选）"
            found.append(
                Shortfall(
                    village=row.village,
                    village_name=names.of(row.village),
                    kind=row.kind,
                    why=f"{names.of(row.village)}{label}{none}",
                )
            )
    return tuple(found)
