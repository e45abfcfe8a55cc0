"""The entries of a pool, as they lie on the workers: a row each."""

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from pyspark.sql import SparkSession

from talent.core.columns import Columns
from talent.core.comparison import Prepared
from talent.spark.sessions import PARTITIONS

Frame = Any
Batches = Iterator[pa.RecordBatch]


def shipped(spark: SparkSession, people: Columns) -> Frame:
    """Ship the entries, a row each: its place, and all that is known of it."""
    entries = pa.array(map(msgspec.msgpack.encode, people), pa.binary())
    places = pa.array(np.arange(len(people), dtype=np.int32))
    table = pa.table({"place": places, "entry": entries})
    parts = PARTITIONS * spark.sparkContext.defaultParallelism
    return spark.createDataFrame(table).repartition(parts, "place").persist()


def read(entries: pa.Array) -> list[Prepared]:
    """Read entries that were shipped."""
    decoder = msgspec.msgpack.Decoder(Prepared)
    return [decoder.decode(one) for one in entries.to_pylist()]
