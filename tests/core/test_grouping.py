"""A whole pool: who is one human is found, whoever comes first, and nobody else."""

import msgspec
import pytest

from talent.core import grouping, weights
from talent.core.comparison import Entry
from talent.core.grouping import Grouped
from talent.core.person import Birth, Phone
from tests.core import invented

NUMBER, OTHER = "410183198505200012", "410183198505200039"
PERSON = Entry(id="a", name="王建国", sex="1", birth=Birth(1985, 5), village="410183101201")


def grouped(entries: list[Entry], using: weights.Weights | None = None) -> Grouped:
    """Group invented entries."""
    return grouping.group(grouping.prepare(entries), using)


def changed(entry: Entry, **fields: object) -> Entry:
    """Answer the entry with other fields."""
    return msgspec.structs.replace(entry, **fields)


def test_nobody_gives_nothing() -> None:
    assert grouped([]).clusters.groups == ()


def test_a_pool_without_duplicates_merges_nobody() -> None:
    found = grouped(invented.strangers(800))
    assert found.clusters.groups == ()
    assert found.automatic == frozenset()


def test_second_entries_find_their_first() -> None:
    found = grouped(invented.doubled(invented.strangers(800), 5))
    right = [
        group for group in found.clusters.groups if {one[1:] for one in group} == {group[0][1:]}
    ]
    assert len(found.clusters.groups) - len(right) <= 1
    assert len(right) >= 150


def test_the_same_pool_in_another_order_gives_the_same() -> None:
    entries = invented.doubled(invented.strangers(300), 5)
    mixed = sorted(entries, key=lambda one: (one.name[::-1], one.id))
    one, other = grouped(entries), grouped(mixed)
    assert one.clusters == other.clusters
    assert one.model.weights == other.model.weights


def test_two_valid_numbers_keep_two_apart_and_a_third_without_is_flagged() -> None:
    entries = [
        *invented.strangers(300),
        changed(PERSON, id="x1", id_number=NUMBER),
        changed(PERSON, id="x2", id_number=OTHER),
        changed(PERSON, id="x3"),
    ]
    found = grouped(entries, weights.EXPERT)
    assert "x3" in found.clusters.torn
    assert not [group for group in found.clusters.groups if set(group) & {"x1", "x2", "x3"}]


def test_where_all_the_rest_is_overwhelming_a_second_number_is_a_slip() -> None:
    full = changed(
        PERSON,
        name="尉迟敬德",
        birth=Birth(1985, 5, 20),
        phones=(Phone("19900000001"),),
        employer="水利局",
    )
    entries = [
        *invented.strangers(300),
        changed(full, id="x1", id_number=NUMBER),
        changed(full, id="x2", id_number=OTHER),
    ]
    found = grouped(entries, msgspec.structs.replace(weights.EXPERT, kin={}))
    assert ("x1", "x2") in found.clusters.groups


@pytest.mark.parametrize("using", [weights.EXPERT, None])
def test_the_name_alone_joins_nobody(using: weights.Weights | None) -> None:
    bare = Entry(id="x1", name="尉迟敬德", sex="1")
    entries = [*invented.doubled(invented.strangers(200), 2), bare, changed(bare, id="x2")]
    assert not [group for group in grouped(entries, using).clusters.groups if "x1" in group]


def test_what_is_shown_of_a_pair_is_what_was_weighed() -> None:
    found = grouped(invented.doubled(invented.strangers(300), 5))
    assert len(found.kept)
    for place in found.kept.tolist():
        likeness = found.likeness(place)
        assert abs(likeness.weight - int(found.weighed.weight[place])) <= 1
        assert likeness.weight == sum(one.weight for one in likeness.reasons)
        assert likeness.model == found.model.weights.version


def test_the_automatic_part_lies_within_clusters() -> None:
    found = grouped(invented.doubled(invented.strangers(500), 4))
    homes = {one: group for group in found.clusters.groups for one in group}
    assert found.automatic
    for place in found.automatic:
        one = found.people[found.compared.pairs.one[place]].id
        assert found.people[found.compared.pairs.other[place]].id in homes[one]
