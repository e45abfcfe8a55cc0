"""Rosters over HTTP: how a file is sent, what is answered, how what waits is worked off."""

from typing import Any

import httpx
import pytest
from litestar.datastructures import upload_file

from talent import sheets
from tests import build
from tests.build import EAST, WEST, an_id_number
from tests.conftest import Client, County
from tests.roster_files import HEADER, a_row, as_csv, as_xlsx

PATH = "/api/v1/rosters"
RIGHT = an_id_number()
WRONG = RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")


async def bearer(county: County, role: str = "hr", place: str | None = None) -> dict[str, str]:
    return {"authorization": f"Bearer {await county.token(role, place)}"}


async def send(
    service: Client, head: dict[str, str], data: bytes, name: str = "花名册.csv", **form: str
) -> httpx.Response:
    """Send a file as a browser's form does."""
    fields = {"pool": "乡土"} | form
    return await service.post(PATH, files={"file": (name, data)}, data=fields, headers=head)


# Refusals


async def test_without_a_session_a_file_is_not_even_read(service: Client) -> None:
    read = []

    async def body() -> Any:
        read.append(1)
        yield b"x"

    head = {"content-type": "multipart/form-data; boundary=x"}
    assert (await service.post(PATH, content=body(), headers=head)).status_code == 401
    assert read == []


async def test_a_body_over_its_limit_is_413_and_elsewhere_the_limit_is_a_mebibyte(
    service: Client, county: County
) -> None:
    head = await bearer(county) | {"content-type": "multipart/form-data; boundary=x"}
    large = head | {"content-length": str(sheets.MOST_BYTES + 1)}
    answer = await service.post(PATH, content=b"--x", headers=large)
    assert (answer.status_code, answer.json()["title"]) == (413, "内容超过大小限制")
    other = await service.post(
        "/api/v1/people", json={"x": "x" * (1 << 20)}, headers=await bearer(county)
    )
    assert other.status_code == 413


async def test_what_is_no_form_with_one_file_is_refused(service: Client, county: County) -> None:
    head = await bearer(county)
    file = ("a.csv", as_csv(a_row()))
    form = head | {"content-type": "multipart/form-data; boundary=x"}
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    answers = [
        await service.post(PATH, json={"pool": "LOCAL"}, headers=head),
        await service.post(PATH, content=part + b"name", headers=form),
        await service.post(PATH, content=b"", headers=form),
        await service.post(PATH, data={"pool": "LOCAL"}, files={"x": (None, "y")}, headers=head),
        await service.post(PATH, files=[("file", file), ("file", file)], headers=head),
        await service.post(PATH, files={"file": file}, headers=head),
    ]
    assert [answer.status_code for answer in answers] == [422] * len(answers)
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert answers[-1].json()["faults"][0]["field"] == "pool"


async def test_a_file_that_is_no_roster_is_a_problem_in_words(
    service: Client, county: County
) -> None:
    answer = await send(service, await bearer(county), b"<html><body><table>", "花名册.xls")
    assert (answer.status_code, answer.json()["title"]) == (422, "无法读取该花名册")
    assert "网页" in answer.json()["detail"]


async def test_the_same_file_twice_is_409_with_the_first_one_s_id(
    service: Client, county: County
) -> None:
    head = await bearer(county)
    first = await send(service, head, as_csv(a_row()))
    again = await send(service, head, as_csv(a_row()))
    assert (again.status_code, again.json()["roster"]) == (409, first.json()["roster"])
    assert again.json()["type"] == "urn:talent:problem:roster-known"


async def test_a_forged_scope_is_403_and_an_ended_session_401(
    service: Client, county: County
) -> None:
    head = await bearer(county, "township", EAST)
    answer = await send(service, head, as_csv(a_row()), place=WEST)
    assert answer.status_code == 403
    await service.delete("/api/v1/session", headers=head)
    assert (await send(service, head, as_csv(a_row()))).status_code == 401


async def test_a_row_without_a_version_is_428_and_with_an_old_one_412(
    service: Client, county: County
) -> None:
    head = await bearer(county)
    roster = (await send(service, head, as_csv(a_row(身份证号=WRONG)))).json()["roster"]
    row = (await service.get(f"{PATH}/{roster}/rows", headers=head)).json()["rows"][0]["id"]
    path = f"{PATH}/{roster}/rows/{row}"
    assert (await service.patch(path, json={}, headers=head)).status_code == 428
    stale = await service.patch(path, json={}, headers=head | {"if-match": '"7"'})
    assert stale.status_code == 412


# What works


async def test_a_roster_is_brought_in_and_stands_where_the_answer_says(
    service: Client, county: County
) -> None:
    head = await bearer(county, "township", EAST)
    data = as_xlsx(a_row(), a_row("李四光", 身份证号=WRONG))
    answer = await send(service, head, data, "东岭镇15400001234.xlsx")
    assert answer.status_code == 201
    report = answer.json()
    assert {name: report[name] for name in ("rows", "new", "known", "unsure", "faulty")} == {
        "rows": 2, "new": 1, "known": 0, "unsure": 0, "faulty": 1,
    }  # fmt: skip
    assert [(one["sheet"], one["row"], one["column"], one["said"]) for one in report["faults"]] == [
        ("花名册", 3, "身份证号", WRONG)
    ]
    shown = (await service.get(answer.headers["location"], headers=head)).json()
    assert (shown["pool"], shown["scope"], shown["own"]) == ("LOCAL", EAST, True)
    assert shown["file_name"] == "东岭镇*********34.xlsx"
    assert shown["counts"]["waiting"] == 1


async def test_a_dry_run_is_200_and_leaves_no_roster(service: Client, county: County) -> None:
    head = await bearer(county)
    files = {"file": ("a.csv", as_csv(a_row()))}
    asked = {"pool": "LOCAL", "dry_run": "true"}
    by_form = await service.post(PATH, files=files, headers=head, data=asked)
    by_query = await service.post(PATH, files=files, headers=head, params=asked)
    for answer in (by_form, by_query):
        assert (answer.status_code, answer.json()["new"], answer.json()["roster"]) == (200, 1, None)
    assert (await service.get(PATH, headers=head)).json() == []
    assert (await service.get("/api/v1/people", headers=head)).json()["people"] == []


async def test_a_file_over_a_mebibyte_comes_in_and_touches_no_disk(
    service: Client, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_file, "SpooledTemporaryFile", None)
    header = (*HEADER, "说明文字")
    data = as_csv((*a_row(), "x" * (2 << 20)), header=header)
    answer = await send(service, await bearer(county), data)
    assert (answer.status_code, answer.json()["left_out"]) == (201, ["说明文字"])


async def test_what_waits_is_worked_off_and_committed(service: Client, county: County) -> None:
    head = await bearer(county)
    phone = "15400001234"
    data = as_csv(
        a_row(联系电话=phone),
        a_row("张三峰", 联系电话=phone),
        a_row("李四光", 身份证号=WRONG),
        a_row("王五福", 身份证号="1"),
        a_row("赵六顺", 身份证号="2"),
    )
    roster = (await send(service, head, data)).json()["roster"]
    page = (await service.get(f"{PATH}/{roster}/rows?row_state=staged", headers=head)).json()
    rows = {row["typed"]["name"]: row for row in page["rows"]}

    async def tell(name: str, **said: Any) -> dict[str, Any]:
        path = f"{PATH}/{roster}/rows/{rows[name]['id']}"
        answer = await service.post(
            f"{path}/resolution", json=said, headers=head | {"if-match": '"1"'}
        )
        assert (answer.status_code, answer.headers["etag"]) == (200, '"2"'), answer.text
        found: dict[str, Any] = answer.json()
        return found

    path = f"{PATH}/{roster}/rows/{rows['李四光']['id']}"
    change = {"身份证号": RIGHT}
    fixed = await service.patch(path, json=change, headers=head | {"if-match": '"1"'})
    assert (fixed.status_code, fixed.json()["outcome"], fixed.headers["etag"]) == (
        200,
        "new",
        '"2"',
    )
    same = rows["张三峰"]["earlier"][0]["person"]
    assert (await tell("张三峰", same=same))["outcome"] == "known"
    assert (await tell("王五福", accept_without=["id_number"]))["outcome"] == "new"
    assert (await tell("赵六顺", drop=True))["state"] == "dropped"
    done = (await service.post(f"{PATH}/{roster}/commit", headers=head)).json()
    assert (done["new"], done["known"], done["unsure"], done["faulty"]) == (2, 1, 0, 0)
    counts = (await service.get(f"{PATH}/{roster}", headers=head)).json()["counts"]
    assert (counts["committed"], counts["dropped"], counts["waiting"]) == (4, 1, 0)


async def test_a_township_lists_its_own_rosters_and_hr_all(service: Client, county: County) -> None:
    for place, name in ((EAST, "李四光"), (WEST, "王五福")):
        await send(service, await bearer(county, "township", place), as_csv(a_row(name)))
    for who, seen in ((("township", EAST), 1), (("hr", None), 2)):
        listed = (await service.get(PATH, headers=await bearer(county, *who))).json()
        assert len(listed) == seen
    newest = (await service.get(f"{PATH}?limit=1", headers=await bearer(county))).json()[0]
    older = await service.get(f"{PATH}?after={newest['id']}", headers=await bearer(county))
    assert [one["scope"] for one in older.json()] == [EAST]


async def test_the_description_names_the_form_s_parts(service: Client) -> None:
    described = (await service.get("/api/openapi.json")).json()
    body = described["paths"][PATH]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert set(body["schema"]["properties"]) == {
        "file", "pool", "place", "dry_run", "background", "stage_only", "hidden", "complete", "mapping",
    }  # fmt: skip


async def test_the_place_of_a_roster_is_told_by_code(service: Client, county: County) -> None:
    answer = await send(service, await bearer(county), as_csv(a_row(所属村="石桥村")), place=EAST)
    assert (answer.status_code, answer.json()["warnings"]) == (201, 0)
    people = (await service.get("/api/v1/people", headers=await bearer(county))).json()["people"]
    assert [one["household_village"] for one in people] == [build.EAST_1]
