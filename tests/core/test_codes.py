"""What is in a table is recognised; everything else is a fault and never a guess."""

import pytest

from talent.core import codes, education, ethnicity


@pytest.mark.parametrize("said", ["高中以上", "大专及以上", "初中以下"])
def test_a_range_is_no_schooling(said: str) -> None:
    assert "以上" in (education.recognise(said).fault or "")


@pytest.mark.parametrize("said", ["本科在读", "在读研究生", "大专（在校）"])
def test_a_schooling_that_goes_on_is_none_yet(said: str) -> None:
    assert "已取得" in (education.recognise(said).fault or "")


@pytest.mark.parametrize(
    "said", ["硕士学位", "本科/大专", "高中、中专", "电工", "7", "99", "自学成才", 3.0]
)
def test_what_is_no_schooling_is_a_fault(said: object) -> None:
    found = education.recognise(said)
    assert found.value is None
    assert "大专" in (found.fault or "")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("本科", "20"),
        ("大学", "20"),
        ("大学本科", "20"),
        ("大学本科毕业", "21"),
        ("本科学历", "20"),
        ("本科（学士）", "20"),
        ("大专学历", "30"),
        ("大专", "30"),
        ("专科", "30"),
        ("大专毕业生", "31"),
        ("高职高专", "30"),
        ("中专", "41"),
        ("职高", "44"),
        ("技校", "47"),
        ("高 中", "60"),
        ("高中毕业", "61"),
        ("高中肄业", "63"),
        ("初中文化程度", "70"),
        ("初中毕业", "71"),
        ("小学", "80"),
        ("文盲", "90"),
        ("硕士", "14"),
        ("研究生", "10"),
        ("硕士研究生", "14"),
        ("研究生、硕士", "14"),
        ("博士研究生", "11"),
        ("在职大专", "30"),
        ("中央党校研究生", "10"),
        ("本科(函授)", "20"),
        ("28", "28"),
        (21.0, "21"),
    ],
)
def test_schooling_is_recognised(said: object, code: str) -> None:
    assert education.recognise(said).value == code


@pytest.mark.parametrize(
    "said", ["在职大专", "本科（函授）", "自考本科", "中央党校大学", "电大专科"]
)
def test_schooling_beside_work_is_told_apart(said: str) -> None:
    assert education.in_service(said)
    assert not education.in_service("全日制本科")


def test_the_rank_of_a_schooling_is_not_its_number() -> None:
    words = ["小学", "初中", "高中", "大专", "本科", "硕士", "博士"]
    ranks = [education.rank(education.recognise(word).value or "") for word in words]
    assert ranks == sorted(set(ranks))
    at_least = {code for code in education.TABLE if education.rank(code) >= education.rank("60")}
    upper = {str(code) for code in (*range(10, 50), *range(60, 64))} & set(education.TABLE)
    assert at_least == upper


def test_an_unknown_schooling_has_the_lowest_rank() -> None:
    assert education.rank("") == education.rank("xx") == education.rank("90") == 0


@pytest.mark.parametrize("said", ["穿青人", "汉、回", "100", "00"])
def test_what_is_no_ethnicity_is_a_fault(said: str) -> None:
    assert "民族" in (ethnicity.recognise(said).fault or "")


def test_all_fifty_six_ethnicities_are_known_with_and_without_their_ending() -> None:
    for code, name in ethnicity.TABLE.items():
        assert ethnicity.recognise(name).value == code
        assert ethnicity.recognise(name.removesuffix("族")).value == code
    assert len(ethnicity.TABLE) == 56 + 2
    assert [ethnicity.TABLE[code] for code in ("01", "03", "11", "56")] == [
        "汉族",
        "回族",
        "满族",
        "基诺族",
    ]
    assert ethnicity.recognise(1.0).value == "01"


@pytest.mark.parametrize("said", ["男女", "3", "不男", "x"])
def test_what_is_no_sex_is_a_fault(said: str) -> None:
    assert codes.sex(said).fault == "男或女"


@pytest.mark.parametrize(
    ("said", "code"), [("男", "1"), (" 女性", "2"), ("M", "1"), ("f", "2"), (1.0, "1"), ("２", "2")]
)
def test_sex_is_recognised(said: object, code: str) -> None:
    assert codes.sex(said).value == code


@pytest.mark.parametrize("said", ["", None, "0", "9", "未知", "未说明"])
def test_an_unknown_sex_is_no_value(said: object) -> None:
    found = codes.sex(said)
    assert (found.value, found.fault) == (None, None)


@pytest.mark.parametrize("said", ["民众", "党", "1", "是", "党员积极分子", "共和党"])
def test_what_is_no_political_status_is_a_fault(said: str) -> None:
    found = codes.political(said)
    assert found.value is None
    assert "民主党派" in (found.fault or "")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("中共党员", "01"),
        ("党员", "01"),
        ("正式", "01"),
        ("中共预备党员", "02"),
        ("预备党员", "02"),
        ("共青团员", "03"),
        ("团员", "03"),
        ("群众", "13"),
        ("民盟", "05"),
        ("九三学社社员", "10"),
        ("无党派人士", "12"),
        ("01", "01"),
    ],
)
def test_political_status_is_recognised(said: str, code: str) -> None:
    found = codes.political(said)
    assert found.value == codes.Politics(code)
    assert found.warning is None


def test_a_party_without_its_name_has_a_value_of_its_own_and_is_doubtful() -> None:
    found = codes.political("民主党派")
    assert found.value == codes.Politics(codes.PARTY_UNNAMED)
    assert "哪个民主党派" in (found.warning or "")


def test_an_activist_is_a_flag_and_no_status() -> None:
    assert codes.political("入党积极分子").value == codes.Politics(None, activist=True)
    assert codes.political("群众（入党积极分子）").value == codes.Politics("13", activist=True)
    assert codes.political("团员、积极分子").value == codes.Politics("03", activist=True)


def test_a_column_of_yes_and_no_may_hold_the_status() -> None:
    assert codes.party_member("是").value == codes.Politics("01")
    assert codes.party_member("预备党员").value == codes.Politics("02")
    assert codes.party_member("也许").fault


def test_no_member_leaves_the_status_open() -> None:
    found = codes.party_member("否")
    assert found.value == codes.Politics()
    assert "待核实" in (found.warning or "")


@pytest.mark.parametrize(
    ("said", "answer"), [("是", True), ("√", True), (False, False), ("不是", False)]
)
def test_yes_and_no_are_recognised(said: object, answer: bool) -> None:
    assert codes.yes_no(said).value is answer


def test_maybe_is_neither_yes_nor_no() -> None:
    assert codes.yes_no("可能").fault == "是或否"


def test_a_high_title_leaves_open_which() -> None:
    assert "副高" in (codes.title_level("高级").fault or "")
    assert codes.title_level("中级职称").value == "middle"
    assert codes.title_level("无职称").value == "none"


def test_return_intent_is_recognised_or_refused() -> None:
    assert codes.return_intent("已返乡").value == 4
    assert codes.return_intent(0.0).value == 0
    assert codes.return_intent("5").fault
    assert codes.return_intent("").value is None


def test_a_retired_person_is_told_from_one_at_work() -> None:
    assert codes.retired("已退休").value is True
    assert codes.retired("在职").value is False
    assert codes.activist("入党积极分子").value is True
