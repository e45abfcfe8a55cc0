"""A file that is sent as multipart/form-data, kept in memory.

A framework's own upload goes to a temporary file from a megabyte on; a roster's numbers are to
stand in no file in the open.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import multipart  # type: ignore[import-untyped] # its own, without annotations
from litestar import Request
from litestar.datastructures import State
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from msgspec import Struct

from talent import errors

MOST_PARTS = 10
LONGEST_FIELD = 200
TYPE = "multipart/form-data"
FILE = "file"
MAPPING = "mapping"
LONGEST = {MAPPING: 20_000}
YES = frozenset({"1", "true", "yes", "on"})
WISHES = ("background", "stage_only", "hidden", "complete")


class Upload(Struct, frozen=True):
    """The file with the name it was sent under, and the form's other fields."""

    name: str
    data: bytes
    fields: dict[str, str]

    def says(self, name: str, *, usual: bool = False) -> bool:
        """Read a field that is yes or no."""
        said = self.fields.get(name, "").lower()
        return said in YES if said else usual


@dataclass
class UploadOperation(Operation):
    """Describes a route that takes a file and fields in a form."""

    def __post_init__(self) -> None:
        """Name the form's parts."""
        text, yes_or_no = Schema(type=OpenAPIType.STRING), Schema(type=OpenAPIType.BOOLEAN)
        form = Schema(
            type=OpenAPIType.OBJECT,
            required=[FILE],
            properties={
                FILE: Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY),
                "pool": text,
                "place": text,
                "mapping": text,
                **dict.fromkeys(("dry_run", *WISHES), yes_or_no),
            },
        )
        self.request_body = RequestBody(
            content={TYPE: OpenAPIMediaType(schema=form)}, required=True
        )


async def read(request: Request[Any, Any, State], most: int = MOST_PARTS) -> Upload:
    """Read the one file of a form, under the route's limit; refused when there is none, or several.

    `most` is how many parts the form may have.
    """
    kind, options = request.content_type
    if kind != TYPE or not options.get("boundary"):
        raise errors.Invalid("请以 multipart/form-data 上传文件")
    try:
        parts = await _parts(request, options["boundary"], most)
    except multipart.MultipartError as error:
        raise errors.Invalid("上传的内容不完整，请重新上传") from error
    files = [(segment.filename, data) for segment, data in parts if segment.filename]
    if len(files) != 1:
        raise errors.Invalid(
            faults=(errors.Fault(field=FILE, said=str(len(files)), expected="一个文件"),)
        )
    name, data = files[0]
    fields = {
        segment.name: data[: LONGEST.get(segment.name, LONGEST_FIELD)]
        .decode(errors="replace")
        .strip()
        for segment, data in parts
        if not segment.filename and segment.name
    }
    return Upload(name[:LONGEST_FIELD], bytes(data), fields)


async def _parts(
    request: Request[Any, Any, State], boundary: str, most: int
) -> list[tuple[multipart.MultipartSegment, bytearray]]:
    whole: dict[int, bytearray] = defaultdict(bytearray)
    segments: list[multipart.MultipartSegment] = []
    with multipart.PushMultipartParser(boundary, max_segment_count=most) as parser:
        async for chunk in request.stream():
            for event in parser.parse(chunk) if chunk and not parser.closed else ():
                if isinstance(event, multipart.MultipartSegment):
                    segments.append(event)
                elif event:
                    whole[len(segments)].extend(event)
    return [(segment, whole[place]) for place, segment in enumerate(segments, 1)]
