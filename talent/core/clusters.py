"""From pairs to people: which entries together are one human.

A chain is no proof: if A is like B and B like C, A and C are looked at as well. Groups are
joined while the average over all their pairs says *same*, and never where two of them cannot be
one human. The result depends on the entries alone, not on the order they came in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Literal

from msgspec import Struct

JOINED_AT = 0.5
"""The probability of *same* from which entries belong together; the prior carries the pool."""

LARGEST = 40
"""Entries that may hang together before nobody believes they are one human."""

TIGHTER = (0.9, 0.99, 0.999)
"""What holds an oversized component together, tried in turn until it falls apart."""

PAIR = 2
"""Entries that are a group as soon as something holds them together."""

CLEARLY = 1_000
"""Centibits by which one person must fit better than another to be the one."""

Pair = tuple[str, str]
Group = tuple[str, ...]
Doubt = Literal["bridge", "torn", "oversized"]
"""Why a pair is looked at before others; see `Clusters`."""


class Link(Struct, frozen=True):
    """What is known between two entries.

    `joins` says that the pair may hold a group together; without it the probability only counts
    in the average. `apart` says that the two can never be one human, `surely` that they are:
    a person has judged so.
    """

    probability: float
    weight: int = 0
    joins: bool = False
    apart: bool = False
    surely: bool = False


NOTHING = Link(0.0)


class Clusters(Struct, frozen=True):
    """The people found: groups of two and more, each sorted, in the order of their first entry.

    `torn` are entries that fit two people who are not one; they stay alone. `oversized` are the
    components over the limit as they were before they were split. `bridges` are pairs that alone
    hold a group of three and more together: whoever breaks one has two people.
    """

    groups: tuple[Group, ...]
    torn: frozenset[str]
    oversized: tuple[Group, ...]
    bridges: frozenset[Pair] = frozenset()


def find(
    links: Mapping[Pair, Link],
    between: Callable[[str, str], Link] = lambda _one, _other: NOTHING,
    largest: int = LARGEST,
) -> Clusters:
    """Find the groups; `links` has its pairs sorted, `between` answers for a pair it lacks."""
    known = dict(links)

    def link(one: str, other: str) -> Link:
        pair = (one, other) if one < other else (other, one)
        if pair not in known:
            known[pair] = between(*pair)
        return known[pair]

    groups: list[Group] = []
    torn: set[str] = set()
    components = _components(links, JOINED_AT)
    oversized = tuple(sorted(one for one in components if len(one) > largest))
    for component in _small(links, components, largest):
        if len(component) == PAIR:  # what holds them together joins them
            groups.append(component)
            continue
        found = _joined(component, link)
        alone = _torn(found, link)
        torn |= alone
        groups += [tuple(one for one in group if one not in alone) for group in found]
    kept = sorted(group for group in groups if len(group) > 1)
    bridges = frozenset(pair for group in kept for pair in _bridges(group, link))
    return Clusters(tuple(kept), frozenset(torn), oversized, bridges)


def doubts(found: Clusters) -> Callable[[str, str], Doubt | None]:
    """Answer what tells of two entries, sorted, why they are to be looked at, if they are."""
    large = {one: place for place, group in enumerate(found.oversized) for one in group}

    def doubt(one: str, other: str) -> Doubt | None:
        if (one, other) in found.bridges:
            return "bridge"
        if one in found.torn or other in found.torn:
            return "torn"
        return "oversized" if large.get(one, -1) == large.get(other, -2) else None

    return doubt


# --- components ---------------------------------------------------------------------------


def holds(link: Link, least: float = JOINED_AT) -> bool:
    """Tell whether a pair holds a component together."""
    return link.surely or (link.joins and not link.apart and link.probability >= least)


def _components(links: Mapping[Pair, Link], least: float) -> list[Group]:
    heads: dict[str, str] = {}

    def head(one: str) -> str:
        while (above := heads.setdefault(one, one)) != one:
            heads[one] = heads[above]
            one = above
        return one

    for (one, other), link in links.items():
        if holds(link, least):
            first, second = sorted((head(one), head(other)))
            heads[second] = first
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in heads:
        found[head(one)].append(one)
    return sorted(tuple(sorted(group)) for group in found.values())


def _small(links: Mapping[Pair, Link], components: list[Group], largest: int) -> list[Group]:
    """Split what is too large by tighter and tighter links; what never falls apart stays apart."""
    found = [group for group in components if len(group) <= largest]
    large = {one for group in components if len(group) > largest for one in group}
    for least in (*TIGHTER, 2.0):
        if not large:
            break
        inside = {pair: link for pair, link in links.items() if large.issuperset(pair)}
        parts = [group for group in _components(inside, least) if len(group) <= largest]
        found += parts
        large -= {one for group in parts for one in group}
    return sorted(found)


# --- joining ------------------------------------------------------------------------------


class _Between(Struct):
    """What stands between two groups: the probabilities summed, and whether they may join."""

    total: float
    apart: bool


def _joined(entries: Group, link: Callable[[str, str], Link]) -> list[Group]:
    """Join groups by average link, the closest first; of equally close ones the first by name."""
    groups = {group[0]: group for group in _sure(entries, link)}
    table = {
        (one, other): _measured(groups[one], groups[other], link)
        for one, other in combinations(sorted(groups), 2)
    }
    while table:
        pair = min(table, key=lambda pair: (-_average(table[pair], groups, pair), pair))
        if _average(table[pair], groups, pair) < JOINED_AT:
            break
        one, other = pair
        groups[one] = tuple(sorted((*groups[one], *groups.pop(other))))
        del table[pair]
        for third in groups.keys() - {one}:
            gone = table.pop((min(other, third), max(other, third)))
            kept = table[min(one, third), max(one, third)]
            kept.total += gone.total
            kept.apart |= gone.apart
    return sorted(groups.values())


def _sure(entries: Group, link: Callable[[str, str], Link]) -> list[Group]:
    """Answer the groups that people have judged to be one human, and everybody else alone."""
    pairs = {(a, b): one for a, b in combinations(entries, 2) if (one := link(a, b)).surely}
    judged = _components(pairs, JOINED_AT)
    held = {one for group in judged for one in group}
    return sorted([*judged, *((one,) for one in entries if one not in held)])


def _measured(mine: Group, theirs: Group, link: Callable[[str, str], Link]) -> _Between:
    found = [link(one, other) for one in mine for other in theirs]
    return _Between(sum(one.probability for one in found), any(one.apart for one in found))


def _average(between: _Between, groups: dict[str, Group], pair: Pair) -> float:
    if between.apart:
        return -1.0
    return between.total / (len(groups[pair[0]]) * len(groups[pair[1]]))


# --- torn between two ---------------------------------------------------------------------


def _torn(groups: list[Group], link: Callable[[str, str], Link]) -> set[str]:
    """Answer the entries that fit another group too, one that cannot join theirs."""
    found = set()
    for mine, theirs in combinations(groups, 2):
        if any(link(one, other).apart for one in mine for other in theirs):
            found |= {one for one in mine if _fits_both(one, mine, theirs, link)}
            found |= {one for one in theirs if _fits_both(one, theirs, mine, link)}
    return found


def _fits_both(one: str, own: Group, other: Group, link: Callable[[str, str], Link]) -> bool:
    rest = [link(one, each) for each in own if each != one]
    beside = [link(one, each) for each in other]
    # Who is alone is apart from one of the others: the two groups could not join.
    if any(each.apart for each in beside) or any(each.surely for each in rest):
        return False
    if sum(each.probability for each in beside) < JOINED_AT * len(beside):
        return False
    return _weight(rest) - _weight(beside) < CLEARLY


def _weight(links: Iterable[Link]) -> float:
    weights = [link.weight for link in links]
    return sum(weights) / len(weights)


# --- bridges ------------------------------------------------------------------------------


def _bridges(group: Group, link: Callable[[str, str], Link]) -> list[Pair]:
    """Answer the pairs without which the group would fall in two; none that is judged."""
    if len(group) <= PAIR:  # a pair is all there is of it
        return []
    held = {
        pair: Link(1.0, surely=True)
        for pair in combinations(group, 2)
        if (one := link(*pair)).surely or one.probability >= JOINED_AT
    }
    return [
        pair
        for pair in held
        if not link(*pair).surely
        and _components({p: one for p, one in held.items() if p != pair}, JOINED_AT) != [group]
    ]
