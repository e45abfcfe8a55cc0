"""What a long work is done in, in the background or by a command: steps, and somebody told."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from talent.flows.desk import Desk


class Steps(Protocol):
    """Transactions of its own, each a step; between two of them it says how far the work is."""

    def desk(self) -> AbstractAsyncContextManager[Desk]:
        """Open one step."""

    async def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Say how far the work is."""
