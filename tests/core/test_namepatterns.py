"""Of what the pattern of two names leaves out their level does not depend."""

from itertools import combinations, product

from talent.core import comparison
from talent.core.comparison import Entry
from talent.core.person import OtherName
from tests.core.test_agreement import NAMES
from tests.core.test_numberpatterns import like


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
    givens += [one + other for one, other in product("建健健国囯军王", "国果军建明玲玮伟")]
    typed = [head + given for head in ("王", "张", "章", "欧阳", "欧", "司马") for given in givens]
    values = [
        comparison.prepare(Entry(id="a", name=name)).names
        for name in dict.fromkeys([*typed, *NAMES])
    ]
    values += [
        comparison.prepare(
            Entry(id="a", name=name, other_names=(OtherName(other, "former"),))
        ).names
        for name, other in combinations(["王建国", "王军", "欧阳明", "张玲", "王林", "司马军国"], 2)
    ]
    values += [
        comparison.prepare(
            Entry(id="a", name="王建国", other_names=tuple(map(OtherName, ("张军", "张明", last))))
        ).names
        for last in ("王军", "王林")
    ]
    assert like("name", values) > len(values) ** 2 / 3
