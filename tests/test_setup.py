"""A checkout makes its own environment: all of it or none, once, from the lock and nothing else.

These tests run the bootstrap for real in small invented checkouts, whose lock pins one tiny wheel
that lies in a folder; no network is asked.
"""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from talent import bootstrap

ROOT = Path(__file__).parents[1]
PYTHON = Path(sys.base_prefix, "bin", "python{}.{}".format(*sys.version_info))
OLD_PIP = "print('pip 22.0.2 from somewhere (python 3.11)')"
SAID = 7
COMMAND = f"""
import sys

def main():
    import invented
    print("did", *sys.argv[1:], invented.__version__, sys.prefix)
    return {SAID}
"""


class Checkout:
    """An invented checkout with a folder of wheels beside it."""

    def __init__(self, above: Path) -> None:
        self.root = above / "checkout"
        self.wheels = above / "wheels"

    @property
    def environment(self) -> Path:
        return self.root / ".venv"

    @property
    def litter(self) -> list[str]:
        return sorted(path.name for path in self.root.glob(".venv.[no]*"))

    def start(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout, as a new account does on a new machine."""
        return subprocess.run(
            [str(PYTHON), "-m", "talent", *arguments],
            cwd=self.root,
            env=self.environ() | environ,
            capture_output=True,
            text=True,
            check=False,
        )

    def environ(self) -> dict[str, str]:
        """Answer the variables of a start: pip may look into the folder of wheels only."""
        pip = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return pip | {"HOME": str(self.root), "PATH": os.environ["PATH"]}

    def pin(self, lock: str, *pins: str) -> None:
        """Write a lock."""
        path = self.root / lock
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{pin}\n" for pin in pins), encoding="utf-8")


def wheel(folder: Path, version: str) -> str:
    """Make a wheel of a package that does nothing; answer its line in a lock."""
    info = f"invented-{version}.dist-info"
    files = {
        "invented.py": f'__version__ = "{version}"\n\ndef main(): ...\n',
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: invented\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "[console_scripts]\ninvented = invented:main\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in (*files, f"{info}/RECORD"))
    folder.mkdir(exist_ok=True)
    path = folder / f"invented-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"invented=={version} \\\n    --hash=sha256:{digest}"


def lay(above: Path) -> Checkout:
    """Lay out a checkout nobody has started yet."""
    checkout = Checkout(above)
    package = checkout.root / "talent"
    package.mkdir(parents=True)
    for name in ("__init__.py", "__main__.py", "bootstrap.py"):
        shutil.copy(ROOT / "talent" / name, package)
    (package / "cli.py").write_text(COMMAND, encoding="utf-8")
    (checkout.root / "pyproject.toml").touch()
    checkout.pin(bootstrap.RUN, wheel(checkout.wheels, "1.0"))
    return checkout


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    """A checkout nobody has started yet."""
    return lay(tmp_path)


@pytest.fixture(scope="module")
def born(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that was started once, to be copied."""
    checkout = lay(tmp_path_factory.mktemp("born"))
    assert checkout.start().returncode == SAID
    return checkout


@pytest.fixture
def known(born: Checkout, tmp_path: Path) -> Checkout:
    """A checkout that was started once, and moved since."""
    shutil.copytree(born.root.parent, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Checkout(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "talent/__init__.py",
        "talent/__main__.py",
        "talent/bootstrap.py",
        "tests/__init__.py",
        "tests/__main__.py",
    ],
)
def test_an_old_python_can_read_what_refuses_it(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 6))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            arguments = [argument.annotation for argument in node.args.args]
            for annotation in filter(None, [*arguments, node.returns]):
                # Evaluated at once: what an old Python does not know must be quoted.
                assert isinstance(annotation, ast.Name | ast.Constant), ast.unparse(annotation)


def test_an_old_python_is_refused_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    with pytest.raises(SystemExit) as left:
        bootstrap.enter()
    said = capsys.readouterr()
    assert left.value.code == 1
    assert "需要 Python 99.0" in said.err
    assert "Python 99.0 or later is needed" in said.err
    assert said.out == ""


def test_a_pip_that_is_too_old_or_missing_is_refused(fresh: Checkout, tmp_path: Path) -> None:
    (tmp_path / "old" / "pip").mkdir(parents=True)
    (tmp_path / "old" / "pip" / "__init__.py").touch()
    (tmp_path / "old" / "pip" / "__main__.py").write_text(OLD_PIP, encoding="utf-8")
    done = fresh.start(PYTHONPATH=str(tmp_path / "old"))
    assert done.returncode == 1
    assert "找不到 pip" in done.stderr
    assert done.stdout == ""
    assert not fresh.environment.exists()
    assert fresh.litter == []


def test_a_python_without_venv_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    monkeypatch.setattr(bootstrap, "pip", list)
    with pytest.raises(SystemExit) as left:
        bootstrap._fill(tmp_path / "new", bootstrap.RUN)
    assert left.value.code == 1
    assert "venv" in capsys.readouterr().err


def test_a_wheel_with_another_hash_is_refused_and_nothing_is_left(fresh: Checkout) -> None:
    fresh.pin(bootstrap.RUN, "invented==1.0 \\\n    --hash=sha256:" + "0" * 64)
    done = fresh.start()
    assert done.returncode == 1
    assert "pip install 失败" in done.stderr
    assert "Nothing half done is left" in done.stderr
    assert done.stdout == ""
    assert not fresh.environment.exists()
    assert fresh.litter == []


def test_a_pin_without_a_hash_is_refused(fresh: Checkout) -> None:
    fresh.pin(bootstrap.RUN, "invented==1.0")
    done = fresh.start()
    assert done.returncode == 1
    assert "pip install 失败" in done.stderr
    assert not fresh.environment.exists()


def test_a_failed_renewal_leaves_what_was_there(known: Checkout) -> None:
    before = (known.environment / bootstrap.STAMP).read_text()
    known.pin(bootstrap.RUN, "invented==2.0 \\\n    --hash=sha256:" + "0" * 64)
    assert known.start().returncode == 1
    assert (known.environment / bootstrap.STAMP).read_text() == before
    assert known.litter == []


def test_a_folder_that_cannot_be_written_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in (*bootstrap.HOLDS, "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("absent==1.0 \\\n", encoding="utf-8")
    (tmp_path / ".venv.lock").mkdir()  # cannot be opened as a file, not even by root
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    with pytest.raises(SystemExit) as left:
        bootstrap.enter()
    assert left.value.code == 1
    assert "无法准备运行环境" in capsys.readouterr().err


def test_the_first_start_says_the_command_s_words_only_on_standard_output(fresh: Checkout) -> None:
    # Somebody's settings of pip neither lead it astray nor make it talk on our output.
    astray = {"PIP_USER": "1", "PIP_PREFIX": "/nowhere", "PIP_VERBOSE": "3"}
    done = fresh.start("one", "two words", **astray)
    assert done.stdout == f"did one two words 1.0 {fresh.environment}\n"
    assert done.returncode == SAID
    assert "正在准备运行环境" in done.stderr
    assert fresh.litter == []


def test_a_second_start_asks_nothing_and_changes_nothing(known: Checkout) -> None:
    before = known.environment.stat()
    # No pip, no folder of wheels: they are not needed any more.
    done = known.start(PYTHONPATH="/nowhere", PIP_FIND_LINKS="/nowhere")
    assert (done.returncode, done.stderr) == (SAID, "")
    assert done.stdout == f"did 1.0 {known.environment}\n"
    assert known.environment.stat() == before


def test_options_of_the_interpreter_outlive_the_second_start(known: Checkout) -> None:
    shown = [str(PYTHON), "-X", "importtime", "-m", "talent"]
    done = subprocess.run(
        shown, cwd=known.root, env=known.environ(), capture_output=True, text=True, check=False
    )
    assert "invented" in done.stderr


def test_the_checkout_runs_from_its_tree_and_is_not_installed(known: Checkout) -> None:
    [packages] = known.environment.glob("lib/python*/site-packages")
    assert sorted(path.name for path in packages.glob("*.dist-info")) == ["invented-1.0.dist-info"]
    assert not list(packages.glob("*talent*"))


def test_scripts_name_the_environment_s_own_place(born: Checkout) -> None:
    first = (born.environment / "bin" / "invented").read_text("utf-8").splitlines()[0]
    assert first == f"#!{born.environment}/bin/python"
    config = (born.environment / "pyvenv.cfg").read_text("utf-8")
    assert ".venv.new" not in config


def test_a_changed_lock_renews_the_environment(known: Checkout) -> None:
    known.pin(bootstrap.RUN, wheel(known.wheels, "2.0"))
    done = known.start()
    assert done.stdout == f"did 2.0 {known.environment}\n"
    assert known.litter == []


def test_what_the_tests_need_stays_when_the_register_s_lock_changes(known: Checkout) -> None:
    known.pin(bootstrap.TESTS, wheel(known.wheels, "2.0"))
    with (known.environment / bootstrap.STAMP).open("a") as stamp:
        stamp.write(f"{bootstrap.TESTS} of an older day\n")
    known.pin(bootstrap.RUN, "# changed", wheel(known.wheels, "1.0"))
    assert known.start().stdout == f"did 2.0 {known.environment}\n"
    stamped = (known.environment / bootstrap.STAMP).read_text().splitlines()
    assert [line.split()[0] for line in stamped[1:]] == [bootstrap.RUN, bootstrap.TESTS]


def test_what_a_killed_start_left_is_swept_and_made_anew(fresh: Checkout) -> None:
    for left in (".venv.new-1", ".venv.old-1", ".venv"):
        (fresh.root / left / "bin").mkdir(parents=True)
        (fresh.root / left / "bin" / "python").touch()
    done = fresh.start()
    assert done.returncode == SAID
    assert fresh.litter == []


def test_an_environment_whose_python_has_gone_is_made_anew(known: Checkout) -> None:
    python = known.environment / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert known.start().returncode == SAID


def test_two_starters_at_once_make_it_once_and_both_run(fresh: Checkout) -> None:
    command = [str(PYTHON), "-m", "talent"]
    started = [
        subprocess.Popen(
            command,
            cwd=fresh.root,
            env=fresh.environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [SAID, SAID]
    assert sum("Making the environment" in errors for _, errors in said) == 1
    assert fresh.litter == []


def test_an_interpreter_that_has_all_the_pins_is_used_as_it_is(known: Checkout) -> None:
    known.environment.rename(known.root.parent / "mine")
    own = [str(known.root.parent / "mine" / "bin" / "python"), "-m", "talent"]
    done = subprocess.run(
        own, cwd=known.root, env=known.environ(), capture_output=True, text=True, check=False
    )
    assert done.stdout == f"did 1.0 {known.root.parent / 'mine'}\n"
    assert not known.environment.exists()


def test_an_installed_package_never_makes_an_environment(fresh: Checkout) -> None:
    for absent in ("pyproject.toml", bootstrap.RUN):
        (fresh.root / absent).unlink()
    shutil.copy(next(fresh.wheels.iterdir()), fresh.root / "here.zip")
    done = fresh.start(PYTHONPATH=str(fresh.root / "here.zip"))
    assert done.stdout == f"did 1.0 {sys.base_prefix}\n"
    assert done.stderr == ""
    assert not fresh.environment.exists()


def pins(lock: str) -> dict[str, list[str]]:
    """Answer each pinned requirement with its hashes."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        words = line.split("#")[0].rstrip("\\ ").strip()
        if words.startswith("--hash=sha256:"):
            found[list(found)[-1]].append(words)
        elif words:
            found[words] = []
    return found


def test_every_pin_has_its_hashes() -> None:
    for lock in bootstrap.HOLDS:
        assert [pin for pin, hashes in pins(lock).items() if "==" not in pin or not hashes] == []


def test_the_tests_run_on_exactly_what_the_register_runs_on() -> None:
    assert pins(bootstrap.RUN).items() <= pins(bootstrap.TESTS).items()


@pytest.mark.parametrize(
    ("lock", "extras"), [(bootstrap.RUN, ()), (bootstrap.TESTS, ("test",))], ids=bootstrap.HOLDS
)
def test_a_lock_pins_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"]]
    for extra in extras:
        asked += project["optional-dependencies"][extra]
    pinned = {}
    for pin in pins(lock):
        name, _, version = pin.partition(";")[0].strip().partition("==")
        pinned[canonicalize_name(name)] = version
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, made from its source distribution as an index would have it."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*command, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True)
    [source] = folder.glob("*.tar.gz")
    subprocess.run(["tar", "-xzf", str(source), "-C", str(folder)], check=True)
    unpacked = folder / source.name.removesuffix(".tar.gz")
    subprocess.run([*command, "-t", "wheel"], cwd=unpacked, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


def test_the_wheel_ships_the_package_and_its_sql_and_nothing_else(built: Path) -> None:
    package = [path for path in (ROOT / "talent").rglob("*") if path.is_file()]
    kept = [path for path in package if "__pycache__" not in path.parts and path.suffix != ".lock"]
    sql = [path for path in (ROOT / "sql").rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT).as_posix() for path in kept}
    wanted |= {f"talent/_sql/{path.relative_to(ROOT / 'sql').as_posix()}" for path in sql}
    with zipfile.ZipFile(built) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
        [points] = [name for name in archive.namelist() if name.endswith("/entry_points.txt")]
        assert "talent = talent.cli:main" in archive.read(points).decode()
    assert shipped == wanted


def test_an_installation_reads_its_own_sql_and_runs_where_it_is(
    built: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path / "site")
    ask = "from talent import bootstrap, db; bootstrap.enter(); print(db.sql_folder())"
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == f"{tmp_path / 'site' / 'talent' / '_sql'}\n", done.stderr
    assert done.stderr == ""
