"""Of what the pattern of two numbers or dates leaves out their level does not depend."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from talent.core import agreement, alikeness, comparison, scoring
from talent.core.comparison import Line
from talent.core.person import Birth
from tests.core.test_agreement import numbered


def like(field: str, values: list[Any], among: Sequence[int] | None = None) -> int:
    """Ask every two values of a field, or of some, for pattern and level; count the patterns.

    Pairs of one pattern must be of one level, whichever of two values comes first.
    """
    law, makes = comparison.FIELDS.get(field), scoring.PATTERNS[field]
    level = law.level if law else lambda one, other: alikeness.compare(one, other)[0]
    places = np.array(list(product(among or range(len(values)), repeat=2)), dtype=np.int64)
    places = places[places[:, 0] != places[:, 1]]
    pattern = makes(values)(places[:, 0], places[:, 1])
    by_pattern: dict[int, tuple[int, Any, Any]] = {}
    for kind, (one, other) in zip(pattern.tolist(), places.tolist(), strict=True):
        if kind != agreement.NONE:
            found = level(values[one], values[other])
            before = by_pattern.setdefault(kind, (found, values[one], values[other]))
            assert found == before[0], (before, values[one], values[other])
    return int((pattern != agreement.NONE).sum())


def test_numbers_agree_as_two_numbers_do() -> None:
    whole = [
        numbered(area, Birth(year, month, day), sequence)
        for area, year, month, day, sequence in product(
            (83, 84, 38), (1985, 1986, 1958), (5, 6), (20, 21, 2), (1, 10, 121, 500)
        )
    ]
    said = [(one, one) for one in whole] + [("", None)] * 2
    for one in whole[::12]:
        wrong = one[:17] + ("0" if one[17] != "0" else "1")
        hidden = (f"{one[:6]}{'*' * 8}{one[14:]}", f"{'*' * 14}{one[14:]}", f"{one[:14]}****")
        said += [(shown, None) for shown in (wrong, one[:16], one[:-1], *hidden)]
    assert like("id_number", said) > len(said) ** 2 / 3


def test_phones_agree_as_two_phones_do() -> None:
    digits = [
        "19900000001",
        "19900000010",
        "19900000002",
        "19900001002",
        "18811112222",
        "037169822345",
    ]
    digits += [
        "19900000011",
        "03716982234",
        "18811112223",
        "18822221111",
        "18811112232",
        "1881111222",
        "１９９０００００００１",
    ]
    lines = [
        Line(number, own, holders)
        for number, own, holders in product(digits, (True, False), (1, 4, 11))
    ]
    values: list[tuple[Line, ...]] = [(), *((one,) for one in lines)]
    values += [(one, other) for one, other in zip(lines, lines[7:], strict=False)]
    assert like("phone", values) > len(values) ** 2 / 10


def test_a_date_beside_no_day_and_in_any_century_agrees_as_two_dates_do() -> None:
    days = [
        Birth(year, month, day)
        for year, month, day in product(
            (985, 1885, 1958, 1985, 1986, 1987, 1988), (2, 5, 6, 7), (2, 5, 30)
        )
    ]
    months = [Birth(year, month) for year, month in product((1985, 1986, 1988), range(1, 13))]
    typed = [
        *days,
        *months,
        *map(Birth, (985, 1985, 1986, 1988, 2000)),
        Birth(1985, 5, 20, lunar=True),
    ]
    values: list[comparison.Dates] = [(one, None, False) for one in typed]
    values += [(None, one, True) for one in typed[3:60:7]]
    values += [
        (one, other, whole)
        for one, other, whole in zip(typed, typed[5:80], (True, False) * 40, strict=False)
    ]
    values.append((None, None, False))
    assert like("birth", values) > len(values) ** 2 / 4
