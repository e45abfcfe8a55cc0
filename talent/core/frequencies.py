"""How common names are: 张伟 = 张伟 says little, 尉迟敬德 = 尉迟敬德 says much.

Counts come from the register itself; where it says nothing, surnames fall back on published
shares and given names on what their length makes likely. A share is never zero: a name nobody
has yet is rare, not impossible.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from talent.core import columns, surnames
from talent.core.alikeness import Typed
from talent.core.comparison import Prepared

USUAL_SIZE = 5_000
"""People in the register where nobody says how many."""

GIVEN_BY_LENGTH = {0: 1.0, 1: 1 / 250, 2: 1 / 2_500}
GIVEN_LONGER = 1 / 10_000
"""The part of people that bear a given name somebody else bears, by its characters. Two who
share a name share a common one sooner: the commonest single given names are at 0.3 %."""

SOUNDS_LIKE = 2.0
"""How many times likelier two given-name characters sound alike than are alike, without tone."""

PRIOR_SURNAMES = 200.0
PRIOR_GIVEN = 500.0
"""How many people's worth the fall-back counts beside the register's own counts."""

LEAST = 1e-6


class Frequencies(Struct, frozen=True):
    """Counts over a register of `size` people, by folded surname, given name and its sound."""

    size: int = USUAL_SIZE
    surnames: dict[str, int] = {}
    givens: dict[str, int] = {}
    sounds: dict[str, int] = {}

    @property
    def counted(self) -> int:
        """How many people the counts cover; none when only the size is known."""
        return self.size if self.surnames else 0


USUAL = Frequencies()


class Shares(Struct, frozen=True):
    """How common a name is: its surname, its given name, the sound of that."""

    surname: float
    given: float
    sound: float


def count(people: Sequence[Prepared]) -> Frequencies:
    """Count the names in use of a whole register or a fair sample of it."""
    names = columns.of(people).column(("names",))
    times = np.bincount(names.codes, minlength=len(names.values)).tolist()
    by_surname: Counter[str] = Counter()
    by_given: Counter[str] = Counter()
    by_sound: Counter[str] = Counter()
    for (name, *_), many in zip(names.values, times, strict=True):
        if not name.spelled and not name.nick:
            by_surname[name.surname] += many
            by_given[name.given] += many
            by_sound[name.sound] += many
    return Frequencies(max(1, len(people)), dict(by_surname), dict(by_given), dict(by_sound))


def of_surname(known: Frequencies, surname: str) -> float:
    """Answer the part of people with this surname."""
    found = known.surnames.get(surname, 0)
    prior = surnames.share(surname)
    return (found + PRIOR_SURNAMES * prior) / (known.counted + PRIOR_SURNAMES)


def of_given(known: Frequencies, given: str) -> float:
    """Answer the part of people with this given name."""
    return _smoothed(known, known.givens.get(given, 0), _by_length(len(given)))


def of_sound(known: Frequencies, sound: str) -> float:
    """Answer the part of people whose given name sounds so; `sound` is its syllables, spaced."""
    long = len(sound.split())
    return _smoothed(known, known.sounds.get(sound, 0), _by_length(long) * SOUNDS_LIKE**long)


def shares(known: Frequencies, name: Typed) -> Shares:
    """Answer how common a name is."""
    return Shares(
        of_surname(known, name.surname), of_given(known, name.given), of_sound(known, name.sound)
    )


def commoner(known: Frequencies, one: Typed, other: Typed) -> Shares:
    """Answer for each part how common it is in whichever of two names has the commoner one."""
    first, second = shares(known, one), shares(known, other)
    return Shares(
        max(first.surname, second.surname),
        max(first.given, second.given),
        max(first.sound, second.sound),
    )


def _by_length(long: int) -> float:
    return GIVEN_BY_LENGTH.get(long, GIVEN_LONGER)


def _smoothed(known: Frequencies, found: int, prior: float) -> float:
    share = (found + PRIOR_GIVEN * prior) / (known.counted + PRIOR_GIVEN)
    return min(1.0, max(LEAST, share))
