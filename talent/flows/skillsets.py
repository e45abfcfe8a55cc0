"""The table of skills as the county edits it: concepts and the words they are told by."""

from msgspec import Struct

from talent import db, errors
from talent.core import post, skills, texts
from talent.core.skills import Concept, Taxonomy
from talent.errors import Fault
from talent.flows.desk import Desk

SQL = db.queries("skills")

MOST_WORDS = 60
SHORTEST, LONGEST = 2, 20


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The words a concept is told by; one of them in a text is enough."""

    words: tuple[str, ...]


async def listed(desk: Desk) -> list[Concept]:
    """List the concepts with their words."""
    found: list[Concept] = await desk.tx.run(SQL.concepts)
    return found


async def taxonomy(desk: Desk) -> Taxonomy:
    """Answer the table that requests and people are read by."""
    return Taxonomy({one.name: tuple(one.words) for one in await listed(desk)})


async def put(desk: Desk, name: str, said: Words) -> None:
    """Write a concept, new or anew. Refused: words too short to tell, too many, none."""
    words = list(dict.fromkeys(word for one in said.words if (word := skills.plain(one))))
    faults = [
        Fault(field="words", said=word[:LONGEST], expected=f"每个词{SHORTEST}至{LONGEST}个字")
        for word in words
        if not SHORTEST <= len(word) <= LONGEST
    ]
    if not words or len(words) > MOST_WORDS:
        faults.append(Fault(field="words", said="", expected=f"1至{MOST_WORDS}个词"))
    if not SHORTEST <= len(name.strip()) <= LONGEST or post.never_said(name):
        faults.append(Fault(field="name", said=name[:LONGEST], expected="专长类别的名称，2至20字"))
    if faults:
        raise errors.Invalid(faults=tuple(faults))
    texts.check(name=name, **{f"words[{at}]": word for at, word in enumerate(words)})
    await desk.tx.run(SQL.put_concept, name=name.strip(), words=words)


async def remove(desk: Desk, name: str) -> None:
    """Take a concept away; refused for those that fit asks for by itself."""
    if not await desk.tx.run(SQL.remove_concept, name=name):
        raise errors.NotFound
