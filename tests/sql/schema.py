"""Write sql/schema.sql: the schema as the migrations make it, in the server's own words.

Run as `python -m tests.sql.schema` after a migration was added.
"""

import asyncio
import re
import subprocess
import tempfile
from pathlib import Path

from talent import db, migrations, postgres
from talent.postgres import folder as folders

PATH = db.sql_folder() / "schema.sql"
HEAD = "-- The whole schema, as the migrations make it. Written by `python -m tests.sql.schema`; do not edit.\n"
NOISE = re.compile(
    r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)\n", re.MULTILINE
)


def dump(server: postgres.Server, database: str = folders.DATABASE) -> str:
    """Answer the schema of a database without comments, settings and the ledger's noise."""
    said = subprocess.run(
        [
            server.bin_dir / "pg_dump",
            "--schema-only",
            "--no-owner",
            "--dbname",
            folders.claim(server.data_dir).dsn("talent_owner", database),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return HEAD + re.sub(r"\n{3,}", "\n\n", NOISE.sub("", said.stdout)).strip() + "\n"


def main() -> None:
    """Make a fresh server, migrate it, write what came of it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.start(Path(folder) / "register", durable=False) as server,
    ):
        asyncio.run(migrations.migrate(server.owner_dsn))
        PATH.write_text(dump(server), "utf-8")


if __name__ == "__main__":
    main()
