"""The best people of the whole county for a request, for hr, who may release them to the village.

Everybody in a pool is considered, wherever at home; unknown factors count the mean of the whole
register. Of a request nothing is kept but the look. The register as it is weighed is kept in
memory, and read anew once any row of it is another (`register_versions`).
"""

import asyncio
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import disclosure, dossier, planned, post, rules, suggested, suggestion
from talent.core.plan_model import Opening
from talent.core.ranking import Ranking
from talent.core.suggested import Card, Shown
from talent.flows import people, plan_reading, planning, requests
from talent.flows.desk import Desk
from talent.flows.plan_reading import Reading

SQL = db.queries("plans")

MOST = 100


class Index:
    """The register of a day as it is weighed, with an order for each group of posts asked for."""

    def __init__(self, reading: Reading) -> None:
        """Note everybody; who is best is found when it is asked."""
        self.reading, self.field = reading, planning.field_of(reading)
        self._rankings: dict[str, Ranking] = {}

    def ranking(self, role: int) -> Ranking:
        """Answer the order for a role's group. Refused (Invalid): a group without weights."""
        group = post.role_group(role)
        weights = self.reading.weights.get(group)
        if weights is None:
            raise errors.Invalid("该类职务尚未设定评分权重")
        return self._rankings.setdefault(group, Ranking(self.field, weights.weights))


async def index(desk: Desk) -> Index:
    """Answer the register as it is weighed today: as it was kept, if no row of it has changed."""
    versions = await desk.tx.run(SQL.register_versions), desk.today
    found: Index | None = desk.shelf.find("register", versions)
    if found is None:
        reading = await plan_reading.read(desk, desk.today)
        found = await asyncio.to_thread(Index, reading)
        desk.shelf.put("register", versions, found)
    return found


class Sought(Struct, frozen=True, kw_only=True):
    """The best of the county for a request, explained; `considered` people were weighed."""

    request_id: UUID
    village: str
    village_name: str
    role: int
    role_label: str
    considered: int
    candidates: tuple[Shown, ...]
    notes: tuple[str, ...]


async def sought(desk: Desk, request_id: UUID, top: int) -> Sought:
    """Answer the best of the county for a request; refused once it is closed."""
    held = await requests.row(desk, request_id)
    if held.state == "closed":
        raise errors.Conflict("申请已办结")
    register = await index(desk)
    if held.village not in register.reading.villages:
        raise errors.Conflict("该村已合并或撤销")
    asked = planned.Asked(
        village=held.village,
        role=held.role,
        seats=held.seats,
        wanted_skills=held.wanted_skills,
        must_haves=held.must_haves,
        election_day=held.election_day,
    )
    most = max(1, min(top, MOST))
    considered, found = await asyncio.to_thread(_best, register, asked, most)
    await people.look(desk, "suggest", [one.person.person_id for one in found])
    return Sought(
        request_id=request_id,
        village=held.village,
        village_name=held.village_name,
        role=held.role,
        role_label=post.role(held.role).label,
        considered=considered,
        candidates=found,
        notes=(planned.NOTE, "全县范围；向本村开放前，本村看不到其他村的人选"),
    )


def _best(register: Index, asked: planned.Asked, most: int) -> tuple[int, tuple[Shown, ...]]:
    reading, around, ranking = register.reading, register.field, register.ranking(asked.role)
    rows = rules.in_force(reading.book, asked.role, reading.on)
    sits = {
        one.person_id for one in reading.seats[asked.village].incumbents if one.role == asked.role
    }
    without = frozenset(at for at, (entry, _) in enumerate(around.people) if entry.id in sits)
    ground = planning.ground(reading, Opening(asked.village, asked.role, asked.seats), rows, asked)
    best = ranking.top(ground, most, without)
    answer = suggestion.rank(
        [dossier.prospect(around.dossier(one.person, asked.village), ground.asked) for one in best],
        suggestion.Request(
            setting=ground.setting,
            wanted=ground.need.wanted,
            hollow=ground.need.hollow,
            means=ranking.means(ground),
            taxonomy=reading.taxonomy,
        ),
        reading.book,
        ranking.weights,
        reading.on,
    )
    law = disclosure.shares(rows)
    entries = {around.people[one.person][0].id: around.people[one.person][0] for one in best}
    must = tuple(asked.must_haves)
    shown = []
    for one in answer.candidates:
        entry = entries[one.person_id]
        line = suggested.of_candidate(
            one, law, suggested.lacking(must, entry.skills, reading.taxonomy)
        )
        born = entry.birth[:7] if entry.birth else None
        card = Card(entry.id, entry.name, entry.sex, born)
        shown.append(suggested.unstored(line, card, full=True))
    return len(around.people) - len(without), tuple(shown)
