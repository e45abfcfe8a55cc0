"""Break one thing of the duplicate engine at a time: `python -m tests.bench.mutations [MODULE…]`.

A level is taken for another one, a number of a named constant is halved or doubled, a member of
its sets and tables is dropped, a condition is never true or loses a part, a bound is missed by
one. The tests of the concept must turn red each time; what stays green is named with its line, and
the command then ends with 1. Nothing is written: each broken module is made in the memory of a
process of its own.
"""

import ast
import copy
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import Phase, settings
from msgspec import Struct

CORE = Path(__file__).parents[2] / "talent" / "core"

TESTS: dict[str, tuple[str, ...]] = {
    "automatic": ("automatic", "grouping"),
    "clusters": ("clusters", "grouping"),
    "model": ("model", "bands", "scoring"),
    "grouping": ("grouping", "clusters"),
    "alikeness": ("alikeness", "comparison", "model"),
    "clans": ("clans",),
    "births": ("births", "comparison", "agreement"),
    "idnumber": ("idnumber", "comparison", "agreement"),
    "comparison": ("comparison", "clans", "model", "pool"),
    "blocking": ("blocking", "pairing", "comparison"),
    "pairing": ("pairing", "grouping"),
    "weights": ("weights", "model", "bands"),
    "kindred": ("weights", "model", "training"),
    "levels": ("levels", "model", "comparison", "automatic"),
    "frequencies": ("frequencies", "model", "scoring"),
    "scoring": ("scoring", "clans", "grouping"),
    "kinds": ("kinds", "scoring"),
    "training": ("training", "grouping"),
    "pool": ("pool", "training"),
    "characters": ("characters", "alikeness"),
    "names": ("names", "alikeness", "blocking"),
    "latin": ("names", "alikeness"),
    "phones": ("phones",),
    "surnames": ("surnames", "names"),
    "namepatterns": ("namepatterns", "agreement"),
    "numberpatterns": ("numberpatterns", "agreement"),
    "agreement": ("agreement", "scoring"),
    "keys": ("keys",),
    "patterns": ("training",),
    "judged": ("judged",),
    "artefact": ("artefact",),
    "sentences": ("model", "tipping"),
    "tipping": ("tipping",),
    "explanation": ("explanation",),
    "repeats": ("repeats",),
    "pair": ("pair",),
    "verdicts": ("verdicts",),
    "merging": ("merging",),
    "unmerging": ("merging",),
}
"""The modules that are broken, and whose tests in tests/core must notice."""

SCALES = dict.fromkeys(
    ("Level", "Name", "IdNumber", "Birth", "Sex", "Education", "Politics", "Text"),
    ("DIFFERENT", "UNKNOWN"),
) | {
    "Phone": ("DIFFERENT", "UNKNOWN"),
    "PhoneLevel": ("DIFFERENT", "UNKNOWN"),
    "Place": ("OTHER", "UNKNOWN"),
    "Relation": ("UNRELATED", "SAME"),
    "Given": ("NONE", "WHOLE"),
}
"""What levels are called where they are told; the one taken for all others, and for it another."""

BOUNDS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
"""What a bound becomes that is missed by one."""

SECONDS = 180
"""How long the tests of a broken module may take; one that never ends has been noticed."""


SAVES_WORK: dict[str, tuple[str, ...]] = {
    "clusters": ("never: not large", "never: len(component) == PAIR", "by one: one < other"),
    "alikeness": (
        "MOST_NAMED",
        "never: not any(map(str.isdigit, text))",
        "never: found == text",
        "without: len(mine) > 1 or",
        "by one: len(mine) > 1",
        "by one: len(theirs) > 1",
        "by one: len(way) > _NICK_LONG",
        "by one: relation > Relation.VARIANT",
    ),
    "clans": ("by one: chance(",),
    "kinds": ("never: np.iinfo(np.int32).max >= SPACE", "by one: np.iinfo(np.int32).max >= SPACE"),
    "characters": (
        "never: _parts(left).isdisjoint(_parts(right))",
        "UNRELATED: 14",
        "by one: _FIRST <= char <= _LAST",
        "without: _FIRST <= char <= _LAST",
        "by one: _shared(",
        "by one: len(code) < HALVES",
        "without: not is_han(char)",
    ),
    "blocking": ("by one: len(name.parses) > 1",),
    "births": (
        "without: 0",
        "MOST_MONTHS_LATER: 4",
        "without: not 0 <= later <= MOST_MONTHS_LATER",
    ),
    "grouping": (
        "by one: one < other",
        "without: links.get(pair)",
        "without: probability >= clusters.JOINED_AT",
    ),
    "names": (
        "MOST_KEPT",
        "never: _PLAIN.fullmatch(raw)",
        "never: all(map(characters.is_han, text))",
        "never: not any((char in _BLANKS",
    ),
    "agreement": (
        "_ALONE",
        "AT_ONCE",
        "_SPREAD",
        "_FEW",
        "_BITS",
        "NONE: 2 for 1",
        "never: len(values) ** 2 <= _FEW",
        "by one: len(values) ** 2 <= _FEW",
        "never: self._waiting > ",
        "by one: self._waiting > ",
        "never: pattern",
        "never: kind == NONE",
    ),
    "patterns": ("_AT_ONCE", "by one: waiting > ", "without: waiting > "),
    "training": ("by one: abs(found - before)",),
    "phones": ("never: isinstance(said, str) and _PLAIN.fullmatch(said)", "without: None"),
    "latin": (
        "_LONGEST_SYLLABLE: 12",
        "never: not text or not text[0].isalpha() or characters.is_han(text[0])",
        "without: not text[0].isalpha()",
        "without: characters.is_han(text[0])",
    ),
    "keys": ("never: name != blocking.YEAR",),
    "numberpatterns": (
        "CLOSE_DIGITS: 6",
        "without: 0",
        "without: text",
        "by one: since > 0",
        "LUNAR_MONTHS: 6",
        "_LOWEST: ",
        "never: one.year == 0",
        "never: line",
        "by one: months <= LUNAR_MONTHS",
        "by one: mine > 0",
        "by one: theirs > 0",
        "by one: one.year < _FOUR_DIGITS",
        "by one: first + rest > CLOSE_DIGITS",
    ),
    "namepatterns": (
        "found: 4 for 2",
        "found: 10 for 5",
        "related: 2 for 1",
        "never: one",
        "MOST_NAMES: ",
        "MOST_CHARACTERS: ",
        "_UNSEEN: 127",
        "_RELATION_BITS: 8",
        "_MANY_SHARED: 1",
        "_SEVERAL: 2",
        "by one: many > 1",
        "by one: char[:, None] > 0",
        "by one: self._length[mine[at]] >",
        "by one: len(value) <= MOST_NAMES",
        "by one: 1 < len(name.folded) <= LONGEST",
    ),
    "idnumber": ("without: len(long) == len(short) + 1",),
    "model": ("by one: _probability(", "by one: probability >= ", "by one: odds > -1000"),
    "tipping": ("never: level == comparison.level(field)",),
    "pairing": (
        "without: over.any()",
        "_AT_ONCE: ",
        "never: waiting > _AT_ONCE",
        "by one: waiting > _AT_ONCE",
        "never: first",
        "_VALUES_AT_ONCE: ",
        "_SPACE: 2 for 1",
        "by one: int(keys.max",
        "by one: first < len(left)",
    ),
    "pool": ("FIRST_YEAR: 3800", "without: many"),
    "scoring": (
        "PATTERNS without",
        "_IN_TURN without",
        "never: field in PATTERNS",
        "never: len(pairs) < agreement.AT_ONCE",
        "without: known",
        "by one: some.probability >= ",
    ),
}
"""What the answer does not hang on, only how soon and in how much memory it comes; as it begins.

And bounds on which nothing ever lies: how much of two characters is shared is no round number, and
no shape code has two keys."""

PYTEST = (
    "-x", "-q", "--tb=no", "--noconftest", "--assert=plain", "-o", "filterwarnings=",
    "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception",
)  # fmt: skip
"""Plain asserts, for what is imported once is not imported again. The core needs no server."""


class Mutant(Struct, frozen=True):
    """One thing broken: where, what it says now, and the module as it then reads."""

    module: str
    line: int
    says: str
    tree: ast.Module


def mutants(module: str) -> Iterator[Mutant]:
    """Answer everything that is broken in a module, one at a time."""
    tree = unbroken(module).tree
    constants = _constants(tree)
    for place, node in enumerate(ast.walk(tree)):
        name, whole = constants.get(id(node), ("", False))
        for says, broken in (*_broken(node), *_in_constant(node, name, whole=whole)):
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
            last, before = SCALES[scale]
            other = last if level != last else before
            yield f"{scale}.{level} taken for {other}", _put("attr", other)
        case ast.If(test=test) | ast.IfExp(test=test):
            yield f"never: {ast.unparse(test)}", _put("test", ast.Constant(value=False))
        case ast.BoolOp(values=values):
            for place, value in enumerate(values):
                yield f"without: {ast.unparse(value)}", _without(place)
        case ast.Compare(ops=ops):
            for place, sign in enumerate(ops):
                if missed := BOUNDS.get(type(sign)):
                    yield f"by one: {ast.unparse(node)}", _sign(place, missed())


def _constants(tree: ast.Module) -> dict[int, tuple[str, bool]]:
    """Answer what constant, or field with a default, a node is within, and whether it is all of it."""
    found: dict[int, tuple[str, bool]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.strip("_").isupper():
                found |= {id(one): (name, one is value) for one in ast.walk(value)}
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found |= {id(one): (name, one is value) for one in ast.walk(value)}
    return found


def _in_constant(node: ast.AST, name: str, *, whole: bool) -> Iterator[tuple[str, Breaking]]:
    match node:
        case _ if not name:
            return
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            # Of tables with hundreds of numbers each is broken one way.
            for other in _beside(number)[: 2 if whole else 1]:
                yield f"{name}: {other} for {number}", _put("value", other)
        case ast.Tuple(elts=members) | ast.Set(elts=members) | ast.List(elts=members):
            for place, member in enumerate(members):
                yield f"{name} without {ast.unparse(member)[:60]}", _drop(("elts",), place)
        case ast.Dict(keys=keys):
            for place, key in enumerate(keys):
                said = ast.unparse(key) if key else "what it takes over"
                yield f"{name} without {said[:60]}", _drop(("keys", "values"), place)


def _beside(number: float) -> tuple[float, ...]:
    if 0 < number < 1:
        return number / 2, (1 + number) / 2
    return (number * 2, number // 2) if number > 1 else (number + 1,)


def _put(part: str, value: object) -> Breaking:
    return lambda node: setattr(node, part, value)


def _sign(place: int, sign: ast.cmpop) -> Breaking:
    def breaking(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.ops[place] = sign

    return breaking


def _without(place: int) -> Breaking:
    def breaking(node: ast.AST) -> None:
        assert isinstance(node, ast.BoolOp)
        del node.values[place]
        # A condition of one part is written as that part twice.
        node.values *= 1 if len(node.values) > 1 else 2

    return breaking


def _drop(parts: Sequence[str], place: int) -> Breaking:
    def breaking(node: ast.AST) -> None:
        for part in parts:
            del getattr(node, part)[place]

    return breaking


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
        _forget(mutant.module)
        sys.meta_path.insert(0, _Broken(mutant))
        os._exit(tested(mutant.module))
    return os.waitpid(child, 0)[1] != 0


def tested(module: str) -> int:
    """Run the tests of a module and say nothing; answer 0 where they are green."""
    folder = Path(__file__).parents[1] / "core"
    files = [str(folder / f"test_{name}.py") for name in TESTS[module]]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        kept = [os.dup(one) for one in (1, 2)]
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        found = int(pytest.main([*PYTEST, *files]))
        for one, before in zip((1, 2), kept, strict=True):
            os.dup2(before, one)
            os.close(before)
    return found


def _forget(module: str) -> None:
    """Forget a module and all that rests on it: what it rests on stays, with all it has read."""
    for name in resting_on(f"talent.core.{module}"):
        house, _, room = name.rpartition(".")
        sys.modules.pop(name, None)
        if house in sys.modules:
            vars(sys.modules[house]).pop(room, None)


def resting_on(module: str) -> set[str]:
    """Answer a module, all of the project that imports it at however many removes, and all tests."""
    uses = {
        name: _imported(Path(one.__file__))
        for name, one in sys.modules.items()
        if name.startswith("talent.") and one.__file__
    }
    found = {module} | {name for name in sys.modules if name.startswith("tests.")}
    while more := {name for name, used in uses.items() if used & found} - found:
        found |= more
    return found


@cache
def _imported(file: Path) -> set[str]:
    """Answer what a file imports: modules, and names within them as if they were modules too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                found |= {one.name for one in names}
            case ast.ImportFrom(module=str(house), names=names):
                found |= {house} | {f"{house}.{one.name}" for one in names}
    return found


def main(modules: list[str]) -> int:
    """Break everything in the modules; answer how many went unnoticed, at most 1."""
    started, tried, green = time.perf_counter(), 0, 0
    # The same examples for every mutant, and no time spent on the smallest one that fails.
    told = settings(derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
    settings.register_profile("mutations", told)
    settings.load_profile("mutations")
    for module in modules:
        if tested(module):
            print(f"{module}: its tests are red with nothing broken")
            return 1
        resting_on(module)  # read now, for every child
        gc.collect()
        gc.freeze()
        for mutant in mutants(module):
            if mutant.says.startswith(SAVES_WORK.get(module, ())):
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
