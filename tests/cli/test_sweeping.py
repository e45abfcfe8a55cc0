"""talent sweep and talent model, typed on one machine."""

from collections.abc import Generator
from pathlib import Path

import pytest

from talent import cli, postgres
from talent.core import weights


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    """A register whose server runs already: every command joins it."""
    made = tmp_path_factory.mktemp("sweeping") / "register"
    with postgres.start(made, durable=False):
        yield made


def typed(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main([*words, "--data-dir", str(folder)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_an_empty_register_is_swept_and_a_model_is_trained_shown_compared_and_chosen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = typed(folder, capsys, "sweep")
    assert (code, out.splitlines()[0]) == (0, f"全库0条，比较0对（模型 {weights.EXPERT.version}）")
    code, out, _ = typed(folder, capsys, "model", "train")
    assert code == 0
    version = out.partition("模型 ")[2].partition("（")[0]
    code, out, _ = typed(folder, capsys, "model", "list")
    assert version in out
    assert "← 现用" not in out
    code, out, _ = typed(folder, capsys, "model", "compare", "expert", version)
    assert code == 0
    assert typed(folder, capsys, "model", "choose", version)[0] == 0
    code, out, _ = typed(folder, capsys, "model", "show")
    assert f"{version}（现用）" in out
    assert "身份证号相同（id_number SAME）" in out
    code, out, err = typed(folder, capsys, "model", "choose", "trained-0")
    assert (code, out) == (1, "")
    assert "未找到" in err
