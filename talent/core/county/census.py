"""The invented humans: who they are in truth, their families, numbers and phones.

ID numbers follow GB 11643 with the invented county's prefix, so no living person has one. Phones
begin with 154: a form that the validators take, in a block that has been given to no network,
so they ring nowhere.
"""

from datetime import date, timedelta
from random import Random

from msgspec import Struct

from talent.core import idnumber
from talent.core.county import chances, given_names
from talent.core.county.land import COUNTY_PREFIX, Land

PHONE_BLOCK = "154"
PHONES = 10**8
SEQUENCES = 1000
BROTHERS_SHARE_A_CHARACTER = 65
GENERATION_NAMES = 18
"""Men in a hundred who bear their clan's generation character."""


class Hearth(Struct, frozen=True):
    """Where a family lives, and its number."""

    home: str
    group: str
    family: int


class Human(Struct, kw_only=True):
    """One human as he or she is; rosters know parts of it. `home` is the household's village."""

    key: int
    surname: str
    given: str
    sex: str
    birth: date
    id_number: str
    phone: str
    home: str
    group: str
    family: int

    @property
    def name(self) -> str:
        """The full name."""
        return self.surname + self.given


class Census:
    """Brings invented humans into the world; every number is given out once."""

    def __init__(self, rng: Random, today: date, land: Land, *, first: int = 0) -> None:
        """Draw each village's clans. `first` is the key of the first human."""
        self._rng = rng
        self._today = today
        self._land = land
        self._clans = {village.code: given_names.clan(rng) for village in land.villages}
        self._next = first
        self._families = first
        self._numbers: set[str] = set()
        self._phones: set[str] = set()
        self.family_phone: dict[int, str] = {}

    def take(self, numbers: set[str], phones: set[str]) -> None:
        """Keep numbers and phones that are in use from being given out again."""
        self._numbers |= {number[:17] for number in numbers}
        self._phones |= phones

    def human(self, home: str, sex: str, age: float) -> Human:
        """Make somebody of a village who is so many years old."""
        birth = chances.born(self._rng, age, self._today)
        clan = self._clans.get(home)
        surname = given_names.surname(self._rng, clan)
        head = ""
        if clan and sex == "1" and chances.chance(self._rng, GENERATION_NAMES):
            head = clan.generation(surname, birth.year)
        given = given_names.given(self._rng, sex, birth.year, head)
        self._families += 1
        group = self._rng.choice(self._land.groups.get(home, ("",)))
        hearth = Hearth(home, group, self._families)
        return self._made((surname, given), sex, birth, hearth)

    def sibling(self, of: Human, sex: str | None = None) -> Human:
        """Make a brother or sister some years apart, often of one generation character."""
        years = self._rng.choice((-5, -4, -3, -2, 2, 3, 4, 5))
        birth = self._possible(
            of.birth + timedelta(days=int(365.25 * years) + self._rng.randint(-90, 90))
        )
        own = sex or of.sex
        head = of.given[0] if chances.chance(self._rng, BROTHERS_SHARE_A_CHARACTER) else ""
        return self._relative(of, own, birth, self._other_given(of, own, birth.year, head))

    def twin(self, of: Human) -> Human:
        """Make a twin of the same sex: one birthday, the next ID sequence, one character shared."""
        given = self._other_given(of, of.sex, of.birth.year, of.given[0])
        return self._relative(of, of.sex, of.birth, given, after=int(of.id_number[14:17]))

    def child(self, of: Human, sex: str) -> Human:
        """Make a child, born when the parent was 21 to 28."""
        years = 21 + 7 * self._rng.random()
        birth = self._possible(of.birth + timedelta(days=int(365.25 * years)))
        return self._relative(of, sex, birth, given_names.given(self._rng, sex, birth.year))

    def spouse(self, of: Human) -> Human:
        """Make a husband or wife of about the same age, with a surname of his or her own."""
        sex = "2" if of.sex == "1" else "1"
        birth = self._possible(of.birth + timedelta(days=self._rng.randint(-1000, 1200)))
        given = given_names.given(self._rng, sex, birth.year)
        surname = given_names.surname(self._rng)
        return self._made((surname, given), sex, birth, _hearth(of))

    def new_phone(self) -> str:
        """Give out a phone number that nobody has."""
        while (number := f"{PHONE_BLOCK}{self._rng.randrange(PHONES):08}") in self._phones:
            pass
        self._phones.add(number)
        return number

    def _relative(
        self, of: Human, sex: str, birth: date, given: str, after: int | None = None
    ) -> Human:
        return self._made((of.surname, given), sex, birth, _hearth(of), after)

    def _made(
        self,
        name: tuple[str, str],
        sex: str,
        birth: date,
        hearth: Hearth,
        after: int | None = None,
    ) -> Human:
        self._next += 1
        phone = self.new_phone()
        self.family_phone.setdefault(hearth.family, phone)
        return Human(
            key=self._next - 1,
            surname=name[0],
            given=name[1],
            sex=sex,
            birth=birth,
            id_number=self._number(birth, sex, after),
            phone=phone,
            home=hearth.home,
            group=hearth.group,
            family=hearth.family,
        )

    def _number(self, birth: date, sex: str, after: int | None) -> str:
        """Give out the first free number behind `after`, or behind a drawn one; odd for men."""
        start = self._rng.randrange(1, 300) if after is None else after + 1
        for sequence in (*range(start, SEQUENCES), *range(1, start)):
            body = f"{COUNTY_PREFIX}{birth:%Y%m%d}{sequence:03}"
            if sequence % 2 == int(sex) % 2 and body not in self._numbers:
                self._numbers.add(body)
                return body + idnumber.check_character(body)
        raise AssertionError(birth)  # more than 499 of one sex on one day

    def _other_given(self, of: Human, sex: str, year: int, head: str) -> str:
        """Draw a given name that is not the other's."""
        while (given := given_names.given(self._rng, sex, year, head)) == of.given:
            pass
        return given

    def _possible(self, birth: date) -> date:
        """Keep a birthday at least eighteen years back."""
        return min(birth, chances.years_before(self._today, 18.1 + 3 * self._rng.random()))


def _hearth(of: Human) -> Hearth:
    return Hearth(of.home, of.group, of.family)
