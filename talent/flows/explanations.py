"""Why two people of the register may be one, weighed now by the model that weighs now."""

from uuid import UUID

from talent import db, errors
from talent.core import access, automatic, comparison, explanation, pair
from talent.core.clans import Clans
from talent.core.comparison import Comparison
from talent.flows import duplicates, likenesses, models, pairs, people
from talent.flows.desk import Desk

SQL = db.queries("judging")

ONE = "二人已合并为一条登记，没有可说明的；可在其合并记录中查看或撤销"


async def explain(desk: Desk, one: UUID, other: UUID) -> explanation.Shown:
    """Explain a pair, queued or not; of somebody out of sight there is nothing to explain.

    Who was merged away is explained as who stands for them now; two that are one already are refused.
    """
    if desk.actor.role not in access.JUDGES_PAIRS:
        raise errors.Forbidden
    stands = [await people.stands(desk, key) for key in (one, other)]
    first, second = pair.key(*stands)
    if first == second and one != other:
        raise errors.Conflict(ONE)
    rows = await desk.tx.run(people.SQL.rows, people=[first, second])
    if len(rows) != len({first, second}) or first == second:
        raise errors.NotFound
    shown = await pairs.shown(desk, rows)
    using = await models.weighing(desk)
    compared = await _compared(desk, using.clans, first, second)
    said = explanation.explain(compared, using.known, using.model)
    standing: list[pair.Standing] = await desk.tx.run(pairs.SQL.standing, people=[first, second])
    verdicts = {(kept.person_a, kept.person_b): kept.verdict for kept in standing}
    clusters = await desk.tx.run(SQL.cluster_of, people=[first, second])
    together = len(clusters) == 1
    return explanation.Shown(
        people=(shown[first], shown[second]),
        explanation=said,
        automatic=said.band == "likely"
        and automatic.allowed(compared.levels, said.probability, together=together),
        standing=verdicts.get((first, second)),
        cluster=clusters[0] if together else None,
    )


async def _compared(desk: Desk, known: Clans, one: UUID, other: UUID) -> Comparison:
    found = await desk.tx.run(duplicates.SQL.rows, people=[one, other], keys=[])
    rows = {row.id: row for row in found}
    ready = (comparison.prepare(likenesses.opened(desk, rows[key])) for key in (one, other))
    mine, theirs = (comparison.within(each, known) for each in ready)
    return comparison.compare(mine, theirs)
