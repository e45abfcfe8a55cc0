"""Whether this machine has Java, which Spark's driver runs on."""

import os
import shutil
from pathlib import Path

from talent import errors


def require() -> None:
    """Refuse where there is no Java."""
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").exists())):
        raise errors.Invalid(
            "Spark 需要 Java 17：请先安装，例如 apt install openjdk-17-jre-headless"
        )
