"""Work spread over the processors: forked processes do a share of it beside this one.

A forked process sees what was made before it without a copy, so nothing is sent there; its answers
come back through a pipe. Where a system cannot fork safely, or has one processor, the work is done
here. What is answered is the same either way: see `core.spreading`.
"""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any

from talent.core import spreading
from talent.core.spreading import Answer, Part

MOST = 4
"""Processes at once: each holds a copy of what it touches."""


def spread(work: Callable[[Part], Answer], parts: Sequence[Part], /) -> Iterator[Answer]:
    """Do the work on every part, over as many processes as there are processors."""
    return over(processors(), work, parts)


def processors() -> int:
    """Answer how many processors this process may use; one where it should not fork."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def over(most: int, work: Callable[[Part], Answer], parts: Sequence[Part], /) -> Iterator[Answer]:
    """Do the work on every part, over at most so many processes."""
    many = min(most, MOST, len(parts) - 1)
    return _forked(many, work, parts) if many > 1 else spreading.alone(work, parts)


def _forked(many: int, work: Callable[[Part], Answer], parts: Sequence[Part]) -> Iterator[Answer]:
    # What is made at first use, such as a table of sounds, is so made before, and once.
    yield work(parts[0])
    rest = parts[1:]
    others = [_Other(work, rest[place::many]) for place in range(1, many)]
    try:
        for place, part in enumerate(rest):
            yield others[place % many - 1].answer() if place % many else work(part)
    finally:
        for other in others:
            other.end()


class _Other:
    """A forked process that does the work on its own parts, one after the other."""

    def __init__(self, work: Callable[[Part], Answer], parts: Sequence[Part]) -> None:
        forking = multiprocessing.get_context("fork")
        self._answers, theirs = forking.Pipe(duplex=False)
        self._process = forking.Process(target=_do, args=(theirs, work, parts), daemon=True)
        self._process.start()
        theirs.close()

    def answer(self) -> Any:
        """Answer for its next part; what it raised is raised here."""
        try:
            found, error = self._answers.recv()
        except EOFError as ended:
            raise ChildProcessError("a process that worked beside this one has ended") from ended
        if error:
            raise error
        return found

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._answers.close()


def _do(answers: Connection, work: Callable[[Part], Answer], parts: Sequence[Part]) -> None:
    gc.disable()  # a collection would touch, and so copy, everything that is shared
    try:
        for part in parts:
            answers.send((work(part), None))
    except Exception as error:  # noqa: BLE001 - raised again where the answer is asked for
        answers.send((None, error))
