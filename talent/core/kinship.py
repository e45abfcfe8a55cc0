"""Near relatives (Civil Code §1045) and whom a board must keep apart.

Kin are read in both directions. Nothing recorded means "not known" unless the person's kin are
known to be complete, or a review of the rule's own kind has passed with a document.
"""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from talent.core import facts as known
from talent.core import post, predicate
from talent.core.facts import Kin, Relation
from talent.core.predicate import Case, Finding, Predicate


class Board(Struct, frozen=True):
    """A board that has to be kept clear: what its members are called, and its roles."""

    label: str
    roles: frozenset[int]


COMMITTEE = Board("村民委员会成员", post.COMMITTEE)
COUNCIL = Board("理事会成员", post.COUNCIL)


class NoKinOnBoard(Predicate, frozen=True):
    """Nobody who sits on the village committee is a near relative."""

    relations: tuple[Relation, ...]

    def find(self, case: Case) -> Finding:
        """Answer None unless kin are known to be complete or a review E08 has cleared them."""
        return _kin_on(COMMITTEE, case, self.relations, "E08")


class SupervisoryExclusion(Predicate, frozen=True):
    """Neither on the village committee, nor near kin of who is, nor the village's 报账员."""

    relations: tuple[Relation, ...]

    def find(self, case: Case) -> Finding:
        """Answer False at the first reason found, None while one of the three is open."""
        return _kept_out(COMMITTEE, "村报账员", case, self.relations, "E09")


class CollectiveBoard(Predicate, frozen=True):
    """The boards of the collective (农村集体经济组织法 §29, §34).

    The council has `least` to `most` members, an odd number, no near relatives among them; its
    supervisors are neither on it, nor keep its accounts, nor near kin of who does either.
    """

    relations: tuple[Relation, ...]
    least: Annotated[int, Meta(ge=0, le=99)]
    most: Annotated[int, Meta(ge=0, le=99)]

    def find(self, case: Case) -> Finding:
        """Answer for the council's seats by kin alone, for its supervisors' by all three.

        It is the one law on a council's seats, so of who is not known at all it says nothing.
        """
        if case.setting.role in post.COUNCIL:
            found = _kin_on(COUNCIL, case, self.relations, "E16")
            known_kin = case.person.kin is not None or known.cleared(case.person, "E16")
            if found.holds and not known_kin:
                sentence = "亲属情况不详，未能核实近亲属关系"
                return predicate.leaves_open("亲属情况不详", found.expected, sentence)
            return found
        return _kept_out(COUNCIL, "财务会计人员", case, self.relations, "E16")


def near(kin: tuple[Kin, ...] | None, other: UUID, relations: tuple[Relation, ...]) -> Kin | None:
    """Answer how the other is kin within the relations, a confirmed entry first."""
    found = [one for one in kin or () if one.person_id == other and one.relation in relations]
    return min(found, key=lambda one: (not one.confirmed, one.relation), default=None)


def _kept_out(
    board: Board, keeper: str, case: Case, relations: tuple[Relation, ...], kind: str
) -> Finding:
    expected = f"非{board.label}及其近亲属，非{keeper}"
    member, accountant = _sits(board, case), case.person.accountant
    if member:
        return predicate.fails(board.label, expected, f"现为{board.label}，须回避")
    if accountant:
        return predicate.fails(keeper, expected, f"现为{keeper}，须回避")
    kin = _kin_on(board, case, relations, kind)
    if kin.holds is not True:
        return kin
    if member is None:
        return predicate.leaves_open("任职情况不详", expected, f"未能核实是否为{board.label}")
    if accountant is None and not known.cleared(case.person, kind):
        said = f"是否{keeper.removeprefix('村')}不详"
        return predicate.leaves_open(said, expected, f"未能核实是否为{keeper}")
    return predicate.holds("无此情形", expected, expected)


def _kin_on(board: Board, case: Case, relations: tuple[Relation, ...], kind: str) -> Finding:
    person, label = case.person, f"在任{board.label}"
    expected, members = f"与{label}无近亲属关系", case.setting.sitting(board.roles)
    if members is None:
        sentence = f"{label}不详，未能核实近亲属关系"
        return predicate.leaves_open("在任成员不详", expected, sentence)
    others = [one for one in members if one.person_id != person.person_id]
    ways = [near(person.kin, one.person_id, relations) for one in others]
    ways += [near(one.kin, person.person_id, relations) for one in others]
    kin = [way for way in ways if way]
    if any(one.confirmed for one in kin):
        return predicate.fails("有近亲属在任", expected, f"与{label}有近亲属关系，须回避")
    if kin:
        return predicate.leaves_open("疑有近亲属在任", expected, f"与{label}的亲属关系待核实")
    if not others or person.kin is not None or known.cleared(person, kind):
        return predicate.holds("无近亲属在任", expected, expected)
    return predicate.leaves_open("亲属情况不详", expected, "亲属情况不详，未能核实近亲属关系")


def _sits(board: Board, case: Case) -> bool | None:
    setting, tenures = case.setting, case.person.tenures
    members = setting.sitting(board.roles)
    if any(one.person_id == case.person.person_id for one in members or ()):
        return True
    if any(one.village == setting.village and one.role in board.roles for one in tenures or ()):
        return True
    return None if members is None and tenures is None else False
