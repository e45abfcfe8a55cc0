"""Whatever is merged, edited and taken apart: at the end stand the entries and their edits."""

from typing import Any

import pytest

from tests.conftest import County
from tests.flows.histories import History


@pytest.mark.parametrize("seed", range(24))
async def test_a_random_history_leaves_every_entry_as_it_was_but_for_its_edits(
    county: County, superuser: Any, seed: int
) -> None:
    history = History(county, superuser, seed)
    await history.run()


async def test_histories_do_merge_and_take_apart(county: County, superuser: Any) -> None:
    history = History(county, superuser, 1)
    await history.run()
    assert history.undone > 0
