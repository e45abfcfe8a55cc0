"""The laws of the house: what a reader may rely on in every file, and nobody has to remember."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from talent import db

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "talent").rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
LONGEST = 320

# Brackets keep these words from being found here.
REGISTRIES = re.compile(
    r"pyp[i]\.org|pythonhoste[d]|npmj[s]\.|npmmirro[r]|jsdeliv[r]|unpk[g]|googleapi[s]|cdn[.]"
    r"|deb\.debia[n]|mirrors[.]|tuna\.tsinghu[a]|docker[.]io|ghcr[.]io|quay[.]io",
    re.IGNORECASE,
)
MACHINE = re.compile(r"/wor[k]/|/hom[e]/\w+/\w|/Use[r]s/|/roo[t]/\w|/tmp/\w+/\w")
ADDRESS = re.compile(r"\b(?:https?|ftp|wss?)://([\w.-]*)", re.IGNORECASE)
# The namespace of SVG is a name, and nobody asks it.
OURS = re.compile(r"(?:localhost|127\.0\.0\.1|(?:[\w-]+\.)*example(?:\.\w+)?|www\.w3\.org|)$")
STATEMENT = re.compile(
    r"\s*(?:select\s|with\s+\w+\s+as\b|insert\s+into\b|update\s+\w+\s+set\b|delete\s+from\b|merge\s+into\b"
    r"|values\s*\(|(?:create|alter|drop)\s+\w|grant\s|revoke\s|truncate\s|set\s+(?:local|role|session)\b"
    r"|(?:begin|commit|rollback|savepoint)\b|copy\s|listen\s|notify\s|explain\s|lock\s+table\b|do\s+\$)",
    re.IGNORECASE,
)


def named(path: Path) -> str:
    """Answer a file's name in the house."""
    return path.relative_to(ROOT).as_posix()


def kept() -> list[Path]:
    """Answer the files of the repository, or of the folder where there is no repository."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        folders = (ROOT / name for name in ("talent", "tests", "sql", ".ci"))
        found = [*ROOT.iterdir(), *(path for folder in folders for path in folder.rglob("*"))]
        skipped = re.compile(r"/(?:__pycache__|\.venv[^/]*)(?:/|$)")
        return sorted(path for path in found if path.is_file() and not skipped.search(str(path)))
    return sorted(path for name in said.split("\0") if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Answer name and text of every kept file that is text."""
    for path in kept():
        try:
            yield named(path), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Answer line and text of every string but the docstrings; what is filled in reads as 0."""
    owners = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    inside = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            parts = (part.value if isinstance(part, ast.Constant) else "0" for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and id(node) not in inside:
            yield node.lineno, str(node.value)


def impure(tree: ast.Module) -> Iterator[str]:
    """Answer what asks the clock, chance or the outside; a Random of a given seed does not."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name in {"random", "uuid"})
            case ast.ImportFrom(module="random" | "uuid", names=names):
                yield from (name.name for name in names if name.name not in {"Random", "UUID"})
            case ast.Call(func=ast.Attribute(value=ast.Name(id="date" | "datetime"), attr=name)):
                yield from {name} & {"today", "now", "utcnow"}
            case ast.Call(func=ast.Name(id="open" | "print" | "input" as name)):
                yield name
            case ast.Call(func=ast.Name(id="Random"), args=[]):
                yield "Random without a seed"


def test_a_module_is_short_enough_to_be_read_at_once() -> None:
    long = {named(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [named(path) for path, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_sql_stands_in_its_own_files() -> None:
    found = [
        f"{named(path)}:{line}: {text}"
        for path, tree in TREES.items()
        for line, text in literals(tree)
        if STATEMENT.match(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "select 1",
        " SELECT name\nfrom person",
        "insert into person values (1)",
        "update person set name = ''",
        "delete from person",
        "create role clerk",
        "commit",
        "with old as (select 1) select 2",
    ],
)
def test_the_law_about_sql_knows_sql(text: str) -> None:
    [(_, found)] = literals(ast.parse(f"def f():\n    '''select'''\n    g({text!r})"))
    assert STATEMENT.match(found)


def test_every_named_query_is_used() -> None:
    names = {
        name: path.name
        for path in sorted(db.sql_folder().glob("*.sql"))
        for name in db.parse(path.read_text("utf-8"))
    }
    nodes = (node for tree in TREES.values() for node in ast.walk(tree))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert {name: file for name, file in names.items() if name not in used} == {}


def test_every_query_that_is_called_exists() -> None:
    absent = []
    for path in MODULES:
        text = path.read_text("utf-8")
        if bound := re.search(r'^SQL = (?:db\.)?queries\("(\w+)"\)$', text, re.MULTILINE):
            there = db.parse((db.sql_folder() / f"{bound[1]}.sql").read_text("utf-8"))
            called = re.findall(r"(?<![\w.])SQL\.(\w+)", text)
            absent += [f"{named(path)}: {name}" for name in called if name not in there]
    assert absent == []


def test_imports_only_go_down() -> None:
    call = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    asked = [sys.executable, "-c", call, "--no-cache"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_core_asks_neither_the_clock_nor_chance() -> None:
    core = {path: tree for path, tree in TREES.items() if named(path).startswith("talent/core/")}
    assert core
    found = [f"{named(path)}: {asked}" for path, tree in core.items() for asked in impure(tree)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "from random import choice",
        "from uuid import uuid4",
        "day = date.today()",
        "now = datetime.now(UTC)",
        "text = open('/etc/passwd')",
        "rng = Random()",
    ],
)
def test_the_law_about_core_knows_clock_and_chance(text: str) -> None:
    assert list(impure(ast.parse(text)))


def test_no_file_names_a_registry_or_somebody_s_machine() -> None:
    found = [
        f"{name}:{number}: {match[0]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        for match in [REGISTRIES.search(line) or MACHINE.search(line)]
        if match
    ]
    assert found == []


def test_the_package_asks_no_outside_address() -> None:
    found = [
        f"{name}: {match[0]}"
        for name, text in texts()
        if name.startswith("talent/")
        for match in ADDRESS.finditer(text)
        if not OURS.match(match[1])
    ]
    assert found == []


def test_a_lock_names_versions_and_hashes_and_no_address() -> None:
    locks = [path for path in kept() if path.suffix == ".lock"]
    assert locks
    for path in locks:
        assert "://" not in path.read_text("utf-8")
