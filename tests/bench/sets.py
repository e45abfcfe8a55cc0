"""Labelled sets for measuring the duplicate engine: those at hand, and others made of them.

The generator and its resources lie in $TALENT_SHARED/bench (default ../shared). Sets with other
seeds and rates are made in a folder that is thrown away; nothing is ever learned from labels.
"""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from tests.bench import harsh

BENCH = Path(os.environ.get("TALENT_SHARED", "../shared")) / "bench"
TUNING_SEED, FINAL_SEED = 31_000, 91_000
"""First seeds of two families of sets: one to look at while the engine changes, one for the end."""

FEW = (
    "record_id", "name", "gender", "birth_date", "id_number", "phone", "township", "village",
    "education",
)  # fmt: skip

_NO_DUPLICATES = [1.0, 0.0, 0.0, 0.0]
_FEW_DUPLICATES = [0.93, 0.06, 0.01, 0.0]
_ROUGH: dict[str, Any] = {
    "records_per_entity": [0.82, 0.13, 0.04, 0.01],
    "p_name_first": 0.08, "p_name_dup": 0.5,
    "birth_missing": 0.15, "birth_ym": 0.4, "birth_y": 0.06, "birth_corrupt": 0.2,
    "id_missing_by_pool": [0.45, 0.75, 0.5], "id_typo": 0.05,
    "phone_missing_by_pool": [0.2, 0.4, 0.25], "phone_changed": 0.4, "phone_typo": 0.03,
    "moved": 0.1, "village_missing": 0.08, "occ_changed": 0.5,
    "clan_share": 0.67, "gen_char_m": 0.4,
}  # fmt: skip


class Set(Struct, frozen=True):
    """A roster as a file, and the labels of its rows: record_id, entity_id, tags, family."""

    name: str
    records: bytes
    truth: list[dict[str, str]]


class Variant(Struct, frozen=True):
    """What a set to be made has: its size, and what its rates change.

    `again` is, for the harsher ones by another hand, the part of lines that are of somebody who
    stands there already.
    """

    entries: int
    changes: dict[str, Any]
    again: float | None = None
    seed: int = 0


def at_hand(name: str, folder: Path = BENCH) -> Set:
    """Read a set that lies in a folder."""
    records = gzip.decompress((folder / f"{name}.records.csv.gz").read_bytes())
    truth = gzip.decompress((folder / f"{name}.truth.csv.gz").read_bytes()).decode()
    return Set(name, records, list(csv.DictReader(io.StringIO(truth))))


def narrowed(labels: Set) -> Set:
    """Answer a set with the few columns that most rosters have."""
    lines = csv.DictReader(io.StringIO(labels.records.decode()))
    text = io.StringIO()
    writer = csv.DictWriter(text, FEW, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lines)
    return Set(f"{labels.name} few", text.getvalue().encode(), labels.truth)


def variants(*, final: bool = False) -> dict[str, Variant]:
    """Answer the sets that can be made.

    Those of the final seeds are for the final table alone: whoever changes the engine looks at
    the others.
    """
    families = json.loads((BENCH / "config_dev.json").read_text("utf-8"))["families"]
    more = {kind: rate * 2 for kind, rate in families.items()}
    half = {kind: rate * 1.5 for kind, rate in families.items()}
    rough = {"families": half} | _ROUGH
    none = {"records_per_entity": _NO_DUPLICATES, "families": more}
    found = {
        "other_5k": Variant(5_000, {}),
        "other_100k": Variant(100_000, {}),
        "kin_5k": Variant(5_000, none),
        "kin_rough_5k": Variant(5_000, _ROUGH | none),
        "kin_harsh_5k": Variant(5_000, none, 0.0),
        "rough_5k": Variant(5_000, rough),
        "rare_5k": Variant(5_000, rough | {"records_per_entity": _FEW_DUPLICATES}),
        "harsh_5k": Variant(5_000, {"families": half}, 0.18),
        "harsh_30k": Variant(30_000, {"families": half}, 0.08),
        "harsh_100k": Variant(100_000, {"families": half}, 0.08),
        "other_1m": Variant(1_000_000, {}),
    }
    first = FINAL_SEED if final else TUNING_SEED
    return {
        name: msgspec.structs.replace(one, seed=first + place)
        for place, (name, one) in enumerate(found.items())
    }


def made(name: str, folder: Path, *, final: bool = False) -> Set:
    """Make a variant in a folder and read it."""
    asked = variants(final=final)[name]
    config = json.loads((BENCH / "config_dev.json").read_text("utf-8")) | {"seed": asked.seed}
    config |= harsh.CLEAN if asked.again is not None else {}
    path = folder / f"{name}.json"
    path.write_text(json.dumps(config | asked.changes, ensure_ascii=False), "utf-8")
    command = [sys.executable, str(BENCH / "gen.py"), "--config", str(path)]
    command += ["--resources", str(BENCH / "resources.json.gz"), "--n", str(asked.entries)]
    subprocess.run([*command, "--out", str(folder / name)], check=True, capture_output=True)
    found = at_hand(name, folder)
    if asked.again is None:
        return found
    rows = list(csv.DictReader(io.StringIO(found.records.decode())))
    resources = json.loads(gzip.decompress((BENCH / "resources.json.gz").read_bytes()))
    return Set(name, *harsh.made(rows, found.truth, resources, asked.seed, asked.again))
