"""Duplicates of one file: read as rosters are, written as pairs and clusters."""

import csv
import io
from datetime import date
from functools import partial

import pytest

from talent import errors, processes
from talent.core import agreement, intake, spreading
from talent.core.comparison import Entry
from talent.core.grouping import Grouped
from talent.core.spreading import Spread
from talent.flows import dedupe
from tests.core import invented

TODAY = date(2026, 1, 1)
SEX = {"1": "男", "2": "女"}
HEADER = "record_id,姓名,性别,出生日期,手机号,村代码\n"


def roster(entries: list[Entry], header: str = HEADER) -> bytes:
    """Write invented entries as a roster."""
    lines = [header]
    for one in entries:
        parts = (one.birth.year, one.birth.month, one.birth.day) if one.birth else ()
        born = "-".join(f"{part:02d}" for part in parts if part)
        phone = one.phones[0].number if one.phones else ""
        lines.append(f"{one.id},{one.name},{SEX[one.sex or '1']},{born},{phone},\n")
    return "".join(lines).encode()


def texts(
    listed: dedupe.Listed, found: Grouped, spread: Spread = spreading.alone
) -> tuple[str, str, dedupe.Counts]:
    """Answer both files as texts, and what was counted."""
    pairs, members = io.StringIO(), io.StringIO()
    counts = dedupe.write_pairs(found, pairs, spread)
    dedupe.write_clusters(listed, found, members)
    return pairs.getvalue(), members.getvalue(), counts


def written(data: bytes) -> tuple[list[dict[str, str]], list[dict[str, str]], dedupe.Counts]:
    """Group a file and read back what is written."""
    listed = dedupe.read(data, "名册.csv", TODAY)
    pairs, members, counts = texts(listed, dedupe.group(listed, None))
    return (
        list(csv.DictReader(io.StringIO(pairs))),
        list(csv.DictReader(io.StringIO(members))),
        counts,
    )


@pytest.mark.parametrize("many", [2, 3])
def test_several_processes_answer_what_one_answers(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    for module, size in (
        (intake, "_AT_ONCE"), (agreement, "AT_ONCE"), (dedupe, "AT_ONCE"),
    ):  # fmt: skip
        monkeypatch.setattr(module, size, 50)
    data = roster(invented.doubled(invented.strangers(300), 5))
    seen = []
    for spread in (spreading.alone, partial(processes.over, many)):
        listed = dedupe.read(data, "名册.csv", TODAY, spread=spread)
        found = dedupe.group(listed, None, spread=spread)
        seen.append((texts(listed, found, spread), dedupe.save(found)))
    assert seen[0] == seen[1]
    assert seen[0][0][2].likely > 30


def test_a_file_without_names_is_refused() -> None:
    with pytest.raises(errors.RosterRefused):
        dedupe.read(b"a,b\n1,2\n", "x.csv", TODAY)


def test_no_record_id_becomes_a_formula() -> None:
    lines = [f"{key},张三丰,男,1985-06-12,15400001234,\n" for key in ("=1+1", "@2")]
    pairs, members, _ = written((HEADER + "".join(lines)).encode())
    assert {(one["record_id_a"], one["record_id_b"]) for one in pairs} <= {("'=1+1", "'@2")}
    assert [one["record_id"] for one in members] == ["'=1+1", "'@2"]
    assert {one["cluster_id"][0] for one in members} == {"'"}


def test_a_record_id_that_comes_twice_is_refused() -> None:
    data = roster([*invented.strangers(2), invented.strangers(1)[0]])
    with pytest.raises(errors.RosterRefused, match="p00000"):
        dedupe.read(data, "x.csv", TODAY)


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"weights":1}', b"\xff"])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(errors.Invalid, match="模型"):
        dedupe.load(data)


def test_rows_without_a_record_id_are_called_by_their_line() -> None:
    listed = dedupe.read("姓名,性别\n张三,男\n李四,女\n".encode(), "x.csv", TODAY)
    assert listed.ids == ("2", "3")


def test_a_row_without_a_name_is_not_compared_but_listed() -> None:
    data = roster(invented.strangers(3)) + "nobody,,男,,,\n".encode()
    listed = dedupe.read(data, "x.csv", TODAY)
    assert listed.nameless == 1
    assert listed.ids == ("p00000", "p00001", "p00002", "nobody")


def test_an_empty_pool_of_one_is_written_too() -> None:
    pairs, members, counts = written(roster(invented.strangers(1)))
    assert pairs == []
    assert members == [{"record_id": "p00000", "cluster_id": "p00000"}]
    assert counts == dedupe.Counts(0, 0, 0)


def test_pairs_and_clusters_are_written() -> None:
    entries = invented.doubled(invented.strangers(400), 4)
    pairs, members, counts = written(roster(entries))
    assert [one["record_id"] for one in members] == [one.id for one in entries]
    assert tuple(pairs[0]) == dedupe.PAIRS
    assert len(pairs) == counts.likely + counts.unsure
    weights = [float(one["weight"]) for one in pairs]
    assert weights == sorted(weights, reverse=True)
    assert {one["band"] for one in pairs} <= {"likely", "unsure"}
    assert pairs[0]["reasons"].startswith("姓名")
    assert sum(one["reasons"].endswith(dedupe.AUTOMATIC) for one in pairs) == counts.automatic > 0
    clusters = {one["record_id"]: one["cluster_id"] for one in members}
    doubles = [one for one in clusters if one.startswith("q")]
    found = [one for one in doubles if clusters[one] == clusters["p" + one[1:]]]
    assert len(found) > 0.8 * len(doubles)


def test_a_kept_model_gives_the_same_answer_again() -> None:
    listed = dedupe.read(roster(invented.doubled(invented.strangers(300), 5)), "x.csv", TODAY)
    learned = dedupe.group(listed, None)
    again = dedupe.group(listed, dedupe.load(dedupe.save(learned)))
    assert texts(listed, again) == texts(listed, learned)
    assert again.report is None
