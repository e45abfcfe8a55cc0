"""A roster's own places: one village however it is written, and never two that are one."""

from talent.core import gazetteer

ROWS: list[dict[str, object]] = [
    {"township": "大隗镇", "village": "桃园村"},
    {"township": "大隗", "village": "新密市大隗镇桃园"},
    {"township": "", "village": "新密市大隗镇桃园村民委员会"},
    {"township": "超化镇", "village": "桃园村"},
    {"township": "新密市新华路街道", "village": "新惠街社区"},
    {"township": "超化镇", "village": ""},
    {"township": None},
]


def test_rows_without_places_give_an_empty_index() -> None:
    index = gazetteer.index([{}, {"name": "张三"}])
    assert index.resolve("桃园村").place is None


def test_two_villages_of_one_name_are_two() -> None:
    index = gazetteer.index(ROWS)
    one, other = index.resolve("桃园村", "大隗镇").place, index.resolve("桃园村", "超化镇").place
    assert one is not None
    assert other is not None
    assert one.code != other.code
    assert index.resolve("桃园村").problem == "ambiguous"


def test_one_village_is_one_however_it_is_written() -> None:
    index = gazetteer.index(ROWS)
    said = [
        ("桃园", "大隗"),
        ("桃园村委会", "大隗镇"),
        ("大隗镇桃园村", None),
        ("新密市大隗镇桃园村", None),
    ]
    places = [index.resolve(village, township).place for village, township in said]
    assert len({place.code for place in places if place}) == 1
    assert None not in places


def test_a_village_that_names_another_township_teaches_nothing() -> None:
    index = gazetteer.index([{"township": "超化镇", "village": "大隗镇崔庄村"}])
    assert index.resolve("崔庄村", "超化镇").place is None


def test_codes_are_a_villages_within_its_townships() -> None:
    index = gazetteer.index(ROWS)
    township, village = index.township("大隗").place, index.resolve("桃园村", "大隗镇").place
    assert township is not None and village is not None  # noqa: PT018 - told apart by the type
    assert (township.code or "")[:9] == (village.code or "")[:9]
    assert (township.code or "").endswith("000")
    assert not (village.code or "").endswith("000")


def test_the_order_of_rows_is_nothing() -> None:
    one, other = gazetteer.index(ROWS), gazetteer.index(ROWS[::-1])
    assert one.resolve("桃园村", "大隗镇") == other.resolve("桃园村", "大隗镇")
