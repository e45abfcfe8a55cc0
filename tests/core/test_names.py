"""A name as typed is mended in its spelling only; nothing of it is lost or guessed away."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import latin, names
from talent.core.person import OtherName

TYPED = st.text(
    st.sampled_from("张王欧阳单于伟偉 \u3000·•．.・()（）/2aXx□*某先生书记zhangsanü'"), max_size=12
)


@pytest.mark.parametrize(
    "typed", ["王先生", "欧阳先生", "先生", "书记", "李书记", "张同志", "建国同志", "张A先生"]
)
def test_a_title_stays_where_no_whole_name_would_be_left(typed: str) -> None:
    assert names.clean(typed) == typed


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("张三先生", "张三"),
        ("李文书记", "李文"),
        ("欧阳龙女士", "欧阳龙"),
        ("张 三", "张三"),
        ("\u3000张\u3000三 ", "张三"),
        ("张三\u200b\ufeff", "张三"),
        ("张\ufe00三\ufe0f", "张三"),
        ("葛\U000e0100亮", "葛亮"),
        ("葛\U000e0000亮", "葛亮"),
        ("zhang\tsan", "zhang san"),
        ("zhang\u2028san", "zhang san"),
        # Who cannot type a rare character takes one of those that fonts give away.
        ("张\ue000\U000f0000", "张\ue000\U000f0000"),
        ("澹台明女士", "澹台明"),
        ("买买提·艾力先生", "买买提·艾力"),
        ("张\t三\n", "张三"),
        ("ＺＨＡＮＧ  ＳＡＮ", "ZHANG SAN"),
        ("zhang   san", "zhang san"),
    ],
)
def test_spelling_is_mended(typed: str, cleaned: str) -> None:
    assert names.clean(typed) == cleaned


@pytest.mark.parametrize(
    "dot", ["\u2022", "\u2027", "\uff0e", "\u30fb", "\uff65", "\u2219", ".", " · "]
)
def test_every_dot_of_a_name_is_the_middle_dot(dot: str) -> None:
    assert names.clean(f"买买提{dot}艾力") == "买买提\u00b7艾力"


def test_a_dot_between_latin_letters_stays() -> None:
    assert names.clean("J. Smith") == "J. Smith"


def test_traditional_and_variant_characters_are_not_overwritten() -> None:
    assert names.clean("張偉") == "張偉"
    assert names.parse("張偉").parses == (("張", "偉"),)


@settings(deadline=None)  # the first call reads the tables
@given(TYPED | st.text(max_size=20))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = names.clean(typed)
    assert names.clean(once) == once


@settings(deadline=None)  # the first call reads the tables
@given(TYPED | st.text(max_size=20))
def test_no_text_breaks_parsing_and_something_of_it_stays(typed: str) -> None:
    name = names.parse(typed)
    assert bool(name.cleaned) == bool(names.clean(typed))
    assert bool(name.parses) == bool(name.cleaned)
    assert not any(unicodedata.category(char) == "Cc" for char in name.cleaned)
    assert len(names.readings(name)) <= names.MOST_READINGS
    assert names.sort_key(name).endswith(name.cleaned)


@pytest.mark.parametrize(
    ("typed", "cleaned", "remarks"),
    [
        ("张三(小张)", "张三", ("小张",)),
        ("张三（小张）", "张三", ("小张",)),
        ("李四2", "李四", ("2",)),
        ("李四 2", "李四", ("2",)),
        ("王伟A", "王伟", ("A",)),
        ("王伟【已故】", "王伟", ("已故",)),
        ("(小张)", "(小张)", ()),
        ("张x", "张x", ()),
    ],
)
def test_remarks_are_set_apart_and_kept(typed: str, cleaned: str, remarks: tuple[str, ...]) -> None:
    name = names.parse(typed)
    assert (name.cleaned, name.remarks) == (cleaned, remarks)


@pytest.mark.parametrize(
    ("typed", "alias"),
    [
        ("张三(曾用名：张叁)", OtherName("张叁", "former")),
        ("张三(小名:狗蛋)", OtherName("狗蛋", "milk")),
        ("张三(又名：张叁)", OtherName("张叁", "variant")),
        ("张三(曾用名欧阳小明)", OtherName("欧阳小明", "former")),
        ("张三/张叁", OtherName("张叁", "variant")),
        ("张三(澹台明)", OtherName("澹台明", "variant")),
        ("张三(zhang san)", OtherName("zhang san", "pinyin")),
    ],
)
def test_a_remark_that_is_a_name_is_an_alias(typed: str, alias: OtherName) -> None:
    assert names.parse(typed).aliases == (alias,)


@pytest.mark.parametrize(
    "typed",
    [
        "张三(大)",
        "张三(李家庄)",
        "张三(会计)",
        "李四2",
        "张三(小张)",
        "张三(an)",
        "张三(小名狗)",
        "张三(李家庄那边来的)",
        "张三(曾用名不记得了吧)",
        "张三(又名王1)",
    ],
)
def test_a_remark_that_is_no_name_is_no_alias(typed: str) -> None:
    assert names.parse(typed).aliases == ()


@pytest.mark.parametrize(
    ("typed", "parses"),
    [
        ("张三", (("张", "三"),)),
        ("欧阳龙", (("欧阳", "龙"), ("欧", "阳龙"))),
        ("單于明", (("單于", "明"), ("單", "于明"))),
        ("司徒", (("司", "徒"), ("司徒", ""))),
        ("张王小明", (("张", "王小明"), ("张王", "小明"))),
        ("建国", (("建", "国"), ("", "建国"))),
        ("建", (("建", ""),)),
        ("zhangsan", (("zhang", "san"),)),
        ("zhang san", (("zhang", "san"), ("san", "zhang"))),
        ("买买提·艾力", (("", "买买提·艾力"),)),
        ("?建国", (("", "?建国"),)),
        ("王李明", (("王", "李明"),)),
        ("王建国军", (("王", "建国军"),)),
    ],
)
def test_a_compound_surname_is_an_alternative_not_a_choice(
    typed: str, parses: tuple[tuple[str, str], ...]
) -> None:
    assert names.parse(typed).parses == parses


@pytest.mark.parametrize(
    ("typed", "surname"),
    [
        ("单雄", "shan"),
        ("解明", "xie"),
        ("仇英", "qiu"),
        ("查明", "zha"),
        ("区明", "ou"),
        ("曾明", "zeng"),
        ("任明", "ren"),
        ("朴明", "piao"),
        ("尉迟明", "yu chi"),
        ("万俟明", "mo qi"),
        ("单于明", "chan yu"),
        ("长孙明", "zhang sun"),
        ("令狐明", "ling hu"),
        ("單雄", "shan"),
    ],
)
def test_the_surname_reading_comes_first(typed: str, surname: str) -> None:
    assert names.pinyin(names.parse(typed)).full.startswith(surname + " ")


def test_no_reading_of_a_surname_is_lost() -> None:
    found = {spelling.full for spelling in names.spellings(names.parse("单雄"))}
    assert {"shan xiong", "dan xiong"} <= found
    found = {spelling.full for spelling in names.spellings(names.parse("尉迟敬"))}
    assert {"yu chi jing", "wei chi jing"} <= found


def test_of_many_readings_twelve_are_kept() -> None:
    """单 shan or dan, 曾 zeng or ceng, 重 and 行 two each or more: nobody types the thirteenth."""
    assert len(names.readings(names.parse("单曾重行"))) == 12


def test_a_given_name_is_not_read_as_a_surname() -> None:
    assert names.pinyin(names.parse("王单")).full == "wang dan"


def test_a_spelling_has_full_syllables_and_initials() -> None:
    assert names.pinyin(names.parse("张三")) == names.Pinyin("zhang san", "zhangsan", "zs")
    assert names.pinyin(names.parse("吕布")).joined == "lvbu"
    assert names.pinyin(names.parse("")) == names.Pinyin("", "", "")


def test_names_sort_by_syllable_then_tone_then_character() -> None:
    typed = ["张伟", "章三", "张三", "阿明", "查明", "王伟", "张安", "王微", "单雄"]
    right = ["阿明", "单雄", "王微", "王伟", "查明", "张安", "张三", "章三", "张伟"]
    assert sorted(typed, key=lambda one: names.sort_key(names.parse(one))) == right


@pytest.mark.parametrize(
    "typed",
    ["zhang san", "ZhangSan", "ZHANG SAN", "zhangsan", "Zhāng Sān", "Zhang-San", "zhang’san"],
)
def test_latin_letters_are_cut_into_syllables(typed: str) -> None:
    assert names.parse(typed).spelled[0] == ("zhang", "san")


def test_letters_that_allow_two_cuts_give_both() -> None:
    assert latin.cut("xian") == (("xian",), ("xi", "an"))
    assert latin.cut("xi'an") == (("xi", "an"),)


def test_of_letters_that_allow_many_cuts_four_are_kept_the_fewest_syllables_first() -> None:
    assert latin.cut("xianxianxian") == (
        ("xian", "xian", "xian"), ("xi", "an", "xian", "xian"), ("xian", "xi", "an", "xian"),
        ("xian", "xian", "xi", "an"),
    )  # fmt: skip
    assert len(latin.cut("xian xian xian")) == 4


@pytest.mark.parametrize("typed", ["zhuangzhuang", "chuangshuang"])
def test_the_longest_syllables_are_syllables(typed: str) -> None:
    assert latin.cut(typed)[0] == (typed[:6], typed[6:])


@pytest.mark.parametrize("typed", ["", "Smith", "qwrt", "张三", "123", "-", "J. Smith"])
def test_what_is_no_pinyin_is_not_cut(typed: str) -> None:
    assert latin.cut(typed) == ()


def test_u_umlaut_is_v_however_it_is_typed() -> None:
    assert {latin.cut(typed)[0] for typed in ("lv bu", "lü bu", "Lǚ Bù", "LYU BU")} == {
        ("lv", "bu")
    }


@pytest.mark.parametrize("typed", ["张□伟", "张?伟", "张*伟", "张某伟", "张x伟", "张×伟"])
def test_every_stand_in_is_one_blank(typed: str) -> None:
    assert names.blanked(names.parse(typed).cleaned) == "张□伟"


def test_what_may_be_a_surname_or_a_letter_is_no_stand_in() -> None:
    assert names.blanked("某某") == "某□"
    assert names.blanked("xu") == "xu"


def test_a_character_without_a_sound_stands_for_itself() -> None:
    assert names.readings(names.parse("王㐂"))[0] == ("wang2", "㐂")
    assert names.readings(names.parse("㐂明"))[0] == ("㐂", "ming2")
    assert names.readings(names.parse("㐂")) == (("㐂",),)


def test_characters_of_the_first_plane_have_one_spelling_only() -> None:
    text = "".join(map(chr, range(0x4E00, 0xA000)))
    assert names.clean(text) == text == unicodedata.normalize("NFKC", text)
