"""A workbook is read in a process that may fail alone; what it takes is limited."""

import os
import subprocess
from datetime import date, datetime, time
from typing import Any

import pytest

from talent import sheets
from talent.errors import RosterRefused
from talent.sheets import child, reading
from tests import roster_files
from tests.test_sheets import SIMPLE, book


def test_a_few_kilobytes_that_unfold_to_a_gigabyte_take_only_the_child_with_them() -> None:
    bomb = roster_files.as_ods(["姓名"], repeated=300)
    assert len(bomb) < 2000
    with pytest.raises(RosterRefused, match="内存超过512MB"):
        child.read(bomb, "x.ods", child.Limits(memory=512 << 20))


def test_a_workbook_that_takes_too_long_is_refused() -> None:
    with pytest.raises(RosterRefused, match="未能读完"):
        child.read(SIMPLE, "x.xlsx", child.Limits(seconds=0))


def test_a_refusal_of_the_child_is_told_in_its_words() -> None:
    with pytest.raises(RosterRefused, match="不完整或已损坏"):
        sheets.read(SIMPLE[:200], "花名册.xlsx")


def test_the_child_answers_what_reading_answers() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet("一")
        days = {form: workbook.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "h:mm")}
        sheet.write_row(0, 0, ["姓名", 13800000000, 1985.06, True, "", "二\n行"])
        sheet.write_datetime(1, 0, date(1985, 6, 12), days["yyyy-mm-dd"])
        sheet.write_datetime(1, 1, datetime(1985, 6, 12, 3, 4), days["yyyy-mm-dd"])  # noqa: DTZ001
        workbook.add_worksheet("藏").hide()
        sheet.write_datetime(1, 2, time(10, 30), days["h:mm"])

    data = book(fill)
    asked, answered = reading.read(data, "x.xlsx"), sheets.read(data, "x.xlsx")
    assert answered[1] == asked[1]
    assert answered[0].rows[0] == asked[0].rows[0]
    assert answered[0].rows[1][:2] == asked[0].rows[1][:2]
    assert answered[0].rows[1][2] == "10:30:00"


def test_the_child_gets_nothing_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {}
    run = subprocess.run

    def watched(command: Any, **given: Any) -> Any:
        told.update(given)
        return run(command, **given)

    monkeypatch.setenv("TALENT_KEY_FILE", "/key")
    monkeypatch.setattr(subprocess, "run", watched)
    sheets.read(SIMPLE, "x.xlsx")
    assert os.environ["TALENT_KEY_FILE"]
    assert (told["env"], told["cwd"]) == ({}, "/")
