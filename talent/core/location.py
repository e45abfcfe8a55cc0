"""Where a typed row says somebody is at home and lives.

A village that cannot be told is a doubt: the row keeps what was typed, and the township stands
for the village as far as it is known. A code is exact, so a code that is none here is a fault.
"""

from talent.core import validity
from talent.core.places import Place, PlaceIndex, Resolution
from talent.core.reading import Reading

_CODE_EXPECTED = "本县村（社区）的12位统计用区划代码"
_SHOWN_CHOICES = 3


def read(row: Reading, index: PlaceIndex, within: str | None = None) -> None:
    """Read household and residence.

    `within` is the township a roster comes from: it decides between villages of one name where
    the row names no township.
    """
    _read_household(row, index, within)
    _read_residence(row, index, within)


def _read_household(row: Reading, index: PlaceIndex, within: str | None) -> None:
    township = _township(row, index)
    place, group = _by_code(row, index, township), None
    texts = [row.take_text("household_text"), row.take_text("household")]
    if said := row.take_text("village"):
        found = _resolved(index, said, township.code if township else None, within)
        if place is None:
            place, group = found.place or found.township or township, found.group
            if found.place is None:
                _note_unknown(row, "village", found)
                texts += [row.text("township") + said]
        elif found.place is not None and found.place.id != place.id:
            row.doubt("village", f"与村代码一致（{place.name}）")
            texts += [said]
    elif place is None:
        place, group = _from_address(row, index, township, within)
    _keep(row, "household_village", place.code if place else None)
    text = "；".join(dict.fromkeys(text for text in texts if text))
    if wrong := validity.text_fault("household_text", text):
        row.fault("village" if row.text("village") else "household", wrong)
    else:
        _keep(row, "household_text", text)
    _keep(row, "household_group", row.take_text("household_group") or group)


def _township(row: Reading, index: PlaceIndex) -> Place | None:
    said = row.take_text("township")
    found = index.township(said) if said else Resolution()
    if said and found.place is None:
        if found.from_code:
            row.fault("township", "本县乡镇（街道）的12位统计用区划代码")
        else:
            row.doubt("township", "本县的乡镇（街道）名称")
    return found.place


def _by_code(row: Reading, index: PlaceIndex, township: Place | None) -> Place | None:
    said = row.text("village_code")
    if not said:
        return None
    place = index.resolve(said).place if said.isdigit() else None
    if place is None:
        row.fault("village_code", _CODE_EXPECTED)
    elif township and (place.code or "")[:9] != (township.code or "")[:9]:
        row.doubt("village_code", f"与所属乡镇一致（{township.name}）")
    return place


def _from_address(
    row: Reading, index: PlaceIndex, township: Place | None, within: str | None
) -> tuple[Place | None, str | None]:
    town = township.code if township else None
    for column in ("household", "household_text"):
        said = row.text(column)
        if not said:
            continue
        found = _resolved(index, said, town, within)
        if found.place:
            return found.place, found.group
        if column == "household":
            _note_unknown(row, column, found)
        if found.township:
            return found.township, None
    return township, None


def _read_residence(row: Reading, index: PlaceIndex, within: str | None) -> None:
    said = row.take_text("residence")
    place = _resolved(index, said, None, within).place if said else None
    if code := row.text("residence_place"):
        found = index.resolve(code)
        place = found.place or place
        if found.place is None:
            row.fault("residence_place", _CODE_EXPECTED)
    _keep(row, "residence_place", place.code if place else None)
    _keep(row, "residence_text", row.take_text("residence_text") or said)


def _resolved(index: PlaceIndex, said: str, township: str | None, within: str | None) -> Resolution:
    found = index.resolve(said, township)
    if found.problem == "ambiguous" and township is None and within:
        nearer = index.resolve(said, within)
        return nearer if nearer.place else found
    return found


def _note_unknown(row: Reading, column: str, found: Resolution) -> None:
    if found.from_code:
        row.fault(column, _CODE_EXPECTED)
        return
    choices = "、".join(place.name for place in found.choices[:_SHOWN_CHOICES])
    if found.problem == "ambiguous":
        row.doubt(column, f"写明乡镇；同名的村不止一个：{choices}")
    elif found.choices:
        row.doubt(column, f"所属乡镇内的村（社区）；该村名在别的乡镇：{choices}")
    else:
        row.doubt(column, "本县现有的村（社区）名称；未找到，已保留原文")


def _keep(row: Reading, name: str, value: str | None) -> None:
    if value:
        row.values[name] = value
