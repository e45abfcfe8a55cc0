"""The full tour: what people typed as numbers stands nowhere in the open afterwards.

Everything the register does with a number is done once, as each of its users would; then the
whole database, the logs and the temporary files are read for any of them.
"""

import asyncio
import logging
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from talent import postgres
from talent.postgres import folder as folders
from tests import build
from tests.conftest import Client, County

PHONES = [f"154123400{number:02}" for number in range(10, 30)]
FAMILY = "15499990000"
NUMBERS = [build.an_id_number(sequence=sequence) for sequence in range(101, 121)]
WRONG = NUMBERS[19][:-1] + ("1" if NUMBERS[19][-1] != "1" else "2")
LOST = "41990019850612"


def body(name: str, **fields: Any) -> dict[str, Any]:
    draft = msgspec.json.decode(msgspec.json.encode(build.a_draft(name, **fields)))
    return {"person": draft, "pool": "LOCAL"}


async def as_role(county: County, role: str, place: str | None = None) -> dict[str, str]:
    return {"authorization": f"Bearer {await county.token(role, place)}"}


async def tour(service: Client, county: County) -> None:
    """Type, check, add, refuse, amend, propose, reveal, import, correct, search."""
    hr, officer = await as_role(county, "hr"), await as_role(county, "liaison", build.EAST)
    whole = body(
        "张红",
        id_number=NUMBERS[0],
        phones=(build.a_phone(PHONES[0]), build.a_phone(FAMILY, "family")),
        home_contact=f"其兄张强 {PHONES[1]}",
        notes=f"旧号 {PHONES[2]}，证件 {NUMBERS[1]}",
    )
    made = (
        await service.post(
            "/api/v1/people", json=whole, headers=hr | {"idempotency-key": "tour-0001"}
        )
    ).json()
    path = f"/api/v1/people/{made['id']}"
    alike = body("张宏", id_number=NUMBERS[0], phones=(build.a_phone(PHONES[0]),))
    refused = await service.post("/api/v1/people", json=alike, headers=officer)
    assert refused.status_code == 409
    assert PHONES[0] not in refused.text
    same = alike | {"judgements": [{"person": made["id"], "verdict": "same"}]}
    same["person"]["phones"].append({"number": PHONES[3]})
    assert (await service.post("/api/v1/people", json=same, headers=officer)).status_code == 201
    assert (await service.get(f"{path}/proposals", headers=hr)).status_code == 200
    await service.post("/api/v1/people/check", json=alike["person"], headers=officer)
    wrong = body("李四光", id_number=WRONG, phones=(build.a_phone("154"),))
    assert (await service.post("/api/v1/people", json=wrong, headers=hr)).status_code == 422
    changed = {"phones": [{"number": PHONES[4]}], "id_number": NUMBERS[2], "notes": PHONES[5]}
    answer = await service.patch(path, json=changed, headers=hr | {"if-match": '"1"'})
    assert answer.status_code == 200, answer.text
    opened = {"fields": ["phones", "id_number", "notes", "home_contact"], "purpose": "核对登记"}
    assert PHONES[4] in (await service.post(f"{path}/reveal", json=opened, headers=hr)).text
    await service.get(f"{path}/history", headers=hr)
    await service.get("/api/v1/people", params={"q": PHONES[4][-4:]}, headers=hr)
    await service.get("/api/v1/people", params={"q": PHONES[4]}, headers=hr)
    await roster(service, hr)


async def roster(service: Client, head: dict[str, str]) -> None:
    """Bring in a roster with right, wrong, doubtful and hidden numbers; correct one row of it."""
    lines = [
        "姓名,身份证号,联系电话,村,备注",
        f"赵一平,{NUMBERS[3]},{PHONES[6]},石桥村,家属 {PHONES[7]}",
        f"钱二安,{WRONG},{PHONES[8]},石桥村,",
        f"孙三宁,{LOST},{PHONES[9]},石桥村,",
        f"李 {PHONES[10]},{NUMBERS[4]},{PHONES[11]},柳湾村,",
        f"周四康,{NUMBERS[5]},{PHONES[12]}、{PHONES[13]}（妻）,没有的村,",
        f"张红,{NUMBERS[2]},{PHONES[14]},石桥村,",
    ]
    file = {"file": ("名册.csv", "\n".join(lines).encode("gb18030"), "text/csv")}
    asked = {"pool": "LOCAL"}
    report = (await service.post("/api/v1/rosters", files=file, data=asked, headers=head)).json()
    path = f"/api/v1/rosters/{report['roster']}"
    rows = (await service.get(f"{path}/rows", params={"outcome": "faulty"}, headers=head)).json()[
        "rows"
    ]
    assert len(rows) == 3, report
    row = next(row for row in rows if WRONG in str(row) or "钱二安" in str(row))
    corrected = await service.patch(
        f"{path}/rows/{row['id']}",
        json={"id_number": NUMBERS[6]},
        headers=head | {"if-match": f'"{row["version"]}"'},
    )
    assert corrected.status_code == 200, corrected.text
    assert (await service.post(f"{path}/commit", headers=head)).status_code == 200


def dumped(server: postgres.Server) -> str:
    """The whole database as text, as its superuser sees it."""
    said = subprocess.run(
        [server.bin_dir / "pg_dump", "--dbname", folders.claim(server.data_dir).dsn("postgres")],
        capture_output=True,
        check=True,
    )
    return said.stdout.decode("utf-8", "replace")


def written(folder: Path) -> str:
    """What stands in the files of a folder."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in found)


async def test_no_id_number_and_no_phone_stands_in_the_database_the_logs_or_temporary_files(
    service: Client,
    county: County,
    server: postgres.Server,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    await tour(service, county)
    ours = [
        record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))
    ]
    places = {
        "database": await asyncio.to_thread(dumped, server),
        "server log": (server.data_dir / "server.log").read_text("utf-8", "replace"),
        "our log": "\n".join(record.getMessage() for record in ours),
        "temporary files": written(tmp_path),
    }
    assert "张红" in places["database"], "the dump holds the register"
    for place, text in places.items():
        for secret in (*PHONES, FAMILY, *NUMBERS, WRONG, LOST):
            # bytea is dumped in hexadecimal: an unsealed value there would stand so.
            assert secret not in text, (place, secret)
            assert secret.encode().hex() not in text, (place, secret)
