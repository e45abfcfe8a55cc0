"""How a merge is taken back: which values go, which stay, what later merges remember then."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from talent.core.merging import Content, Value, Values


class Restored(Struct, frozen=True):
    """A survivor's values after an undoing, and what the later merges into it remember then.

    `conflicts` are fields that were edited since the merge: the edit stays.
    """

    values: Values
    conflicts: tuple[str, ...]
    later: tuple[Content, ...]


def taken_back(now: Values, undone: Content, later: Sequence[Content]) -> Restored:
    """Give a survivor back what a merge changed, and correct what later merges remember.

    What was edited since stays and is named. What a later merge found was what the undone one had
    left: in its memory that is set back, and where the entry it brought says the same, the value
    is that entry's from now on. Of skills those go that the undone merge alone had brought.
    """
    memory = list(later)
    found, conflicts = dict(now), []
    for name, before in undone.before.items():
        after = undone.after[name]
        if before == after:
            continue
        if name == "skills":
            left_over, memory = _skills_back(now[name], undone, memory)
            found[name] = before if left_over.value == before.value else left_over
            continue
        memory, left = _set_back(name, before, after, memory)
        if left and now[name] == after:
            found[name] = before
        elif left is not None and now[name].value != before.value:
            conflicts.append(name)
    return Restored(found, tuple(conflicts), tuple(memory))


def _set_back(
    name: str, before: Value, after: Value, later: list[Content]
) -> tuple[list[Content], bool | None]:
    """Set a field back in what later merges remember.

    Answers whether what stands now is still what the undone merge left: yes, no because somebody
    edited it, or None because it is a later merge's value now.
    """
    found = list(later)
    for place, one in enumerate(later):
        if one.before[name] != after:
            return found, False
        carried = one.other[name].value == after.value
        unchanged = one.after[name] == after
        befores = one.before | {name: before}
        afters = one.after if carried or not unchanged else one.after | {name: before}
        found[place] = replace(one, before=befores, after=afters)
        if carried or not unchanged:
            return found, None
    return found, True


def _skills_back(now: Value, undone: Content, later: list[Content]) -> tuple[Value, list[Content]]:
    gone = _skills_of(undone.after) - _skills_of(undone.before)
    found = []
    for one in later:
        befores = one.before | {"skills": _less(one.before["skills"], gone)}
        gone = gone - _skills_of(one.other)
        afters = one.after | {"skills": _less(one.after["skills"], gone)}
        found.append(replace(one, before=befores, after=afters))
    return _less(now, gone), found


def _skills_of(said: Values) -> frozenset[str]:
    return frozenset(said["skills"].value or ())


def _less(said: Value, gone: frozenset[str]) -> Value:
    left = [skill for skill in said.value or () if skill not in gone]
    return replace(said, value=left or None)
