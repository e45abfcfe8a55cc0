"""Names typed in Latin letters, cut into syllables.

"ZhangSan", "ZHANG SAN" and "Zhāng Sān" are zhang san. Where the letters allow several cuts
("xian": xian, xi an) all are kept, the one with the fewest syllables first. ü is written v,
as on a keyboard; the passport's lyu and nyu are read as lv and nv.
"""

import re
import unicodedata
from functools import cache

from talent.core import characters

MOST_CUTS = 4
_LONGEST_SYLLABLE = 6
_UMLAUT = str.maketrans("üǖǘǚǜÜǕǗǙǛ", "v" * 10)
_BETWEEN = re.compile(r"[' -]+")

Cut = tuple[str, ...]


@cache
def syllables() -> frozenset[str]:
    """Answer every syllable of the language without tones, read off the characters of GB 2312."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    chars = b"".join(rows).decode("gb2312", errors="ignore")
    found = {characters.plain(sound) for char in chars for sound in characters.sounds(char)[:1]}
    return frozenset(syllable for syllable in found if set(syllable) & set("aeiouv"))


def parts(text: str) -> int:
    """Count the parts the writer set apart by spaces, hyphens or capitals."""
    return len(_BETWEEN.split(_letters(text).strip("' -")))


def cut(text: str) -> tuple[Cut, ...]:
    """Answer the ways to read the text as syllables; none when it is no pinyin at all."""
    if not text or not text[0].isalpha() or characters.is_han(text[0]):
        return ()
    flat = _letters(text)
    ways: list[Cut] = [()]
    for token in _BETWEEN.split(flat.strip("' -")):
        ends = _cuts(token)
        ways = [way + end for way in ways for end in ends][:MOST_CUTS]
    return tuple(ways)


def _letters(text: str) -> str:
    # A capital begins a new part (ZhangSan), unless everything is in capitals.
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    flat = unicodedata.normalize("NFD", parted.translate(_UMLAUT))
    return "".join(char for char in flat if not unicodedata.combining(char)).lower()


def _cuts(token: str) -> list[Cut]:
    text = token.replace("lyu", "lv").replace("nyu", "nv")
    known = syllables()
    found: list[list[Cut]] = [[] for _ in range(len(text) + 1)]
    found[0].append(())
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            if text[start:end] in known:
                found[end] += [(*way, text[start:end]) for way in found[start]]
        found[end] = sorted(found[end], key=lambda way: (len(way), way))[:MOST_CUTS]
    return found[-1]
