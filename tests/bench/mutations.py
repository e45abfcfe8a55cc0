"""Break one thing of the duplicate engine at a time: `python -m tests.bench.mutations [MODULE…]`.

A level is taken for another one, a cap is halved or doubled, a member of a named set is dropped,
a condition is never true or loses a part. The tests of the concept must turn red each time; what
stays green is named with its line, and the command then ends with 1. Nothing is written: each
broken module is made in the memory of a process of its own.
"""

import ast
import copy
import importlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from msgspec import Struct

CORE = Path(__file__).parents[2] / "talent" / "core"

TESTS: dict[str, tuple[str, ...]] = {
    "automatic": ("automatic", "grouping"),
    "clusters": ("clusters", "grouping"),
    "model": ("model", "bands", "scoring"),
    "grouping": ("grouping", "clusters"),
    "alikeness": ("alikeness", "comparison", "model"),
    "births": ("births", "comparison", "model"),
    "idnumber": ("idnumber", "comparison", "agreement"),
    "comparison": ("comparison", "model", "pool"),
    "blocking": ("blocking", "pairing", "comparison"),
    "pairing": ("pairing", "grouping"),
}
"""The modules that are broken, and whose tests in tests/core must notice."""

SCALES = dict.fromkeys(
    ("Level", "Name", "IdNumber", "Birth", "Sex", "Education", "Politics", "Text"), "DIFFERENT"
) | {"Phone": "DIFFERENT", "PhoneLevel": "DIFFERENT", "Place": "OTHER"}
"""What levels are called where they are told, and the last of each: the one taken for another."""

SECONDS = 180
"""How long the tests of a broken module may take; one that never ends has been noticed."""


SAVES_WORK = frozenset({("clusters", "never: not large")})
"""Conditions without which the answer is the same, only later."""

PYTEST = ("-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "-o", "filterwarnings=")
"""Plain asserts: third parties are imported once, before any module is broken."""


class Mutant(Struct, frozen=True):
    """One thing broken: where, what it says now, and the module as it then reads."""

    module: str
    line: int
    says: str
    tree: ast.Module


def mutants(module: str) -> Iterator[Mutant]:
    """Answer everything that is broken in a module, one at a time."""
    tree = unbroken(module).tree
    for place, node in enumerate(ast.walk(tree)):
        for says, broken in _broken(node):
            changed = copy.deepcopy(tree)
            target = next(one for at, one in enumerate(ast.walk(changed)) if at == place)
            broken(target)
            yield Mutant(
                module, getattr(node, "lineno", 0), says, ast.fix_missing_locations(changed)
            )


def unbroken(module: str) -> Mutant:
    """Answer a module as it is: whoever finds fault with it finds fault with everything."""
    tree = ast.parse((CORE / f"{module}.py").read_text(encoding="utf-8"))
    return Mutant(module, 0, "nothing", tree)


Breaking = Callable[[ast.AST], None]


def _broken(node: ast.AST) -> Iterator[tuple[str, Breaking]]:
    match node:
        case ast.Attribute(value=ast.Name(id=scale), attr=level) if (
            scale in SCALES and level.isupper()
        ):
            other = SCALES[scale] if level != SCALES[scale] else "UNKNOWN"
            yield f"{scale}.{level} taken for {other}", _put("attr", other)
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.strip("_").isupper():
            yield from _constant(name, value)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name.strip(
            "_"
        ).isupper():
            yield from _constant(name, value)
        case ast.If(test=test) | ast.IfExp(test=test):
            yield f"never: {ast.unparse(test)}", _put("test", ast.Constant(value=False))
        case ast.BoolOp(values=values):
            for place, value in enumerate(values):
                yield f"without: {ast.unparse(value)}", _drop("values", place)


def _constant(name: str, value: ast.expr) -> Iterator[tuple[str, Breaking]]:
    match value:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            for other in _beside(number):
                yield f"{name} = {other}", _put("value", ast.Constant(value=other))
        case ast.Tuple(elts=members) | ast.Set(elts=members):
            for place, member in enumerate(members):
                yield f"{name} without {ast.unparse(member)[:60]}", _drop("value.elts", place)
        case ast.Call(func=ast.Name(id="frozenset"), args=[ast.Set(elts=members)]):
            for place, member in enumerate(members):
                yield (
                    f"{name} without {ast.unparse(member)[:60]}",
                    _drop("value.args.0.elts", place),
                )


def _beside(number: float) -> tuple[float, ...]:
    if 0 < number < 1:
        return number / 2, (1 + number) / 2
    return (number * 2, number // 2) if number > 1 else (number + 1,)


def _put(path: str, value: ast.expr | str) -> Breaking:
    return lambda node: setattr(node, path, value)


def _drop(path: str, place: int) -> Breaking:
    def breaking(node: ast.AST) -> None:
        del _at(node, path)[place]

    return breaking


def _at(node: Any, path: str) -> Any:
    for part in path.split("."):
        node = node[int(part)] if isinstance(node, list) else getattr(node, part)
    return node


# --- running ------------------------------------------------------------------------------


class _Broken(MetaPathFinder, Loader):
    """Gives the broken module in the place of the one on disk."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant, self._name = mutant, f"talent.core.{mutant.module}"

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        path = str(CORE / f"{self._mutant.module}.py")
        module.__file__ = path
        exec(compile(self._mutant.tree, path, "exec"), module.__dict__)  # noqa: S102 - our own


def noticed(mutant: Mutant) -> bool:
    """Say whether the tests of its concept turn red."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        os._exit(_tested(mutant))
    return os.waitpid(child, 0)[1] != 0


def _tested(mutant: Mutant) -> int:
    sys.meta_path.insert(0, _Broken(mutant))
    folder = Path(__file__).parents[1] / "core"
    files = [str(folder / f"test_{name}.py") for name in TESTS[mutant.module]]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        return int(pytest.main([*PYTEST, *files]))


def _warm() -> None:
    """Import what tests import once, and forget the project's own part of it."""
    importlib.import_module("tests.conftest")
    for name in [one for one in sys.modules if one.partition(".")[0] in {"talent", "tests"}]:
        del sys.modules[name]


def main(modules: list[str]) -> int:
    """Break everything in the modules; answer how many went unnoticed, at most 1."""
    _warm()
    started, tried, green = time.perf_counter(), 0, 0
    for module in modules:
        if noticed(unbroken(module)):
            print(f"{module}: its tests are red with nothing broken")
            return 1
        for mutant in mutants(module):
            if (module, mutant.says) in SAVES_WORK:
                continue
            tried += 1
            if not noticed(mutant):
                green += 1
                print(f"unnoticed  {mutant.module}.py:{mutant.line}  {mutant.says}", flush=True)
        print(f"{module}: {tried} broken so far, {green} unnoticed", flush=True)
    print(f"{tried} things broken, {green} unnoticed, {time.perf_counter() - started:.0f} s")
    return min(1, green)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(TESTS)))
