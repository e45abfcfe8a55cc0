"""Verdicts and fit put together: who is proposed for a post, in what order, and who may not be.

People decide; this only proposes (建议人选, 后备). A person whom a law answers FAIL is listed
apart with every failing rule and never ranked. A person of whom a law waits for facts, or for
whose post no law has been read, is 待核实: ranked behind those who are 符合条件, never adopted.
A policy wish bars nobody; it is a caution. Same inputs in any order give the same answer: by
standing, then total, then the earlier entry date, then id.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal
from uuid import UUID

from msgspec import Struct

from talent.core import board, change, fit, profile, rules
from talent.core.facts import Facts, Setting
from talent.core.fit import Fit, Means, Part, Readings, Weights
from talent.core.predicate import Predicate
from talent.core.profile import Profile
from talent.core.rules import Result, Rule, RuleClass, Verdict
from talent.core.skills import SHIPPED, Taxonomy
from talent.core.vocabulary import OF_NOBODY
from talent.errors import Fault, Invalid

Standing = Literal["eligible", "to_verify"]
MOST_REASONS = 3
MOST_CAUTIONS = 3


class Request(Struct, frozen=True, kw_only=True):
    """What is asked: the post and its setting, wanted skills, a village without income.

    `means`: what unknown factors count, where the people given are not the whole pool.
    """

    setting: Setting
    wanted: tuple[str, ...] = ()
    hollow: bool = False
    means: Means | None = None
    taxonomy: Taxonomy = SHIPPED

    def need(self) -> profile.Need:
        """Answer what fit measures against."""
        setting = self.setting
        return profile.Need(setting.village, setting.role, self.wanted, self.hollow, self.taxonomy)


class Prospect(Struct, frozen=True, kw_only=True):
    """One person to be considered: facts for the rules, a profile for fit; never mixed."""

    facts: Facts
    profile: Profile


class Asking(Struct, frozen=True, kw_only=True):
    """What knowing one factor would change while nobody else changes: the total's and rank's range."""

    factor: str
    label: str
    low: int
    high: int
    best_rank: int
    worst_rank: int
    sentence: str


class Candidate(Struct, frozen=True, kw_only=True):
    """One proposal, explained. `total` is 0..10,000,000, `points` the same as people read it."""

    person_id: UUID
    rank: int
    standing: Standing
    total: int
    low: int
    high: int
    points: str
    parts: tuple[Part, ...]
    verdicts: tuple[Verdict, ...]
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    coverage: int
    asking: tuple[Asking, ...] = ()


class Ineligible(Struct, frozen=True, kw_only=True):
    """One who may not be proposed, every failing rule, and which single change would help."""

    person_id: UUID
    failing: tuple[Verdict, ...]
    changes: tuple[str, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """A suggestion as it was seen; `rules` names each row used as id@edition."""

    asked_for: date
    candidates: tuple[Candidate, ...]
    ineligible: tuple[Ineligible, ...]
    board_notes: tuple[board.Note, ...]
    rules: tuple[str, ...]
    unchecked: tuple[str, ...]
    notes: tuple[str, ...]


class _Considered(Struct, frozen=True):
    prospect: Prospect
    verdicts: tuple[Verdict, ...]
    readings: Readings

    @property
    def person_id(self) -> UUID:
        return self.prospect.facts.person_id

    @property
    def barred(self) -> bool:
        return any(rules.bars(verdict) for verdict in self.verdicts)


def rank(
    people: Iterable[Prospect], request: Request, book: tuple[Rule, ...], weights: Weights, on: date
) -> Answer:
    """Answer the ranked candidates and the ineligible, by the law of the day `on`.

    A factor that is not known takes the mean of all the people given, or that of the request.
    Refused (Invalid): a day or role without rules, a person given twice, facts and profile of two people.
    """
    rows = rules.in_force(book, request.setting.role, on)
    pool = sorted((_consider(one, request, rows, on) for one in people), key=_id)
    _refuse_twins(pool)
    means = request.means or fit.pool_means(one.readings for one in pool)
    weighed = [(one, fit.weigh(one.readings, weights, means)) for one in pool if not one.barred]
    weighed.sort(key=lambda pair: _order(*pair))
    return Answer(
        asked_for=on,
        candidates=tuple(_candidates(weighed, whole_pool=request.means is None)),
        ineligible=tuple(_ineligible(one, request, book, on) for one in pool if one.barred),
        board_notes=board.notes(rows, request.setting, (), on),
        rules=tuple(f"{row.id}@{row.edition}" for row in rows),
        unchecked=tuple(row.id for row in rows if not row.checked),
        notes=_notes(request, rows),
    )


def standing(verdicts: Iterable[Verdict]) -> Standing | Literal["ineligible"]:
    """Answer where a person stands: barred; open, or no law answered at all; or eligible."""
    said = [v for v in verdicts if v.rule_class in rules.BARRING and v.result != Result.NA]
    if any(map(rules.bars, said)):
        return "ineligible"
    law = any(v.rule_class in rules.LAW for v in said)
    return "eligible" if law and not any(map(rules.leaves_open, said)) else "to_verify"


def judge_all(
    person: Facts, setting: Setting, rows: Iterable[Rule], on: date
) -> tuple[Verdict, ...]:
    """Answer the verdict of every rule that is about one person; rules of boards and villages stand apart."""
    return tuple(
        rules.judge(row, person, setting, on) for row in rows if not isinstance(row.asks, OF_NOBODY)
    )


def _consider(one: Prospect, request: Request, rows: tuple[Rule, ...], on: date) -> _Considered:
    if one.facts.person_id != one.profile.person_id:
        expected = "规则所据情况与评分所据情况须属同一人"
        fault = Fault(field="person_id", said=str(one.profile.person_id), expected=expected)
        raise Invalid(faults=(fault,))
    verdicts = judge_all(one.facts, request.setting, rows, on)
    wishes = [verdict.result for verdict in verdicts if verdict.rule_id in rules.WISHES]
    return _Considered(one, verdicts, profile.readings(one.profile, request.need(), wishes, on))


def _refuse_twins(pool: list[_Considered]) -> None:
    for one, other in pairwise(pool):
        if one.person_id == other.person_id:
            fault = Fault(field="people", said=str(one.person_id), expected="同一人只能列入一次")
            raise Invalid(faults=(fault,))


def _id(one: _Considered) -> UUID:
    return one.person_id


def _order(one: _Considered, whole: Fit) -> tuple[bool, int, date, UUID]:
    entered = one.prospect.profile.entered_on or date.max
    return standing(one.verdicts) != "eligible", -whole.total, entered, one.person_id


def _candidates(weighed: list[tuple[_Considered, Fit]], *, whole_pool: bool) -> Iterable[Candidate]:
    """Answer the candidates in order; what asking would change is told where everybody is there."""
    clear = sum(standing(one.verdicts) == "eligible" for one, _ in weighed)
    eligible, waiting = (
        sorted(whole.total for _, whole in part) for part in (weighed[:clear], weighed[clear:])
    )
    for place, (one, whole) in enumerate(weighed, start=1):
        asking: tuple[Asking, ...] = ()
        if whole_pool and place <= clear:
            asking = _asking(whole, 0, eligible)
        elif whole_pool:
            asking = _asking(whole, clear, waiting)
        yield _candidate(place, one, whole, asking)


def _asking(whole: Fit, ahead: int, totals: list[int]) -> tuple[Asking, ...]:
    """Answer what knowing each unknown factor would change, the widest first.

    `ahead` people of a better standing come first in any case; `totals` are those of the same
    standing, ascending, this person's among them. Who has the same total may come first or later.
    """
    found = []
    for part in whole.parts:
        if part.known or not part.weight:
            continue
        low, high = whole.total - part.contribution, whole.total - part.contribution + part.high
        above = len(totals) - bisect_right(totals, high)
        level = len(totals) - bisect_left(totals, low) - 1
        best, worst = ahead + 1 + above, ahead + 1 + level
        words = f"总分在{fit.points(low)}至{fit.points(high)}之间，名次在第{best}至第{worst}名之间"
        found.append(
            Asking(
                factor=part.factor,
                label=part.label,
                low=low,
                high=high,
                best_rank=best,
                worst_rank=worst,
                sentence=f"问明“{part.label}”：{words}",
            )
        )
    return tuple(sorted(found, key=lambda one: one.low - one.high))


def _candidate(place: int, one: _Considered, whole: Fit, asking: tuple[Asking, ...]) -> Candidate:
    stands = standing(one.verdicts)
    return Candidate(
        person_id=one.person_id,
        rank=place,
        standing="eligible" if stands == "eligible" else "to_verify",
        total=whole.total,
        low=whole.low,
        high=whole.high,
        points=fit.points(whole.total),
        parts=whole.parts,
        verdicts=one.verdicts,
        reasons=_reasons(whole),
        cautions=_cautions(one.verdicts, whole),
        coverage=whole.coverage,
        asking=asking,
    )


def _reasons(whole: Fit) -> tuple[str, ...]:
    speak = [
        part
        for part in whole.parts
        if part.known and part.contribution and part.sentence != profile.NO_NEED
    ]
    speak.sort(key=lambda part: -part.contribution)
    return tuple(
        f"{part.sentence}（+{fit.points(part.contribution)}分）" for part in speak[:MOST_REASONS]
    )


def _cautions(verdicts: tuple[Verdict, ...], whole: Fit) -> tuple[str, ...]:
    found: list[str] = []
    waits = [verdict.sentence for verdict in verdicts if rules.leaves_open(verdict)]
    if waits:
        more = f"等{len(waits)}项" if len(waits) > MOST_REASONS else ""
        found.append(f"待核实：{'；'.join(waits[:MOST_REASONS])}{more}")
    wishes = [v for v in verdicts if v.rule_class == RuleClass.POLICY]
    found += [verdict.sentence for verdict in wishes if verdict.result == Result.FAIL]
    missing = [part.label for part in whole.parts if not part.known]
    if missing:
        found.append(f"资料不全（{'、'.join(missing)}），暂按全库平均计")
    found += [verdict.sentence for verdict in wishes if verdict.result in rules.OPEN]
    return tuple(found[:MOST_CAUTIONS])


def _ineligible(one: _Considered, request: Request, book: tuple[Rule, ...], on: date) -> Ineligible:
    failing = tuple(verdict for verdict in one.verdicts if rules.bars(verdict))
    changes = []
    for idea in change.ideas(one.prospect.facts, request.setting, on, _asked(failing, book)):
        rows = rules.in_force(book, request.setting.role, idea.on)
        after = standing(judge_all(idea.person, idea.setting, rows, idea.on))
        if after == "eligible":
            changes.append(f"{idea.label}后即符合条件")
        elif after == "to_verify":
            changes.append(f"{idea.label}后不再有不符合的条件，其余事项待核实")
    return Ineligible(person_id=one.person_id, failing=failing, changes=tuple(changes))


def _asked(failing: tuple[Verdict, ...], book: tuple[Rule, ...]) -> tuple[Predicate, ...]:
    rows = {(row.id, row.edition): row for row in book}
    return tuple(rows[verdict.rule_id, verdict.edition].asks for verdict in failing)


def _notes(request: Request, rows: tuple[Rule, ...]) -> tuple[str, ...]:
    found = ["以下为建议人选，供研究参考；是否采用由人决定"]
    if rules.waits_for_law(request.setting):
        found.append(rules.COMMUNITY_NOTE)
    elif not any(row.rule_class in rules.LAW for row in rows):
        found.append("该职务的法定条件尚未录入，全部人选均待核实")
    if request.setting.holders is None:
        found.append("在任成员情况不详，班子整体要求未核对")
    unchecked = [row.id for row in rows if not row.checked]
    if unchecked:
        found.append(f"条文待核对：{'、'.join(unchecked)}")
    return tuple(found)
