"""What holds for every route: sessions, origins, versions, problems, headers, the commit."""

import logging
from typing import Any

import asyncpg
import msgspec
import pytest

from talent.flows import accounts
from tests import build
from tests.conftest import Client, County


async def bearer(county: County, role: str = "hr", place: str | None = None) -> dict[str, str]:
    return {"authorization": f"Bearer {await county.token(role, place)}"}


def person(name: str = "张三丰", **fields: Any) -> dict[str, Any]:
    draft = msgspec.to_builtins(build.a_draft(name, **fields))
    return {"person": draft, "pool": "LOCAL"}


# Refusals


async def test_without_a_session_the_answer_is_401_as_a_problem(service: Client) -> None:
    answer = await service.get("/api/v1/people")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:talent:problem:unauthenticated"


@pytest.mark.parametrize(
    "change",
    ["revoked_at = now()", "expires_at = now()", "seen_at = now() - interval '31 minutes'"],
)
async def test_a_session_that_ended_is_refused(
    service: Client, county: County, superuser: "asyncpg.Connection[Any]", change: str
) -> None:
    head = await bearer(county)
    assert (await service.get("/api/v1/people", headers=head)).status_code == 200
    await superuser.execute(f"update session set {change}")
    assert (await service.get("/api/v1/people", headers=head)).status_code == 401


async def test_a_page_of_another_site_cannot_send_a_change_with_our_cookie(
    service: Client, county: County
) -> None:
    service.cookies.set("talent", await county.token())
    for head in (
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        answer = await service.post("/api/v1/people", json=person(), headers=head)
        assert (answer.status_code, answer.json()["type"]) == (
            403,
            "urn:talent:problem:foreign-origin",
        )
    answer = await service.post(
        "/api/v1/people",
        json=person(),
        headers={"origin": "http://test", "sec-fetch-site": "same-origin"},
    )
    assert answer.status_code == 201


async def test_a_change_without_a_version_is_428_and_a_stale_one_412(
    service: Client, county: County
) -> None:
    head = await bearer(county)
    made = (await service.post("/api/v1/people", json=person(), headers=head)).json()["id"]
    path = f"/api/v1/people/{made}"
    assert (await service.patch(path, json={"employer": "甲厂"}, headers=head)).status_code == 428
    etag = (await service.get(path, headers=head)).headers["etag"]
    changed = await service.patch(
        path, json={"employer": "甲厂"}, headers=head | {"if-match": etag}
    )
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    stale = await service.patch(path, json={"employer": "乙厂"}, headers=head | {"if-match": etag})
    assert (stale.status_code, stale.json()["title"]) == (412, "该记录已被他人修改，请刷新后再改")


async def test_a_body_that_is_no_such_thing_is_refused_in_words(
    service: Client, county: County
) -> None:
    head = await bearer(county)
    for body in (
        b"{",
        b"[]",
        b'{"person": {"name": 5}, "pool": "LOCAL"}',
        b'{"person": {"name": "x", "god": 1}}',
    ):
        answer = await service.post(
            "/api/v1/people", content=body, headers=head | {"content-type": "application/json"}
        )
        assert answer.status_code in (400, 422), body
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_wrong_value_names_the_field_and_what_was_expected(
    service: Client, county: County
) -> None:
    answer = await service.post(
        "/api/v1/people", json=person(sex="8"), headers=await bearer(county)
    )
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == ["sex"]


async def test_a_body_over_its_limit_is_413(service: Client, county: County) -> None:
    body = {"person": {"name": "张", "notes": "长" * 400_000}, "pool": "LOCAL"}
    assert (
        await service.post("/api/v1/people", json=body, headers=await bearer(county))
    ).status_code == 413


async def test_a_success_is_not_answered_before_the_commit(
    service: Client, county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await superuser.execute(
        "create function refuse() returns trigger language plpgsql as $$ begin "
        "raise exception using errcode = 'check_violation', constraint = 'membership_dates'; end $$;"
        "create constraint trigger late after insert on person deferrable initially deferred "
        "for each row execute function refuse()"
    )
    try:
        head = await bearer(county)
        answer = await service.post("/api/v1/people", json=person(), headers=head)
        assert answer.status_code == 422
        assert (await service.get("/api/v1/people", headers=head)).json()["people"] == []
    finally:
        await superuser.execute("drop function refuse() cascade")


async def test_an_unforeseen_error_leaks_nothing(
    service: Client, county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    head = await bearer(county)
    await superuser.execute("alter table person_name rename to hidden_name")
    try:
        answer = await service.get("/api/v1/people", headers=head)
    finally:
        await superuser.execute("alter table hidden_name rename to person_name")
    assert answer.status_code == 500
    assert "person_name" not in answer.text


async def test_a_reused_idempotency_key_with_another_body_is_422(
    service: Client, county: County
) -> None:
    head = await bearer(county) | {"idempotency-key": "abcdefgh-1"}
    first = await service.post("/api/v1/people", json=person(), headers=head)
    again = await service.post("/api/v1/people", json=person(), headers=head)
    other = await service.post("/api/v1/people", json=person("李四光"), headers=head)
    assert (first.status_code, again.json()["id"], other.status_code) == (
        201,
        first.json()["id"],
        422,
    )


async def test_a_suspected_duplicate_is_409_with_the_cards(service: Client, county: County) -> None:
    head = await bearer(county)
    phone = (build.a_phone(),)
    await service.post("/api/v1/people", json=person("张红", phones=phone), headers=head)
    answer = await service.post("/api/v1/people", json=person("张宏", phones=phone), headers=head)
    assert answer.status_code == 409
    card = answer.json()["lookalikes"][0]
    assert (card["name"], card["born"], card["township"]) == ("张红", "1985-06", "东岭镇")
    assert "1234" not in answer.text


async def test_wrong_passwords_lock_the_account_and_are_answered_like_unknown_ones(
    service: Client, county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await county.token("hr")
    for login in ("nobody", "hr.all"):
        answer = await service.post("/api/v1/session", json={"login": login, "password": "falsch"})
        assert (answer.status_code, answer.json()["detail"]) == (401, "登录名或密码不正确")
    for _ in range(5):
        await service.post("/api/v1/session", json={"login": "hr.all", "password": "falsch"})
    right = {"login": "hr.all", "password": build.PASSWORD}
    locked = await service.post("/api/v1/session", json=right)
    assert (locked.status_code, locked.json()["detail"]) == (401, "登录名或密码不正确")
    await superuser.execute("update account set locked_until = now() where login = 'hr.all'")
    assert (await service.post("/api/v1/session", json=right)).status_code == 201


async def test_an_account_with_a_first_password_can_only_change_it(
    service: Client, county: County
) -> None:
    async with county.desk("security") as desk:
        made = await accounts.add(desk.tx, accounts.NewAccount("neu", "新人", "erste-klasse-9"))
        await accounts.grant(desk.tx, made, "hr", None, None)
    token = (
        await service.post("/api/v1/session", json={"login": "neu", "password": "erste-klasse-9"})
    ).json()["token"]
    head = {"authorization": f"Bearer {token}"}
    assert (await service.get("/api/v1/people", headers=head)).status_code == 403
    change = {"old": "erste-klasse-9", "new": "zweite-klasse-8"}
    assert (
        await service.post("/api/v1/session/password", json=change, headers=head)
    ).status_code == 204
    assert (await service.get("/api/v1/session", headers=head)).status_code == 401


# What works


async def test_a_log_in_sets_a_cookie_that_scripts_cannot_read_and_a_log_out_ends_it(
    service: Client, county: County
) -> None:
    await county.token("hr")
    answer = await service.post(
        "/api/v1/session", json={"login": "hr.all", "password": build.PASSWORD}
    )
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 201
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    who = (await service.get("/api/v1/session")).json()
    assert (who["role"], who["role_name"]) == ("hr", "组织部")
    assert (await service.delete("/api/v1/session")).status_code == 204
    service.cookies.set("talent", answer.json()["token"])
    assert (await service.get("/api/v1/session")).status_code == 401


async def test_who_holds_several_grants_chooses_one(service: Client, county: County) -> None:
    async with county.desk("security") as desk:
        account = await build.an_account(desk.tx, "doppelt")
        east = await accounts.grant(desk.tx, account.id, "township", build.EAST, None)
        await accounts.grant(desk.tx, account.id, "township", build.WEST, None)
    login = {"login": "doppelt", "password": build.PASSWORD}
    session = (await service.post("/api/v1/session", json=login)).json()
    assert session["grant_id"] is None
    assert (await service.get("/api/v1/people")).status_code == 403
    assert (
        await service.post("/api/v1/session/grant", json={"grant": str(east)})
    ).status_code == 204
    assert (await service.get("/api/v1/people")).status_code == 200
    foreign = await county.grant_id("hr")
    assert (
        await service.post("/api/v1/session/grant", json={"grant": str(foreign)})
    ).status_code == 404


async def test_every_answer_has_the_security_headers_and_an_id(
    service: Client, county: County
) -> None:
    for path in ("/health/live", "/nowhere", "/api/v1/people", "/api/openapi.json"):
        head = (await service.get(path)).headers
        for name in (
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "x-request-id",
        ):
            assert head.get_list(name), (path, name)
            assert len(head.get_list(name)) == 1, (path, name)
        assert head["cache-control"] == "no-store"


async def test_the_logs_hold_no_query_body_or_cookie(
    service: Client, county: County, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    head = await bearer(county)
    await service.post("/api/v1/people", json=person(phones=(build.a_phone(),)), headers=head)
    await service.get("/api/v1/people", params={"q": "张三丰"}, headers=head)
    mine = "\n".join(
        record.getMessage()
        for record in caplog.records
        if record.name.startswith(("talent", "litestar"))
    )
    assert "201" in mine
    for secret in ("张三丰", "15400001234", head["authorization"].split()[1]):
        assert secret not in mine


async def test_the_description_of_the_interface_has_every_route_and_no_outside_address(
    service: Client,
) -> None:
    answer = await service.get("/api/openapi.json")
    paths = answer.json()["paths"]
    assert answer.json()["openapi"].startswith("3.1")
    assert {"/api/v1/people", "/api/v1/people/check", "/api/v1/session"} <= paths.keys()
    assert "http" not in answer.text.replace("https://json-schema.org", "")


async def test_live_and_ready(service: Client) -> None:
    assert (await service.get("/health/live")).json() == {"status": "live"}
    assert (await service.get("/health/ready")).json() == {"status": "ready"}
