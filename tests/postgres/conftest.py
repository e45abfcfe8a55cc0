"""Data folders and processes for the tests of the embedded server, each ended and removed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from talent import postgres
from tests.postgres.holding import Holder, accounts, remove, roomy


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data folder that is not there yet, in a place which every account can enter."""
    above = Path(tempfile.mkdtemp(prefix="talent-test-", dir=roomy())).resolve()
    above.chmod(0o755)
    yield above / "data"
    remove(above / "data")
    shutil.rmtree(above, ignore_errors=True)


@pytest.fixture(scope="session")
def born() -> Iterator[Path]:
    """A data folder whose server was made, started and stopped once."""
    folder = Path(tempfile.mkdtemp(prefix="talent-test-", dir=roomy())).resolve()
    postgres.start(folder, durable=False).leave()
    yield folder
    remove(folder)


@pytest.fixture
def known(born: Path, data_dir: Path) -> Path:
    """A copy of the made data folder, this test's own."""
    subprocess.run(["cp", "-a", str(born), str(data_dir)], check=True)
    return data_dir


@pytest.fixture
def hold() -> Iterator[Callable[..., Holder]]:
    """Make processes that hold a server, of a folder and as an account."""
    made: list[Holder] = []

    def make(data_dir: Path, account: str = "") -> Holder:
        made.append(Holder(data_dir, account))
        return made[-1]

    yield make
    for holder in made:
        holder.end()


@pytest.fixture(
    params=accounts(), ids=lambda account: account or pwd.getpwuid(os.geteuid()).pw_name
)
def account(request: pytest.FixtureRequest, known: Path) -> str:
    """An account that starts the server; the data folder is its own."""
    chosen: str = request.param
    if chosen:
        shutil.chown(known.parent, chosen)
        subprocess.run(["chown", "-R", chosen, str(known)], check=True)
    return chosen
