"""A phone cell gives numbers and whose they are, or it is a fault. All numbers are invented."""

import pytest

from talent.core import phones
from talent.core.person import Phone

OWN = Phone("13800000000")
FAMILY = Phone("13900000000", "family")


@pytest.mark.parametrize(
    "said", ["1380000000", "138000000001", "69822345", "10086", "1380000000 13900000000"]
)
def test_a_wrong_length_is_a_fault_that_counts(said: str) -> None:
    digits = sum(char.isdigit() for char in said)
    found = phones.recognise(said)
    assert found.value is None
    assert f"实为{digits}位" in (found.fault or "")


@pytest.mark.parametrize("said", ["12800000000", "0371-69822345-801", "010-12345678"])
def test_what_nobody_can_ring_up_is_a_fault(said: str) -> None:
    assert phones.recognise(said).fault


@pytest.mark.parametrize("said", ["13800000000张三", "村支书13800000000", "13800000000(邻居)"])
def test_a_word_that_is_no_relation_is_a_fault(said: str) -> None:
    assert "亲属" in (phones.recognise(said).fault or "")


def test_one_wrong_number_faults_the_cell() -> None:
    assert phones.recognise("13800000000、1390000000").fault
    assert phones.recognise("13800000000、妻").fault


def test_a_number_with_stars_or_lost_digits_is_a_fault() -> None:
    assert "星号" in (phones.recognise("138****0000").fault or "")
    assert "丢失" in (phones.recognise("1.38E+10").fault or "")
    assert phones.recognise("没电话").fault
    assert phones.recognise("妻").fault


def test_a_cell_without_any_number_is_told_only_what_a_number_is() -> None:
    assert phones.recognise("没电话").fault == "11位手机号码，或带区号的固定电话"


def test_six_numbers_are_many_and_seven_a_fault() -> None:
    many = [f"1380000000{n}" for n in range(7)]
    assert "不超过6个" in (phones.recognise("、".join(many)).fault or "")
    kept = phones.recognise("、".join(many[:6])).value
    assert kept == tuple(map(Phone, many[:6]))


@pytest.mark.parametrize("said", [None, "", "无", "-"])
def test_a_blank_is_unknown(said: object) -> None:
    found = phones.recognise(said)
    assert (found.value, found.fault) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        "13800000000",
        13800000000,
        13800000000.0,
        "+86 13800000000",
        "+8613800000000",
        "008613800000000",
        "8613800000000",
        "138-0000-0000",
        "138 0000 0000",
        "１３８００００００００",
        "'13800000000",
        '="13800000000"',
        "手机：13800000000",
        "13800000000（本人）",
        "13800000000(微信同号)",
        "13800000000、13800000000",
    ],
)
def test_the_ways_clerks_write_one_number_are_one(said: object) -> None:
    assert phones.recognise(said).value == (OWN,)


@pytest.mark.parametrize(
    "said",
    [
        "13800000000、13900000000",
        "13800000000，13900000000",
        "13800000000/13900000000",
        "13800000000;13900000000",
        "13800000000 13900000000",
        "13800000000\n13900000000",
        "138 0000 0000 139 0000 0000",
        "13800000000或13900000000",
    ],
)
def test_several_numbers_in_a_cell_are_several(said: str) -> None:
    assert phones.recognise(said).value == (OWN, Phone("13900000000"))


@pytest.mark.parametrize(
    "said",
    [
        "13800000000、13900000000（妻）",
        "13800000000、妻13900000000",
        "13800000000 妻子：13900000000",
        "本人13800000000 家属13900000000",
        "13800000000/13900000000儿子",
        "13800000000 妻+8613900000000",
    ],
)
def test_a_word_says_whose_the_number_is(said: str) -> None:
    assert phones.recognise(said).value == (OWN, FAMILY)


def test_a_column_may_say_whose_its_numbers_are() -> None:
    assert phones.recognise("13900000000", "family").value == (FAMILY,)
    assert phones.recognise("13900000000（本人）", "family").value == (Phone("13900000000"),)


@pytest.mark.parametrize(
    "said", ["0371-69822345", "(0371)69822345", "0371 6982 2345", "037169822345"]
)
def test_a_landline_keeps_its_area_code(said: str) -> None:
    assert phones.recognise(said).value == (Phone("037169822345"),)


def test_the_kept_form_is_known() -> None:
    assert phones.is_number("13800000000")
    assert phones.is_number("037169822345")
    assert not phones.is_number("138-0000-0000")
    assert not phones.is_number("13800000000、13900000000")
    assert not phones.is_number("")
