"""What finds a person by name: beginnings of it in characters, in full pinyin and in initials.

A search is a beginning of a stored term, so every tail of a name is stored: 建国 finds 张建国,
`zhangs` finds 张三, `zs` and `sanf` find 张三丰.
"""

import unicodedata

from talent.core import names

SEPARATORS = str.maketrans("", "", " '’·-")


def terms(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Answer the terms of a person's names, all of them, sorted."""
    found: set[str] = set()
    for raw in typed:
        name = names.parse(raw)
        plain = term(name.cleaned)
        found.update(plain[start:] for start in range(len(plain)))
        for spelling in names.spellings(name):
            syllables = spelling.full.split()
            found.update("".join(syllables[start:]) for start in range(len(syllables)))
            found.add(spelling.initials)
    return tuple(sorted(found - {""}))


def term(said: str) -> str:
    """Answer what somebody searched for as a term: widths, case, spaces and dots folded."""
    return unicodedata.normalize("NFKC", said).casefold().translate(SEPARATORS).strip()
