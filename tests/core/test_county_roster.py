"""The demo's accounts, contacts and messy roster."""

from collections import Counter
from datetime import date, timedelta

import msgspec
import pytest

from talent.core import (
    access,
    codes,
    county,
    dates,
    education,
    headers,
    idnumber,
    phones,
    validity,
)
from talent.core.county.contents import DUALMI, County

TODAY = date(2026, 6, 1)
SEED = 7


@pytest.fixture(scope="module")
def whole() -> County:
    return county.invent(SEED, TODAY)


# -------------------------------------------------------------------------------- accounts


def test_each_role_has_one_account_with_a_place_that_fits_and_hr_two(whole: County) -> None:
    # A rule is confirmed by two people of hr.
    kinds = {one.code: one.kind for one in whole.places}
    each = dict.fromkeys(access.Role, 1) | {access.Role.HR: 2}
    assert Counter(one.role for one in whole.accounts) == each
    found = {one.role: one.place and kinds[one.place] for one in whole.accounts}
    assert found["township"] == "township"
    assert found["village"] == "village"
    assert found["liaison"] in ("county", "district", "township")
    assert not any(found[role] for role in ("hr", "system", "security", "auditor"))


def test_the_officer_keeps_contact_with_people_away(whole: County) -> None:
    away = {entry.person for entry in whole.entries if entry.pool == DUALMI}
    assert {one.person for one in whole.contacts} <= away
    assert {one.person for one in whole.assignments} <= away
    assert len(whole.assignments) > 30
    assert {one.login for one in whole.assignments} == {"liaison"}
    assert all(one.made_on <= TODAY for one in whole.contacts)
    assert any(one.next_on and one.next_on < TODAY - timedelta(days=30) for one in whole.contacts)


# -------------------------------------------------------------------------------- the roster


def test_the_roster_is_the_same_for_one_seed_and_leaves_the_county_alone() -> None:
    small = county.invent(SEED, TODAY, 0.1)
    before = msgspec.json.encode(small)
    assert county.roster_rows(small, 1) == county.roster_rows(small, 1)
    assert county.roster_rows(small, 1) != county.roster_rows(small, 2)
    assert msgspec.json.encode(small) == before


def test_the_roster_has_a_title_a_known_header_and_a_sum(whole: County) -> None:
    roster = county.roster_rows(whole, SEED)
    assert len(roster.rows) == len(roster.truth) == 180
    assert {len(line) for line in roster.lines} == {len(roster.header)}
    assert roster.header in roster.lines[1:5]
    assert roster.lines[-2][0].startswith("合计")
    assert all(headers.recognise(one) or headers.is_left_out(one) for one in roster.header)


def test_the_roster_mixes_known_new_wrong_and_repeated_rows(whole: County) -> None:
    truth = Counter(county.roster_rows(whole, SEED).truth)
    assert truth["known"] >= 25
    assert truth["varied"] >= 15
    assert truth["new"] >= 90
    assert truth["twice"] >= 3
    assert truth["faulty"] >= 8
    assert truth["doubtful"] >= 3


def test_a_cell_is_wrong_in_faulty_rows_alone(whole: County) -> None:
    roster = county.roster_rows(whole, SEED)
    at = roster.header.index
    for truth, row in zip(roster.truth, roster.rows, strict=True):
        faults = [
            idnumber.recognise(row[at("身份证号码")], TODAY).fault,
            dates.recognise(row[at("出生年月")], TODAY).fault,
            phones.recognise(row[at("联系电话")]).fault,
            education.recognise(row[at("学历")]).fault,
            codes.political(row[at("政治面貌")]).fault,
            codes.sex(row[at("性别")]).fault,
            validity.name_fault(row[at("姓名")]),
            "formula" if row[at("备注")].startswith("=") else None,
        ]
        assert any(faults) == (truth == "faulty"), (row, faults)


def test_a_known_person_of_the_roster_is_in_the_register_under_that_name_or_a_like_one(
    whole: County,
) -> None:
    roster = county.roster_rows(whole, SEED)
    names = {"".join(one.draft.name.split()) for one in whole.people}
    for truth, row in zip(roster.truth, roster.rows, strict=True):
        name = "".join(row[1].split())
        if truth == "known":
            assert name in names


def test_new_people_of_the_roster_take_nobodys_number(whole: County) -> None:
    roster = county.roster_rows(whole, SEED)
    taken = {one.draft.id_number for one in whole.people if one.draft.id_number}
    taken_phones = {phone.number for one in whole.people for phone in one.draft.phones}
    at = roster.header.index
    for truth, row in zip(roster.truth, roster.rows, strict=True):
        if truth == "new":
            assert idnumber.recognise(row[at("身份证号码")], TODAY).value not in taken
            for phone in phones.recognise(row[at("联系电话")]).value or ():
                assert phone.number not in taken_phones
