"""Measures the best twenty of a register, explained: `python -m tests.bench.seeking DIR [TIMES]`.

DIR is the data folder of a register that stands, as `talent serve --demo --data-dir DIR` makes
it; its people are laid side by side TIMES over. Every village (of a larger register every nth) is
asked once for its committee's member (委员) before anything is timed, as an index is warm. Processor
milliseconds, beside a peer in the same run: explaining the same twenty alone.
"""

import asyncio
import os
import sys
import time
from pathlib import Path
from uuid import UUID

import numpy as np
from msgspec import structs

from talent import config
from talent.cli.desk import at
from talent.core import access, dossier, fit, rules, suggestion
from talent.core.field import Field, Ground
from talent.core.plan_model import Opening
from talent.core.ranking import Ranked, Ranking
from talent.flows import plan_reading, planning
from talent.flows.plan_reading import Reading

ROLE = 23
TOP = 20
TENFOLD = 10


async def main() -> None:
    """Read a register, ask, print."""
    await best(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)


async def best(folder: Path, times: int) -> tuple[int, float]:
    """Ask every village of a register laid side by side; answer how many people, and the p99 in ms."""
    settings = config.load(os.environ | {"TALENT_DATA_DIR": str(folder)})
    async with at(settings, None, access.Role.HR) as desk:
        reading = await plan_reading.read(desk, desk.today)
    weights = reading.weights["committee"].weights
    around = planning.field_of(reading)
    people = [
        (structs.replace(entry, id=UUID(int=entry.id.int ^ (copy << 64))), known)
        for copy in range(times)
        for entry, known in around.people
    ]
    everybody = Field(people, reading.book, reading.on, {})
    ranking = Ranking(everybody, weights)
    rows = rules.in_force(reading.book, ROLE, reading.on)
    grounds = [
        planning.ground(reading, Opening(code, ROLE, 2), rows, None)
        for code in sorted(reading.villages)[:: max(1, times // TENFOLD)]
        if any(one.role == ROLE for one in reading.seats[code].posts)
    ]
    began = time.process_time()
    for one in grounds:
        ranking.top(one, TOP)
    warm = time.process_time() - began
    ranked, explained = [], []
    for one in grounds:
        began = time.process_time()
        first = ranking.top(one, TOP)
        between = time.process_time()
        _explain(everybody, ranking, reading, one, first)
        ranked.append(1e3 * (time.process_time() - began))
        explained.append(1e3 * (time.process_time() - between))
    print(f"{len(people)} people, {len(grounds)} villages, index made in {warm:.1f} s")
    for name, took in (("ranked and explained", ranked), ("explained alone", explained)):
        print(
            f"  {name}: p50 {np.percentile(took, 50):.2f} ms, p99 {np.percentile(took, 99):.2f} ms"
        )
    sys.stdout.flush()
    return len(people), float(np.percentile(ranked, 99))


def _explain(
    everybody: Field, ranking: Ranking, reading: Reading, ground: Ground, best: list[Ranked]
) -> None:
    weights: fit.Weights = ranking.weights
    village = ground.setting.village
    answer = suggestion.rank(
        [dossier.prospect(everybody.dossier(b.person, village), ground.asked) for b in best],
        suggestion.Request(
            setting=ground.setting, hollow=ground.need.hollow, means=ranking.means(ground)
        ),
        reading.book,
        weights,
        reading.on,
    )
    if [one.total for one in answer.candidates] != [one.total for one in best]:
        raise AssertionError("the order and its explanation disagree")


if __name__ == "__main__":
    asyncio.run(main())
