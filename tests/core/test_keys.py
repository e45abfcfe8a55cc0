"""Keys that are the same number on every machine bring the pairs that numbered ones bring."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec
import numpy as np
import pytest

from talent.core import blocking, keys, pairing
from talent.core.comparison import Entry, Prepared
from talent.core.person import Birth
from tests.core import invented
from tests.core.test_pairing import listed, prepared


def joined(people: Sequence[Prepared], apart: int) -> tuple[set[tuple[int, int]], Counter[str]]:
    """Join who shares a key, the entries read in several lots; answer pairs, and keys over the cap."""
    lots = [keys.parts(people[first : first + apart]) for first in range(0, len(people), apart)]
    pairs: set[tuple[int, int]] = set()
    left_out: Counter[str] = Counter()
    for rule in blocking.RULES:
        over: list[keys.Numbers] = []
        while len(over) <= len(rule.finer):
            blocks: defaultdict[int, list[tuple[bool, int]]] = defaultdict(list)
            for lot, parts in enumerate(lots):
                rows = keys.of_rule(rule, parts, over)
                places = (rows.holders + lot * apart).tolist()
                for key, place, ahead in zip(rows.keys.tolist(), places, rows.ahead, strict=True):
                    blocks[key].append((bool(ahead), place))
            own = np.array([sum(not ahead for ahead, _ in one) for one in blocks.values()], int)
            cap = pairing.cap(rule, own, np.array(list(map(len, blocks.values()))), len(people))
            full = [key for key, many in zip(blocks, own.tolist(), strict=True) if many > cap]
            for key in blocks.keys() - set(full):
                pairs |= {
                    (min(one, other), max(one, other))
                    for ahead, one in blocks[key]
                    for later, other in blocks[key]
                    if not ahead and one != other and (later or other > one)
                }
            left_out[rule.code] += len(full)
            over.append(np.array(full, np.uint64))
    return pairs, +left_out


@pytest.mark.parametrize("apart", [1_000, 70])
def test_pairs_are_those_of_one_machine_however_the_entries_are_parted(apart: int) -> None:
    people = prepared(invented.doubled(invented.strangers(300, villages=5), 4))
    found = pairing.find(people)
    assert joined(people, apart) == (set(listed(found)), Counter(found.left_out))
    assert found.one.size


def test_keys_that_too_many_carry_are_made_finer_as_on_one_machine() -> None:
    names = ("王建国", "王建军")
    born = [(1960 + place % 40, 1 + place % 12, 1 + place % 28) for place in range(400)]
    people = prepared(
        [
            Entry(id=f"{place:03d}", name=names[place % 2], birth=Birth(*date))
            for place, date in enumerate(born)
        ]
    )
    found = pairing.find(people)
    assert "py" in found.left_out
    assert joined(people, 150) == (set(listed(found)), Counter(found.left_out))


def test_an_entry_that_is_shipped_is_the_same() -> None:
    for one in prepared(invented.doubled(invented.strangers(50), 3)):
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Prepared) == one
