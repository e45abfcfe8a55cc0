"""The ways onto a village's voter register (村民委员会组织法 §16, before 2026 §13; Henan §20).

A: household here, and living here. B: household here, living elsewhere, says that he or she will
take part. C: household elsewhere, living here for a year (since 2026 also: working in village
affairs for a year), own application, consent of the villagers' assembly or representatives, in
Henan a certificate of the home village. D: Henan's way for talent that comes back: junior
college, or a middle title, or retired, or otherwise outstanding; willing; with consent.

A way is open (True) when each of its needs is met, closed (False) when a fact or a refused step
speaks against it, and else it waits (None) and names what it lacks. A step that is merely not
taken yet never closes a way.
"""

from datetime import date

from msgspec import Struct

from talent.core import facts as known
from talent.core import predicate
from talent.core.facts import Facts
from talent.core.predicate import Case, Finding, Predicate


class Need(Struct, frozen=True):
    """One thing a way asks for, and whether it is met."""

    label: str
    met: bool | None


class Way(Struct, frozen=True):
    """One way onto the register."""

    letter: str
    label: str
    needs: tuple[Need, ...]

    @property
    def holds(self) -> bool | None:
        """Open, closed, or waiting."""
        answers = {need.met for need in self.needs}
        return False if False in answers else None if None in answers else True

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not known or not done yet."""
        return tuple(need.label for need in self.needs if need.met is None)

    @property
    def failing(self) -> tuple[str, ...]:
        """What speaks against it."""
        return tuple(need.label for need in self.needs if need.met is False)


class RegisterRoute(Predicate, frozen=True):
    """One of the ways is open.

    `months` of residence or work; the flags say what the law of the day has.
    """

    months: int
    village_affairs: bool
    certificate: bool = True
    talent: bool = True

    def find(self, case: Case) -> Finding:
        """Answer the first way that is open, else the nearest one with what it lacks."""
        expected = "符合选民登记途径之一"
        way = nearest(self.ways(case.person, case.setting.village, case.on))
        said = f"途径{way.letter}（{way.label}）"
        if way.holds:
            return predicate.holds(said, expected, f"可按途径{way.letter}登记：{way.label}")
        if way.holds is None:
            sentence = f"可循途径{way.letter}（{way.label}）登记，尚缺：{'、'.join(way.missing)}"
            return predicate.leaves_open(said, expected, sentence)
        lacks = "、".join(way.failing)
        sentence = f"各登记途径均不具备；最近为途径{way.letter}（{way.label}），不符：{lacks}"
        return predicate.fails(said, expected, sentence)

    def ways(self, person: Facts, village: str, on: date) -> tuple[Way, ...]:
        """Answer the ways that the law of the day knows, each with its needs."""
        household = known.here(person.household_village, village)
        elsewhere = Need("户籍不在本村", None if household is None else not household)
        inside = Need("户籍在本村", household)
        resident = Need("现居住在本村", known.here(person.residence_place, village))
        steps = person.steps
        stated = Need("本人表示参加选举", steps.stated_will)
        consent = Need("村民会议或村民代表会议同意", steps.consented)
        guest = [elsewhere, self._a_year(person, village, on), Need("本人书面申请", steps.applied)]
        if self.certificate:
            guest.append(Need("户籍地村民委员会的证明", steps.home_certificate))
        ways = [
            Way("A", "户籍在本村并在本村居住", (inside, resident)),
            Way("B", "户籍在本村，本人表示参加", (inside, stated)),
            Way("C", self._guest_label(), (*guest, consent)),
        ]
        if self.talent:
            willing = Need("本人愿回村工作居住并参选", steps.willing)
            needs = (elsewhere, _talented(person), willing, consent)
            ways.append(Way("D", "回乡人才（河南）", needs))
        return tuple(ways)

    def _guest_label(self) -> str:
        return f"户籍不在本村，{self._a_year_label()}"

    def _a_year_label(self) -> str:
        work = "或者参与村务工作" if self.village_affairs else ""
        return f"在本村居住{work}满{self.months}个月"

    def _a_year(self, person: Facts, village: str, on: date) -> Need:
        lives = self._long_enough(person.residence_place, person.resident_since, village, on)
        works: bool | None = False
        if self.village_affairs and person.affairs is None:
            works = None
        elif self.village_affairs:
            spells = person.affairs or ()
            works = _either(*(self._long_enough(a.village, a.since, village, on) for a in spells))
        return Need(self._a_year_label(), _either(lives, works))

    def _long_enough(
        self, place: str | None, since: date | None, village: str, on: date
    ) -> bool | None:
        there = known.here(place, village)
        if not there or since is None:
            return None if there is not False else False
        return known.months_since(since, on) >= self.months


def nearest(ways: tuple[Way, ...]) -> Way:
    """Answer the way that is open, else waits, else is closed by least; at a tie the earlier."""
    rank = {True: 0, None: 1, False: 2}
    return min(ways, key=lambda way: (rank[way.holds], len(way.failing), len(way.missing)))


def _talented(person: Facts) -> Need:
    rank = known.schooling(person.education)
    college = None if rank is None else rank >= known.LEVELS.index("college")
    titled = None
    if person.title_level is not None:
        titled = person.title_level in {"middle", "associate", "senior"}
    answer = _either(college, titled, person.retired, person.outstanding)
    return Need("大专以上学历、中级以上职称、离退休或其他优秀人才", answer)


def _either(*answers: bool | None) -> bool | None:
    return True if True in answers else None if None in answers else False
