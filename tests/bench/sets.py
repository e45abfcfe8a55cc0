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

from msgspec import Struct

BENCH = Path(os.environ.get("TALENT_SHARED", "../shared")) / "bench"
ENTRIES = 5_000
FEW = (
    "record_id", "name", "gender", "birth_date", "id_number", "phone", "township", "village",
    "education",
)  # fmt: skip

_NO_DUPLICATES = [1.0, 0.0, 0.0, 0.0]
_FEW_DUPLICATES = [0.93, 0.06, 0.01, 0.0]
_HARSHER: dict[str, Any] = {
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


def variants() -> dict[str, dict[str, Any]]:
    """Answer what each variant changes: another seed, kin without duplicates, harsher rates."""
    families = json.loads((BENCH / "config_dev.json").read_text("utf-8"))["families"]
    more = {kind: rate * 2 for kind, rate in families.items()}
    half = {kind: rate * 1.5 for kind, rate in families.items()}
    return {
        "other_5k": {"seed": 77_001},
        "kin_5k": {"seed": 77_002, "records_per_entity": _NO_DUPLICATES, "families": more},
        "harsh_5k": {"seed": 77_003, "families": half} | _HARSHER,
        "rare_5k": {"seed": 77_004, "families": half}
        | _HARSHER
        | {"records_per_entity": _FEW_DUPLICATES},
    }


def made(name: str, folder: Path, entries: int = ENTRIES) -> Set:
    """Make a variant in a folder and read it."""
    config = json.loads((BENCH / "config_dev.json").read_text("utf-8"))
    path = folder / f"{name}.json"
    path.write_text(json.dumps(config | variants()[name], ensure_ascii=False), "utf-8")
    asked = [sys.executable, str(BENCH / "gen.py"), "--config", str(path)]
    asked += ["--resources", str(BENCH / "resources.json.gz"), "--n", str(entries)]
    subprocess.run([*asked, "--out", str(folder / name)], check=True, capture_output=True)
    return at_hand(name, folder)
