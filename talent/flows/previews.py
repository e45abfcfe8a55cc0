"""What a merge would do, told before it does."""

from typing import Any
from uuid import UUID

from talent.core import access, merged, merging, pair, person
from talent.core.merging import Choice
from talent.flows import merges, pairs, people
from talent.flows.desk import Desk


async def preview(desk: Desk, one: UUID, other: UUID, wanted: merges.Wanted) -> merged.Preview:
    """Tell what a merge would do; the look at both is recorded."""
    two = await merges.read(desk, one, other, wanted)
    mine, theirs = two.rows
    shown = await pairs.shown(desk, [mine, theirs])
    rows: list[merged.Referring] = await desk.tx.run(merges.SQL.referring, person=theirs.id)
    return merged.Preview(
        survivor=mine.id,
        other=theirs.id,
        people=(shown[mine.id], shown[theirs.id]),
        origins=(two.entries[0].origin, two.entries[1].origin),
        versions={str(row.id): row.version for row in two.rows},
        fields=[_field(two, choice, desk.actor.role) for choice in two.choices],
        names_added=tuple(one.name for one in merges.lost_names(two)),
        follows=following(rows, desk.actor.role),
        ends=tuple(one["pool"] for one in merges.doubled(two)),
        warnings=(*await _overruled(desk, one, other), *_warnings(two, shown)),
        hindered=await _hindered(desk, one, other),
    )


async def _overruled(desk: Desk, one: UUID, other: UUID) -> list[str]:
    said = await pairs.said(desk, one, other)
    if not said or said[0].verdict != "different":
        return []
    return [f"{said[0].judged_by or '有人'}已判为不是同一人；合并即改判为同一人"]


async def _hindered(desk: Desk, one: UUID, other: UUID) -> str | None:
    if not await merges.allowed(desk, one, other):
        return merges.ACROSS
    return None if await pairs.agreed(desk, (one, other)) else merges.TWO


def _field(two: merges.Two, choice: Choice, role: str | None) -> merged.FieldShown:
    mine, theirs = (entry.values[choice.field] for entry in two.entries)
    return merged.FieldShown(
        field=choice.field,
        label=person.BY_NAME[choice.field].label,
        survivor=masked(choice.field, mine.value, role),
        other=masked(choice.field, theirs.value, role),
        result=masked(choice.field, choice.taken.value, role),
        taken_from=choice.origin,
        why=merging.WHY[choice.why],
        differs=merging.differ(mine, theirs),
    )


def masked(field: str, value: Any, role: str | None) -> Any:
    """Answer what of a field's value a role is shown."""
    if field == "id_number":
        return access.mask_id_number(value)
    if field in people.SEALED_FIELDS:
        return "已加密" if value else None
    return access.hide(field, value, role)


def following(rows: list[merged.Referring], role: str | None) -> list[merged.Following]:
    """Say what follows in words, kind by kind; outside hr only what is seen with the person."""
    counts: dict[str, int] = {}
    for one in rows:
        if role == access.Role.HR or one.relation in merged.SEEN_WITH_THE_PERSON:
            counts[one.relation] = counts.get(one.relation, 0) + one.rows
    return [merged.Following(name, merged.FOLLOWS.get(name, name), n) for name, n in counts.items()]


def _warnings(two: merges.Two, shown: dict[UUID, pair.Person]) -> list[str]:
    mine, theirs = (entry.values for entry in two.entries)
    said = {
        "id_number": "二人的身份证号都有效而且不同，通常不是同一人",
        "sex": "二人性别不同",
        "birth": "二人出生年月不同",
    }
    found = [words for field, words in said.items() if merging.differ(mine[field], theirs[field])]
    townships = {one.township for one in shown.values() if one.township}
    if len(townships) > 1:
        found.append(f"二人分属{'、'.join(sorted(townships))}")
    return found
