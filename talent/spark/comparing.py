"""The levels of all pairs. Every worker has the entries, each value once; only pairs are moved."""

from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from pyspark.sql import SparkSession

from talent.core import kinds, levels, scoring
from talent.core.columns import Columns
from talent.core.frequencies import Frequencies
from talent.core.grouping import Step
from talent.core.pairing import Pairs
from talent.core.scoring import Compared
from talent.spark import pairing
from talent.spark.pools import Batches, Frame

LEVELS = "one int, other int, levels binary"
PAIRS = pa.schema([("one", pa.int32()), ("other", pa.int32())])


def compared(
    spark: SparkSession, pool: Frame, people: Columns, known: Frequencies, step: Step
) -> Compared:
    """Compare every pair that shares a key, as `scoring.compare` does."""
    pairs, left_out = pairing.find(spark, pool, len(people), step)
    asked = spark.sparkContext.broadcast(people)
    found = pairs.mapInArrow(partial(_levels, asked), LEVELS).toArrow().combine_chunks()
    one, other = (found.column(side).to_numpy() for side in ("one", "other"))
    order = np.lexsort((other, one))
    rows = np.frombuffer(b"".join(found.column("levels").to_pylist()), np.uint8)
    table = np.ascontiguousarray(rows.reshape(-1, scoring.WIDTH)[order].T)
    step("逐项比较", scoring.WIDTH, scoring.WIDTH)
    ready = Pairs(one[order], other[order], left_out)
    named = table[levels.AT["name"]]
    numbers = kinds.packed(table, len(ready))
    return Compared(ready, numbers, scoring.shares(people, ready, named, known))


def _levels(asked: Any, batches: Batches) -> Batches:
    """Compare the pairs of a part at once, so that what serves many of them is made once."""
    some = pa.Table.from_batches(batches, PAIRS)
    one, other = (some.column(side).to_numpy() for side in ("one", "other"))
    if not len(one):
        return
    places, met = np.unique(np.concatenate((one, other)), return_inverse=True)
    people = asked.value.some(places)
    mine, theirs = np.split(met.astype(np.int32), 2)
    pairs = Pairs(mine, theirs, {})
    found = np.stack([scoring.levels_of(people, field, pairs) for field in levels.FIELDS], 1)
    ends = np.arange(len(found) + 1, dtype=np.int32) * scoring.WIDTH
    said = pa.BinaryArray.from_buffers(
        pa.binary(), len(found), [None, pa.py_buffer(ends), pa.py_buffer(found.tobytes())]
    )
    yield pa.RecordBatch.from_arrays(
        [pa.array(one), pa.array(other), said], ["one", "other", "levels"]
    )
