"""Measures the look-alikes on a labelled set; run by name, never part of the suite.

    python -m tests.bench.duplicates [dev_5k]

Reads NAME.records.csv.gz and NAME.truth.csv.gz in $TALENT_SHARED/bench (default ../shared):
blocks, compares, weighs, prints candidate recall, precision and recall by band, and pairwise
figures of the closure over *likely*. The labels are read for the printing alone.
"""

import csv
import gzip
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import msgspec

from talent.core import blocking, comparison, frequencies, levels, model
from talent.core.comparison import Comparison, Entry, Prepared
from talent.core.model import Likeness
from talent.core.person import Birth, OtherName, Phone

SHARED = Path(os.environ.get("TALENT_SHARED", "../shared"))
LARGEST_BLOCK = 400
HALF = 0.5
LAST_YEAR = 9999
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_EDUCATION = {
    "小学": "81", "初中": "71", "高中": "61", "中专": "41", "大专": "31", "专科": "31",
    "本科": "21", "大学本科": "21", "硕士研究生": "14", "研究生": "10", "博士研究生": "11",
}  # fmt: skip
_POLITICS = {
    "群众": "13",
    "中共党员": "01",
    "党员": "01",
    "共青团员": "03",
    "团员": "03",
    "民主党派": "04",
}
_KIND = re.compile("(社区居民委员会|居民委员会|村民委员会|社区居委会|村委会|居委会|社区|村)$")


class Places:
    """The county's places by the names rosters use."""

    def __init__(self, path: Path) -> None:
        """Read the county's places."""
        self.townships: dict[str, str] = {}
        self.villages: dict[tuple[str, str], str] = {}
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["level"] == "township":
                    self.townships[_core_township(row["name"])] = row["code"]
                elif row["level"] in {"village", "community"}:
                    self.villages[row["parent"], _KIND.sub("", row["name"])] = row["code"]

    def find(self, township: str, village: str) -> tuple[str | None, str | None]:
        """(township code, village code), each None where the text names none."""
        text = village.removeprefix("新密市")
        found = self.townships.get(_core_township(township.removeprefix("新密市")))
        for core, code in self.townships.items():
            full = re.match(rf"{core}(镇|乡|街道|风景区|管委会)", text)
            if full and (found is None or found == code):
                found, text = code, text[full.end() :]
        return found, self.villages.get((found or "", _KIND.sub("", text)))


def _core_township(name: str) -> str:
    return re.sub("(街道办事处|街道|镇|乡|风景区管委会|风景区)$", "", name)


def _id_number(said: str) -> str | None:
    number = said.strip().upper()
    if re.fullmatch(r"\d{15}", number):
        number = number[:6] + "19" + number[6:]
        number += "10X98765432"[sum(map(_product, number, _ID_WEIGHTS)) % 11]
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return None
    right = "10X98765432"[sum(map(_product, number, _ID_WEIGHTS)) % 11]
    return number if number[17] == right else None


def _product(digit: str, weight: int) -> int:
    return int(digit) * weight


def _birth(said: str) -> Birth | None:
    parts = [int(part) for part in re.findall(r"\d+", said)]
    if len(parts) == 1 and parts[0] > LAST_YEAR:
        digits = str(parts[0])
        parts = [int(digits[:4]), int(digits[4:6]), *([int(digits[6:8])] if digits[6:] else [])]
    year, month, day = (*parts, None, None, None)[:3]
    return Birth(year, month, day) if year else None


def _phones(said: str) -> tuple[Phone, ...]:
    digits = re.sub(r"\D", "", said.replace("+86", ""))
    return (Phone(digits),) if digits else ()


def entries(name: str) -> Iterator[Entry]:
    """Read the entries of a set."""
    places = Places(SHARED / "data" / "xinmi_places.csv")
    with gzip.open(SHARED / "bench" / f"{name}.records.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            township, village = places.find(row["township"], row["village"])
            yield Entry(
                id=row["record_id"],
                name=row["name"],
                other_names=(OtherName(row["former_name"]),) if row["former_name"] else (),
                sex={"男": "1", "女": "2"}.get(row["gender"]),
                birth=_birth(row["birth_date"]),
                id_number=_id_number(row["id_number"]),
                phones=_phones(row["phone"]),
                village=village,
                township=township,
                education=_EDUCATION.get(row["education"].removesuffix("毕业")),
                political_status=_POLITICS.get(row["political_status"]),
                employer=row["employer"] or None,
                position=row["occupation"] or None,
                native_place=row["native_place"] or None,
            )


def candidates(people: list[Prepared]) -> set[tuple[int, int]]:
    """Pairs that share a key, without blocks over the cap."""
    stored: defaultdict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        for key in blocking.stored_keys(person):
            stored[key].append(place)
    found: set[tuple[int, int]] = set()
    for place, person in enumerate(people):
        for key in blocking.query_keys(person):
            block = stored.get(key, ())
            if len(block) <= LARGEST_BLOCK:
                found.update(
                    (min(place, other), max(place, other)) for other in block if other != place
                )
    return found


def closure(count: int, pairs: list[tuple[int, int]]) -> list[int]:
    """Answer the number of each entry's cluster under plain closure."""
    heads = list(range(count))

    def head(place: int) -> int:
        while heads[place] != place:
            heads[place] = heads[heads[place]]
            place = heads[place]
        return place

    for one, other in pairs:
        heads[head(one)] = head(other)
    return [head(place) for place in range(count)]


def _pairs(labels: list[int] | list[str]) -> set[tuple[int, int]]:
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for place, label in enumerate(labels):
        groups[label].append(place)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def _figures(said: str, found: set[tuple[int, int]], true: set[tuple[int, int]]) -> None:
    hit = len(found & true)
    precision, recall = hit / len(found) if found else 1.0, hit / max(1, len(true))
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    print(f"{said:28} P {precision:.4f} R {recall:.4f} F1 {f1:.4f}  ({len(found)} pairs)")


def main() -> None:
    """Print the figures of one set."""
    name = sys.argv[1] if len(sys.argv) > 1 else "dev_5k"
    raw = list(entries(name))
    with gzip.open(SHARED / "bench" / f"{name}.truth.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    true = _pairs([row["entity_id"] for row in rows])
    comparison.prepare(raw[0])
    start = time.perf_counter()
    counts = Counter(phone.number for entry in raw for phone in entry.phones)
    people = [comparison.prepare(entry) for entry in (_with_holders(one, counts) for one in raw)]
    prepared = time.perf_counter()
    pairs = sorted(candidates(people))
    blocked = time.perf_counter()
    compared = [comparison.compare(people[one], people[other]) for one, other in pairs]
    done = time.perf_counter()
    known = frequencies.count(people)
    weighed = [model.weigh(one, known) for one in compared]
    end = time.perf_counter()
    print(
        f"{len(raw)} entries, {len(pairs)} candidates ({2 * len(pairs) / len(raw):.1f} each), "
        f"{sum(len(blocking.stored_keys(one)) for one in people) / len(people):.1f} keys each"
    )
    print(
        f"a second: prepare {len(raw) / (prepared - start):,.0f}, "
        f"block {len(raw) / (blocked - prepared):,.0f} entries, "
        f"compare {len(pairs) / (done - blocked):,.0f}, "
        f"weigh {len(pairs) / (end - done):,.0f} pairs"
    )
    recall = len(set(pairs) & true) / max(1, len(true))
    print(f"candidate recall {recall:.4f} of {len(true)} true pairs")
    _report(rows, pairs, compared, weighed, true)


def _with_holders(entry: Entry, counts: Counter[str]) -> Entry:
    return msgspec.structs.replace(
        entry, holders=tuple(counts[phone.number] for phone in entry.phones)
    )


def _report(
    rows: list[dict[str, str]],
    pairs: list[tuple[int, int]],
    compared: list[Comparison],
    weighed: list[Likeness],
    true: set[tuple[int, int]],
) -> None:
    band = {pair: likeness.band for pair, likeness in zip(pairs, weighed, strict=True)}
    likely = {pair for pair, found in band.items() if found == "likely"}
    unsure = {pair for pair, found in band.items() if found == "unsure"}
    _figures("likely", likely, true)
    _figures("likely or unsure", likely | unsure, true)
    closed = closure(len(rows), sorted(likely))
    _figures("closure over likely", _pairs(closed), true)
    half = [pair for pair, one in zip(pairs, weighed, strict=True) if one.probability >= HALF]
    _figures("closure over p >= .5", _pairs(closure(len(rows), half)), true)
    estimate = sum(likeness.probability for likeness in weighed)
    print(f"estimated pairs {estimate:.0f}, true {len(true)}")
    entities = len({row["entity_id"] for row in rows})
    parts = {(label, row["entity_id"]) for label, row in zip(closed, rows, strict=True)}
    extra = len(parts) - len(set(closed))
    print(f"false merges per 10k people {1e4 * extra / entities:.1f}")
    tags: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pair in true:
        both = {*rows[pair[0]]["tags"].split("|"), *rows[pair[1]]["tags"].split("|")} - {""}
        for tag in both or {"(clean)"}:
            tags[tag][band.get(pair, "not found")] += 1
    for tag, counts in sorted(tags.items()):
        print(f"  {tag:16}", dict(counts))
    kin: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong: Counter[str] = Counter()
    for pair in (likely | unsure) - true:
        one, other = rows[pair[0]], rows[pair[1]]
        same = one["family_id"] and one["family_id"] == other["family_id"]
        kin[one["family_type"] if same else "-"][band[pair]] += 1
    print("  not one human:", {kind: dict(counts) for kind, counts in kin.items()})
    for pair, found in zip(pairs, compared, strict=True):
        if pair in likely and pair not in true:
            wrong[levels.Name(found.levels[0]).name] += 1
    print("  likely and wrong, by level of the name:", dict(wrong))


if __name__ == "__main__":
    main()
