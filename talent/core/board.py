"""A board as a whole: who sits, with the proposals, against the law's demands on its make-up.

Size (E05, E10), at least one woman (E06), somebody who knows finance (E10), no near relatives
on one board (E08). These are notes for people who put a board together; they never rank anybody.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from uuid import UUID

from msgspec import Struct

from talent.core import kinship, post, rules, vocabulary
from talent.core.facts import Holder, Setting
from talent.core.rules import Result, Rule

FEMALE = "2"


class Note(Struct, frozen=True, kw_only=True):
    """What one rule says of the board; `people` names those it is about."""

    rule_id: str
    result: Result
    citation: str
    sentence: str
    checked: bool
    people: tuple[UUID, ...] = ()


def notes(
    book: Iterable[Rule], setting: Setting, proposals: tuple[Holder, ...], on: date
) -> tuple[Note, ...]:
    """Answer one note or more for every board rule that the setting's role stands under.

    `setting.holders` are those who stay on; members of the board's own body count.
    """
    if setting.holders is None:
        return ()
    body = post.role(setting.role).body
    members = tuple(
        sorted(
            (one for one in (*setting.holders, *proposals) if post.role(one.role).body == body),
            key=lambda one: one.person_id,
        )
    )
    found: list[Note] = []
    for rule in rules.in_force(book, setting.role, on):
        asks = rule.asks
        if not isinstance(asks, vocabulary.BoardMakeUp | kinship.NoKinOnBoard):
            continue
        if rules.waits_for_law(setting):
            found.append(_note(rule, Result.NA, rules.COMMUNITY_NOTE))
        elif isinstance(asks, kinship.NoKinOnBoard):
            found += _kin(rule, asks, members)
        else:
            found += _make_up(rule, asks, members)
    return tuple(found)


def _make_up(
    rule: Rule, asks: vocabulary.BoardMakeUp, members: tuple[Holder, ...]
) -> Iterable[Note]:
    size = len({one.person_id for one in members})
    if (asks.least, asks.most) != (0, 99):
        span = f"在任及建议人选共{size}人，应为{asks.least}至{asks.most}人"
        if size < asks.least:
            yield _note(rule, Result.FAIL, f"{span}，尚缺{asks.least - size}人")
        elif size > asks.most:
            yield _note(rule, Result.FAIL, f"{span}，超出{size - asks.most}人")
        elif size > asks.usual:
            yield _note(rule, Result.REVIEW, f"{span}，超过一般的{asks.usual}人，须说明情况")
        else:
            yield _note(rule, Result.PASS, span)
    if asks.women:
        women = [None if one.sex not in {"1", FEMALE} else one.sex == FEMALE for one in members]
        label = "妇女成员"
        yield _at_least(rule, asks.women, women, label)
    if asks.finance:
        knows = [one.finance for one in members]
        yield _at_least(rule, asks.finance, knows, "具备财会、管理知识的成员")


def _at_least(rule: Rule, wanted: int, answers: list[bool | None], label: str) -> Note:
    sure, open_ = answers.count(True), answers.count(None)
    if sure >= wanted:
        return _note(rule, Result.PASS, f"在任及建议人选中有{label}{sure}人")
    if sure + open_ >= wanted:
        return _note(rule, rule.on_unknown, f"在任及建议人选中是否有{label}待核实")
    return _note(rule, Result.FAIL, f"在任及建议人选中{label}不足{wanted}人")


def _kin(rule: Rule, asks: kinship.NoKinOnBoard, members: tuple[Holder, ...]) -> Iterable[Note]:
    clear, known = True, all(one.kin is not None for one in members)
    for one, other in combinations(members, 2):
        ways = (
            kinship.near(one.kin, other.person_id, asks.relations),
            kinship.near(other.kin, one.person_id, asks.relations),
        )
        kin = [way for way in ways if way]
        if not kin:
            continue
        clear = False
        pair = (one.person_id, other.person_id)
        if any(way.confirmed for way in kin):
            yield _note(rule, Result.FAIL, "两人有近亲属关系，不宜同在一个班子", pair)
        else:
            yield _note(rule, rule.on_unknown, "两人的亲属关系待核实", pair)
    if clear and known:
        yield _note(rule, Result.PASS, "在任及建议人选之间无近亲属关系")
    elif clear:
        yield _note(rule, rule.on_unknown, "部分人员亲属情况不详，近亲属关系待核实")


def _note(rule: Rule, result: Result, sentence: str, people: tuple[UUID, ...] = ()) -> Note:
    return Note(
        rule_id=rule.id,
        result=result,
        citation=rule.citation,
        sentence=sentence,
        checked=rule.checked,
        people=people,
    )
