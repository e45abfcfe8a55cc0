"""Dumps of a register: its data as PostgreSQL's own archive, sealed values sealed.

A dump never holds the master key: without the key file, ID numbers and phones in it stay sealed
for ever. It is loaded into an empty register of the same version, all of it or nothing.
"""

import asyncio
import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg

from talent import db, errors
from talent.sealing import Keyring

SQL = db.queries("dump")
SYSTEM = db.queries("system")

# One transaction over the whole script, which comes by standard input; the first error ends it.
QUIETLY = (
    "--no-psqlrc",
    "--quiet",
    "--output=/dev/null",
    "--set=ON_ERROR_STOP=1",
    "--single-transaction",
    "--file=-",
)


async def dump(owner_dsn: str, programs: Path, file: Path) -> None:
    """Write the register's data into a file of its own, 0600; an existing one is not overwritten.

    The register remembers that it was made.
    """
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise errors.Invalid(f"文件已存在：{file}") from None
    except OSError as wrong:
        raise errors.Invalid(f"不能写入 {file}：{wrong.strerror}") from wrong
    try:
        await _run(
            owner_dsn, programs / "pg_dump", "--data-only", "--format=custom", f"--file={file}"
        )
    except errors.Refusal:
        await asyncio.to_thread(file.unlink)
        raise
    connection = await asyncpg.connect(owner_dsn)
    try:
        size = (await asyncio.to_thread(file.stat)).st_size
        await connection.execute(SYSTEM.dumped.text, file.name, size)
    finally:
        await connection.close()


async def load(owner_dsn: str, programs: Path, file: Path, keyring: Keyring) -> None:
    """Load a dump into an empty register.

    Refused: a register that holds people or accounts, a dump of another version of the schema, a
    dump sealed with another master key, a file that is no dump.
    """
    connection = await asyncpg.connect(owner_dsn)
    try:
        if await connection.fetchval(SQL.people.text):
            raise errors.Conflict("登记库中已有人员或账号，只能载入空的登记库")
        script = await _run(
            owner_dsn, programs / "pg_restore", "--data-only", "--file=-", str(file), connects=False
        )
        # The archive's script in psql's language: COPY … FROM stdin. It runs in one transaction.
        # A semicolon alone after COPY's data would make psql run the COPY again.
        whole = (
            f"{SQL.empty_and_hush.text};\n{script.decode()}\n{SQL.wake.text};\n{SQL.prove.text};\n"
        )
        proof = f"--set=proof={keyring.proof()}"
        await _run(owner_dsn, programs / "psql", *QUIETLY, proof, said=whole.encode())
        await connection.execute(SQL.analyse.text)
    finally:
        await connection.close()


async def _run(
    dsn: str, program: Path, *arguments: str, said: bytes = b"", connects: bool = True
) -> bytes:
    """Run one of the server's programs; the password goes by its environment, never by its arguments."""
    environment = {"PATH": os.environ.get("PATH", ""), **(_environment(dsn) if connects else {})}
    try:
        outcome = await asyncio.to_thread(_run_program, [program, *arguments], said, environment)
    except OSError as wrong:
        raise errors.SetupRefused(f"不能运行 {program}：{wrong.strerror}") from wrong
    if outcome.returncode:
        raise errors.Invalid(_meaning(outcome.stderr.decode(errors="replace"), program.name))
    return outcome.stdout


def _run_program(
    command: list[Path | str], said: bytes, environment: dict[str, str]
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(  # noqa: S603 - the server's own programs
        command, input=said, capture_output=True, env=environment, check=False
    )


def _meaning(words: str, program: str) -> str:
    if "division by zero" in words:
        return "该备份是用另一把主密钥加密的：请先换回当时的密钥文件"
    if "other schema" in words:
        return "该备份来自另一个版本的数据库结构"
    if program == "pg_restore":
        return "文件不是本系统的备份，或已损坏"
    return f"{program} 未能完成，未作任何更改"


def _environment(dsn: str) -> dict[str, str]:
    parts = urlsplit(dsn)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    said = {
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGHOST": query.get("host") or parts.hostname or "",
        "PGPORT": str(query.get("port") or parts.port or ""),
        "PGDATABASE": parts.path.lstrip("/"),
        "PGSSLMODE": query.get("sslmode", ""),
        "PGOPTIONS": "-c client_min_messages=error",
    }
    return {name: value for name, value in said.items() if value}
