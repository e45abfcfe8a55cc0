"""What a row becomes follows from what was typed, found and said of it; numbers are masked."""

from typing import Any
from uuid import UUID

import pytest

from talent.core import comparison, model, staged
from talent.core.person import Birth, Draft, Phone
from talent.core.staged import Content, Earlier, Lookalike
from talent.errors import Fault

ONE, OTHER = UUID(int=1), UUID(int=2)
FAULT = Fault(field="id_number", said="1", expected="18位数字")


def content(**fields: Any) -> Content:
    usual: dict[str, Any] = {"typed": {}, "draft": Draft(name="张三丰")}
    return Content(**(usual | fields))


def alike(person: UUID = ONE, **fields: Any) -> Lookalike:
    usual: dict[str, Any] = {
        "in_scope": True,
        "band": "likely",
        "name": "张三峰",
        "sentence": "姓名读音相同",
    }
    return Lookalike(person=person, **(usual | fields))


def above(**fields: Any) -> Earlier:
    return Earlier(row=OTHER, sheet="一", line=7, sentence="姓名相同", **fields)


CASES = {
    "a wrong value goes before all else": (
        content(faults=(FAULT,), lookalikes=(alike(certain=True),)), "faulty", "身份证号有误",
    ),
    "nobody without a name": (content(draft=None), "faulty", ""),
    "a value that was given up is no fault": (content(faults=(FAULT,), without=("id_number",)), "new", "新增"),
    "a row further up": (content(earlier=(above(),)), "unsure", "第7行疑为同一人"),
    "a row further up that was judged": (content(earlier=(above(),), rows={OTHER: "different"}), "new", "新增"),
    "one certain person in sight": (content(lookalikes=(alike(certain=True),)), "known", "已登记"),
    "one likely person": (content(lookalikes=(alike(),)), "unsure", "须人工核对"),
    "one certain person out of sight": (
        content(lookalikes=(alike(certain=True, in_scope=False),)), "unsure", "辖区外",
    ),
    "several likely people": (
        content(lookalikes=(alike(certain=True), alike(OTHER))), "unsure", "2名",
    ),
    "an equal ID number alone": (
        content(lookalikes=(alike(band="unsure", same_number=True),)), "unsure", "身份证号与已登记的张三峰相同",
    ),
    "somebody else's ID number beside a certain person": (
        content(lookalikes=(alike(certain=True), alike(OTHER, band="unsure", same_number=True))),
        "unsure",
        "身份证号与已登记的张三峰相同",
    ),
    "people possibly the same": (content(lookalikes=(alike(band="unsure"),)), "new", "1名相近人员"),
    "everybody judged": (content(lookalikes=(alike(),), people={ONE: "different"}), "new", "新增"),
    "said to be the same": (content(lookalikes=(alike(),), same=OTHER), "known", "经核对"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "outcome", "reason"), CASES.values(), ids=CASES)
def test_the_outcome_follows_from_the_content(row: Content, outcome: str, reason: str) -> None:
    verdict = staged.judge(row)
    assert verdict.outcome == outcome
    assert reason in verdict.reason


def test_a_known_row_names_its_person_and_no_other_does() -> None:
    assert staged.judge(content(lookalikes=(alike(certain=True),))).person == ONE
    assert staged.judge(content(same=OTHER)).person == OTHER
    assert staged.judge(content(lookalikes=(alike(),))).person is None


def weighed(one: Draft, other: Draft) -> model.Likeness:
    return model.weigh(
        comparison.compare(*(comparison.prepare(comparison.entry(each)) for each in (one, other)))
    )


def a_draft(name: str = "张三丰", day: int = 12, number: str = "19900001234") -> Draft:
    return Draft(
        name=name,
        sex="1",
        birth=Birth(1985, 6, day),
        phones=(Phone(number),),
        household_village="419900101201",
    )


def test_a_person_is_certain_only_where_name_and_dates_agree() -> None:
    assert staged.certain(weighed(a_draft(), a_draft()))
    for other in (a_draft(name="张三峰"), a_draft(day=21)):
        assert weighed(a_draft(), other).band == "likely"
        assert not staged.certain(weighed(a_draft(), other))
    assert not staged.certain(weighed(Draft(name="张三丰"), Draft(name="张三丰")))


def test_doubtful_and_given_up_values_are_to_be_verified_as_fields_of_the_person() -> None:
    doubt = Fault(field="village", said="", expected="")
    row = content(warnings=(doubt, doubt), faults=(FAULT,), without=("id_number",))
    assert row.to_verify == ("household_village", "id_number")


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        ("id_number", "41990019850612001X", "***************01X"),
        ("phones", "199 0000 1234", "*** **** **34"),
        ("notes", "打19900001234", "已加密"),
        ("birth", "19850612", "19850612"),
        ("village", "石桥村19900001234", "石桥村*********34"),
        (None, "199-0000-1234 或 41990019850612001X", "***********34 或 ****************1X"),
        (None, "4199001985061200123456789", "*" * 23 + "89"),
        (None, "2024年第3期", "2024年第3期"),
    ],
)
def test_typed_numbers_are_masked(column: str | None, text: str, shown: str) -> None:
    assert staged.masked(column, text) == shown


def test_a_cell_is_kept_as_json_has_it_and_no_longer_than_any_field() -> None:
    assert staged.kept(1985.06) == 1985.06
    assert staged.kept(float("nan")) == "nan"
    assert staged.kept(None) == ""
    assert len(str(staged.kept("长" * 9000))) == staged.LONGEST_KEPT
