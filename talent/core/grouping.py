"""A whole pool at once: pairs found, compared, weighed by a model learned from them, and joined.

The same comparison and the same weights as for one person being typed; what differs is only
that everybody is asked about everybody.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import (
    automatic,
    blocking,
    clans,
    clusters,
    columns,
    comparison,
    frequencies,
    levels,
    model,
    pairing,
    scoring,
    spreading,
    training,
    weights,
)
from talent.core.clusters import Clusters, Link
from talent.core.columns import Columns
from talent.core.comparison import Comparison, Entry, Prepared
from talent.core.frequencies import Frequencies
from talent.core.levels import IdNumber
from talent.core.model import Likeness, Model
from talent.core.scoring import Compared, Weighed
from talent.core.spreading import Spread
from talent.core.weights import Weights

OVERWHELMING = 0.999999
"""The probability from which two different ID numbers, both valid, no longer keep two apart."""

_TWO_NUMBERS = frozenset({IdNumber.DIFFERENT, IdNumber.OTHER_SEQUENCE})

Step = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


Find = Callable[[Mapping[clusters.Pair, Link], Callable[[str, str], Link]], Clusters]
"""Finds the clusters of links, as `clusters.find` does."""


class Candidates(Struct, frozen=True):
    """A pool of which all pairs that share a key are compared."""

    people: Columns
    known: Frequencies
    compared: Compared


class Grouped(Struct, frozen=True):
    """What was found in a pool. `kept` are the places in `compared` of all pairs worth showing.

    `automatic` are those of them that may be merged without a look. `estimated` is the number
    of pairs of one human by the model, also where nobody would merge them, `looked_at` that of all
    pairs that were compared.
    """

    people: Columns
    known: Frequencies
    model: Model
    report: training.Report | None
    compared: Compared
    weighed: Weighed
    kept: NDArray[np.int64]
    automatic: frozenset[int]
    clusters: Clusters
    estimated: float
    looked_at: int

    def narrowed(self) -> "Grouped":
        """Answer the same with only those pairs that are worth showing: all are a hundred times more."""
        return msgspec.structs.replace(
            self,
            compared=self.compared.some(self.kept),
            weighed=self.weighed.some(self.kept),
            kept=np.arange(len(self.kept)),
            automatic=frozenset(np.searchsorted(self.kept, sorted(self.automatic)).tolist()),
        )

    def likeness(self, place: int) -> Likeness:
        """Answer weight, band and reasons of one pair."""
        return model.weigh(self.comparison(place), self.known, self.model)

    def comparison(self, place: int) -> Comparison:
        """Answer the comparison of one pair."""
        return scoring.of_pair(self.people, self.compared, place)

    def ids(self, place: int) -> tuple[str, str]:
        """Answer the ids of one pair, sorted."""
        pairs, ids = self.compared.pairs, self.people.ids
        one, other = ids[pairs.one[place]], ids[pairs.other[place]]
        return (one, other) if one < other else (other, one)


def prepare(entries: Iterable[Entry]) -> list[Prepared]:
    """Make the entries ready in the order of their ids.

    Each phone is told the number of its holders, each name the generation character it bears.
    """
    ordered = sorted(entries, key=lambda one: one.id)
    holders = Counter(phone.number for one in ordered for phone in one.phones)
    found = []
    for one in ordered:
        counts = tuple(holders[phone.number] for phone in one.phones)
        found.append(comparison.prepare(msgspec.structs.replace(one, holders=counts)))
    known = clans.find((one.village, one.names) for one in found)
    return [comparison.within(one, known) for one in found]


def group(
    entries: Sequence[Prepared],
    using: Weights | None = None,
    step: Step = lambda *_: None,
    settled: Mapping[clusters.Pair, bool] = MappingProxyType({}),
    spread: Spread = spreading.alone,
) -> Grouped:
    """Group a pool made ready. Without weights, they are learned from the pool itself.

    `settled` holds what people know of pairs (sorted ids): one human, or never one.
    """
    people = columns.of(entries)
    known = frequencies.count(people)
    rules = len(blocking.RULES)
    pairs = pairing.find(people, lambda done: step("找出可比的两条", done, rules), spread)
    compared = scoring.compare(
        people, pairs, known, lambda done: step("逐项比较", done, scoring.WIDTH), spread
    )
    return decided(Candidates(people, known, compared), using, settled, spread)


def decided(
    pool: Candidates,
    using: Weights | None = None,
    settled: Mapping[clusters.Pair, bool] = MappingProxyType({}),
    spread: Spread = spreading.alone,
    find: Find = clusters.find,
) -> Grouped:
    """Weigh the pairs of a pool that are compared already, and group it."""
    people, known, compared = pool.people, pool.known, pool.compared
    report = None
    if using is None:
        trained = training.train(people, compared, weights.EXPERT, spread)
        using, report, weighed = trained.weights, trained.report, trained.weighed
    else:
        weighed = scoring.weigh(compared, max(1, len(people)), model.of(using), spread)
    ready = model.of(using)
    kept = scoring.worth(compared, weighed)
    between = Between(people, known, ready)
    links = _links(people, compared, weighed, kept, ready)
    for pair, same in settled.items():
        links[pair] = _settled(links.get(pair) or between(*pair), same=same)
    found = find(links, between)
    return Grouped(
        people, known, ready, report, compared, weighed, kept,
        _automatic(people, compared, weighed, kept, found), found,
        sum(float(one.probability.sum()) for one in weighed.parted()), len(compared),
    )  # fmt: skip


# --- links --------------------------------------------------------------------------------


def _links(
    people: Columns,
    compared: Compared,
    weighed: Weighed,
    kept: NDArray[np.int64],
    using: Model,
) -> dict[clusters.Pair, Link]:
    pairs, ids = compared.pairs, people.ids
    found = {}
    for place, codes, weight, probability in _said(compared, weighed, kept):
        one, other = ids[pairs.one[place]], ids[pairs.other[place]]
        found[min(one, other), max(one, other)] = link(codes, probability, weight, using)
    return found


def _said(
    compared: Compared, weighed: Weighed, kept: NDArray[np.int64]
) -> Iterator[tuple[int, list[int], int, float]]:
    """Answer place, levels, weight and probability of the pairs that are kept."""
    some = weighed.some(kept)
    return zip(
        kept.tolist(), compared.levels(kept).tolist(),
        some.weight.tolist(), some.probability.tolist(), strict=True,
    )  # fmt: skip


def link(codes: Sequence[int], probability: float, weight: int, using: Model) -> Link:
    """Answer what a pair says for clusters; the name alone never joins two entries."""
    number = codes[levels.AT["id_number"]]
    return Link(
        probability,
        weight,
        joins=probability >= clusters.JOINED_AT and model.has_evidence(codes, using),
        apart=number in _TWO_NUMBERS and probability < OVERWHELMING,
    )


def _settled(known: Link, *, same: bool) -> Link:
    return msgspec.structs.replace(known, joins=same, surely=same, apart=not same)


class Between:
    """Compares pairs that share no key, once they hang together over others."""

    def __init__(self, people: Columns, known: Frequencies, using: Model) -> None:
        """Keep what is asked for."""
        self.people, self.known, self.using = people, known, using
        self._places = {one: place for place, one in enumerate(people.ids)}

    def __call__(self, one: str, other: str) -> Link:
        """Answer what a pair of ids says for clusters."""
        compared = scoring.one(self.people, self._places[one], self._places[other])
        found = model.weigh(compared, self.known, self.using)
        return link(compared.levels, found.probability, found.weight, self.using)


def _automatic(
    people: Columns,
    compared: Compared,
    weighed: Weighed,
    kept: NDArray[np.int64],
    found: Clusters,
) -> frozenset[int]:
    homes = {one: place for place, group in enumerate(found.groups) for one in group}
    pairs, ids = compared.pairs, people.ids

    def together(place: int) -> bool:
        one, other = ids[pairs.one[place]], ids[pairs.other[place]]
        bridge = (min(one, other), max(one, other)) in found.bridges
        return not bridge and homes.get(one, -1) == homes.get(other, -2)

    return frozenset(
        place
        for place, codes, _, probability in _said(compared, weighed, kept)
        if automatic.allowed(codes, probability, together=together(place))
    )
