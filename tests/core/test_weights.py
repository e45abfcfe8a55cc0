"""The experts' numbers: which level says more than which, and that a number has one version."""

import hashlib
import math
from typing import Any

import msgspec
import pytest

from talent.core import artefact, frequencies, kindred, levels, weights
from talent.core.kindred import Table
from talent.core.levels import Birth, IdNumber, Name, Phone, Place
from talent.core.weights import Given

DIGEST = "1cc47f4dfdcb7518"
"""Of all that `expert-10` says. Who changes a number gives the model another version, and then this."""

CLOSER_FIRST: dict[str, tuple[tuple[int, ...], ...]] = {
    "id_number": ((IdNumber.SAME, IdNumber.ONE_OFF, IdNumber.VISIBLE, IdNumber.UNLIKE, IdNumber.DIFFERENT),),
    "birth": (
        (Birth.SAME_DAY, Birth.SAME_MONTH, Birth.SAME_YEAR, Birth.YEAR_ONLY, Birth.DIFFERENT),
        (Birth.SAME_DAY, Birth.LUNAR, Birth.SWAPPED, Birth.OTHER_MONTH, Birth.YEAR_ONLY),
        (Birth.SAME_MONTH, Birth.LUNAR_MONTH, Birth.YEAR_OFF_MONTH, Birth.DIFFERENT),
        (Birth.YEAR_OFF, Birth.YEAR_OFF_MONTH, Birth.YEAR_OFF_ONLY, Birth.DIFFERENT),
        (Birth.SAME_DAY, Birth.OTHER_DAY, Birth.YEAR_ONLY),
        (Birth.YEAR_OFF, Birth.OTHER_YEAR, Birth.DIFFERENT),
    ),
    "phone": (
        (Phone.SAME, Phone.FAMILY, Phone.ONE_DIGIT, Phone.SHARED, Phone.CROWD, Phone.DIFFERENT),
    ),
}  # fmt: skip
"""Other fields' levels stand in their own order; these have more than one thing to say."""

NAMES = (
    (Name.SAME, Name.VARIANT, Name.OTHER_NAME, Name.SAME_TONE, Name.SAME_SOUND, Name.NEAR_SOUND),
    (Name.SAME_TONE, Name.SHAPE, Name.CODE, Name.SWAPPED, Name.BLANK, Name.SURNAME_MISSING),
    (Name.CHAR_MISSING, Name.ONE_CHAR, Name.NICKNAME, Name.LAST_CHAR, Name.NICK_GIVEN),
    (Name.NICK_GIVEN, Name.GENERATION, Name.OTHER_SURNAME, Name.SURNAME_ONLY, Name.DIFFERENT),
)


def said(field: str, level: int) -> float:
    """Answer the bits that a level speaks for *same*; of a name that is neither common nor rare."""
    if field != "name":
        return math.log2(weights.SAME[field][level] / weights.STRANGERS[field][level])
    chance = weights.NAME_CHANCE[level]
    given = {
        Given.NONE: 1.0,
        Given.CHAR: weights.EXPERT.char,
        Given.WHOLE: frequencies.GIVEN_BY_LENGTH[2],
        Given.SOUND: frequencies.GIVEN_BY_LENGTH[2] * frequencies.SOUNDS_LIKE**2,
    }[chance.given]
    by_chance = chance.factor * given * (0.01 if chance.surname else 1.0)
    return math.log2(weights.SAME[field][level] / by_chance)


def test_what_the_model_says_has_one_version() -> None:
    """Pairs, trainings and reports name it: two models under one name could not be told apart."""
    plain = msgspec.to_builtins(weights.EXPERT, str_keys=True)
    data = msgspec.json.encode(plain, order="deterministic")
    assert weights.EXPERT.version == "expert-10"
    assert hashlib.blake2b(data, digest_size=8).hexdigest() == DIGEST


@pytest.mark.parametrize("field", levels.FIELDS[1:])
def test_a_closer_level_says_more(field: str) -> None:
    own = tuple(level for level in levels.SCALES[field] if level)
    for rising in CLOSER_FIRST.get(field, (own,)):
        bits = [said(field, level) for level in rising]
        assert bits == sorted(bits, reverse=True)


@pytest.mark.parametrize("rising", NAMES)
def test_a_name_written_more_alike_says_more(rising: tuple[Name, ...]) -> None:
    bits = [said("name", level) for level in rising]
    assert bits == sorted(bits, reverse=True)


def test_a_move_and_an_office_phone_say_nothing() -> None:
    assert said("place", Place.OTHER) == said("phone", Phone.CROWD) == 0.0


CLASSES: dict[str, Table] = {
    "same": weights.SAME,
    "strangers": weights.STRANGERS,
    **{name: kin.table for name, kin in kindred.KIN.items()},
}
BY_DAY = {
    Birth.SAME_DAY, Birth.SWAPPED, Birth.LUNAR, Birth.OTHER_DAY, Birth.OTHER_MONTH, Birth.YEAR_OFF,
    Birth.OTHER_YEAR,
}  # fmt: skip
BY_MONTH = {Birth.SAME_MONTH, Birth.LUNAR_MONTH, Birth.YEAR_OFF_MONTH}
BY_YEAR = {Birth.SAME_YEAR, Birth.YEAR_OFF_ONLY}
AGREEING = (
    (Birth.SAME_DAY, Birth.SAME_MONTH, Birth.SAME_YEAR),
    (Birth.YEAR_OFF, Birth.YEAR_OFF_MONTH, Birth.YEAR_OFF_ONLY),
    (Birth.LUNAR, Birth.LUNAR_MONTH),
)
"""What two dates known to the day say, and what they would say were less known of them."""


def share(table: Table, field: str, level: int) -> float:
    """Answer how often a class reaches a level; what it is silent about is as with strangers."""
    return table.get(field, {}).get(level, weights.STRANGERS.get(field, {}).get(level, 0.0))


@pytest.mark.parametrize("name", CLASSES)
def test_who_agrees_by_the_day_agrees_by_the_month_and_the_year(name: str) -> None:
    for levels_of in AGREEING:
        shares = [share(CLASSES[name], "birth", level) for level in levels_of]
        assert shares == sorted(shares)


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("known", [BY_DAY, BY_MONTH, BY_YEAR], ids=["day", "month", "year"])
def test_however_exactly_dates_are_known_they_reach_one_level(name: str, known: set[Birth]) -> None:
    apart = {Birth.DIFFERENT} if known is BY_YEAR else {Birth.DIFFERENT, Birth.YEAR_ONLY}
    whole = sum(share(CLASSES[name], "birth", level) for level in known | apart)
    assert whole == pytest.approx(1, abs=0.16)


@pytest.mark.parametrize("name", CLASSES)
def test_what_two_say_who_both_fill_a_field_is_one_of_its_levels(name: str) -> None:
    """How often each is reached sums to one, where a level does not depend on how much is known."""
    table = CLASSES[name]
    for field in {"name", "sex", "education", "political_status", "employer", "position",
                  "native_place"} & table.keys():  # fmt: skip
        assert sum(table[field].values()) == pytest.approx(1, abs=0.03)
    numbers = [share(table, "id_number", level) for level in (1, 2, 3)]
    assert sum(numbers) == pytest.approx(1, abs=0.03)
    phones = [share(table, "phone", level) for level in Phone if level]
    assert sum(phones) == pytest.approx(1.1, abs=0.2)


@pytest.mark.parametrize("name", kindred.KIN)
def test_a_class_that_explains_dates_explains_them_however_exactly_they_are_known(
    name: str,
) -> None:
    told = kindred.KIN[name].table.get("birth", {}).keys()
    agreed = {Birth.SAME_DAY, Birth.SAME_MONTH, Birth.SAME_YEAR}
    assert not told or told >= agreed | {Birth.YEAR_ONLY, Birth.DIFFERENT}


TOGETHER = (
    {Birth.YEAR_OFF, Birth.YEAR_OFF_MONTH, Birth.YEAR_OFF_ONLY},
    {Birth.LUNAR, Birth.LUNAR_MONTH},
    {Birth.OTHER_MONTH, Birth.SWAPPED},
)
"""Levels of dates that one slip or one reason brings about: whoever explains one explains all."""


@pytest.mark.parametrize("name", kindred.KIN)
def test_a_class_that_explains_a_field_explains_every_level_of_it(name: str) -> None:
    """Of dates what one reason brings about; that a wrong number is unlike another explains nothing."""
    for field, told in kindred.KIN[name].table.items():
        if field == "birth":
            assert all(
                told.keys() >= levels_of or not told.keys() & levels_of for levels_of in TOGETHER
            )
        else:
            every = {level for level in levels.SCALES[field] if level}
            assert set(told) >= every - {IdNumber.UNLIKE if field == "id_number" else 0}


EXPLAINED = {
    "sibling": "name id_number birth phone place native_place",
    "parent": "name id_number birth phone place native_place",
    "twin": "name sex id_number birth phone place education native_place",
    "household": "name sex id_number birth phone place native_place",
    "namesake": "name sex place",
    "peer": "name sex birth place",
    "number": "name sex id_number birth",
    "birthmate": "name id_number birth",
}


def test_a_class_explains_what_it_is_for_and_leaves_the_rest_to_strangers() -> None:
    """A namesake's phone, a birthmate's village, a relative's employer tell him as anybody else's."""
    assert {name: set(kin.table) for name, kin in kindred.KIN.items()} == {
        name: set(fields.split()) for name, fields in EXPLAINED.items()
    }


@pytest.mark.parametrize("name", kindred.KIN)
def test_no_class_of_others_is_likelier_than_one_human_where_nothing_differs(name: str) -> None:
    """What tells one human from his likest: everything about him at once, and that chance is small."""
    kin = kindred.KIN[name]
    plainly = {"name": Name.SAME, "id_number": IdNumber.SAME, "birth": Birth.SAME_DAY,
               "phone": Phone.SAME, "place": Place.VILLAGE}  # fmt: skip
    same = math.prod(weights.SAME[field][level] for field, level in plainly.items())
    said = math.prod(
        share(kin.table, field, level) if field != "name" else kin.table[field][level]
        for field, level in plainly.items()
    )
    assert weights.EXPERT.partners * same > 100 * kin.partners * said


def test_each_class_is_the_likeliest_to_show_what_it_is_for() -> None:
    def likeliest(field: str, level: int) -> str:
        return max(kindred.KIN, key=lambda name: share(kindred.KIN[name].table, field, level))

    assert likeliest("name", Name.LAST_CHAR) == "twin"
    assert likeliest("name", Name.ONE_CHAR) == "twin"
    assert likeliest("id_number", IdNumber.SAME) == "number"
    assert likeliest("id_number", IdNumber.OTHER_SEQUENCE) == "birthmate"
    assert likeliest("id_number", IdNumber.ONE_OFF) == "twin"
    assert likeliest("birth", Birth.OTHER_DAY) == "peer"
    assert likeliest("birth", Birth.YEAR_OFF_ONLY) == "household"
    assert likeliest("place", Place.VILLAGE) == "namesake"
    assert likeliest("phone", Phone.FAMILY) == "parent"
    assert likeliest("sex", 2) == "household"


def test_relatives_share_what_their_class_is_for() -> None:
    """A twin is born on one day, a parent never in the same years, a household bears two names."""
    twin, parent = kindred.KIN["twin"].table, kindred.KIN["parent"].table
    assert twin["birth"][Birth.SAME_DAY] > 0.9
    assert twin["id_number"][IdNumber.OTHER_SEQUENCE] > 0.9
    assert all(
        share <= 1e-5
        for level, share in parent["birth"].items()
        if level not in (Birth.DIFFERENT, Birth.OTHER_YEAR)
    )
    assert kindred.KIN["household"].table["name"][Name.DIFFERENT] > 0.9
    sibling, father = (kindred.KIN[kind].table["name"] for kind in ("sibling", "parent"))
    assert sibling[Name.LAST_CHAR] > 0.15
    assert sibling[Name.GENERATION] > 0.1 > 10 * father[Name.GENERATION]
    for kind in ("namesake", "peer"):
        assert kindred.KIN[kind].table["name"][Name.SAME] > 0.8
        assert "phone" not in kindred.KIN[kind].table
    assert kindred.KIN["namesake"].table["place"][Place.VILLAGE] > 0.9
    assert "birth" not in kindred.KIN["namesake"].table
    assert kindred.KIN["peer"].table["birth"][Birth.SAME_MONTH] > 0.9
    # Anywhere, until a pool teaches more.
    anywhere = weights.STRANGERS["place"]
    assert kindred.KIN["peer"].table["place"] == anywhere


def test_a_model_of_before_a_level_was_told_apart_weighs_it_as_it_did() -> None:
    """Models are kept: what they do not know yet is what it was then, and all else is theirs."""
    told = {
        Name.GENERATION: Name.LAST_CHAR, Name.CODE: Name.ONE_CHAR, Name.NICK_GIVEN: Name.NICKNAME,
    }  # fmt: skip

    def old(scale: dict[int, Any]) -> dict[int, Any]:
        return {level: said for level, said in scale.items() if level not in told}

    def table(one: kindred.Table) -> kindred.Table:
        return one | {"name": old(one["name"])} if "name" in one else one

    kept = msgspec.structs.replace(
        weights.EXPERT,
        version="trained-before",
        same=table(weights.SAME),
        name_chance=old(weights.NAME_CHANCE),
        kin={
            name: kindred.Kin(kin.partners, table(kin.table)) for name, kin in kindred.KIN.items()
        },
    )
    found = weights.completed(kept)
    for new, before in told.items():
        assert found.same["name"][new] == weights.SAME["name"][before]
        assert found.name_chance[new] == weights.NAME_CHANCE[before]
        for kind, kin in found.kin.items():
            assert kin.table.get("name", {}).get(new) == kindred.KIN[kind].table.get(
                "name", {}
            ).get(before)
    assert found.version == "trained-before"
    assert weights.completed(found) is found
    assert weights.completed(weights.EXPERT) is weights.EXPERT
    text = msgspec.json.encode({"weights": kept, "known": frequencies.USUAL}).decode()
    assert artefact.decode(text) == artefact.Content(found, frequencies.USUAL)


def test_what_is_rare_is_what_a_level_of_the_name_shows_to_be_shared() -> None:
    """Who is heard alike shares a sound; who lacks or changes one character shares the other."""
    heard = {Name.SAME_TONE, Name.SAME_SOUND, Name.NEAR_SOUND}
    one = {
        Name.BLANK, Name.CHAR_MISSING, Name.LAST_CHAR, Name.ONE_CHAR, Name.GENERATION,
        Name.NICK_GIVEN,
    }  # fmt: skip
    nothing = {Name.NICKNAME, Name.SURNAME_ONLY, Name.DIFFERENT}
    for level, chance in weights.NAME_CHANCE.items():
        shared = (
            Given.SOUND if level in heard
            else Given.CHAR if level in one
            else Given.NONE if level in nothing
            else Given.WHOLE
        )  # fmt: skip
        assert (level, chance.given) == (level, shared)
    without = {
        Name.SURNAME_MISSING, Name.OTHER_SURNAME, Name.NICK_GIVEN, Name.DIFFERENT,
    }  # fmt: skip
    assert {level for level, one in weights.NAME_CHANCE.items() if not one.surname} == without
