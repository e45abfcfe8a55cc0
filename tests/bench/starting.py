"""How long until the service answers: on a fresh machine, and again. `python -m tests.bench.starting`.

Copies the tree without its environment, takes an empty home, and starts `serve --demo` twice.
"""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import httpx

from tests.bench import checking

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".venv*", ".git", ".*_cache", "__pycache__")


def main() -> None:
    """Start twice and print seconds."""
    with tempfile.TemporaryDirectory() as folder:
        checkout, home = Path(folder) / "talent", Path(folder) / "home"
        shutil.copytree(ROOT, checkout, ignore=LEFT_OUT)
        home.mkdir()
        kept = {
            name: value for name, value in os.environ.items() if name.startswith(("PIP_", "PATH"))
        }
        environment = kept | {"HOME": str(home), "TALENT_DATA_DIR": str(home / "data")}
        for name in ("fresh machine", "second start"):
            print(f"{name}: {_seconds(checkout, environment):.1f} s until /health/ready")


def _seconds(checkout: Path, environment: dict[str, str]) -> float:
    port = checking.free_port()
    command = ["python3", "-m", "talent", "serve", "--demo", "--port", str(port)]
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as service:
        try:
            while service.poll() is None:
                try:
                    httpx.get(f"http://127.0.0.1:{port}/health/ready").raise_for_status()
                except (httpx.TransportError, httpx.HTTPStatusError):
                    time.sleep(0.05)
                else:
                    return time.perf_counter() - started
        finally:
            service.terminate()
            service.wait()
    raise SystemExit("the service did not start")


if __name__ == "__main__":
    main()
