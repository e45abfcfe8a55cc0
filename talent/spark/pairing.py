"""Which entries are compared: the blocking join."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812 - its documentation calls it so

from talent.core import blocking, keys, pairing
from talent.core.grouping import Step
from talent.spark.pools import Batches, Frame, read

KEYS = "rule short, key long, place int, ahead boolean"


def find(spark: SparkSession, pool: Frame, size: int, step: Step) -> tuple[Frame, dict[str, int]]:
    """Answer the pairs that share a key, and by rule how many keys were over the cap.

    No key is carried by more than the cap, so no part of the join is much larger than another.
    """
    left_out: dict[str, int] = {}
    found = []
    over: list[list[NDArray[np.uint64]]] = [[] for _ in blocking.RULES]
    deepest = max(len(rule.finer) for rule in blocking.RULES)
    for depth in range(deepest + 1):
        rules = [at for at, said in enumerate(over) if len(said) == depth]
        rules = [at for at in rules if depth <= len(blocking.RULES[at].finer)]
        if not rules:
            break
        asked = spark.sparkContext.broadcast([(at, over[at]) for at in rules])
        rows = pool.mapInArrow(partial(_keys, asked), KEYS).persist()
        blocks = rows.groupBy("rule", "key").agg(
            F.count_if(~F.col("ahead")).alias("own"), F.count("*").alias("size")
        )
        crowded = _crowded(blocks.persist(), size)
        for at, some in crowded.items():
            over[at].append(some)
            code = blocking.RULES[at].code
            left_out[code] = left_out.get(code, 0) + len(some)
        found.append(_joined(spark, rows, crowded))
        step("找出可比的两条", depth + 1, deepest + 1)
    pairs = found[0]
    for more in found[1:]:
        pairs = pairs.unionAll(more)
    return pairs.distinct(), left_out


def _keys(asked: Any, batches: Batches) -> Batches:
    for batch in batches:
        places = batch.column("place").to_numpy()
        parts = keys.parts(read(batch.column("entry")))
        for at, over in asked.value if len(places) else ():
            rows = keys.of_rule(blocking.RULES[at], parts, over)
            yield pa.RecordBatch.from_arrays(
                [
                    pa.array(np.full(len(rows.keys), at, np.int16)),
                    pa.array(rows.keys.view(np.int64)),
                    pa.array(places[rows.holders]),
                    pa.array(rows.ahead),
                ],
                ["rule", "key", "place", "ahead"],
            )


def _crowded(blocks: Frame, size: int) -> dict[int, NDArray[np.uint64]]:
    """Answer by rule the keys that too many carry, under the caps of one machine."""
    many = blocks.groupBy("rule", "own", "size").count().toArrow().to_pydict()
    rule, own, whole, times = (
        np.array(many[name], np.int64) for name in ("rule", "own", "size", "count")
    )
    over = F.lit(False)  # noqa: FBT003 - a literal of theirs
    for at in np.unique(rule).tolist():
        some = rule == at
        cap = pairing.cap(
            blocking.RULES[at],
            np.repeat(own[some], times[some]), np.repeat(whole[some], times[some]), size,
        )  # fmt: skip
        over |= (F.col("rule") == at) & (F.col("own") > cap)
    found = blocks.where(over).select("rule", "key").toArrow()
    rules = found.column("rule").to_numpy()
    crowded = found.column("key").to_numpy().view(np.uint64)
    return {at: np.sort(crowded[rules == at]) for at in np.unique(rules).tolist()}


def _joined(spark: SparkSession, rows: Frame, crowded: Mapping[int, NDArray[np.uint64]]) -> Frame:
    if crowded:
        gone = np.concatenate([one.view(np.int64) for one in crowded.values()])
        rows = rows.join(
            F.broadcast(spark.createDataFrame(pa.table({"key": gone}))), "key", "left_anti"
        )
    own = rows.where(~F.col("ahead")).select("rule", "key", F.col("place").alias("mine"))
    every = rows.select("rule", "key", F.col("place").alias("theirs"), "ahead")
    mine, theirs = F.col("mine"), F.col("theirs")
    return (
        own.join(every, ["rule", "key"])
        .where((mine != theirs) & (F.col("ahead") | (theirs > mine)))
        .select(F.least(mine, theirs).alias("one"), F.greatest(mine, theirs).alias("other"))
    )
