"""talent dedupe: one file in, pairs and clusters out, no database anywhere."""

import argparse
from importlib.util import find_spec
from pathlib import Path

import pytest

from talent import errors
from talent.cli import deduping
from tests.core import invented
from tests.flows.test_dedupe import roster


def asked(*words: str) -> int:
    """Run the command as typed."""
    parser = argparse.ArgumentParser()
    (command,) = deduping.COMMANDS
    command.arguments(parser)
    outcome = command.run(parser.parse_args(words), None)  # type: ignore[arg-type]
    assert isinstance(outcome, int)
    return outcome


def test_a_file_that_is_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.Invalid, match=r"none\.csv：文件不存在"):
        asked(str(tmp_path / "none.csv"), "--out", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(roster(invented.strangers(5)))
    with pytest.raises(errors.Invalid):
        asked(str(file), "--out", str(file / "out"))


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="Spark is installed here")
def test_an_engine_that_is_not_installed_is_refused_before_the_file_is_read(tmp_path: Path) -> None:
    away = str(tmp_path / "none.csv")
    with pytest.raises(errors.Invalid, match=r"pip install 'talent\[spark\]'"):
        asked(away, "--out", str(tmp_path / "out"), "--engine", "spark")


def test_pairs_clusters_and_the_model_are_written_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "roster.csv", tmp_path / "new" / "out"
    file.write_bytes(roster(invented.doubled(invented.strangers(200), 4)))
    assert asked(str(file), "--out", str(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "clusters.csv",
        "model.json",
        "pairs.csv",
    ]
    said = capsys.readouterr()
    assert "roster.csv：共250条" in said.out
    assert "逐项比较" in said.err
    first = (out / "pairs.csv").read_bytes()
    assert asked(str(file), "--out", str(out), "--model", str(out / "model.json")) == 0
    assert (out / "pairs.csv").read_bytes() == first
