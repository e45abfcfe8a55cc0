"""Of what the pattern of two names leaves out their level does not depend."""

from itertools import combinations, product

import numpy as np
import pytest

from talent.core import agreement, comparison, namepatterns
from talent.core.comparison import Entry
from talent.core.person import OtherName
from tests.core.test_agreement import NAMES
from tests.core.test_numberpatterns import like

ODD = [
    "王建国军强",
    "王建国军勇",
    "王",
    "张",
    "liyu",
    "lili",
    "li yu",
    "李玉",
    "an li",
    "anli",
    "安丽",
    "小王",
    "小国",
    "老王建",
    "小",
    "阿阿",
    "王建阿",
    "国国",
    "王建国",
    "阿国",
    "国阿",
    "王单",
    "王丹",
    "王善",
]


def test_names_agree_as_two_names_do() -> None:
    """Characters alike in every way, in every place, beside one of another kind."""
    givens = [
        "国",
        "囯",
        "果",
        "郭",
        "军",
        "君",
        "昭",
        "日召",
        "召日",
        "明",
        "林",
        "玲",
        "未",
        "末",
    ]
    # 红 and 宏 have one tone, 轰 another; 林 and 玲 are mixed up: one place is not the other.
    givens += ["红林", "宏玲", "轰林", "宏林", "红玲"]
    givens += [one + other for one, other in product("建健健国囯军王", "国果军建明玲玮伟")]
    typed = [head + given for head in ("王", "张", "章", "欧阳", "欧", "司马") for given in givens]
    values = [
        comparison.prepare(Entry(id="a", name=name)).names
        for name in dict.fromkeys([*typed, *NAMES, *ODD])
    ]
    values += [
        comparison.prepare(
            Entry(id="a", name=name, other_names=(OtherName(other, "former"),))
        ).names
        for name, other in combinations(
            ["王建国", "王军", "欧阳明", "张玲", "王林", "司马军国", "王国"], 2
        )
    ]
    values += [
        comparison.prepare(
            Entry(id="a", name="王建国", other_names=tuple(map(OtherName, ("张军", "张明", last))))
        ).names
        for last in ("王军", "王林")
    ]
    assert like("name", values) > len(values) ** 2 / 3


def test_the_two_hundredth_character_is_not_the_first() -> None:
    chars = [chr(0x5200 + 7 * place) for place in range(200)]
    values = [comparison.prepare(Entry(id="a", name=f"王{char}国")).names for char in chars]
    assert like("name", values, [*range(8), *range(120, 140), *range(190, 200)]) > 500


def test_names_of_more_characters_than_are_kept_are_compared_by_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(namepatterns, "MOST_CHARACTERS", 3)
    values = [
        comparison.prepare(Entry(id="a", name=name)).names for name in ("王军", "王国", "王明")
    ]
    pattern = namepatterns.NamePatterns(values)(np.array([0, 0, 1]), np.array([1, 2, 2]))
    assert [kind == agreement.NONE for kind in pattern.tolist()] == [False, True, True]
