"""The levels of all pairs, compared where the entries lie."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812 - its documentation calls it so

from talent.core import columns, levels, scoring
from talent.core.columns import Columns
from talent.core.comparison import Prepared
from talent.core.frequencies import Frequencies
from talent.core.grouping import Step
from talent.core.pairing import Pairs
from talent.core.scoring import Compared
from talent.spark import pairing
from talent.spark.pools import Batches, Frame, read

LEVELS = "one int, other int, levels binary"


def compared(
    spark: SparkSession, pool: Frame, people: Columns, known: Frequencies, step: Step
) -> Compared:
    """Compare every pair that shares a key, as `scoring.compare` does."""
    pairs, left_out = pairing.find(spark, pool, len(people), step)
    sides = [
        pool.select(F.col("place").alias(side), F.col("entry").alias(f"entry_{side}"))
        for side in ("one", "other")
    ]
    joined = pairs.join(sides[1], "other").join(sides[0], "one")
    found = joined.mapInArrow(_levels, LEVELS).toArrow().combine_chunks()
    one, other = (found.column(side).to_numpy() for side in ("one", "other"))
    order = np.lexsort((other, one))
    rows = np.frombuffer(b"".join(found.column("levels").to_pylist()), np.uint8)
    table = np.ascontiguousarray(rows.reshape(-1, scoring.WIDTH)[order].T)
    step("逐项比较", scoring.WIDTH, scoring.WIDTH)
    ready = Pairs(one[order], other[order], left_out)
    named = table[levels.AT["name"]]
    return Compared(ready, table.T, scoring.shares(people, ready, named, known))


def _levels(batches: Batches) -> Batches:
    for batch in batches:
        places, mine, theirs, people = _met(batch)
        pairs = Pairs(mine, theirs, {})
        table = columns.of(people)
        found = np.stack([scoring.levels_of(table, field, pairs) for field in levels.FIELDS], 1)
        yield pa.RecordBatch.from_arrays(
            [*places, pa.array(list(map(bytes, found)), pa.binary())], ["one", "other", "levels"]
        )


def _met(
    batch: pa.RecordBatch,
) -> tuple[list[pa.Array], NDArray[np.int32], NDArray[np.int32], list[Prepared]]:
    """Answer the pairs of a batch, and the entries that meet in them, each read once."""
    places = [batch.column(side) for side in ("one", "other")]
    every = np.concatenate([one.to_numpy() for one in places])
    _, first, which = np.unique(every, return_index=True, return_inverse=True)
    entries = pa.concat_arrays([batch.column("entry_one"), batch.column("entry_other")])
    mine, theirs = np.split(which.astype(np.int32), 2)
    return places, mine, theirs, read(entries.take(pa.array(first)))
