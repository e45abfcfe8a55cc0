"""A roster by columns is the roster row by row: the same people, the same faults, the same ids."""

import gc
from collections.abc import Sequence
from datetime import date
from random import Random

import pytest

from talent import errors
from talent.core import comparison, gazetteer, grouping, intake, listing, recognition, roster
from talent.core.comparison import Entry, Prepared

TODAY = date(2026, 1, 1)
HEADER = (
    "编号 姓名 曾用名 性别 出生年月 身份证号 联系电话 家属电话 所属乡镇 所属村 户籍地址 学历 "
    "在职学历 政治面貌 是否党员 工作单位 职务 籍贯 民族 备注 来源 录入人 年龄"
).split()
VALUES: dict[str, tuple[object, ...]] = {
    "姓名": (
        "王建国", "张伟（男）", "李娟(女)", "刘芳（曾用名刘霖）", "赵云（三组）", "", "12", "zhang san", "欧阳龙",
        "小王", "王□国", "=A1", "王 红", "诸葛亮先生", 5.0,
    ),
    "曾用名": ("", "", "王红", "小名：狗蛋", "王建国、王红", "1"),
    "性别": ("", "男", "女", "不明", "x", None),
    "出生年月": ("", "1985.06", "1985-06-12", "一九八五年六月", "1985年13月", 31210, date(1985, 6, 12), "无"),
    "身份证号": (
        "", "", "410183198505200012", "410183198505200013", "4101**********0012", "410183850520001", 4.1e17, "无",
        "11010519491231002X",
    ),
    "联系电话": ("", "13800000000", 13800000000.0, "13800000000、0371-69822345", "138", "妻13900000000"),
    "家属电话": ("", "", "13700000000", "13800000000"),
    "所属乡镇": ("", "超化镇", "大隗镇", "没有镇"),
    "所属村": ("", "崔庄村", "大隗镇桃园村", "桃园", "崔庄村3组", "没有村"),
    "户籍地址": ("", "", "超化镇崔庄村2号"),
    "学历": ("", "本科", "大专（函授）", "高中以上", "大学本科毕业"),
    "在职学历": ("", "", "研究生"),
    "政治面貌": ("", "党员", "群众", "入党积极分子", "x"),
    "是否党员": ("", "", "是", "否"),
    "工作单位": ("", "水利局", "=1+1", "水利局 二科"),
    "职务": ("", "村医"),
    "籍贯": ("", "河南新密"),
    "民族": ("", "汉", "汗"),
    "备注": ("", "", "13800000000", True),
    "来源": ("", "乡土"),
    "录入人": ("", "甲", "乙"),
    "年龄": ("40",),
}  # fmt: skip
Cells = list[object]


def rows(count: int, seed: int = 3) -> list[Cells]:
    """Make rows of all kinds of cells, under a title, with blank and closing rows between them."""
    random = Random(seed)  # noqa: S311 - invented people
    found: list[Cells] = [["人才花名册"], [], list(HEADER)]
    for place in range(count):
        number: object = float(place) if place % 3 else f"r{place}"
        found.append([number, *(random.choice(VALUES[header]) for header in HEADER[1:])])
        if place % 40 == 0:
            found += [[], list(HEADER), ["", "", ""], ["合计", "", "12"], [" ", "合计：3人"]]
    return [*found, ["填报人：甲"]]


def by_rows(sheets: dict[str, Sequence[Cells]]) -> tuple[list[Prepared], int, int]:
    """Read a roster row by row: the entries by their ids, the faults, the rows without a name."""
    found = roster.read(sheets)
    index = gazetteer.index(row.typed for row in found.rows)
    entries: list[Entry] = []
    faults = nameless = 0
    for row in found.rows:
        said = recognition.recognise(row.typed, index, TODAY)
        faults += len(said.faults)
        if said.draft is None:
            nameless += 1
            continue
        called = intake.whole(row.cells[0]) if row.cells else ""
        before = f"{row.sheet}!" if len(sheets) > 1 else ""
        number = None if said.draft.id_number else row.typed.get("id_number")
        typed = intake.whole(number) or None
        entries.append(comparison.entry(said.draft, called or f"{before}{row.line}", typed))
    return grouping.prepare(entries), faults, nameless


@pytest.mark.parametrize("seed", range(3))
def test_columns_read_what_rows_read(seed: int) -> None:
    sheets: dict[str, Sequence[Cells]] = {"名册": rows(400, seed)}
    listed = listing.read(sheets)
    taken = intake.take(listed.ids, listed.typed, TODAY)
    people, faults, nameless = by_rows(sheets)
    assert list(taken.people) == people
    assert (taken.unread, taken.nameless) == (faults, nameless)
    assert len(listed.ids) == len(people) + nameless == 400
    assert nameless
    assert None not in taken.people.column(("names",)).values


def test_sheets_with_other_columns_are_one_roster() -> None:
    sheets: dict[str, Sequence[Cells]] = {
        "甲": [["姓名", "性别"], ["张三", "男"], ["李四"]],
        "说明": [["请如实填写"]],
        "乙": [["性别", "姓名", "手机号"], ["女", "王五", "13800000000"]],
    }
    listed = listing.read(sheets)
    assert listed.ids == ["甲!2", "甲!3", "乙!2"]
    taken = intake.take(listed.ids, listed.typed, TODAY)
    told = [(one.names[0].plain, one.sex, len(one.lines)) for one in taken.people]
    assert sorted(told) == [("张三", "1", 0), ("李四", None, 0), ("王五", "2", 1)]


def test_a_cell_of_another_type_is_another_cell() -> None:
    sheets: dict[str, Sequence[Cells]] = {
        "甲": [["姓名", "备注"], ["张三", True], ["李四", 1], ["王五", 1.0]]
    }
    assert listing.read(sheets).typed["notes"].values == [None, True, 1, 1.0]


def test_rows_beyond_what_is_read_together_keep_their_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "_AT_ONCE", 3)
    told: list[int] = []
    people = [["姓名", "性别"], [], *(["张三", "男"] for _ in range(7))]
    assert listing.read({"甲": people}, told.append).ids == [str(line) for line in range(3, 10)]
    assert told == [2, 5, 7]


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ([["姓名", "性别"]], "没有人员"),
        ([["姓名", "性别"], ["", ""]], "没有人员"),
        ([["甲", "乙"], ["1", "2"]], "没有找到表头"),
        ([["编号", "姓名", "性别"], ["7", "张三"], [7.0, "李四"]], "编号“7”"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(said: list[Cells], match: str) -> None:
    with pytest.raises(errors.RosterRefused, match=match):
        listing.read({"甲": said})


def test_a_roster_that_was_read_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A million rows are read while garbage is looked for seldom: there must be none."""
    monkeypatch.setattr(listing, "_AT_ONCE", 3)
    gc.collect()
    gc.disable()
    try:
        found = listing.read({"甲": rows(40)})
        assert not any(isinstance(one, listing._Cells) for one in gc.get_objects())
    finally:
        gc.enable()
    assert len(found.ids) > 30
