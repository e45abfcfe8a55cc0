"""`python3 -m tests [arguments of pytest]`: make sure of the environment, then run the tests.

Without arguments the whole suite runs, on as many processes as there are processors, four at most.
Each has a database server of its own.
"""

import os
import sys

from talent import assets, bootstrap

MOST = 4


def main() -> int:
    """Answer pytest's exit code."""
    bootstrap.enter(bootstrap.TESTS)
    assets.make()
    import pytest  # noqa: PLC0415 (cannot be imported before)

    workers = min(os.cpu_count() or 1, MOST)
    return int(pytest.main([f"--numprocesses={workers}", *sys.argv[1:]]))


if __name__ == "__main__":
    sys.exit(main())
