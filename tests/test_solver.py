"""The solver's process: it answers as the solver in this process does, or is told to have failed."""

import asyncio
import sys
from random import Random
from typing import Any

import pytest

from talent import errors, solver
from talent.core.numbers import Numbers
from talent.core.plan_model import Instance, Opening, SideRow
from tests import planning


async def test_a_process_that_is_killed_midway_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spawn = asyncio.create_subprocess_exec

    async def killed(*said: Any, **named: Any) -> asyncio.subprocess.Process:
        process = await spawn(*said, **named)
        process.kill()
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", killed)
    with pytest.raises(errors.SolverFailed):
        await solver.solve(planning.an_instance(1))


def test_a_row_that_the_solver_s_presolve_loses_is_kept() -> None:
    random = Random(49_297)  # noqa: S311 - an instance on which HiGHS 1.16 does so
    villages, people = random.randint(1, 3), random.randint(1, 6)
    wanted, cap = random.randint(1, 2), random.randint(1, 2)
    kept = random.randint(0, 3)
    instance = planning.an_instance(
        49_297, villages=villages, people=people, wanted=wanted, cap=cap, kept=kept
    )
    assert planning.feasible(instance, planning.solved(instance).taken)


async def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[asyncio.subprocess.Process] = []
    spawn = asyncio.create_subprocess_exec

    async def waits(*said: Any, **named: Any) -> asyncio.subprocess.Process:
        del said
        forever = (sys.executable, "-c", "import sys; sys.stdin.buffer.read(); input()")
        process = await spawn(*forever, **named | {"stdin": asyncio.subprocess.PIPE})
        started.append(process)
        return process

    async def at_once(coroutine: Any, _: float) -> Any:
        coroutine.close()
        raise TimeoutError

    monkeypatch.setattr(asyncio, "create_subprocess_exec", waits)
    monkeypatch.setattr(asyncio, "wait_for", at_once)
    with pytest.raises(errors.SolverFailed, match="超过"):
        await solver.solve(planning.an_instance(1))
    assert started[0].returncode is not None


async def test_the_process_answers_what_this_process_does() -> None:
    for seed in (1, 2):
        instance = planning.an_instance(seed, people=5, wanted=2, cap=2)
        answer = await solver.solve(instance)
        assert answer == planning.solved(instance)


async def test_what_the_process_refuses_comes_back_in_its_words() -> None:
    kin = SideRow("kin", "419900101201", Numbers((0, 1)))
    openings = (Opening("419900101201", 21, 1), Opening("419900101201", 31, 1))
    instance = Instance(
        people=("a", "b"),
        caps=Numbers((1, 1)),
        openings=openings,
        person=Numbers((0, 1)),
        opening=Numbers((0, 1)),
        fit=Numbers((1, 1)),
        pinned=Numbers((0, 1)),
        rows=(kin,),
    )
    with pytest.raises(errors.Conflict, match="近亲属被固定在同一村"):
        await solver.solve(instance)
