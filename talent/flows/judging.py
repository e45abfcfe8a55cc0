"""Working off the queue: rules, whose pairs are whose, many at once, and what came of it."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import pair, texts, verdicts
from talent.flows import pairs
from talent.flows.desk import Desk

SQL = db.queries("judging")

MOST_AT_ONCE = 200


class RuleSet(Struct, frozen=True, forbid_unknown_fields=True):
    """How pairs are to be reviewed from now on: by two, or the automatic part by itself."""

    two_person: bool = False
    automatic: bool = False
    reason: str | None = None


class Assigning(Struct, frozen=True, forbid_unknown_fields=True):
    """Which township is to work pairs off; without pairs, all that lie in it. None: hr again."""

    place: str | None
    pairs: tuple[pair.Key, ...] | None = None


class Assigned(Struct, frozen=True):
    """How many pairs are another's now."""

    pairs: int


class Bulk(Struct, frozen=True, forbid_unknown_fields=True):
    """Pairs that are all said to be different people, and why."""

    pairs: tuple[pair.Key, ...]
    reason: str | None = None


async def rule(desk: Desk) -> verdicts.Rule:
    """Answer how pairs are reviewed now."""
    found: verdicts.Rule | None = await desk.tx.run(SQL.rule)
    return found or verdicts.Rule()


async def set_rule(desk: Desk, said: RuleSet) -> verdicts.Rule:
    """Set how pairs are reviewed from now on; both at once would let nobody agree, and is refused."""
    texts.check(reason=said.reason)
    if said.two_person and said.automatic:
        raise errors.Invalid("两人复核与自动合并不能同时启用")
    reason = (said.reason or "").strip() or None
    await desk.tx.run(
        SQL.set_rule, two_person=said.two_person, automatic=said.automatic, reason=reason
    )
    return await rule(desk)


async def assign(desk: Desk, said: Assigning) -> Assigned:
    """Assign pairs to a township; a pair with a side outside it stays where it is."""
    some = None if said.pairs is None else [_row(one) for one in said.pairs]
    done: int = await desk.tx.run(SQL.assign, place=said.place, pairs=some)
    return Assigned(done)


def _row(key: pair.Key) -> dict[str, UUID]:
    first, second = pair.key(*key)
    return {"person_a": first, "person_b": second}


async def different(desk: Desk, said: Bulk) -> list[pairs.Judged]:
    """Say of many pairs at once that they are different people; one refusal refuses all."""
    if not said.pairs or len(said.pairs) > MOST_AT_ONCE:
        expected = f"1至{MOST_AT_ONCE}对"
        fault = errors.Fault(field="pairs", said=str(len(said.pairs)), expected=expected)
        raise errors.Invalid(faults=(fault,))
    one_of_many = pairs.Said("different", said.reason)
    return [await pairs.judge(desk, *key, one_of_many) for key in said.pairs]


async def statistics(desk: Desk, since: datetime | None) -> verdicts.Statistics:
    """Count what waits and what was said, and estimate how right the model is."""
    found: list[verdicts.Verdict] = await desk.tx.run(SQL.verdicts, since=since)
    return verdicts.Statistics(
        waiting=await desk.tx.run(SQL.counts),
        reviewers=await desk.tx.run(SQL.by_reviewer, since=since),
        kinds=verdicts.kinds(found),
        precision=verdicts.precisions(found),
    )
