"""What reviewers' judgements teach a model: how one human's two entries differ.

Only pairs that were judged to be one human count, each as one more pair beside the experts'
table of *same*, before the training from the register itself. The other classes are learned from
the register alone: whoever judges sees the pairs a model found doubtful, not fair samples.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import structs

from talent.core import comparison, levels, training
from talent.core.comparison import Prepared
from talent.core.kindred import Table
from talent.core.weights import Weights

Same = Sequence[tuple[Prepared, Prepared]]
"""Pairs of entries that were judged to be one human, as they were when it was said."""


def prior(same: Same, data: Weights) -> Weights:
    """Answer the experts' weights with what the judged pairs show counted in."""
    if not same:
        return data
    codes = np.array([comparison.compare(one, other).levels for one, other in same])
    table: Table = {}
    for field, scale in data.same.items():
        counts = np.bincount(codes[:, levels.AT[field]], minlength=len(levels.SCALES[field]))
        table[field] = training.learned(field, scale, np.asarray(counts, np.float64))
    return structs.replace(data, same=table)
