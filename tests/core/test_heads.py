"""A header of two rows is read as one, however its cells are merged."""

from collections.abc import Sequence

import pytest

from talent.core import headers, roster
from talent.errors import RosterRefused

TITLE = ["2026年人才花名册"]


def columns(*rows: Sequence[object], chosen: headers.Chosen = headers.NOBODY) -> dict[str, str]:
    """Answer which header was taken for which column."""
    [sheet] = roster.read({"一": rows}, chosen).sheets
    return {one.header: one.name for one in sheet.columns if one.name}


def names(*rows: Sequence[object]) -> list[object]:
    return [row.typed["name"] for row in roster.read({"一": rows}).rows]


IDENTITY = (
    ["序号", "姓名", "身份信息", "", "联系电话"],
    ["", "", "身份证号码", "曾用名", ""],
)
GROUPED = (
    ["基本情况", "", "", "联系方式", "", "备注"],
    ["姓名", "性别", "民族", "手机", "家庭住址", ""],
)
SCHOOLING = (
    ["姓名", "性别", "全日制教育", "", "在职教育", ""],
    ["", "", "学历", "毕业院校系及专业", "学历", "毕业院校系及专业"],
)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (
            IDENTITY,
            {
                "姓名": "name",
                "身份证号码": "id_number",
                "曾用名": "other_names",
                "联系电话": "phones",
            },
        ),
        (
            GROUPED,
            {
                "姓名": "name",
                "性别": "sex",
                "民族": "ethnicity",
                "手机": "phones",
                "家庭住址": "household_text",
            },
        ),
        (
            SCHOOLING,
            {
                "姓名": "name",
                "性别": "sex",
                "全日制教育学历": "education_full_time",
                "毕业院校系及专业": "school_major",
                "在职教育学历": "education_in_service",
                "在职教育毕业院校系及专业": "school_major_in_service",
            },
        ),
    ],
    ids=["身份信息", "姓名 below", "schooling"],
)
def test_a_merged_header_of_two_rows_is_one(
    head: tuple[list[str], list[str]], found: dict[str, str]
) -> None:
    wide = [f"甲{n}" for n in range(7)]
    titles: list[list[list[str]]] = [[], [TITLE], [TITLE, [], ["填报单位：东岭镇"]]]
    for above in titles:
        told = columns(*above, *head, ["张三"] * 7, wide)
        assert {header: told[header] for header in found} == found


def test_the_first_person_stands_right_under_a_merged_header() -> None:
    assert names(*IDENTITY, [1, "张三", "x", "", ""], [2, "李四", "", "", ""]) == ["张三", "李四"]
    assert names(*GROUPED, ["张三", "男", "汉", "", "", ""]) == ["张三"]


def test_a_row_without_a_name_is_no_second_row_of_a_header() -> None:
    rows = (["姓名", "职业", "文化程度"], ["", "教师", "本科"], ["李四", "", ""])
    [sheet] = roster.read({"一": rows}).sheets
    assert sheet.header_line == 1


def test_two_names_under_one_group_are_two_name_columns() -> None:
    with pytest.raises(RosterRefused, match="两个“姓名”"):
        columns(["本人", "", "推荐人"], ["姓名", "性别", "姓名"], ["张三", "男", "李四"])


def test_what_a_clerk_said_of_a_header_goes_before_what_is_known() -> None:
    rows = (["大名", "职务", "单位"], ["张三", "会计", "合作社"])
    chosen = {"大名": "name", "职务": None, "单位": "recommending_unit"}
    assert columns(*rows, chosen=chosen) == {"大名": "name", "单位": "recommending_unit"}
    [sheet] = roster.read({"一": rows}, chosen).sheets
    assert [one.left_out for one in sheet.columns] == [None, "chosen", None]


def test_a_guess_is_the_longest_known_header_within() -> None:
    for header, column in (("本人常用手机号码（必填）", "phones"), ("户口所在村名称", "village")):
        found = headers.guess(header)
        assert found
        assert found.name == column
    assert headers.guess("血型") is None


def test_the_same_unknown_header_twice_is_told_apart() -> None:
    rows = (["姓名", "性别", "得分", "得分"], ["张三", "男", "90", "80"])
    [sheet] = roster.read({"一": rows}).sheets
    assert [one.header for one in sheet.columns] == ["姓名", "性别", "得分", "得分（第2列）"]


def test_a_sheet_without_a_header_shows_what_is_likest_one() -> None:
    found = roster.likeliest("一", [["名单"], ["大名", "性别"], ["张三", "男"]], headers.NOBODY)
    assert (found.header_line, [one.header for one in found.columns]) == (2, ["大名", "性别"])
    assert roster.likeliest("空", [], headers.NOBODY).header_line is None
