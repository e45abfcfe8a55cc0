"""Posts, requests, suggestions and decisions over HTTP: statuses, versions, what is answered."""

from typing import Any

import pytest

from talent.core import post
from talent.flows import plan_reading
from tests import asking, build
from tests.conftest import Client, County

VILLAGE = ("village", build.EAST_1)
API = "/api/v1"


@pytest.fixture(autouse=True)
async def _board(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk)


async def head(
    county: County, role: str = "hr", place: str | None = None, version: str | None = None
) -> dict[str, str]:
    known = {"authorization": f"Bearer {await county.token(role, place)}"}
    return known | ({"if-match": version} if version else {})


def a_body(**fields: Any) -> dict[str, Any]:
    return {"village": build.EAST_1, "post": 21, "seats": 2, "wanted_skills": ["会计"]} | fields


async def opened(service: Client, county: County) -> str:
    """File a request over HTTP and bring it to where hr has opened it."""
    made = await service.post(
        f"{API}/requests", json=a_body(), headers=await head(county, *VILLAGE)
    )
    assert made.status_code == 201
    path, tag = f"{API}/requests/{made.json()['id']}", made.headers["etag"]
    for role, place, state in (
        (*VILLAGE, "submitted"),
        ("township", build.EAST, "town_ok"),
        ("hr", None, "open"),
    ):
        headers = await head(county, role, place, tag)
        answer = await service.post(f"{path}/steps", json={"state": state}, headers=headers)
        assert answer.status_code == 200
        tag = answer.headers["etag"]
    return path


# Refusals


async def test_another_village_is_404_and_another_role_403(service: Client, county: County) -> None:
    mine, other = await head(county, *VILLAGE), await head(county, "village", build.EAST_2)
    answer = await service.post(f"{API}/requests", json=a_body(), headers=other)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:talent:problem:not-found")
    path = await opened(service, county)
    assert (await service.get(path, headers=other)).status_code == 404
    assert (await service.get(f"{path}/suggestions", headers=other)).status_code == 404
    assert (
        await service.get(f"{API}/villages/{build.EAST_1}/posts", headers=other)
    ).status_code == 404
    release = {"person_id": "01a20a5f-9472-7ca1-b7e6-accc9e8aa690", "reason": "想看"}
    assert (await service.post(f"{path}/releases", json=release, headers=mine)).status_code == 403
    liaison = await head(county, "liaison", build.EAST)
    assert (await service.get(path, headers=liaison)).status_code == 403


async def test_what_is_wrong_is_named_field_by_field(service: Client, county: County) -> None:
    mine = await head(county, *VILLAGE)
    answer = await service.post(f"{API}/requests", json=a_body(seats=9), headers=mine)
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == ["seats"]
    answer = await service.post(f"{API}/requests", json=a_body(post=31), headers=mine)
    assert [fault["field"] for fault in answer.json()["faults"]] == ["post"]
    answer = await service.post(f"{API}/requests", json=a_body(colour="红"), headers=mine)
    assert answer.status_code in (400, 422)
    answer = await service.get(f"{API}/requests/not-an-id", headers=mine)
    assert answer.status_code == 404


async def test_a_step_without_a_version_is_428_and_a_stale_one_412(
    service: Client, county: County
) -> None:
    mine = await head(county, *VILLAGE)
    made = (await service.post(f"{API}/requests", json=a_body(), headers=mine)).json()
    path, step = f"{API}/requests/{made['id']}/steps", {"state": "submitted"}
    assert (await service.post(path, json=step, headers=mine)).status_code == 428
    right, wrong = {"if-match": '"1"'}, {"if-match": '"7"'}
    assert (await service.post(path, json=step, headers=mine | wrong)).status_code == 412
    assert (await service.post(path, json=step, headers=mine | right)).status_code == 200
    assert (await service.post(path, json=step, headers=mine | right)).status_code == 412


async def test_a_decision_without_a_version_is_428_and_a_stale_one_412(
    service: Client, county: County
) -> None:
    path = await opened(service, county)
    mine = await head(county, *VILLAGE)
    made = await service.post(f"{path}/suggestions", json={}, headers=mine)
    line = made.json()["candidates"][0]
    decision = f"{API}/suggestions/{line['id']}/decision"
    said = {"decision": "declined", "reason": "另有安排"}
    assert (await service.post(decision, json=said, headers=mine)).status_code == 428
    tag = {"if-match": f'"{line["version"]}"'}
    taken = await service.post(decision, json=said, headers=mine | tag)
    assert (taken.status_code, taken.headers["etag"]) == (200, '"2"')
    assert (await service.post(decision, json=said, headers=mine | tag)).status_code == 412
    other = await head(county, "village", build.EAST_2)
    assert (await service.post(decision, json=said, headers=other | tag)).status_code == 404
    town = await head(county, "township", build.EAST)
    assert (await service.post(decision, json=said, headers=town | tag)).status_code == 403


async def test_a_held_seat_is_409(service: Client, county: County) -> None:
    hr = await head(county)
    answer = await service.get(f"{API}/villages/{build.EAST_1}/posts", headers=hr)
    (vice,) = [one for one in answer.json()[1]["posts"] if one["role"] == asking.VICE]
    who = vice["holders"][0]["person_id"]
    tenure = {"person_id": who, "seat": 1}
    answer = await service.post(f"{API}/posts/{vice['id']}/tenures", json=tenure, headers=hr)
    assert answer.status_code == 409
    assert "已有人任职" in answer.json()["detail"]


# What works


async def test_a_suggestion_is_answered_and_read_again_as_it_was_seen(
    service: Client, county: County
) -> None:
    path = await opened(service, county)
    for who in (VILLAGE, ("hr", None)):
        headers = await head(county, *who)
        made = await service.post(f"{path}/suggestions", json={"top": 2}, headers=headers)
        assert made.status_code == 201
        again = await service.get(f"{path}/suggestions", headers=headers)
        assert again.json() == made.json()
        best = made.json()["candidates"][0]
        assert best["standing_label"] == "符合条件"
        assert sum(part["contribution"] for part in best["detail"]["parts"]) == best["total"]
        assert best["detail"]["verdicts"][0]["citation"]
        assert post.never_said(made.text) == ()
    runs = await service.get(f"{path}/runs", headers=await head(county))
    assert len(runs.json()) == 2
    first = await service.get(
        f"{path}/suggestions", params={"run": runs.json()[1]["id"]}, headers=await head(county)
    )
    assert first.json()["run"]["id"] == runs.json()[1]["id"]


async def test_requests_are_listed_by_state_and_place(service: Client, county: County) -> None:
    await opened(service, county)
    hr = await head(county)
    for params, count in (
        ({"request_state": "open"}, 1),
        ({"request_state": "draft"}, 0),
        ({"village": build.EAST}, 1),
        ({"village": build.WEST}, 0),
    ):
        answer = await service.get(f"{API}/requests", params=params, headers=hr)
        assert len(answer.json()["requests"]) == count


async def test_hr_releases_and_the_village_lists_whom_it_may_see(
    service: Client, county: County
) -> None:
    path = await opened(service, county)
    async with county.desk() as desk:
        who = await asking.a_reserve(desk, "远方客", household_village=build.WEST_1)
    release = {"person_id": str(who), "reason": "邻村回乡人才"}
    hr, mine = await head(county), await head(county, *VILLAGE)
    assert (await service.post(f"{path}/releases", json=release, headers=hr)).status_code == 201
    answer = await service.get(f"{path}/releases", headers=mine)
    assert [one["person"]["name"] for one in answer.json()] == ["远方客"]
    assert (await service.get(f"{API}/people/{who}", headers=mine)).status_code == 200


async def test_hr_seats_people_and_records_what_the_rules_need(
    service: Client, county: County
) -> None:
    hr = await head(county)
    async with county.desk() as desk:
        who = await build.a_person(desk, name="李新来")
        other = await build.a_person(desk, name="李亲属")
    body = {"kind": 3, "posts": [{"role": 31, "seats": 1}, {"role": 32, "seats": 2}]}
    made = await service.post(f"{API}/villages/{build.EAST_1}/bodies", json=body, headers=hr)
    assert made.status_code == 201
    term = {"starts": "2026-03-01", "due": "2031-03-01"}
    answer = await service.post(f"{API}/bodies/{made.json()['id']}/terms", json=term, headers=hr)
    assert answer.status_code == 201
    listed = (await service.get(f"{API}/villages/{build.EAST_1}/posts", headers=hr)).json()
    (board,) = [one for one in listed if one["kind"] == 3]
    assert board["term"]["due"] == "2031-03-01"
    seat = f"{API}/posts/{board['posts'][1]['id']}"
    new = {"person_id": str(who), "since": "2026-04-01"}
    tenure = (await service.post(f"{seat}/tenures", json=new, headers=hr)).json()["id"]
    ended = await service.post(
        f"{API}/tenures/{tenure}/end", json={"reason": 2, "on_day": "2026-05-01"}, headers=hr
    )
    assert ended.json()["until"] == "2026-05-01"
    vacant = await service.post(f"{seat}/vacancies", json={"seat": 2, "reason": 9}, headers=hr)
    vacancy = f"{API}/vacancies/{vacant.json()['id']}/close"
    assert (await service.post(vacancy, json={}, headers=hr)).status_code == 200

    person = f"{API}/people/{who}"
    review = {"kind": "E13", "result": "pass", "document": "清联审〔2026〕1号"}
    assert (await service.post(f"{person}/reviews", json=review, headers=hr)).status_code == 201
    kin = {"relative": str(other), "relation": "sibling", "confirmed": True}
    assert (await service.put(f"{person}/kin", json=kin, headers=hr)).status_code == 204
    route = {
        "village": build.EAST_1,
        "route": "B",
        "facts": {"stated_will": {"done": True, "on_day": "2026-04-01"}},
    }
    path = f"{person}/register-routes"
    assert (await service.put(path, json=route, headers=hr)).status_code == 204
    record = {"kind": "training", "on_day": "2025-06-01", "detail": {"name": "任职培训"}}
    path = f"{person}/service-records"
    assert (await service.post(path, json=record, headers=hr)).status_code == 201
    for what in ("reviews", "kin", "register-routes", "service-records"):
        assert len((await service.get(f"{person}/{what}", headers=hr)).json()) == 1
        for role, place in (VILLAGE, ("township", build.EAST), ("liaison", build.EAST)):
            headers = await head(county, role, place)
            assert (await service.get(f"{person}/{what}", headers=headers)).status_code == 403
    gone = await service.delete(f"{person}/kin/{other}", headers=hr)
    assert gone.status_code == 204


async def test_a_second_request_for_the_county_s_best_reads_the_register_no_more(
    service: Client, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = await asking.an_open_request(county)
    path, hr = f"{API}/requests/{request.id}/sought", await head(county)
    first = await service.get(path, headers=hr)
    assert first.json()["candidates"]

    async def unread(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(plan_reading, "read", unread)
    assert (await service.get(path, headers=hr)).json() == first.json()
    async with county.desk() as desk:
        await asking.a_reserve(desk, "孙又来")
    assert (await service.get(path, headers=hr)).status_code == 500
