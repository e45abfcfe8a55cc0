"""Two characters are related by form, sound or shape, and by nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import characters
from talent.core.characters import Relation

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@pytest.mark.parametrize("pair", ["伟军", "国军", "强明", "玉玲", "雨霞", "洪涛", "花莲", "国玉"])
def test_characters_that_share_a_common_part_are_not_alike(pair: str) -> None:
    assert characters.relation(*pair) is Relation.UNRELATED


@pytest.mark.parametrize("pair", ["昇升", "甯宁", "祕秘", "喆哲", "堃坤"])
def test_characters_a_name_may_officially_keep_are_not_folded(pair: str) -> None:
    assert characters.fold(pair[0]) == pair[0]
    assert characters.relation(*pair) is Relation.SAME_TONE


@pytest.mark.parametrize(
    ("pair", "relation"),
    [
        ("伟伟", Relation.SAME), ("偉伟", Relation.VARIANT), ("峯峰", Relation.VARIANT),
        ("鍾鐘", Relation.VARIANT), ("宏红", Relation.SAME_TONE), ("伟玮", Relation.SAME_TONE),
        ("红鸿", Relation.SAME_TONE), ("宏轰", Relation.SAME_SOUND), ("林玲", Relation.NEAR_SOUND),
        ("珊桑", Relation.NEAR_SOUND), ("娜拉", Relation.NEAR_SOUND), ("慧菲", Relation.NEAR_SOUND),
        ("未末", Relation.SHAPE), ("汨汩", Relation.SHAPE), ("大太", Relation.SHAPE),
        ("戌戊", Relation.SHAPE), ("辉军", Relation.SHAPE), ("文方", Relation.CODE),
        ("荣莹", Relation.SHAPE), ("海敏", Relation.SHAPE), ("斌武", Relation.SHAPE),
        ("本才", Relation.UNRELATED), ("文a", Relation.UNRELATED), ("ab", Relation.UNRELATED),
    ],
)  # fmt: skip
def test_the_closest_relation_counts(pair: str, relation: Relation) -> None:
    assert characters.relation(*pair) is relation


def test_relations_stand_closest_first() -> None:
    assert [one.name for one in sorted(Relation)] == [
        "SAME", "VARIANT", "SAME_TONE", "SAME_SOUND", "NEAR_SOUND", "SHAPE", "CODE", "UNRELATED",
    ]  # fmt: skip


def test_a_surname_is_heard_in_its_own_reading() -> None:
    assert characters.relation("单", "善", surname=True) is Relation.SAME_TONE
    assert characters.relation("单", "善") is not Relation.SAME_TONE
    assert characters.surname_sounds("曾")[0] == "zeng1"
    assert characters.surname_sounds("單")[0] == "shan4"


def test_a_dictionary_reading_no_name_has_is_left_out() -> None:
    assert characters.sounds("王") == ("wang2",)
    assert characters.sounds("明") == ("ming2",)
    assert characters.sounds("a") == ()
    # Of a character in no phrase the first reading alone counts: 卞 is not pan.
    assert characters.sounds("卞") == ("bian4",)
    # 强 jiàng is 3 % of its uses in phrases, 乐 yuè a quarter.
    assert characters.sounds("强") == ("qiang2", "qiang3")
    assert characters.sounds("乐") == ("le4", "yue4")


@pytest.mark.parametrize("char", "伟〇㐀\uf900𠀀")
def test_rare_and_old_characters_are_characters(char: str) -> None:
    assert characters.is_han(char)


@pytest.mark.parametrize("char", "a5·，ア□*")
def test_letters_and_signs_are_none(char: str) -> None:
    assert not characters.is_han(char)


def test_all_forms_of_a_character_are_its_variants() -> None:
    assert {"钟", "鐘", "鍾"} <= characters.variants("钟")
    assert characters.variants("鐘") == characters.variants("钟")
    assert characters.variants("x") == {"x"}


def test_halves_typed_apart_are_known() -> None:
    assert "日召" in characters.splits("昭")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhang", "zan"),
        ("shi", "si"),
        ("nan", "lan"),
        ("ling", "lin"),
        ("hui", "fei"),
        ("huang", "fan"),
    ],
)
def test_dialects_mix_these_syllables_up(one: str, other: str) -> None:
    assert characters.near(one) == characters.near(other)


@pytest.mark.parametrize(
    ("one", "other"), [("wang", "zhang"), ("li", "lu"), ("jun", "guo"), ("n", "l")]
)
def test_no_dialect_mixes_these_up(one: str, other: str) -> None:
    assert characters.near(one) != characters.near(other)


@settings(deadline=None)  # the first call reads the tables
@given(HAN, HAN)
def test_a_relation_is_symmetric(one: str, other: str) -> None:
    assert characters.relation(one, other) is characters.relation(other, one)
    assert characters.relation(one, other, surname=True) is characters.relation(
        other, one, surname=True
    )


@settings(deadline=None)  # the first call reads the tables
@given(HAN)
def test_folding_twice_changes_nothing(char: str) -> None:
    assert characters.fold(characters.fold(char)) == characters.fold(char)
