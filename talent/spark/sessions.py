"""A session on a Spark master."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from py4j.protocol import Py4JError
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


def require_java() -> None:
    """Refuse where there is no Java."""
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").exists())):
        raise errors.Invalid(
            "Spark 需要 Java 17：请先安装，例如 apt install openjdk-17-jre-headless"
        )


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
        try:
            parallel = spark.sparkContext.defaultParallelism
            spark.conf.set("spark.sql.shuffle.partitions", str(PARTITIONS * parallel))
            yield spark
        finally:
            spark.stop()
    except (PySparkException, Py4JError) as error:
        raise errors.SparkFailed(f"Spark 未能完成（{master}）：{str(error)[:500]}") from error
