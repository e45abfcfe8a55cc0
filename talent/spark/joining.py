"""From pairs to people: components by Spark, and each clustered by a worker."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812 - its documentation calls it so

from talent.core import clusters, columns
from talent.core.clusters import Clusters, Link
from talent.core.columns import Columns
from talent.core.comparison import Prepared
from talent.core.grouping import Between
from talent.spark.pools import Batches, Frame, read


def found(
    spark: SparkSession,
    pool: Frame,
    people: Columns,
    links: Mapping[clusters.Pair, Link],
    between: Callable[[str, str], Link],
) -> Clusters:
    """Find the clusters, component by component: those of one part by one worker."""
    if not isinstance(between, Between) or not links:
        return clusters.find(links, between)
    at = {one: place for place, one in enumerate(people.ids)}
    pairs = np.array([(at[one], at[other]) for one, other in links], np.int32).reshape(-1, 2)
    holding = np.array([clusters.holds(one) for one in links.values()], bool)
    if not holding.any():
        return clusters.find(links, between)
    homes = _components(spark, pairs[holding])
    said = pa.array([msgspec.msgpack.encode(one) for one in links.items()], pa.binary())
    table = pa.table({"one": pairs[:, 0], "other": pairs[:, 1], "said": said})
    mine, theirs = (
        homes.select(F.col("place").alias(side), F.col("home").alias(f"home_{side}"))
        for side in ("one", "other")
    )
    inside = spark.createDataFrame(table).join(mine, "one").join(theirs, "other")
    inside = inside.where(F.col("home_one") == F.col("home_other"))
    empty = F.lit(None).cast("binary")
    told = inside.select(F.col("home_one").alias("home"), empty.alias("entry"), "said").unionAll(
        pool.join(homes, "place").select("home", "entry", empty.alias("said"))
    )
    asked = spark.sparkContext.broadcast((between.known, between.using))
    found = told.repartition("home").mapInArrow(partial(_found, asked), "said binary").toArrow()
    decode = msgspec.msgpack.Decoder(Clusters).decode
    return _merged([decode(one) for one in found.column("said").to_pylist()])


def _components(spark: SparkSession, edges: NDArray[np.int32]) -> Frame:
    """Answer place and home of all that hang together: the home is the least place.

    Every entry takes the least home beside it, then that home's own home (pointer jumping), until
    nothing moves; so a chain is halved in each round.
    """
    both = np.concatenate((edges, edges[:, ::-1]))
    beside = spark.createDataFrame(pa.table({"place": both[:, 0], "next": both[:, 1]})).persist()
    homes = beside.groupBy("place").agg(F.least(F.min("next"), "place").alias("home"))
    moved = -1
    while moved:
        homes = homes.localCheckpoint()
        far = homes.select(F.col("place").alias("next"), F.col("home").alias("beside"))
        least = beside.join(far, "next").groupBy("place").agg(F.min("beside").alias("least"))
        near = homes.join(least, "place").select(
            "place", F.col("home").alias("before"), F.least("home", "least").alias("at")
        )
        above = homes.select(F.col("place").alias("at"), "home")
        nearer = near.join(above, "at").select("place", "before", "home").localCheckpoint()
        moved = nearer.where(F.col("before") != F.col("home")).count()
        homes = nearer.select("place", "home")
    return homes


def _found(asked: Any, batches: Batches) -> Batches:
    links: dict[clusters.Pair, Link] = {}
    people: list[Prepared] = []
    decode = msgspec.msgpack.Decoder(tuple[clusters.Pair, Link]).decode
    for batch in batches:
        people += read(batch.column("entry").drop_null())
        links.update(decode(one) for one in batch.column("said").drop_null().to_pylist())
    if links:
        found = clusters.find(links, Between(columns.of(people), *asked.value))
        said = pa.array([msgspec.msgpack.encode(found)], pa.binary())
        yield pa.RecordBatch.from_arrays([said], ["said"])


def _merged(parts: Sequence[Clusters]) -> Clusters:
    return Clusters(
        tuple(sorted(group for one in parts for group in one.groups)),
        frozenset(entry for one in parts for entry in one.torn),
        tuple(sorted(group for one in parts for group in one.oversized)),
        frozenset(pair for one in parts for pair in one.bridges),
    )
