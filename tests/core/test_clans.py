"""A generation's character (字辈) is known by how many of one clan bear it, never by one name."""

from collections.abc import Iterable

import pytest

from talent.core import (
    alikeness,
    characters,
    clans,
    comparison,
    frequencies,
    grouping,
    kinds,
    levels,
    model,
    names,
    pairing,
    scoring,
)
from talent.core.comparison import Entry, Prepared
from talent.core.levels import Name

VILLAGE, NEXT = "410183101201", "410183101202"
OTHERS = ("王秀英", "王志强", "王建军", "李海涛", "李春生", "赵文斌", "赵玉兰", "张金山", "张永安")
GENERATION = ("王德明", "王德才", "王德旺")


def found(names_: Iterable[str], village: str | None = VILLAGE) -> dict[str, str]:
    """Find the generation characters of a village, among a county with other names."""
    places = [(village, name) for name in names_] + [(NEXT, name) for name in OTHERS]
    return clans.find((place, alikeness.named(name)[0]) for place, name in places)


def borne(name: str, village: str | None = VILLAGE) -> str:
    """Answer the generation character that a name bears where 王德 is one."""
    return clans.borne({f"{VILLAGE}王": "德"}, village, alikeness.ready(names.parse(name)))


@pytest.mark.parametrize(
    "listed",
    [
        GENERATION[:2],
        (*GENERATION[:2], "王德明", "王德才"),
        (*GENERATION[:2], "李德旺"),
        (*GENERATION[:2], "王明德"),
        (*GENERATION[:2], "王德"),
        (*GENERATION[:2], "wang dewang"),
        ("王", "王二", "王三"),
        ("zhang li", "zhang la", "zhang lu"),
        ("买·里", "买·木", "买·山"),
    ],
)
def test_what_two_names_of_a_clan_share_founds_no_generation(listed: tuple[str, ...]) -> None:
    """A name counts once: somebody listed twice is still one."""
    assert found(listed) == {}


def test_where_no_village_is_known_there_is_no_clan() -> None:
    assert found(GENERATION, None) == {}


def test_what_everybody_everywhere_bears_is_no_generations() -> None:
    """Three of a hundred names with 建 are no wonder where some hundredths of all bear it."""
    chars = [chr(0x4E10 + place) for place in range(100)]
    here = ["王建明", "王建才", "王建旺", *(f"王{char}安" for char in chars)]
    common = [f"{surname}建安" for surname in "张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"]
    assert found(here + common) == {}
    assert found(here[:10]) == {f"{VILLAGE}王": "建"}


def test_three_of_one_clan_who_share_the_first_of_two_characters_are_of_one_generation() -> None:
    assert found(GENERATION) == {f"{VILLAGE}王": "德"}
    assert found((*GENERATION, "王文明", "王文才", "王文海")) == {f"{VILLAGE}王": "德文"}


def test_what_chance_would_bring_is_by_the_names_of_others_and_a_hundred_and_fiftieth_at_first() -> (
    None
):
    """Where nobody else is, five hundred names count of which each begins as one in 150 does."""
    assert (clans.LEAST, clans.BY_CHANCE) == (3, 1e-3)
    assert pytest.approx(500 / 150) == clans.USUAL * clans.PRIOR_NAMES
    chars = "邦柏超晨春达大地冬帆方丰枫福刚高格冠光国海浩恒宏洪厚"

    def alone(many: int) -> dict[str, str]:
        names_ = (*GENERATION, *(f"王{char}安" for char in chars[:many]))
        return clans.find((VILLAGE, alikeness.named(name)[0]) for name in names_)

    # Of 28 names .187 are expected with 德, and three come by chance once in a thousand.
    assert clans.chance(28 / 150, 3) < 1e-3 < clans.chance(29 / 150, 3)
    assert alone(25) == {f"{VILLAGE}王": "德"}
    assert alone(26) == {}


def test_chance_brings_many_where_many_are_expected() -> None:
    assert clans.chance(0.0, 1) == 0.0
    assert clans.chance(1.0, 0) == 1.0
    assert clans.chance(1.0, 1) == pytest.approx(0.632, abs=1e-3)
    assert clans.chance(0.1, 3) == pytest.approx(1.5e-4, rel=0.05)


def test_a_name_bears_the_character_of_its_own_clan_alone() -> None:
    assert borne("王德海") == "德"
    for name in ("王文德", "李德海", "王德", "王德海明", "小王", "wang dehai"):
        assert borne(name) == ""
    assert borne("王德海", NEXT) == borne("王德海", None) == ""


@pytest.mark.parametrize("level", Name)
def test_only_a_last_character_that_differs_makes_a_generation(level: Name) -> None:
    told = Name.GENERATION if level is Name.LAST_CHAR else level
    assert clans.level(level, "德", "德") is told
    assert clans.level(level, "", "") is clans.level(level, "德", "文") is level


# --- in a register ------------------------------------------------------------------------


def village() -> list[Prepared]:
    """Make a village with a generation, and a next one with other people."""
    here = (*GENERATION, "王德明", "王建军", "王建国", "王德鸣")
    listed = [(VILLAGE, name) for name in here] + [(NEXT, name) for name in (*OTHERS, "王德山")]
    return grouping.prepare(
        Entry(id=f"p{place:02d}", name=name, village=home)
        for place, (home, name) in enumerate(listed)
    )


def level_of(one: Prepared, other: Prepared) -> int:
    """Answer the level of two names."""
    return comparison.compare(one, other).level("name")


def test_brothers_by_generation_are_told_from_others_whose_last_character_differs() -> None:
    people = village()
    ming, cai, _, same, jun, guo, heard = people[:7]
    assert level_of(ming, cai) == level_of(cai, ming) == Name.GENERATION
    assert level_of(jun, guo) == Name.LAST_CHAR
    assert level_of(ming, same) == Name.SAME
    assert level_of(ming, heard) in levels.ALIKE_NAMES
    assert level_of(ming, people[-1]) == Name.LAST_CHAR


def test_a_generation_is_told_in_the_sentence_and_speaks_for_nobody() -> None:
    """One who shares it is less likely the same than one who shares a character by chance."""
    ming, cai, *_, jun, guo, _ = village()[:7]
    shared, chance = (model.weigh(comparison.compare(*two)) for two in ((ming, cai), (jun, guo)))
    assert shared.reasons[0].sentence == "同姓同字辈，末字不同，读音、字形都不相近：王德明/王德才"
    assert shared.reasons[0].level == "GENERATION"
    assert shared.weight < chance.weight
    assert shared.band == "unlike"


def test_many_pairs_at_once_are_told_apart_as_each_by_itself() -> None:
    people = village()
    compared = scoring.compare(people, pairing.find(people), frequencies.count(people))
    found = kinds.level(compared.numbers, 0).tolist()
    for place, level in enumerate(found):
        one, other = int(compared.pairs.one[place]), int(compared.pairs.other[place])
        assert level == level_of(people[one], people[other])
    assert {Name.GENERATION, Name.LAST_CHAR} <= set(found)


def test_an_entry_is_told_its_generation_anew_by_whoever_knows_the_clans() -> None:
    ming = village()[0]
    alone = comparison.within(ming, {})
    assert (ming.generation, alone.generation) == ("德", "")
    assert comparison.within(alone, {f"{VILLAGE}王": "德"}) == ming


def chars(many: int, first: int) -> list[str]:
    """Answer characters of which none is another's form, nor 德."""
    found = dict.fromkeys(characters.fold(chr(first + place)) for place in range(2 * many))
    return [char for char in found if char != "德"][:many]


@pytest.mark.parametrize(
    ("clan", "elsewhere", "founded"),
    [(28, 0, True), (29, 0, False), (57, 500, True), (58, 500, False)],
)
def test_the_larger_a_clan_the_likelier_it_is_that_chance_brought_three_of_one_character(
    clan: int, elsewhere: int, founded: bool
) -> None:
    """By Poisson one in a thousand: a character begins one name in 150, which counts as 500 names."""
    own = [*GENERATION, *(f"王{char}国" for char in chars(clan - 3, 0x5E00))]
    far = [f"李{char}国" for char in chars(elsewhere, 0x6E00)]
    places = [(VILLAGE, name) for name in own] + [(NEXT, name) for name in far]
    told = clans.find((place, alikeness.named(name)[0]) for place, name in places)
    assert told == ({f"{VILLAGE}王": "德"} if founded else {})


@pytest.mark.parametrize(
    "listed", [("li yu", "li yi", "li ya"), ("艾·力", "艾·山", "艾·则"), ("小王", "小李", "小张")]
)
def test_who_has_no_surname_or_no_characters_is_of_no_clan(listed: tuple[str, ...]) -> None:
    assert found(listed) == {}
