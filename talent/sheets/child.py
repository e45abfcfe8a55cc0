"""A workbook is read in a child process that may take only so much memory and time.

A few kilobytes may unfold to gigabytes, and where the reader's memory ends its process ends with
it. The child gets the file through a pipe and answers through one; it has nothing of this
process: no environment, no open file, no key.
"""

import resource
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import msgspec
from msgspec import Struct

from talent.errors import RosterRefused
from talent.sheets import reading
from talent.sheets.reading import Sheet
from talent.sheets.texts import Row

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from talent.sheets import child; child.main()"
)


class Limits(Struct, frozen=True):
    """What a child may take: bytes of address space, seconds of computing."""

    memory: int = 2 << 30
    seconds: int = 60


class _Answer(Struct, frozen=True):
    """What the child answers: sheets, or why it refuses the file."""

    sheets: list[tuple[str, list[Row], bool]] = []
    refused: str | None = None


def read(data: bytes, filename: str, limits: Limits | None = None) -> list[Sheet]:
    """Read every sheet of a workbook in a child process, under its limits."""
    limits = limits or Limits()
    command = (sys.executable, "-I", "-c", PROGRAM, str(ROOT))
    bounds = (str(limits.memory), str(limits.seconds))
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            (*command, *bounds),
            input=msgspec.msgpack.encode((filename, data)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a reader's last words may repeat what it read
            timeout=limits.seconds * 2,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RosterRefused(_too_long(filename, limits)) from None
    if done.returncode == 0:
        answer = _DECODER.decode(done.stdout)
        if answer.refused is not None:
            raise RosterRefused(answer.refused)
        return [Sheet(name, rows, hidden=hidden) for name, rows, hidden in answer.sheets]
    if -done.returncode in _OVER_TIME:
        raise RosterRefused(_too_long(filename, limits))
    raise RosterRefused(
        f"“{filename}”展开后过大，读取它所需的内存超过{limits.memory >> 20}MB，已停止读取；"
        "请删去空白的行列和图片后另存再导入"
    )


def _too_long(filename: str, limits: Limits) -> str:
    return f"“{filename}”过于复杂，{limits.seconds}秒内未能读完，已停止读取；请分成几个文件"


# --- how cells travel ---------------------------------------------------------------------

_DAY, _MOMENT, _OTHER = 1, 2, 3
_OVER_TIME = (24, 9)  # SIGXCPU, and SIGKILL a second later


def _packed(cell: object) -> object:
    """Turn a cell into what keeps its kind on the way: a day is no text."""
    if isinstance(cell, datetime):
        return msgspec.msgpack.Ext(_MOMENT, cell.isoformat().encode())
    if isinstance(cell, date):
        return msgspec.msgpack.Ext(_DAY, cell.isoformat().encode())
    if cell is None or isinstance(cell, str | int | float):
        return cell
    said = cell.isoformat() if isinstance(cell, time) else str(cell)
    return msgspec.msgpack.Ext(_OTHER, said.encode())


def _unpacked(code: int, data: memoryview) -> object:
    said = bytes(data).decode()
    if code == _MOMENT:
        return datetime.fromisoformat(said)
    return date.fromisoformat(said) if code == _DAY else said


_DECODER = msgspec.msgpack.Decoder(_Answer, ext_hook=_unpacked)


# --- the child ----------------------------------------------------------------------------


def main() -> None:
    """Read one workbook from standard input and answer on standard output."""
    memory, seconds = map(int, sys.argv[2:4])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    filename, data = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=tuple[str, bytes])
    try:
        found = reading.read(data, filename)
        answer = _Answer(
            [
                (sheet.name, [[_packed(cell) for cell in row] for row in sheet.rows], sheet.hidden)
                for sheet in found
            ]
        )
    except RosterRefused as refusal:
        answer = _Answer(refused=refusal.detail)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
