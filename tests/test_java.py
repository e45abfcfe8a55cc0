"""Java, which Spark runs on, is asked for before anything is begun."""

from pathlib import Path

import pytest

from talent import errors
from talent.spark import java


def test_a_machine_without_java_is_refused_and_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(errors.Invalid, match="Java 17"):
        java.require()


@pytest.mark.parametrize("by", ["PATH", "JAVA_HOME"])
def test_java_is_found_on_the_path_or_where_it_says_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, by: str
) -> None:
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(program.parent if by == "PATH" else tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path if by == "JAVA_HOME" else program))
    java.require()
