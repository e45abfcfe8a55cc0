"""Free text is text: no formula, nothing unseen, and no number that belongs into a sealed field."""

import pytest

from talent.core import freetext


@pytest.mark.parametrize(
    "said", ["=1+1", "@SUM(A1)", "+cmd", "-2+3", "＝1+1", " =1", "=HYPERLINK(1)"]
)
def test_a_formula_is_a_fault(said: str) -> None:
    assert "公式" in (freetext.fault(said, 100) or "")
    assert "公式" in (freetext.fault(said, 100, sealed=True) or "")


@pytest.mark.parametrize(
    "said",
    [
        "身份证410183198506121248",
        "41018319850612123x",
        "410183 19850612 1248",
        "410183-1985-0612-1248",
        "４１０１８３１９８５０６１２１２４８",
        "410183850612123",
        "41018319850612124",
        "证号410183198506121248，本人",
    ],
)
def test_an_id_number_hides_in_no_open_text(said: str) -> None:
    assert "身份证号" in (freetext.fault(said, 100) or "")
    assert freetext.fault(said, 100, sealed=True) is None


@pytest.mark.parametrize(
    "said",
    [
        "电话13800000000",
        "138-0000-0000",
        "138 0000 0000",
        "１３８００００００００",
        "+8613800000000",
        "找138.0000.0000",
        "1380 000 0000",
    ],
)
def test_a_mobile_number_hides_in_no_open_text(said: str) -> None:
    assert "手机号码" in (freetext.fault(said, 100) or "")
    assert freetext.fault(said, 100, sealed=True) is None


@pytest.mark.parametrize(
    "said",
    [
        "1998-2002年在外务工",
        "2019-12-01至2020-01-31",
        "1985-06-12 100亩",
        "91410183MA00000000",
        "年产值13800000元",
        "0371-69822345",
        "种植3.5亩",
        "A-1座",
        "第410183号",
        "",
    ],
)
def test_other_numbers_stay(said: str) -> None:
    assert freetext.fault(said, 100) is None


def test_five_thousand_characters_are_a_fault_that_counts() -> None:
    assert freetext.fault("长" * 5000, 60) == "不超过60个字符，实有5000个"
    assert freetext.fault("长" * 60, 60) is None


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\u202e", "\ud800", "\x7f"])
def test_signs_nobody_sees_are_a_fault(char: str) -> None:
    assert "不可见" in (freetext.fault(f"张{char}三", 60) or "")


def test_garbled_text_is_a_fault() -> None:
    assert "乱码" in (freetext.fault("张\ufffd三", 60) or "")


@pytest.mark.parametrize("char", ["\U00020bb7", "\U000323af", "\ue81e", "\n", "\u3000", "·"])
def test_rare_characters_and_breaks_stay(char: str) -> None:
    assert freetext.fault(f"张{char}三", 60) is None
