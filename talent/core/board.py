"""A board as a whole: who sits, with the proposals, against the law's demands on its make-up.

Size (E05, E10, E16), at least one woman (E06), before 2026 a minority member (E07), somebody who
knows finance (E10), no near relatives on one board (E08, E16), supervisors apart from those they
watch over (E09, E16), how many reserves the village has (P06). These are notes for people who put
a board together; they never rank anybody.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from uuid import UUID

from msgspec import Struct, structs

from talent.core import kinship, post, rules
from talent.core.facts import Facts, Holder, Relation, Setting
from talent.core.predicate import Case, Predicate
from talent.core.rules import Result, Rule
from talent.core.vocabulary import BoardMakeUp, ReserveCount

FEMALE = "2"
NO_LIMITS = (0, 99)
NOBODY = Facts(person_id=UUID(int=0))


class Note(Struct, frozen=True, kw_only=True):
    """What one rule says of the board; `people` names those it is about."""

    rule_id: str
    result: Result
    citation: str
    sentence: str
    checked: bool
    people: tuple[UUID, ...] = ()


class Seated(Struct, frozen=True):
    """A board as it would be: its members, and everybody who would sit in the village."""

    setting: Setting
    members: tuple[Holder, ...]
    everybody: tuple[Holder, ...]

    def on(self, board: kinship.Board) -> tuple[Holder, ...]:
        """Answer who sits on another board."""
        return tuple(one for one in self.everybody if one.role in board.roles)


def notes(
    book: Iterable[Rule], setting: Setting, proposals: tuple[Holder, ...], on: date
) -> tuple[Note, ...]:
    """Answer one note or more for every board rule that the setting's role stands under.

    `setting.holders` are those who stay on; members of the board's own body count.
    """
    found: list[Note] = []
    seated = None
    if setting.holders is not None:
        everybody = tuple(sorted((*setting.holders, *proposals), key=lambda one: one.person_id))
        body = post.role(setting.role).body
        members = tuple(one for one in everybody if post.role(one.role).body == body)
        seated = Seated(setting, members, everybody)
    for rule in rules.in_force(book, setting.role, on):
        if isinstance(rule.asks, ReserveCount):
            found += _reserves(rule, rule.asks, setting)
        elif seated is not None and isinstance(rule.asks, BOARD):
            if rules.waits_for_law(setting):
                found.append(_note(rule, Result.NA, rules.COMMUNITY_NOTE))
            else:
                found += _asked(rule, rule.asks, seated)
    return tuple(found)


BOARD = (
    BoardMakeUp,
    kinship.NoKinOnBoard,
    kinship.SupervisoryExclusion,
    kinship.CollectiveBoard,
)


def _asked(rule: Rule, asks: Predicate, seated: Seated) -> Iterable[Note]:
    if isinstance(asks, kinship.NoKinOnBoard):
        yield from _kin(rule, asks.relations, seated.members)
    elif isinstance(asks, kinship.SupervisoryExclusion):
        yield from _apart(rule, asks.relations, seated, kinship.COMMITTEE)
    elif isinstance(asks, BoardMakeUp):
        yield from _make_up(rule, asks, seated)
    elif isinstance(asks, kinship.CollectiveBoard) and seated.setting.role in post.COUNCIL:
        yield from _size(rule, BoardMakeUp(asks.least, asks.most, asks.most), seated, odd=True)
        yield from _kin(rule, asks.relations, seated.members)
    elif isinstance(asks, kinship.CollectiveBoard):
        yield from _apart(rule, asks.relations, seated, kinship.COUNCIL)


def _make_up(rule: Rule, asks: BoardMakeUp, seated: Seated) -> Iterable[Note]:
    members = seated.members
    yield from _size(rule, asks, seated, odd=False)
    if asks.women:
        women = [None if one.sex not in {"1", FEMALE} else one.sex == FEMALE for one in members]
        note = _at_least(rule, asks.women, women, "妇女成员")
        if note.result == Result.FAIL:
            note = structs.replace(note, sentence=f"{note.sentence}，建议空缺席位优先考虑妇女人选")
        yield note
    if asks.finance:
        knows = [one.finance for one in members]
        yield _at_least(rule, asks.finance, knows, "具备财会、管理知识的成员")
    if asks.minority and seated.setting.multi_ethnic is None:
        yield _note(rule, rule.on_unknown, "本村是否多民族居住待核实")
    elif asks.minority and not seated.setting.multi_ethnic:
        yield _note(rule, Result.NA, "本村不是多民族居住的村")
    elif asks.minority:
        yield _at_least(rule, asks.minority, [one.minority for one in members], "少数民族成员")


def _size(rule: Rule, asks: BoardMakeUp, seated: Seated, *, odd: bool) -> Iterable[Note]:
    if (asks.least, asks.most) == NO_LIMITS:
        return
    size = len({one.person_id for one in seated.members})
    kind = "人，且为单数" if odd else "人"
    span = f"在任及建议人选共{size}人，应为{asks.least}至{asks.most}{kind}"
    if size < asks.least:
        yield _note(rule, Result.FAIL, f"{span}，尚缺{asks.least - size}人")
    elif size > asks.most:
        yield _note(rule, Result.FAIL, f"{span}，超出{size - asks.most}人")
    elif odd and size % 2 == 0:
        yield _note(rule, Result.FAIL, f"{span}，现为双数")
    elif size > asks.usual:
        yield _note(rule, Result.REVIEW, f"{span}，超过一般的{asks.usual}人，须说明情况")
    else:
        yield _note(rule, Result.PASS, span)


def _at_least(rule: Rule, wanted: int, answers: list[bool | None], label: str) -> Note:
    sure, open_ = answers.count(True), answers.count(None)
    if sure >= wanted:
        return _note(rule, Result.PASS, f"在任及建议人选中有{label}{sure}人")
    if sure + open_ >= wanted:
        return _note(rule, rule.on_unknown, f"在任及建议人选中是否有{label}待核实")
    return _note(rule, Result.FAIL, f"在任及建议人选中{label}不足{wanted}人")


def _kin(
    rule: Rule, relations: tuple[Relation, ...], members: tuple[Holder, ...]
) -> Iterable[Note]:
    clear, known = True, all(one.kin is not None for one in members)
    for one, other in combinations(members, 2):
        confirmed = _related(one, other, relations)
        if confirmed is None:
            continue
        clear = False
        pair = (one.person_id, other.person_id)
        if confirmed:
            yield _note(rule, Result.FAIL, "两人有近亲属关系，不宜同在一个班子", pair)
        else:
            yield _note(rule, rule.on_unknown, "两人的亲属关系待核实", pair)
    if clear and known:
        yield _note(rule, Result.PASS, "在任及建议人选之间无近亲属关系")
    elif clear:
        yield _note(rule, rule.on_unknown, "部分人员亲属情况不详，近亲属关系待核实")


def _apart(
    rule: Rule, relations: tuple[Relation, ...], seated: Seated, board: kinship.Board
) -> Iterable[Note]:
    """Answer whether those who watch over a board are apart from it and from its accounts."""
    watched, clear = seated.on(board), True
    both = {one.person_id for one in watched} & {one.person_id for one in seated.members}
    for person in sorted(both):
        clear = False
        yield _note(rule, Result.FAIL, f"此人同时是{board.label}，须回避", (person,))
    for one in seated.members:
        if one.accountant:
            clear = False
            yield _note(rule, Result.FAIL, "此人是报账员，须回避", (one.person_id,))
        for other in watched:
            confirmed = _related(one, other, relations)
            if confirmed is None or one.person_id == other.person_id:
                continue
            clear, pair = False, (one.person_id, other.person_id)
            if confirmed:
                yield _note(rule, Result.FAIL, f"与{board.label}有近亲属关系，须回避", pair)
            else:
                yield _note(rule, rule.on_unknown, f"与{board.label}的亲属关系待核实", pair)
    known = all(one.kin is not None for one in (*seated.members, *watched))
    if clear and known:
        sentence = f"在任及建议人选均非{board.label}及其近亲属，未见报账员"
        yield _note(rule, Result.PASS, sentence)
    elif clear:
        yield _note(rule, rule.on_unknown, f"部分人员亲属情况不详，与{board.label}的关系待核实")


def _related(one: Holder, other: Holder, relations: tuple[Relation, ...]) -> bool | None:
    """Answer None for no kin on record, else whether somebody has confirmed it."""
    ways = (
        kinship.near(one.kin, other.person_id, relations),
        kinship.near(other.kin, one.person_id, relations),
    )
    kin = [way for way in ways if way]
    return any(way.confirmed for way in kin) if kin else None


def _reserves(rule: Rule, asks: ReserveCount, setting: Setting) -> Iterable[Note]:
    if setting.reserves is None:
        return
    finding = asks.find(Case(NOBODY, setting, rule.in_force_from))
    yield _note(rule, Result.PASS if finding.holds else Result.FAIL, finding.sentence)


def _note(rule: Rule, result: Result, sentence: str, people: tuple[UUID, ...] = ()) -> Note:
    return Note(
        rule_id=rule.id,
        result=result,
        citation=rule.citation,
        sentence=sentence,
        checked=rule.checked,
        people=people,
    )
