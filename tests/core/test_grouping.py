"""A whole pool: who is one human is found, whoever comes first, and nobody else."""

from collections import defaultdict
from random import Random

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import (
    blocking,
    clusters,
    comparison,
    grouping,
    idnumber,
    levels,
    model,
    weights,
)
from talent.core.comparison import Entry, Prepared
from talent.core.grouping import Grouped
from talent.core.levels import IdNumber
from talent.core.person import Birth, OtherName, Phone
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


def test_strangers_who_have_one_number_are_not_one_human_where_a_pool_has_many_such() -> None:
    """Numbers were given twice, and get typed in a wrong row: how often, the pool tells."""
    people = invented.strangers(600)
    for place in range(0, 80, 2):
        born = Birth(1950 + place // 2, 5, 17)
        body = f"410183{born.year}0517{place:03d}"
        number = body + idnumber.check_character(body)
        for one in (place, place + 1):
            people[one] = changed(
                people[one], sex="1", birth=born, id_number=number, education="31", phones=(),
            )  # fmt: skip
    found = grouped(people)
    assert found.report is not None
    assert found.report.partners["number"] > 0.02
    homes = {one: group for group in found.clusters.groups for one in group}
    mates = [(people[place], people[place + 1]) for place in range(0, 80, 2)]
    strangers = [(one.id, other.id) for one, other in mates if one.name[0] != other.name[0]]
    assert len(strangers) > 20
    assert [pair for pair in strangers if pair[1] in homes.get(pair[0], ())] == []


def test_strangers_born_on_one_day_in_one_county_do_not_pass_for_twins() -> None:
    """The larger a pool, the more of them: twins would seem to be many, and explain away who is one."""
    people = invented.strangers(600)
    for place in range(400):
        born = Birth(1950 + place // 10, 5, 17)
        body = f"410183{born.year}0517{place:03d}"
        people[place] = changed(
            people[place], birth=born, id_number=body + idnumber.check_character(body), phones=()
        )
    report = grouped(people).report
    assert report is not None
    assert report.partners["twin"] < 0.3 < report.partners["birthmate"]


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


def test_who_is_as_likely_one_as_two_is_joined() -> None:
    codes = [0] * len(levels.FIELDS)
    codes[levels.AT["phone"]] = levels.Phone.SAME
    assert grouping.link(codes, clusters.JOINED_AT, 0, model.expert()).joins
    below = float(np.nextafter(clusters.JOINED_AT, 0))
    assert not grouping.link(codes, below, 0, model.expert()).joins


@pytest.mark.parametrize("level", [IdNumber.DIFFERENT, IdNumber.OTHER_SEQUENCE])
def test_what_overwhelms_joins_in_spite_of_two_numbers(level: IdNumber) -> None:
    codes = [0] * len(levels.FIELDS)
    codes[levels.AT["id_number"]] = level
    assert not grouping.link(codes, grouping.OVERWHELMING, 0, model.expert()).apart


@pytest.mark.parametrize("level", [IdNumber.DIFFERENT, IdNumber.OTHER_SEQUENCE])
def test_two_numbers_keep_two_apart_up_to_one_doubt_in_a_million(level: IdNumber) -> None:
    codes = [0] * len(levels.FIELDS)
    codes[levels.AT["id_number"]] = level
    assert grouping.link(codes, 0.9999989, 0, model.expert()).apart
    assert not grouping.link(codes, 0.9999991, 0, model.expert()).apart


def test_a_pair_is_named_by_sorted_ids_however_the_entries_stand() -> None:
    people = grouping.prepare([PERSON, changed(PERSON, id="b")])
    for ordered in (people, people[::-1]):
        found = grouping.group(ordered)
        assert [found.ids(place) for place in range(len(found.compared))] == [("a", "b")]


def test_what_people_know_of_a_pair_counts_before_every_weight() -> None:
    same, other = PERSON, changed(PERSON, id="b")
    stranger = changed(PERSON, id="c", name="李秀英", sex="2", birth=Birth(1960, 2), village=None)
    people = grouping.prepare([*invented.strangers(200), same, other, stranger])
    using = weights.EXPERT
    apart = grouping.group(people, using, settled={("a", "b"): False})
    assert ("a", "b") not in apart.clusters.groups
    together = grouping.group(people, using, settled={("a", "b"): True, ("b", "c"): True})
    assert ("a", "b", "c") in together.clusters.groups


def test_who_people_know_to_be_two_are_not_merged_without_a_look() -> None:
    one = changed(PERSON, id_number=NUMBER, birth=Birth(1985, 5, 20))
    people = grouping.prepare([*invented.strangers(200), one, changed(one, id="b")])
    assert grouping.group(people, weights.EXPERT).automatic
    apart = grouping.group(people, weights.EXPERT, settled={("a", "b"): False})
    assert apart.automatic == frozenset()


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


def test_narrowed_to_what_is_worth_showing_all_of_it_is_shown_as_before() -> None:
    entries = invented.doubled(invented.strangers(300), 5)
    mine = changed(entries[0], id="x1", name="尉迟敬德", other_names=(OtherName(entries[0].name),))
    found = grouped([*entries, mine])
    few = found.narrowed()
    assert len(few.compared) == len(few.kept) == len(found.kept) < found.looked_at
    for now, before in enumerate(found.kept.tolist()):
        assert few.ids(now) == found.ids(before)
        assert few.likeness(now) == found.likeness(before)
        assert few.weighed.weight[now] == found.weighed.weight[before]
        assert (now in few.automatic) == (before in found.automatic)
    whole = [
        found.compared.shares.of(found.compared.pairs, at, at + 1) for at in found.kept.tolist()
    ]
    narrow = few.compared.shares.of(few.compared.pairs, 0, len(few.kept))
    assert np.array_equal(np.hstack(whole), narrow)
    assert len(few.compared.shares.places)


def test_the_automatic_part_lies_within_clusters() -> None:
    found = grouped(invented.doubled(invented.strangers(500), 4))
    homes = {one: group for group in found.clusters.groups for one in group}
    assert found.automatic
    for place in found.automatic:
        one = found.people[found.compared.pairs.one[place]].id
        assert found.people[found.compared.pairs.other[place]].id in homes[one]


# --- one by one ---------------------------------------------------------------------------


def one_by_one(people: list[Prepared], order: list[int], found: Grouped) -> clusters.Clusters:
    """Take entries in as they come: each is compared with those of its keys that stand there.

    The model is frozen: its weights, and how common names are.
    """
    standing: defaultdict[str, set[int]] = defaultdict(set)
    links: dict[clusters.Pair, clusters.Link] = {}
    for place in order:
        mine = people[place]
        sharing: set[int] = set().union(*(standing[key] for key in blocking.query_keys(mine)))
        for other in sharing:
            compared = comparison.compare(mine, people[other])
            likeness = model.weigh(compared, found.known, found.model)
            if likeness.probability >= model.UNSURE_AT or compared.level("id_number") == 1:
                pair = (min(mine.id, people[other].id), max(mine.id, people[other].id))
                links[pair] = grouping.link(
                    compared.levels, likeness.probability, likeness.weight, found.model
                )
        for key in blocking.stored_keys(mine):
            standing[key].add(place)
    by_id = {one.id: one for one in people}

    def between(one: str, other: str) -> clusters.Link:
        compared = comparison.compare(by_id[one], by_id[other])
        likeness = model.weigh(compared, found.known, found.model)
        return grouping.link(compared.levels, likeness.probability, likeness.weight, found.model)

    return clusters.find(links, between)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_one_by_one_in_any_order_is_all_at_once(seed: int, chance: Random) -> None:
    entries = invented.doubled(invented.strangers(14, seed), 2, seed)
    entries += [
        changed(PERSON, id=f"x{place}", id_number=number)
        for place, number in enumerate((NUMBER, OTHER, None)[: seed % 4])
    ]
    people = grouping.prepare(entries)
    at_once = grouping.group(people, weights.EXPERT)
    order = list(range(len(people)))
    chance.shuffle(order)
    assert one_by_one(people, order, at_once) == at_once.clusters


def test_a_bridge_is_not_merged_without_a_look() -> None:
    """Of three, the first and the last share no more than their name."""
    home = changed(PERSON, birth=None)
    phones = (Phone("19900000001"),)
    chain = [
        changed(home, id="x1", id_number=NUMBER, village=None, education="81"),
        changed(home, id="x2", id_number=NUMBER, phones=phones),
        changed(home, id="x3", phones=phones, education="21"),
    ]
    found = grouped([*invented.strangers(300), *chain], weights.EXPERT)
    ids = [one.id for one in found.people]
    pairs = found.compared.pairs
    merged = {(ids[pairs.one[place]], ids[pairs.other[place]]) for place in found.automatic}
    assert ("x1", "x2", "x3") in found.clusters.groups
    assert found.clusters.bridges == {("x1", "x2"), ("x2", "x3")}
    assert merged == set()
    alone = grouped([*invented.strangers(300), *chain[:2]], weights.EXPERT)
    assert alone.automatic
