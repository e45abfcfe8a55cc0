"""Which character of a name changed, and why, decides its level; how many says nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import alikeness, names
from talent.core.levels import Name as Level

NAMES = st.text(
    st.sampled_from("张章王玉单善欧阳伟偉玮炜军建国健囯红宏小老□·日召昭zhangwei "), max_size=6
)


def the_level(one: str, other: str) -> Level:
    """Answer the level of two single names as typed."""
    return alikeness.level(alikeness.ready(names.parse(one)), alikeness.ready(names.parse(other)))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("张三", "", Level.UNKNOWN),
        ("张某某", "张大伟", Level.UNKNOWN),
        ("王建国", "李志强", Level.DIFFERENT),
        ("军", "王军", Level.DIFFERENT),
        ("王解", "王谢", Level.SURNAME_ONLY),
        ("张昭国", "张日召明", Level.SURNAME_ONLY),
        ("wang shan", "王单", Level.DIFFERENT),
        ("wang jian", "王建国", Level.DIFFERENT),
        ("wan jian guo", "王建", Level.DIFFERENT),
        ("张伟", "李伟", Level.DIFFERENT),
        ("张伟", "张军", Level.SURNAME_ONLY),
        ("王建国", "王志强", Level.SURNAME_ONLY),
        ("王建国", "王健军", Level.SURNAME_ONLY),
        ("王建国", "王建军", Level.LAST_CHAR),
        ("李大双", "李小双", Level.ONE_CHAR),
        ("小张", "老张", Level.NICKNAME),
        ("小张", "小张", Level.NICKNAME),
        ("小张", "张伟", Level.NICKNAME),
        ("老伟", "张大伟", Level.NICK_GIVEN),
        ("阿大", "张大伟", Level.NICK_GIVEN),
        ("小李", "张伟", Level.DIFFERENT),
        ("阿小", "小张", Level.DIFFERENT),
        ("小张", "老李", Level.DIFFERENT),
        ("张□", "张大伟", Level.UNKNOWN),
        ("李□", "张大伟", Level.DIFFERENT),
        ("张□伟", "张大军", Level.SURNAME_ONLY),
        ("zhang san", "李四", Level.DIFFERENT),
        ("zhang san", "li si", Level.DIFFERENT),
    ],
)
def test_names_that_are_not_one_name_do_not_look_it(one: str, other: str, level: Level) -> None:
    assert the_level(one, other) is level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("张三", " 张 三 ", Level.SAME),
        ("張偉", "张伟", Level.VARIANT),
        ("买买提·艾力", "买买提•艾力", Level.SAME),
        ("买买提·艾力", "买买提艾力", Level.SAME),
        ("张宏", "张红", Level.SAME_TONE),
        ("章宏", "张红", Level.SAME_TONE),
        ("单雄", "善雄", Level.SAME_TONE),
        ("张宏", "张轰", Level.SAME_SOUND),
        ("李晓玲", "李小林", Level.NEAR_SOUND),
        ("张未", "张末", Level.SHAPE),
        ("张昭", "张日召", Level.SHAPE),
        ("张文", "张方", Level.CODE),
        ("张文华", "张方桦", Level.CODE),
        ("张□伟", "张大伟", Level.BLANK),
        ("张□伟", "张*伟", Level.BLANK),
        ("建国", "王建国", Level.SURNAME_MISSING),
        ("敬德", "尉迟敬德", Level.SURNAME_MISSING),
        ("小红", "张小红", Level.SURNAME_MISSING),
        ("李建国", "王建国", Level.OTHER_SURNAME),
        ("王国建", "王建国", Level.SWAPPED),
        ("三张", "张三", Level.SWAPPED),
        ("王建", "王建国", Level.CHAR_MISSING),
        ("王国", "王建国", Level.CHAR_MISSING),
        ("zhang san", "张三", Level.SAME_SOUND),
        ("San Zhang", "张三", Level.SAME_SOUND),
        ("WANG JIANGUO", "王建国", Level.SAME_SOUND),
        ("Jianguo Wang", "王建国", Level.SAME_SOUND),
        ("shan xiong", "单雄", Level.SAME_SOUND),
        ("yu chi jing de", "尉迟敬德", Level.SAME_SOUND),
        ("Jingde Yuchi", "尉迟敬德", Level.SAME_SOUND),
        ("zang san", "张三", Level.NEAR_SOUND),
        ("zang san", "zhang shan", Level.NEAR_SOUND),
        ("ZhangSan", "san zhang", Level.SAME_SOUND),
    ],
)
def test_one_name_written_otherwise_is_known_by_how(one: str, other: str, level: Level) -> None:
    assert the_level(one, other) is level
    assert the_level(other, one) is level


def people(*typed: str) -> tuple[alikeness.Typed, ...]:
    """Make one person's names ready, the one in use first."""
    return tuple(alikeness.ready(names.parse(one)) for one in typed)


def test_a_former_name_counts_where_it_equals_a_name_of_the_other() -> None:
    assert alikeness.compare(people("刘芳", "刘霖"), people("刘霖"))[0] is Level.OTHER_NAME
    assert alikeness.compare(people("刘芳", "刘霖"), people("王军", "劉霖"))[0] is Level.OTHER_NAME
    assert alikeness.compare(people("刘芳", "刘霖"), people("刘芳"))[0] is Level.SAME
    latin = people("刘芳", "ZhangSan"), people("王军", "zhang san")
    assert alikeness.compare(*latin)[0] is Level.OTHER_NAME


def test_whose_names_in_use_are_equal_have_one_name_whatever_else_they_were_called() -> None:
    assert alikeness.compare(people("刘芳", "刘霖"), people("刘芳", "刘霖"))[0] is Level.SAME
    assert alikeness.compare(people("刘霖", "刘芳"), people("劉霖", "刘芳"))[0] is Level.VARIANT


def test_a_nickname_is_no_former_name() -> None:
    assert (
        alikeness.compare(people("刘芳", "小刘"), people("刘霖", "小刘"))[0] is Level.SURNAME_ONLY
    )


def test_a_name_that_says_nothing_is_no_other_name() -> None:
    assert alikeness.compare(people("刘芳", ""), people("刘霖", ""))[0] is Level.SURNAME_ONLY


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("王□国",), ("王□国",)),
        (("王□国", "王小国"), ("王□国",)),
        (("王志强", "王□国"), ("王建军", "王□国")),
    ],
)
def test_a_name_with_a_character_nobody_could_type_equals_no_other(
    mine: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    """张□伟 and 张□伟 may be two: what stands in for a character says nothing."""
    found, *_ = alikeness.compare(people(*mine), people(*theirs))
    assert found is the_level(mine[0], theirs[0]) is not Level.OTHER_NAME


def test_what_can_be_read_beside_a_stand_in_may_sound_alike() -> None:
    assert the_level("王□宏", "王大轰") is Level.BLANK
    assert the_level("王□宏", "王大军") is Level.SURNAME_ONLY


def test_two_names_in_use_are_no_other_names() -> None:
    """Spelled alike they sound alike, and no more is known of them by what else one was called."""
    for mine in (("li yu",), ("li yu", "王建国")):
        assert alikeness.compare(people(*mine), people("li yu"))[0] is Level.SAME_SOUND


def test_a_name_in_latin_letters_sounds_as_it_is_spelled() -> None:
    assert alikeness.ready(names.parse("Wang Jianguo")).sound == "jian guo"


def test_the_pair_of_names_that_told_is_the_same_from_both_sides() -> None:
    mine, theirs = people("甲乙", "刘霖", "王军"), people("丙丁", "王军", "刘霖")
    _, one, other = alikeness.compare(mine, theirs)
    _, back, forth = alikeness.compare(theirs, mine)
    assert (one.shown, other.shown) == (forth.shown, back.shown)


def test_digits_typed_into_a_name_are_not_shown() -> None:
    assert alikeness.ready(names.parse("１３９00001234张三")).shown == "张三"


@settings(deadline=None)  # the first call reads the tables
@given(NAMES, NAMES)
def test_a_level_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert the_level(one, other) is the_level(other, one)


@settings(deadline=None)  # the first call reads the tables
@given(NAMES)
def test_a_name_is_like_itself(one: str) -> None:
    typed = alikeness.ready(names.parse(one))
    if not typed.plain:
        assert the_level(one, one) is Level.UNKNOWN
    elif not (typed.nick or typed.spelled or names.BLANK in typed.plain):
        assert the_level(one, one) is Level.SAME
