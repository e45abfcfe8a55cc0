"""A roster's header is found under its titles; what is no person is no row."""

from collections.abc import Sequence

import pytest

from talent.core import headers, person, roster
from talent.errors import RosterRefused

HEADER = ["序号", "姓名", "性别", "身份证号"]


def read(*rows: Sequence[object]) -> roster.Roster:
    return roster.read({"一": rows})


# --- refused --------------------------------------------------------------------------------


def test_a_header_without_a_name_is_refused_and_told_where() -> None:
    with pytest.raises(RosterRefused, match=r"第2行.*没有“姓名”列"):
        read(["人才花名册"], ["序号", "性别", "民族", "身份证号"], [1, "男", "汉", ""])


def test_no_header_is_refused() -> None:
    with pytest.raises(RosterRefused, match="没有找到表头"):
        read(["张三", "男"], ["李四", "女"])
    with pytest.raises(RosterRefused, match="没有找到表头"):
        roster.read({})


def test_two_name_columns_are_refused() -> None:
    with pytest.raises(RosterRefused, match="两个“姓名”列"):
        read(["姓名", "性别", "姓 名"], ["张三", "男", "李四"])


def test_a_header_without_people_is_refused() -> None:
    with pytest.raises(RosterRefused, match="没有人员"):
        read(HEADER, [1, "", "", ""], ["合计", "0人"])


def test_one_sheet_without_a_name_refuses_the_file() -> None:
    with pytest.raises(RosterRefused, match="“二”"):
        roster.read({"一": [HEADER, [1, "张三"]], "二": [["性别", "民族", "籍贯", "学历"], ["男"]]})


# --- read -----------------------------------------------------------------------------------


def test_titles_stand_above_the_header_and_lines_count_as_in_the_file() -> None:
    found = read(
        ["人才花名册"],
        ["填报单位：东岭镇"],
        [],
        HEADER,
        [1, "张三", "男", ""],
        [],
        [2, "李四", "女", "x"],
    )
    assert found.sheets[0].header_line == 4
    assert [(row.line, row.typed) for row in found.rows] == [
        (5, {"name": "张三", "sex": "男"}),
        (7, {"name": "李四", "sex": "女", "id_number": "x"}),
    ]
    assert found.rows[0].cells == (1, "张三", "男", "")


def test_cells_keep_their_kind() -> None:
    found = read(HEADER, [1, "张三", True, 4.10183198506121e17])
    assert found.rows[0].typed == {"name": "张三", "sex": True, "id_number": 4.10183198506121e17}


@pytest.mark.parametrize(
    "footer",
    [
        ["合计", "", "12人"],
        ["合计：12人"],
        ["", "总计", 12.0],
        ["填报人：张三", "", "审核人：李四"],
        ["填报人", "张三"],
        ["填表日期：2026年3月1日"],
        ["备注：本表一式两份"],
        ["", "注：按实填写"],
        ["（盖章）"],
        [],
        ["", " ", None],
        [7, "", "", ""],
        HEADER,
    ],
)
def test_what_is_no_person_is_no_row(footer: list[object]) -> None:
    assert len(read(HEADER, [1, "张三", "男"], footer, [2, "李四", "女"]).rows) == 2


@pytest.mark.parametrize(
    "row", [[1, "合意", "男"], [1, "", "男"], ["备注", "张三", "男"], ["", "注册", "女"]]
)
def test_a_row_with_something_of_a_person_stays(row: list[object]) -> None:
    assert len(read(HEADER, row).rows) == 1


def test_unknown_columns_are_named_and_left_out() -> None:
    found = read(["序号", "姓名", "血型", "性别", "性 别"], [1, "张三", "A", "男", "女"])
    told = [(column.header, column.name, column.left_out) for column in found.sheets[0].columns]
    assert told == [
        ("序号", None, "never_read"),
        ("姓名", "name", None),
        ("血型", None, "unknown"),
        ("性别", "sex", None),
        ("性 别", None, "second"),
    ]
    assert found.rows[0].typed == {"name": "张三", "sex": "男"}


def test_several_columns_of_phones_are_one() -> None:
    found = read(
        ["姓名", "手机", "固定电话"],
        ["张三", 13800000000.0, "0371-69822345"],
        ["李四", "", "13900000000"],
    )
    assert [row.typed["phones"] for row in found.rows] == [
        "13800000000；0371-69822345",
        "13900000000",
    ]


def test_sheets_may_order_their_columns_differently_and_others_are_passed_over() -> None:
    found = roster.read(
        {
            "说明": [["请按要求填写"], ["一", "二"]],
            "东岭": [["姓名", "性别"], ["张三", "男"]],
            "西岭": [["标题"], ["性别", "姓名"], ["女", "李四"]],
        }
    )
    assert [(sheet.name, sheet.header_line) for sheet in found.sheets] == [
        ("说明", None),
        ("东岭", 1),
        ("西岭", 2),
    ]
    assert [(row.sheet, row.line, row.typed) for row in found.rows] == [
        ("东岭", 2, {"name": "张三", "sex": "男"}),
        ("西岭", 3, {"name": "李四", "sex": "女"}),
    ]


def test_a_list_of_names_alone_is_a_roster() -> None:
    assert [row.typed for row in read(["姓名"], ["张三"]).rows] == [{"name": "张三"}]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("姓  名", "name"),
        ("姓名（必填）", "name"),
        ("*姓名", "name"),
        ("曾用名", "other_names"),
        ("出生\n年月", "birth"),
        ("出生年月(如1985.06)", "birth"),
        ("身份证号码", "id_number"),
        ("公民身份号码", "id_number"),
        ("联系电话", "phones"),
        ("手机", "phones"),
        ("户籍地", "household"),
        ("户口所在村", "village"),
        ("村（社区）", "village"),
        ("乡镇（街道）", "township"),
        ("现居住地", "residence"),
        ("现工作地", "residence"),
        ("学历", "education"),
        ("学历（全日制）", "education_full_time"),
        ("学历/文化程度", "education"),
        ("在职学历", "education_in_service"),
        ("毕业院校及专业", "school_major"),
        ("是否党员", "party_member"),
        ("入党时间", "political_joined"),
        ("工作单位及职务", "employer"),
        ("现任职务", "position"),
        ("专业技术职称", "professional_title"),
        ("熟悉专业", "skills"),
        ("技能特长", "skills"),
        ("家乡联系人", "home_contact"),
        ("回归意向", "return_intent"),
        ("村民组", "household_group"),
        ("推荐单位", "recommending_unit"),
        ("入库时间", "entered_on"),
        ("备注", "notes"),
        ("ID_Number", "id_number"),
        ("birth_date", "birth"),
        ("gender", "sex"),
        ("occupation", "position"),
        ("source_pool", "source"),
    ],
)
def test_headers_are_known_by_their_many_names(header: str, name: str) -> None:
    found = headers.recognise(header)
    assert found
    assert found.name == name


@pytest.mark.parametrize("header", ["血型", "", "()", "姓名/性别", "健康状况", "序号", "年龄"])
def test_other_headers_are_not_guessed(header: str) -> None:
    assert headers.recognise(header) is None


def test_every_field_of_a_person_has_a_column_under_its_own_label() -> None:
    for field in person.FIELDS:
        found = headers.recognise(field.label)
        assert found
        assert found.field in (field.name, "household_text", "residence_text")


def test_no_header_stands_for_two_columns() -> None:
    seen: dict[str, str] = {}
    for column in headers.TABLE.values():
        for header in column.headers:
            assert seen.setdefault(header, column.name) == column.name
        assert headers.recognise(column.label) in (column, None)
