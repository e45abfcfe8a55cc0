"""A row is recognised whole: wrong values are faults, doubtful ones warnings, none guessed."""

from datetime import date, datetime

import pytest

from talent.core import headers, recognition
from talent.core.person import Birth, Draft, OtherName, Phone
from talent.core.places import Place, PlaceIndex

TODAY = date(2026, 3, 1)
NUMBER = "410183198506121248"
INDEX = PlaceIndex(
    [
        Place("c", "410183000000", "county", "新密市"),
        Place("e", "410183106000", "township", "东岭镇", "c"),
        Place("w", "410183107000", "township", "西岭乡", "c"),
        Place("e1", "410183106201", "village", "桃园村委会", "e"),
        Place("e2", "410183106202", "village", "马沟村委会", "e"),
        Place("w1", "410183107201", "village", "马沟村委会", "w"),
    ]
)


def recognise(**typed: object) -> recognition.Recognition:
    return recognition.recognise({"name": "张三"} | typed, INDEX, TODAY)


def faults(**typed: object) -> dict[str, str]:
    found = recognise(**typed)
    assert not found.warnings
    return {fault.field: fault.expected for fault in found.faults}


def warnings(**typed: object) -> dict[str, str]:
    found = recognise(**typed)
    assert not found.faults
    return {warning.field: warning.expected for warning in found.warnings}


def draft(**typed: object) -> Draft:
    found = recognise(**typed)
    assert not found.faults
    assert found.draft is not None
    return found.draft


# --- refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        " ",
        "无",
        "张三2",
        "=1+1",
        "@SUM",
        "-张",
        "张\x00三",
        "张" * 5000,
        "张三\n李四",
        "\ufffd三",
    ],
)
def test_what_is_no_name_is_a_fault_and_leaves_no_draft(name: object) -> None:
    found = recognise(name=name, sex="男")
    assert [fault.field for fault in found.faults] == ["name"]
    assert found.draft is None
    assert len(found.faults[0].said) < 100


def test_wrong_values_are_faults_beside_a_draft_of_the_right_ones() -> None:
    found = recognise(
        sex="不男",
        ethnicity="汉回",
        birth="85.6",
        id_number="410183198506121247",
        phones="138",
        education="高中以上",
        political_status="是",
        village="桃园村",
    )
    told = [fault.field for fault in found.faults]
    assert told == [
        "sex",
        "ethnicity",
        "birth",
        "id_number",
        "phones",
        "education",
        "political_status",
    ]
    assert found.draft == Draft(name="张三", household_village="410183106201")
    assert found.faults[3].said == "410183198506121247"


def test_a_cell_over_its_limit_is_a_fault_of_its_field() -> None:
    limits = {"employer": 100, "notes": 1000, "phones": 60, "birth": 100, "household_text": 200}
    for column, longest in limits.items():
        assert f"不超过{longest}个字符" in faults(**{column: "长" * (longest + 1)})[column]


@pytest.mark.parametrize(
    "column", ["employer", "native_place", "position", "skills", "village", "notes"]
)
def test_a_formula_is_a_fault_of_every_text(column: str) -> None:
    assert "公式" in faults(**{column: "=1+1"})[column]


@pytest.mark.parametrize(
    "column", ["employer", "household_text", "position", "skills", "source", "residence"]
)
def test_numbers_to_be_sealed_hide_in_no_open_text(column: str) -> None:
    assert "身份证号" in faults(**{column: f"证号{NUMBER}"})[column]
    assert "手机号码" in faults(**{column: "找13800000000"})[column]


def test_notes_and_home_contact_may_hold_numbers() -> None:
    kept = draft(notes=f"证号{NUMBER}", home_contact="李四 13800000000")
    assert (kept.notes, kept.home_contact) == (f"证号{NUMBER}", "李四 13800000000")


def test_a_village_code_of_another_county_is_a_fault() -> None:
    for column in ("village", "village_code", "residence_place"):
        assert "区划代码" in faults(**{column: "410184106201"})[column]
    assert "区划代码" in faults(township="410184106000")["township"]


def test_another_name_is_held_to_the_same_law() -> None:
    assert "数字" in faults(other_names="张四4")["other_names"]


# --- doubtful -------------------------------------------------------------------------------


def test_a_village_not_found_is_a_warning_and_what_was_typed_is_kept() -> None:
    found = recognise(township="东岭镇", village="老沟村")
    assert [(warning.field, warning.said) for warning in found.warnings] == [("village", "老沟村")]
    assert found.draft
    assert found.draft.household_text == "东岭镇老沟村"
    assert found.draft.household_village == "410183106000"


def test_a_village_of_two_places_is_a_warning_that_names_them() -> None:
    assert "同名" in warnings(village="马沟村")["village"]
    assert "马沟村委会" in warnings(village="马沟村")["village"]
    assert not warnings(village="马沟村", township="西岭乡")


def test_the_sender_decides_between_villages_only_where_the_row_does_not() -> None:
    typed = {"name": "张三", "village": "马沟村"}
    found = recognition.recognise(typed, INDEX, TODAY, within="410183107000")
    assert found.draft
    assert found.draft.household_village == "410183107201"
    found = recognition.recognise(
        typed | {"township": "东岭镇"}, INDEX, TODAY, within="410183107000"
    )
    assert found.draft
    assert found.draft.household_village == "410183106202"


def test_a_village_in_another_township_is_a_warning() -> None:
    assert "别的乡镇" in warnings(township="西岭乡", village="桃园村")["village"]


def test_an_unknown_township_is_a_warning() -> None:
    assert "乡镇" in warnings(township="北岭镇", village="桃园村")["township"]


def test_a_code_and_a_name_that_disagree_are_a_warning_and_the_code_holds() -> None:
    found = recognise(village_code=410183106201.0, village="东岭镇马沟村")
    assert [warning.field for warning in found.warnings] == ["village"]
    assert found.draft
    assert found.draft.household_village == "410183106201"
    assert found.draft.household_text == "东岭镇马沟村"


def test_a_birth_date_unlike_the_number_is_a_warning_and_the_typed_one_stays() -> None:
    found = recognise(birth="1986.06", id_number=NUMBER)
    assert [warning.field for warning in found.warnings] == ["birth"]
    assert found.draft
    assert found.draft.birth == Birth(1986, 6)
    assert NUMBER[6:14] not in str(found.warnings)


def test_a_sex_unlike_the_number_is_a_warning_and_the_typed_one_stays() -> None:
    found = recognise(sex="男", id_number=NUMBER)
    assert [warning.field for warning in found.warnings] == ["sex"]
    assert found.draft
    assert found.draft.sex == "1"


def test_a_sign_for_a_rare_character_and_two_names_in_one_are_doubtful() -> None:
    assert "生僻字" in warnings(name="张□")["name"]
    assert "分隔" in warnings(name="张三、李四")["name"]


def test_schooling_that_contradicts_itself_is_doubtful() -> None:
    assert "education" in warnings(education="小学", education_full_time="大专")
    assert "education_full_time" in warnings(education_full_time="函授本科")
    assert not warnings(education="本科", education_full_time="大专", education_in_service="大学")


def test_party_columns_that_contradict_each_other_are_doubtful() -> None:
    assert "party_member" in warnings(political_status="群众", party_member="是")
    assert "political_status" in warnings(political_status="民主党派")


# --- recognised -----------------------------------------------------------------------------


def test_the_number_fills_a_blank_birth_date_and_sex() -> None:
    kept = draft(id_number=NUMBER, birth="—")
    assert (kept.birth, kept.sex) == (Birth(1985, 6, 12), "2")


def test_a_wrong_birth_date_is_not_filled_from_the_number() -> None:
    found = recognise(id_number=NUMBER, birth="85.6")
    assert found.draft
    assert found.draft.birth is None


def test_a_full_row_is_recognised() -> None:
    kept = draft(
        name=" 张三 ",
        other_names="张叁、张三娃",
        milk_name="狗剩",
        sex="男",
        ethnicity="汉",
        birth=datetime(1985, 6, 12),  # noqa: DTZ001  # as sheets give it
        id_number="'41018319850612123x",
        phones=13800000000.0,
        family_phones="13900000000",
        native_place="河南新密",
        township="新密市东岭镇",
        village="桃园村",
        household_group=3.0,
        residence="东岭镇桃园村3组",
        resident_since="2020-01-01",
        education_full_time="高中毕业",
        education_in_service="大专",
        school_major="河南农业大学 农学",
        political_status="群众（入党积极分子）",
        work_started="2004.07",
        employer="东岭镇农技站",
        position="站长",
        professional_title="中级",
        skills="果树、电商,果树",
        entered_on="2024-05-06",
        return_intent="考虑中",
        retired="否",
        notes="-",
    )
    assert kept == Draft(
        name="张三",
        other_names=(OtherName("张叁"), OtherName("张三娃"), OtherName("狗剩", "milk")),
        sex="1",
        ethnicity="01",
        birth=Birth(1985, 6, 12),
        id_number="41018319850612123X",
        phones=(Phone("13800000000"), Phone("13900000000", "family")),
        native_place="河南新密",
        household_village="410183106201",
        household_group="3",
        residence_place="410183106201",
        residence_text="东岭镇桃园村3组",
        resident_since=date(2020, 1, 1),
        education_full_time="61",
        education_in_service="30",
        school_full_time="河南农业大学",
        major_full_time="农学",
        political_status="13",
        activist=True,
        work_started=Birth(2004, 7),
        employer="东岭镇农技站",
        position="站长",
        professional_title="中级",
        title_level="middle",
        skills=("果树", "电商"),
        entered_on=date(2024, 5, 6),
        return_intent=2,
        retired=False,
    )
    assert recognition.check(kept, TODAY, INDEX) == ((), ())


def test_what_stands_in_brackets_behind_a_name_goes_its_own_way() -> None:
    assert draft(name="张三（曾用名：张叁）").other_names == (OtherName("张叁"),)
    assert draft(name="张三(小名 狗剩)").other_names == (OtherName("狗剩", "milk"),)
    kept = draft(name="张三（女）")
    assert (kept.name, kept.sex) == ("张三", "2")
    assert "已故" in warnings(name="张三（已故）")["name"]
    assert draft(name="张三（已故）").other_names == (OtherName("已故", "remark"),)


def test_an_address_gives_village_and_group_where_no_column_does() -> None:
    kept = draft(household="新密市东岭镇桃园村3组12号")
    assert kept.household_village == "410183106201"
    assert kept.household_group == "3组"
    assert kept.household_text == "新密市东岭镇桃园村3组12号"
    assert "household" in warnings(household="河南省登封市")
    assert not warnings(household_text="河南省登封市")


def test_only_a_township_stands_for_the_place() -> None:
    kept = draft(township="东岭镇")
    assert (kept.household_village, kept.household_text) == ("410183106000", None)


def test_schooling_beside_work_goes_to_its_own_field() -> None:
    kept = draft(education="在职大专")
    assert (kept.education_full_time, kept.education_in_service) == (None, "30")
    assert draft(education="大专").education_full_time == "30"


def test_every_column_is_a_field_or_leads_to_one() -> None:
    for column in headers.TABLE.values():
        assert column.field in Draft.__struct_fields__
        assert column.longest > 0


# --- the same laws for a structured draft -----------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "张三3"),
        ("name", "张" * 61),
        ("other_names", (OtherName("=1"),)),
        ("sex", "男"),
        ("ethnicity", "57"),
        ("education_full_time", "99"),
        ("education_in_service", "本科"),
        ("political_status", "14"),
        ("return_intent", 5),
        ("id_number", "410183198506121247"),
        ("id_number", "41018319850612123x"),
        ("id_number", "410183850612123"),
        ("phones", (Phone("138-0000-0000"),)),
        ("phones", (Phone("123"),)),
        ("birth", Birth(2026, 4)),
        ("birth", Birth(1985, 2, 30)),
        ("entered_on", date(2026, 3, 2)),
        ("work_started", Birth(1800)),
        ("employer", "=1+1"),
        ("employer", "找13800000000"),
        ("skills", (NUMBER,)),
        ("notes", "长" * 1001),
        ("household_village", "桃园村"),
        ("household_village", "410184106201"),
        ("residence_place", "410183"),
    ],
)
def test_a_structured_draft_is_held_to_the_same_laws(field: str, value: object) -> None:
    said = Draft(**({"name": "张三"} | {field: value}))  # type: ignore[arg-type]
    found, doubts = recognition.check(said, TODAY, INDEX)
    assert [fault.field for fault in found] == [field]
    assert not doubts


def test_a_structured_draft_may_be_doubtful() -> None:
    said = Draft(name="张□", birth=Birth(1984), sex="1", id_number=NUMBER)
    found, doubts = recognition.check(said, TODAY)
    assert not found
    assert [warning.field for warning in doubts] == ["name", "birth", "sex"]


def test_without_an_index_a_place_must_look_like_a_code() -> None:
    assert not recognition.check(Draft(name="张三", household_village="410184106201"), TODAY)[0]
    assert recognition.check(Draft(name="张三", household_village="4101"), TODAY)[0]
