"""What somebody who tries cannot learn, and what he cannot break."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest

from talent.core.person import Birth
from talent.flows import accounts, amending, audits, evidence, limits, people
from tests import build
from tests.conftest import Client, County


async def bearer(county: County, role: str = "hr", place: str | None = None) -> dict[str, str]:
    return {"authorization": f"Bearer {await county.token(role, place)}"}


def body(name: str, **fields: Any) -> dict[str, Any]:
    return {"person": msgspec.to_builtins(build.a_draft(name, **fields)), "pool": "LOCAL"}


async def hidden(county: County, **fields: Any) -> UUID:
    """Put somebody into the West, out of the East's sight."""
    values = {"household_village": build.WEST_2, "sex": "2", "phones": (build.a_phone(),)} | fields
    async with county.desk() as desk:
        return await build.a_person(desk, build.a_draft("欧阳春晓", **values))


async def test_reviews_kin_and_contacts_do_not_reach_a_village_through_history(
    service: Client, county: County
) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk, build.a_draft("甲一"))
        relative = await build.a_person(desk, build.a_draft("乙二", household_village=build.WEST_2))
        await evidence.add_review(
            desk, person, evidence.NewReview(kind="E02", result="fail", document="〔2025〕1号")
        )
        await evidence.set_kin(desk, person, evidence.NewKin(relative=relative, relation="spouse"))
        from talent.flows import contacts  # noqa: PLC0415

        await contacts.add(desk, person, contacts.New(outcome="本人暂不愿任职"))
    head = await bearer(county, "village", build.EAST_1)
    answer = await service.get(f"/api/v1/people/{person}/history", headers=head)
    assert {change["subject"] for change in answer.json()} <= {
        "person",
        "person_name",
        "person_phone",
        "membership",
    }
    for secret in ("1号", "spouse", str(relative), "不愿任职"):
        assert secret not in answer.text


async def test_adding_counts_like_checking_and_the_cards_it_shows_are_written_down(
    service: Client, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta  # noqa: PLC0415

    monkeypatch.setitem(limits.LIMITS, limits.CHECK, limits.Limit(2, timedelta(minutes=10)))
    person = await hidden(county)
    head = await bearer(county, "township", build.EAST)
    typed = body("欧阳春晓", sex="2", phones=(build.a_phone(),))
    codes = [
        (await service.post("/api/v1/people", json=typed, headers=head)).status_code
        for _ in range(3)
    ]
    assert codes == [409, 409, 429]
    async with county.desk("auditor") as desk:
        from talent.core import audit  # noqa: PLC0415

        assert len(await audits.events(desk, audit.Filter(person=person, action="check"))) == 2


async def test_a_card_s_sentence_knows_no_more_than_the_card_shows(
    service: Client, county: County
) -> None:
    await hidden(county, employer="西岭小学")
    head = await bearer(county, "township", build.EAST)

    async def said(**fields: Any) -> list[dict[str, Any]]:
        typed = msgspec.to_builtins(build.a_draft("欧阳春晓", sex="2", **fields))
        answer = await service.post("/api/v1/people/check", json=typed, headers=head)
        return [
            {key: card[key] for key in ("band", "sentence")} for card in answer.json()["lookalikes"]
        ]

    for one, other in (
        ({"birth": Birth(1985, 6, 12)}, {"birth": Birth(1985, 6, 13)}),
        ({"household_village": build.WEST_1}, {"household_village": build.WEST_2}),
        ({"employer": "西岭小学"}, {"employer": "某某公司"}),
        ({"phones": (build.a_phone("15400001235"),)}, {"phones": (build.a_phone("15499998888"),)}),
    ):
        assert await said(**one) == await said(**other), one
    assert "手机号相同" in (await said(phones=(build.a_phone(),)))[0]["sentence"]


async def test_a_check_takes_a_few_numbers_and_only_right_ones(
    service: Client, county: County
) -> None:
    head = await bearer(county, "liaison", build.EAST)
    many = tuple(build.a_phone(f"1540000{number:04}") for number in range(50))
    for fields in ({"phones": many}, {"birth": Birth(1985, 13)}, {"id_number": "O6" * 9}):
        typed = msgspec.to_builtins(build.a_draft("甲一", **fields))
        assert (
            await service.post("/api/v1/people/check", json=typed, headers=head)
        ).status_code == 422


async def test_guessing_what_a_card_shows_does_not_open_the_person(
    service: Client, county: County
) -> None:
    person = await hidden(county)
    head = await bearer(county, "township", build.EAST)
    same = [{"person": str(person), "verdict": "same"}]
    guessed = body("欧阳春晓", sex="2", birth=Birth(1985, 6, 12), household_village=build.WEST_2)
    refused = await service.post(
        "/api/v1/people", json=guessed | {"judgements": same}, headers=head
    )
    assert refused.status_code == 403
    known = body("欧阳春晓", sex="2", phones=(build.a_phone(),))
    assert (
        await service.post("/api/v1/people", json=known | {"judgements": same}, headers=head)
    ).status_code == 201


async def test_how_many_pairs_were_queued_does_not_tell_an_equal_number(
    service: Client, county: County
) -> None:
    number = build.an_id_number()
    await hidden(county, id_number=number)
    answer = await service.post(
        "/api/v1/people",
        json=body("李四光", id_number=number),
        headers=await bearer(county, "township", build.EAST),
    )
    assert answer.json()["queued"] == 0
    async with county.desk() as desk:
        assert await desk.tx.connection.fetchval("select count(*) from pair") == 1


async def test_a_grant_is_chosen_although_the_session_was_just_touched(
    service: Client, county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    head = await bearer(county)
    await superuser.execute("update session set seen_at = now() - interval '5 minutes'")
    grant = str(await county.grant_id("hr"))
    answers = await asyncio.wait_for(
        asyncio.gather(
            *(
                service.post("/api/v1/session/grant", json={"grant": grant}, headers=head)
                for _ in range(8)
            )
        ),
        timeout=20,
    )
    assert {answer.status_code for answer in answers} == {204}


async def test_a_look_rewritten_to_another_person_and_a_blanked_body_are_found(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    async with county.desk() as desk:
        one, other = await build.a_person(desk), await build.a_person(desk, build.a_draft("李四光"))
        await people.one(desk, one)
    for change in (
        "update audit_row set person_id = $1 where person_id = $2 and body is null",
        "update audit_row set body = null, salt = null where person_id in ($1, $2) and body is not null",
    ):
        async with county.desk("auditor") as desk:
            assert (await audits.verify(desk)).whole
        await superuser.execute("begin")
        await superuser.execute(change, other, one)
        faults = await superuser.fetch("select fault from audit_verify()")
        await superuser.execute("rollback")
        assert "body" in {row[0] for row in faults}


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("GET", "/api/v1/people?q=%00", None),
        ("GET", "/api/v1/people?pool=%00&sex=%00", None),
        ("GET", "/api/v1/people?age_from=3000000000&age_until=-5", None),
        ("GET", "/api/v1/people?fresh_days=10000000", None),
        ("GET", "/api/v1/places/%00", None),
        ("POST", "/api/v1/people", b'{"person":{"name":"\xff"},"pool":"LOCAL"}'),
        ("POST", "/api/v1/people", b"[" * 5000),
        ("POST", "/api/v1/people", b'{"person":{"name":"a\\u0000"},"pool":"LOCAL"}'),
        (
            "POST",
            "/api/v1/people",
            b'{"person":{"name":"zhang san","birth":{"year":99999}},"pool":"LOCAL"}',
        ),
        (
            "POST",
            "/api/v1/people",
            '{"person":{"name":"张三"},"pool":"LOCAL","source":"a\\u0000"}'.encode(),
        ),
    ],
)
async def test_odd_input_is_refused_in_order(
    service: Client, county: County, method: str, path: str, sent: bytes | None
) -> None:
    head = await bearer(county) | {"content-type": "application/json"}
    answer = await service.request(method, path, content=sent, headers=head)
    assert answer.status_code in (200, 400, 404, 422), answer.text


async def test_numbers_typed_into_open_texts_are_refused(service: Client, county: County) -> None:
    head = await bearer(county)
    async with county.desk() as desk:
        person = await build.a_person(desk, build.a_draft(phones=(build.a_phone(),)))
    hidden_number = "家属电话 15400001234"
    for path, sent in (
        (f"/api/v1/people/{person}/contacts", {"outcome": hidden_number}),
        (f"/api/v1/people/{person}/memberships", {"pool": "DUALMI", "source": hidden_number}),
        (f"/api/v1/people/{person}/reveal", {"fields": ["phones"], "purpose": hidden_number}),
        (f"/api/v1/people/{person}/bases", {"purpose": hidden_number, "basis": "consent"}),
        ("/api/v1/people", body("李四光", birth=None) | {"source": hidden_number}),
    ):
        assert (await service.post(path, json=sent, headers=head)).status_code == 422, path


async def test_security_gives_itself_no_sight_of_people(service: Client, county: County) -> None:
    head = await bearer(county, "security")
    async with county.desk("security") as desk:
        own = desk.actor.account_id
        auditor = await build.an_account(desk.tx, "pruefer")
        await accounts.grant(desk.tx, auditor.id, "auditor", None, None)
    for account, expected in ((own, 403), (auditor.id, 422)):
        path = f"/api/v1/accounts/{account}/grants"
        assert (await service.post(path, json={"role": "hr"}, headers=head)).status_code == expected


async def test_an_old_password_cannot_be_guessed_from_an_open_session(
    service: Client, county: County
) -> None:
    head = await bearer(county)
    wrong = {"old": "falsch", "new": "zweite-klasse-8"}
    codes = [
        (await service.post("/api/v1/session/password", json=wrong, headers=head)).status_code
        for _ in range(12)
    ]
    assert codes == [422] * 10 + [429] * 2


async def test_a_village_does_not_search_by_more_digits_than_it_is_shown(
    service: Client, county: County
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft(phones=(build.a_phone("15400004321"),)))
    for role, place, found in (("village", build.EAST_1, 0), ("township", build.EAST, 1)):
        answer = await service.get(
            "/api/v1/people?q=4321", headers=await bearer(county, role, place)
        )
        assert len(answer.json()["people"]) == found


async def test_ages_are_whole_years_on_today(service: Client, county: County) -> None:
    from talent.flows import finding  # noqa: PLC0415

    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft("甲一", birth=Birth(1985, 12, 31)))
        for age, found in ((40, 1), (41, 0), (39, 0)):
            page = await finding.page(desk, finding.Filter(age_from=age, age_until=age))
            assert len(page.people) == found, age


async def test_an_amendment_keeps_the_marks_of_what_it_did_not_touch_and_queues_look_alikes(
    county: County,
) -> None:
    from talent import db  # noqa: PLC0415

    async with county.desk() as desk:
        known = await build.a_person(desk, build.a_draft("李四光", phones=(build.a_phone(),)))
        marked = db.new_id()
        await people.insert(desk, [(marked, build.a_draft("赵甲乙"), ("household_village",))])
        changed = await amending.amend(
            desk, marked, 1, {"name": "李四光", "phones": [{"number": "15400001234"}]}
        )
        pairs = await desk.tx.connection.fetch("select person_a, person_b from pair")
    assert changed.to_verify == ("household_village",)
    assert [{pair["person_a"], pair["person_b"]} for pair in pairs] == [{known, marked}]
