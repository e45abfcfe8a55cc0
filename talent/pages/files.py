"""What a page loads: our own style and script, and what npm brought; read once, sent compressed.

Each is served under the digest of all of them, so that a browser may keep it for ever and a new
version is another address.
"""

import functools
import gzip
import hashlib
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.params import FromPath
from msgspec import Struct

from talent import edge, errors

FOLDER = Path(__file__).parent / "static"
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class File(Struct, frozen=True):
    """One file as it is sent: its type, and its bytes compressed."""

    kind: str
    packed: bytes


@functools.cache
def files() -> dict[str, File]:
    """Read every file that may be served, by its path below the folder."""
    return {
        path.relative_to(FOLDER).as_posix(): File(
            TYPES[path.suffix], gzip.compress(path.read_bytes(), mtime=0)
        )
        for path in sorted(FOLDER.rglob("*"))
        if path.suffix in TYPES and not path.relative_to(FOLDER).parts[0].startswith(".")
    }


@functools.cache
def edition() -> str:
    """Answer the digest of all files together."""
    return hashlib.sha256(b"".join(one.packed for one in files().values())).hexdigest()[:12]


def address(name: str) -> str:
    """Answer where a page finds a file: `theme.css`, `vendor/htmx.js`."""
    return f"/static/{edition()}/{name}"


@get("/static/{made:str}/{name:path}", opt=edge.for_anybody(), sync_to_thread=False)
def sent(
    request: Request[Any, Any, State], made: FromPath[str], name: FromPath[str]
) -> Response[bytes]:
    """Send one file; under an older edition's address it is not to be kept."""
    found = files().get(str(name).removeprefix("/"))
    if found is None:
        raise errors.NotFound
    headers = dict(FOREVER) if made == edition() else {}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            found.packed, media_type=found.kind, headers=headers | {"Content-Encoding": "gzip"}
        )
    return Response(gzip.decompress(found.packed), media_type=found.kind, headers=headers)


@get("/favicon.ico", opt=edge.for_anybody(), sync_to_thread=False)
def icon() -> Response[bytes]:
    """Send the sign of the service to whoever asks at the usual address."""
    found = files()["sign.svg"]
    return Response(gzip.decompress(found.packed), media_type=found.kind)


ROUTES: tuple[Any, ...] = (sent, icon)
