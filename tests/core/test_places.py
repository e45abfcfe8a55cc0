"""A place is found by what it is called, and by nothing that is merely alike."""

import pytest

from talent.core import places
from talent.core.places import Place, PlaceIndex

COUNTY = Place("c", "410183000000", "county", "新密市")
EAST = Place("e", "410183106000", "township", "东岭镇", "c")
WEST = Place("w", "410183107000", "township", "西岭乡", "c", aliases=("老西岭公社",))
STREET = Place("s", "410183001000", "township", "南河街街道", "c")
PEACH = Place("e1", "410183106201", "village", "桃园村委会", "e", aliases=("旧桃沟", "上桃园村"))
HORSE_EAST = Place("e2", "410183106202", "village", "马沟村委会", "e")
HORSE_WEST = Place("w1", "410183107201", "village", "马沟村村民委员会", "w")
WEST_SELF = Place("w2", "410183107202", "village", "西岭村村委会", "w")
FORD = Place("s1", "410183001001", "community", "石渡社区居民委员会", "s")
GROUP = Place("g", "410183106201003", "group", "三组", "e1")
INDEX = PlaceIndex(
    [COUNTY, EAST, WEST, STREET, PEACH, HORSE_EAST, HORSE_WEST, WEST_SELF, FORD, GROUP]
)


@pytest.mark.parametrize(
    "said", ["桃圆村", "桃园沟", "桃园村沟", "桃", "村", "新密市", "东岭镇", "", "东岭镇李村"]
)
def test_what_is_only_alike_is_not_found(said: str) -> None:
    found = INDEX.resolve(said)
    assert (found.place, found.problem) == (None, "missing")


@pytest.mark.parametrize("said", ["马沟", "马沟村", "新密市马沟村", "马沟村民委员会"])
def test_a_name_of_two_villages_is_ambiguous_and_names_both(said: str) -> None:
    found = INDEX.resolve(said)
    assert (found.place, found.problem) == (None, "ambiguous")
    assert set(found.choices) == {HORSE_EAST, HORSE_WEST}


@pytest.mark.parametrize(
    "within", ["西岭乡", "西岭", "新密市西岭乡", "老西岭公社", "410183107000", "410183107202"]
)
def test_the_township_decides_between_villages_of_one_name(within: str) -> None:
    assert INDEX.resolve("马沟", within).place == HORSE_WEST
    assert INDEX.resolve("东岭镇马沟村").place == HORSE_EAST


def test_a_village_of_another_township_is_missing_and_named() -> None:
    for said in ("桃园村", "东岭镇桃园村"):
        found = INDEX.resolve(said, "西岭乡")
        assert (found.place, found.problem, found.choices) == (None, "missing", (PEACH,))
        assert found.township == WEST


def test_a_missing_village_leaves_its_township_known() -> None:
    assert INDEX.resolve("东岭镇李村").township == EAST
    # 西岭沟 may lie anywhere: the township was not named.
    assert INDEX.resolve("西岭沟").township is None


@pytest.mark.parametrize("said", ["410184106201", "410183106999", "410183106000", "410183000000"])
def test_a_code_that_is_no_village_here_is_missing(said: str) -> None:
    found = INDEX.resolve(said)
    assert (found.place, found.problem, found.from_code) == (None, "missing", True)


def test_an_unknown_township_is_missing() -> None:
    assert INDEX.township("北岭镇").problem == "missing"
    assert INDEX.township("410184106000").problem == "missing"
    assert INDEX.resolve("桃园村", "北岭镇").place == PEACH


@pytest.mark.parametrize(
    "said",
    [
        "桃园",
        "桃园村",
        "桃 园 村",
        "桃园村委会",
        "桃园村民委员会",
        "桃园村村民委员会",
        "桃园社区居民委员会",
        "东岭镇桃园村",
        "东岭桃园",
        "新密市东岭镇桃园村",
        "河南省郑州市新密市东岭镇桃园村委会",
        "河南新密东岭镇桃园",
        "旧桃沟",
        "上桃园",
        "东岭镇旧桃沟村",
        "410183106201",
        "４１０１８３１０６２０１",
        "410183106201003",
    ],
)
def test_a_village_is_found_by_all_its_names(said: str) -> None:
    assert INDEX.resolve(said).place == PEACH


@pytest.mark.parametrize(
    "said", ["石渡", "石渡社区", "石渡社区居委会", "南河街石渡社区", "南河街道石渡社区", "石渡村"]
)
def test_a_community_is_found_by_all_its_names(said: str) -> None:
    assert INDEX.resolve(said).place == FORD


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("新密市东岭镇桃园村3组", "3组"),
        ("桃园村第三村民组", "第三村民组"),
        ("桃园村三组12号", "三组"),
        ("桃园村12号", None),
        ("桃园村东沟组", "东沟组"),
        ("桃园村（已搬迁）", None),
    ],
)
def test_an_address_is_its_village_and_perhaps_its_group(said: str, group: str | None) -> None:
    found = INDEX.resolve(said)
    assert (found.place, found.group) == (PEACH, group)


def test_a_village_named_like_its_township_is_told_from_it() -> None:
    assert INDEX.resolve("西岭村").place == WEST_SELF
    assert INDEX.resolve("西岭乡西岭村").place == WEST_SELF
    assert INDEX.township("西岭").place == WEST


@pytest.mark.parametrize(
    "said", ["南河街", "南河街道", "南河街街道", "南河街街道办事处", "新密市南河街办事处"]
)
def test_a_street_is_found_by_all_its_names(said: str) -> None:
    assert INDEX.township(said).place == STREET


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("桃园村委会", "桃园"),
        ("桃园村民委员会", "桃园"),
        ("石桥村村民委员会", "石桥"),
        ("岳村村委会", "岳村"),
        ("岳村", "岳村"),
        ("高村", "高村"),
        ("石渡社区居民委员会", "石渡"),
        ("石渡社区居委会", "石渡"),
        ("大隗镇", "大隗"),
        ("袁庄乡", "袁庄"),
        ("青屏街街道", "青屏街"),
        ("伏羲山风景区", "伏羲山风景区"),
    ],
)
def test_a_short_name_leaves_out_what_kind_of_place_it_is(name: str, short: str) -> None:
    assert places.short_name(name) == short


def test_places_are_known_by_code() -> None:
    assert INDEX.by_code("410183106201") == PEACH
    assert INDEX.by_code("410183106201003") == GROUP
    assert INDEX.by_code("000000000000") is None
