"""The solver: HiGHS, one thread, every status checked.

HiGHS counts its threads for the whole process, so it lives in a process of its own.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import highspy
import msgspec
import numpy as np
from msgspec import Struct

from talent import errors
from talent.core import numbers, plan_levels
from talent.core.plan_levels import Solution
from talent.core.plan_model import Floats, Instance
from talent.core.plan_solver import Asked, Part, Solved

Status = highspy.HighsModelStatus

NODES = 20_000
"""Cases that HiGHS may look at in one whole-number problem: a count, so that it is the same anywhere."""
INFINITY = highspy.kHighsInf
PATIENCE = 600
"""Seconds that a plan may take."""


class Refused(Struct, frozen=True, tag=True):
    """An instance that no plan can meet, as the process says it."""

    detail: str
    extra: dict[str, str | int]


class Highs:
    """Opens sessions on HiGHS."""

    def open(self, part: Part) -> "Session":
        """Hold one component."""
        return Session(part)


class Session:
    """One component in HiGHS, which goes on from the last basis."""

    def __init__(self, part: Part) -> None:
        """Pass the matrix."""
        self.part = part
        self.solver = _solver()
        self.held = 0
        _pass(self.solver, part)

    def relaxed(self, asked: Asked) -> Solved:
        """Answer the best plan in fractions with its prices, or a ray that says there is none."""
        solver = self.solver
        self._ask(solver, asked)
        _done(solver.run(), "run")
        status = solver.getModelStatus()
        rows = len(self.part.rows)
        if status == Status.kInfeasible:
            ray = self._ray(asked)
            return Solved(None, -ray[:rows], ray[rows:])
        if status != Status.kOptimal:
            raise errors.SolverFailed(f"求解器未能完成：{solver.modelStatusToString(status)}")
        found = solver.getSolution()
        duals = np.asarray(found.row_dual, np.float64)
        return Solved(np.asarray(found.col_value, np.float64), -duals[:rows], duals[rows:])

    def whole(self, asked: Asked) -> Floats | None:
        """Answer the best plan in whole numbers, over the columns that are open; None: there is none.

        HiGHS may lose a row where its presolve leaves nothing to solve. It sees that itself, and is
        asked once more without.
        """
        solver = self._in_whole_numbers(asked)
        if solver.run() == highspy.HighsStatus.kError:
            _done(solver.setOptionValue("presolve", "off"), "presolve")
            _done(solver.clearSolver(), "clear")
            _done(solver.run(), "run")
        status = solver.getModelStatus()
        if status == Status.kInfeasible:
            return None
        if status not in {Status.kOptimal, Status.kSolutionLimit, Status.kIterationLimit}:
            raise errors.SolverFailed(f"求解器未能完成：{solver.modelStatusToString(status)}")
        found = solver.getSolution()
        return np.asarray(found.col_value, np.float64) if found.value_valid else None

    def _in_whole_numbers(self, asked: Asked) -> Any:
        """Answer a solver with the part as a programme in whole numbers, not yet run."""
        solver = _solver()
        _pass(solver, self.part)
        held, self.held = self.held, 0
        self._ask(solver, asked)
        self.held = held
        count = len(self.part.columns)
        kinds = np.full(count, highspy.HighsVarType.kInteger)
        _done(solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds), "kind")
        for name, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-6), ("mip_max_nodes", NODES)):
            _done(solver.setOptionValue(name, value), name)
        return solver

    def _ask(self, solver: Any, asked: Asked) -> None:
        count, rows = len(self.part.columns), len(self.part.rows)
        every = np.arange(count, dtype=np.int32)
        limit = self.part.limit.astype(np.float64)
        lower = np.where(asked.tight, limit, -INFINITY)
        _done(solver.changeColsCost(count, every, -asked.counts), "cost")
        low, high = asked.low.astype(np.float64), asked.high.astype(np.float64)
        _done(solver.changeColsBounds(count, every, low, high), "bounds")
        _done(
            solver.changeRowsBounds(rows, np.arange(rows, dtype=np.int32), lower, limit), "limits"
        )
        for counts, value in asked.held[self.held :]:
            at = np.flatnonzero(counts).astype(np.int32)
            # The value is one that was reached in whole numbers; so little slack lets none below it in.
            _done(solver.addRow(value, INFINITY, len(at), at, counts[at]), "row")
        self.held = len(asked.held)

    def _ray(self, asked: Asked) -> Floats:
        """Answer the prices that prove that no plan keeps every row."""
        status, there, ray = self.solver.getDualRay()
        if status == highspy.HighsStatus.kOk and there:
            return np.asarray(ray, np.float64)
        solver = _solver()
        _done(solver.setOptionValue("presolve", "off"), "presolve")
        _pass(solver, self.part)
        held, self.held = self.held, 0
        self._ask(solver, asked)
        self.held = held
        _done(solver.run(), "run")
        status, there, ray = solver.getDualRay()
        if status != highspy.HighsStatus.kOk or not there:
            raise errors.SolverFailed("求解器未给出无解的证明")
        return np.asarray(ray, np.float64)


def _solver() -> Any:
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        _done(solver.setOptionValue(name, value), name)
    return solver


def _pass(solver: Any, part: Part) -> None:
    count, rows = len(part.columns), len(part.rows)
    order = np.lexsort((part.entry_row, part.entry_column))
    column, row = part.entry_column[order], part.entry_row[order]
    start = np.searchsorted(column, np.arange(count + 1))
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = count, rows
    programme.col_cost_ = np.zeros(count)
    programme.col_lower_, programme.col_upper_ = np.zeros(count), np.ones(count)
    programme.row_lower_ = np.full(rows, -INFINITY)
    programme.row_upper_ = part.limit.astype(np.float64)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_ = start.astype(np.int32)
    programme.a_matrix_.index_ = row.astype(np.int32)
    programme.a_matrix_.value_ = part.entry_sign[order].astype(np.float64)
    _done(solver.passModel(programme), "model")


def _done(status: Any, what: str) -> None:
    """Refuse to go on where a call of the solver failed; warnings are not failures."""
    if status == highspy.HighsStatus.kError:
        raise errors.SolverFailed(f"求解器调用失败：{what}")


async def solve(instance: Instance) -> Solution:
    """Solve an instance in a process of its own; SolverFailed where that does not answer."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        __name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    try:
        said = msgspec.msgpack.encode(instance, enc_hook=numbers.plain)
        answer, _ = await asyncio.wait_for(process.communicate(said), PATIENCE)
    except TimeoutError:
        raise errors.SolverFailed(f"超过{PATIENCE}秒未得出结果") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise errors.SolverFailed
    found = msgspec.msgpack.decode(answer, type=Solution | Refused, dec_hook=numbers.read)
    if isinstance(found, Refused):
        raise errors.Conflict(found.detail, **found.extra)
    return found


def main() -> None:
    """Read an instance from standard input, write its solution to standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    # The solver prints its name; what is printed must not stand in the answer.
    os.dup2(2, 1)
    instance = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Instance, dec_hook=numbers.read)
    found: Solution | Refused
    try:
        found = plan_levels.solve(instance, Highs())
    except errors.Conflict as refusal:
        found = Refused(refusal.detail, refusal.extra)
    with answer:
        answer.write(msgspec.msgpack.encode(found, enc_hook=numbers.plain))


if __name__ == "__main__":
    main()
