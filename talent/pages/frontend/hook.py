"""The hook of the wheel's build: what the pages load is fetched, and shipped with them."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from talent import assets


class Assets(BuildHookInterface):  # type: ignore[type-arg] # hatchling's own, and never used
    """Makes the files before they are packed."""

    def dependencies(self) -> list[str]:
        """Answer what the build needs besides: Node only where no npm is found."""
        return [] if assets.npm() else [assets.node()]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files; of a source distribution they are there already."""
        del version, build_data
        assets.make()
