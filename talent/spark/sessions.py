"""A session on a Spark master."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from py4j.protocol import Py4JError, Py4JNetworkError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from talent import errors

SETTINGS = {
    "spark.driver.maxResultSize": "0",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.adaptive.skewJoin.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50000",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
PARTITIONS = 4
"""Parts of every shuffle for each processor."""

LOST = (Py4JNetworkError, OSError, EOFError)
"""What is raised where the Java process has ended meanwhile."""


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """Open a session on a master; SparkFailed when Spark fails within."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("talent")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    path = os.pathsep.join(
        one for one in (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")) if one
    )
    try:
        spark = builder.config("spark.executorEnv.PYTHONPATH", path).getOrCreate()
        with _stopped(spark):
            parallel = spark.sparkContext.defaultParallelism
            spark.conf.set("spark.sql.shuffle.partitions", str(PARTITIONS * parallel))
            yield spark
    except LOST as error:
        raise errors.SparkFailed(f"Spark 未能完成（{master}）：Java 进程已中断") from error
    except (PySparkException, Py4JError) as error:
        raise errors.SparkFailed(f"Spark 未能完成（{master}）：{str(error)[:500]}") from error


@contextmanager
def _stopped(spark: SparkSession) -> Iterator[None]:
    """Stop a session afterwards; one whose Java is gone cannot be stopped, and need not."""
    try:
        yield
    finally:
        with suppress(*LOST, Py4JError):
            spark.stop()
