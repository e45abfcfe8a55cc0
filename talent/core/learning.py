"""Weights learned from decisions: Bradley–Terry with the sheet as prior, never negative.

Whoever accepts one person and declines another of the same list says which of the two fits better.
With the difference x of their factors (each 0..1) the model says P(first before second) = 1 / (1 +
exp(-w·x)); w is the weights times `SHARPNESS`. Fitted is the w >= 0 that is most probable with a
normal prior around the weights in use, worth `STRENGTH` comparisons, so that a few decisions move
little (Bradley & Terry 1952; maximum a posteriori). The answer sums to 10,000 again. It is a
proposal: nothing applies it but a person.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

import numpy as np
from msgspec import Struct

from talent.core import fit
from talent.core.fit import FULL, WHOLE, Factor, Weights

LEAST = 100
"""Decisions below which nothing is proposed."""
SHARPNESS = 10.0
"""Ten points of a hundred more make a person e times as likely to come first."""
STRENGTH = 20.0
FOLDS = 5
STEPS = 2_000
NEAR = 1e-9

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Decided(Struct, frozen=True):
    """One decision: of which run, accepted or declined, the value of each factor (0..1000)."""

    run_id: UUID
    accepted: bool
    values: dict[Factor, int]


class Learned(Struct, frozen=True, kw_only=True):
    """What decisions say: the weights, and how often old and new order a pair as people did.

    The shares are in hundredths of runs that were left out while learning (five parts by turns).
    """

    decisions: int
    pairs: int
    weights: Weights
    agreed_before: int
    agreed_after: int


def pairs(decided: Iterable[Decided]) -> list[tuple[UUID, tuple[float, ...]]]:
    """Answer, for each accepted and declined of one run, the difference of their factors."""
    runs: dict[UUID, list[Decided]] = {}
    for one in decided:
        runs.setdefault(one.run_id, []).append(one)
    return [
        (run, _difference(yes, no))
        for run in sorted(runs)
        for yes in runs[run]
        if yes.accepted
        for no in runs[run]
        if not no.accepted
    ]


def _difference(yes: Decided, no: Decided) -> tuple[float, ...]:
    return tuple((yes.values[name] - no.values[name]) / FULL for name in fit.FACTOR_LABELS)


def learn(decided: Sequence[Decided], sheet: Weights) -> Learned:
    """Answer the weights that decisions speak for; without a pair, the sheet's own."""
    found = pairs(decided)
    rows = np.array([row for _, row in found], dtype=np.float64).reshape(-1, len(fit.FACTOR_LABELS))
    prior = np.array([sheet.of(name) / WHOLE for name in fit.FACTOR_LABELS])
    runs = sorted({run for run, _ in found})
    fold = {run: at % FOLDS for at, run in enumerate(runs)}
    parts = np.array([fold[run] for run, _ in found], dtype=np.int64)
    after = 0
    for part in range(FOLDS):
        held = rows[parts == part]
        if len(held):
            after += _agreed(held, _fitted(rows[parts != part], prior))
    return Learned(
        decisions=len(decided),
        pairs=len(found),
        weights=_whole(_fitted(rows, prior)),
        agreed_before=_share(_agreed(rows, prior), len(found)),
        agreed_after=_share(after, len(found)),
    )


def _fitted(rows: Array, prior: Array) -> Array:
    """Answer the most probable w >= 0, by projected gradient steps; the problem is convex."""
    about = prior * SHARPNESS
    # The steepest the gradient can be: a quarter of the squared rows, and the prior.
    steep = STRENGTH / SHARPNESS + float((rows**2).sum()) / 4
    held = about.copy()
    for _ in range(STEPS):
        wrong = 1 / (1 + np.exp(np.clip(rows @ held, -50, 50)))
        slope = -(rows.T @ wrong) + STRENGTH / SHARPNESS * (held - about)
        moved = np.maximum(0.0, held - slope / steep)
        if float(np.abs(moved - held).max()) < NEAR:
            break
        held = moved
    return np.asarray(held / held.sum()) if held.sum() > 0 else prior


def _agreed(rows: Array, weights: Array) -> int:
    return int((rows @ weights > 0).sum())


def _share(count: int, of: int) -> int:
    return round(100 * count / of) if of else 0


def _whole(shares: Array) -> Weights:
    """Round to basis points that sum to 10,000: what is left goes to the largest remainders."""
    exact = shares * WHOLE
    floors = np.floor(exact).astype(int)
    order = sorted(range(len(floors)), key=lambda at: (-(exact[at] - floors[at]), at))
    for at in order[: WHOLE - int(floors.sum())]:
        floors[at] += 1
    return Weights(*(int(one) for one in floors))
