"""What goes out as a roster comes back as it was."""

from datetime import date
from uuid import UUID

import pytest

from talent.core import codes, education, ethnicity, extract, headers, person, recognition
from talent.core.person import Birth, Draft, OtherName, Phone
from talent.core.places import Place, PlaceIndex
from tests.build import EAST, EAST_1, TODAY, an_id_number

KEY = UUID(int=7)
INDEX = PlaceIndex(
    [
        Place("c", "419900000000", "county", "清河市"),
        Place("t", EAST, "township", "东岭镇", "c"),
        Place("v", EAST_1, "village", "石桥村村民委员会", "t"),
    ]
)
WHOLE = Draft(
    name="欧阳春",
    other_names=(OtherName("欧阳夏"), OtherName("小春", "milk")),
    sex="2",
    ethnicity="03",
    birth=Birth(1985, 6, 12),
    id_number=an_id_number(sequence=2),
    phones=(Phone("15400001234"), Phone("15400005678", "family")),
    native_place="河南清河",
    household_village=EAST_1,
    household_group="三组",
    household_text="东岭镇石桥村12号",
    residence_text="郑州市",
    resident_since=date(2020, 1, 2),
    education_full_time="21",
    school_full_time="河南大学",
    major_full_time="农学",
    education_in_service="14",
    school_in_service="农业大学",
    major_in_service="管理",
    political_status="01",
    political_joined=Birth(2010, 7),
    activist=False,
    work_started=Birth(2008),
    employer="甲社",
    position="社长",
    industry="种植",
    professional_title="农艺师",
    title_level="middle",
    skills=("嫁接", "会计"),
    recommending_unit="东岭镇",
    home_contact="父亲 15400009999",
    entered_on=date(2024, 3, 1),
    source="走访",
    notes="常住郑州",
    return_intent=2,
    retired=False,
)


def back(draft: Draft) -> recognition.Recognition:
    cells = dict(zip(extract.HEADER, extract.row(KEY, draft, INDEX), strict=True))
    typed = {
        column.name: cell
        for header, cell in cells.items()
        if cell and (column := headers.recognise(header))
    }
    return recognition.recognise(typed, INDEX, TODAY)


def test_a_person_comes_back_field_by_field() -> None:
    found = back(WHOLE)
    assert found.faults == ()
    for name in Draft.__struct_fields__:
        assert getattr(found.draft, name) == getattr(WHOLE, name), name


def test_every_field_of_a_person_has_its_column() -> None:
    written = {headers.TABLE[name].field for name in extract.COLUMNS}
    assert {field.name for field in person.FIELDS} <= written


@pytest.mark.parametrize(
    "said",
    [
        *({"education_full_time": code} for code in education.TABLE),
        *({"ethnicity": code} for code in ethnicity.TABLE),
        *({"political_status": code} for code in codes.POLITICAL),
        *({"title_level": code} for code in codes.TITLE_LEVEL),
        *({"return_intent": code} for code in codes.RETURN_INTENT),
        {"birth": Birth(1985, 6, 12, lunar=True)},
        {"birth": Birth(1985)},
        {"birth": Birth(1985, 6)},
        {"household_village": EAST},
        {"skills": ("种植",)},
        {},
    ],
    ids=str,
)
def test_every_code_and_date_comes_back(said: dict[str, object]) -> None:
    draft = Draft(name="张三丰", **said)  # type: ignore[arg-type]
    assert back(draft).draft == draft
