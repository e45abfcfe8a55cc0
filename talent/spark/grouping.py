"""A pool grouped by Spark, as one machine groups it."""

from functools import partial

from talent.core import frequencies, grouping
from talent.core.columns import Columns
from talent.core.grouping import Candidates, Grouped, Step
from talent.core.weights import Weights
from talent.spark import comparing, joining, pools
from talent.spark.sessions import session


def group(
    people: Columns, using: Weights | None, master: str, step: Step = lambda *_: None
) -> Grouped:
    """Group a pool as `grouping.group` does, to the same bits; see there."""
    if not len(people):
        return grouping.group(people, using, step)
    with session(master) as spark:
        known = frequencies.count(people)
        pool = pools.shipped(spark, people)
        compared = comparing.compared(spark, pool, people, known, step)
        found = partial(joining.found, spark, pool, people)
        return grouping.decided(Candidates(people, known, compared), using, find=found)
