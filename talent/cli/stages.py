"""What is being done, and how far it is: a bar for each stage, on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from talent.core.grouping import Step


@contextmanager
def shown() -> Iterator[Step]:
    """Show the stages that are told; a whole of 0 is one that nobody knows yet."""
    bar = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*bar, console=Console(stderr=True)) as progress:
        stages: dict[str, TaskID] = {}

        def step(stage: str, done: int, whole: int) -> None:
            if stage not in stages:
                stages[stage] = progress.add_task(stage, total=whole or None)
            progress.update(stages[stage], completed=done, total=whole or done)

        yield step
