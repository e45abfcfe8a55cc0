"""Near relatives (Civil Code §1045) and whom a board must keep apart.

Kin are read in both directions. Nothing recorded means "not known" unless the person's kin are
known to be complete, or a review of the rule's own kind has passed with a document.
"""

from uuid import UUID

from talent.core import facts as known
from talent.core import post, predicate
from talent.core.facts import Kin, Relation
from talent.core.predicate import Case, Finding, Predicate


class NoKinOnBoard(Predicate, frozen=True):
    """Nobody who sits on the village committee is a near relative."""

    relations: tuple[Relation, ...]

    def find(self, case: Case) -> Finding:
        """Answer None unless kin are known to be complete or a review E08 has cleared them."""
        return _kin_on_committee(case, self.relations, "E08")


class SupervisoryExclusion(Predicate, frozen=True):
    """Neither on the village committee, nor near kin of who is, nor the village's 报账员."""

    relations: tuple[Relation, ...]

    def find(self, case: Case) -> Finding:
        """Answer False at the first reason found, None while one of the three is open."""
        expected = "非村民委员会成员及其近亲属，非村报账员"
        member, accountant = _on_committee(case), case.person.accountant
        if member:
            return predicate.fails("村民委员会成员", expected, "现为村民委员会成员，须回避")
        if accountant:
            return predicate.fails("村报账员", expected, "现为村报账员，须回避")
        kin = _kin_on_committee(case, self.relations, "E09")
        if kin.holds is not True:
            return kin
        if member is None:
            said, sentence = "任职情况不详", "未能核实是否为村民委员会成员"
            return predicate.leaves_open(said, expected, sentence)
        if accountant is None and not known.cleared(case.person, "E09"):
            said, sentence = "是否报账员不详", "未能核实是否为村报账员"
            return predicate.leaves_open(said, expected, sentence)
        return predicate.holds("无此情形", expected, "非村民委员会成员及其近亲属，非村报账员")


def near(kin: tuple[Kin, ...] | None, other: UUID, relations: tuple[Relation, ...]) -> Kin | None:
    """Answer how the other is kin within the relations, a confirmed entry first."""
    found = [one for one in kin or () if one.person_id == other and one.relation in relations]
    return min(found, key=lambda one: (not one.confirmed, one.relation), default=None)


def _kin_on_committee(case: Case, relations: tuple[Relation, ...], kind: str) -> Finding:
    person, expected = case.person, "与在任村民委员会成员无近亲属关系"
    if case.setting.committee is None:
        sentence = "在任村民委员会成员不详，未能核实近亲属关系"
        return predicate.leaves_open("在任成员不详", expected, sentence)
    others = [one for one in case.setting.committee if one.person_id != person.person_id]
    ways = [near(person.kin, one.person_id, relations) for one in others]
    ways += [near(one.kin, person.person_id, relations) for one in others]
    kin = [way for way in ways if way]
    if any(one.confirmed for one in kin):
        sentence = "与在任村民委员会成员有近亲属关系，须回避"
        return predicate.fails("有近亲属在任", expected, sentence)
    if kin:
        sentence = "与在任村民委员会成员的亲属关系待核实"
        return predicate.leaves_open("疑有近亲属在任", expected, sentence)
    if not others or person.kin is not None or known.cleared(person, kind):
        return predicate.holds("无近亲属在任", expected, expected)
    return predicate.leaves_open("亲属情况不详", expected, "亲属情况不详，未能核实近亲属关系")


def _on_committee(case: Case) -> bool | None:
    setting, tenures = case.setting, case.person.tenures
    if any(one.person_id == case.person.person_id for one in setting.committee or ()):
        return True
    seats = post.COMMITTEE
    if any(one.village == setting.village and one.role in seats for one in tenures or ()):
        return True
    return None if setting.committee is None and tenures is None else False
