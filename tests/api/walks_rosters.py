"""The walk's rows for rosters."""

from talent.core.access import Role
from talent.core.staged import Wish
from talent.flows import mapping, rosters, staging
from tests import build
from tests.api.rows import VERSION, Names, Row
from tests.conftest import County

BRINGS = (Role.HR, Role.TOWNSHIP)


def a_file(names: Names) -> bytes:
    """Write a roster nobody has sent yet: one row right, one with a wrong ID number."""
    count = names["count"]
    return f"姓名,身份证号,村\n周{count}平,,石桥村\n吴又新,41990019850612000X,石桥村\n".replace(
        count, "零一二三四五六七八九"[int(count) % 10] * (1 + int(count) // 10)
    ).encode()


def a_correction(names: Names) -> str:
    """Write a corrected row of the role that calls."""
    row = names.get(f"row_{names['role']}", "")
    return f"行编号,姓名\n{row},吴又新\n"


async def counted(county: County, inside: bool) -> Names:
    """Count the rosters, so that the next file is a new one."""
    del inside
    async with county.desk() as desk:
        return {"count": str(await desk.tx.connection.fetchval("select count(*) from roster"))}


async def mine(county: County, inside: bool) -> Names:
    """Bring in a roster as each role that may, or as the West."""
    names = {"roster": "{roster_{role}}", "row": "{row_{role}}", "role": ""}
    for role, place in (("hr", None), ("township", build.EAST if inside else build.WEST)):
        made = await roster(county, inside, role, place)
        names |= {f"roster_{role}": made["roster"], f"row_{role}": made["row"]}
    return names


async def roster(
    county: County, inside: bool, role: str = "township", place: str | None = None
) -> Names:
    """Bring in a roster as the East or as the West."""
    names = await counted(county, inside)
    usual = build.EAST if inside else build.WEST
    async with county.desk(role, place if role == "hr" else place or usual) as desk:
        ask = rosters.Ask(pool="LOCAL")
        ground = await rosters.prepare(desk, ask)
        file = staging.read(ground, a_file(names), "名册.csv", build.TODAY)
        report = await rosters.bring(desk, ask, ground, file)
        row = await desk.tx.connection.fetchval(
            "select id from roster_row where roster_id = $1 and outcome = 'faulty'", report.roster
        )
    return names | {"roster": str(report.roster), "row": str(row)}


async def whole(county: County, inside: bool) -> Names:
    """Bring in a whole list of which nothing waits, as each role that may, or as the West."""
    names = {"roster": "{roster_{role}}", "role": ""}
    for role, place in (("hr", None), ("township", build.EAST if inside else build.WEST)):
        counts = await counted(county, inside)
        async with county.desk(role, place) as desk:
            ask = rosters.Ask(pool="LOCAL", wish=Wish(complete=True))
            ground = await rosters.prepare(desk, ask)
            data = b"\n".join(a_file(counts).splitlines()[:2])
            file = staging.read(ground, data, "名册.csv", build.TODAY)
            names[f"roster_{role}"] = str((await rosters.bring(desk, ask, ground, file)).roster)
    return names


async def alias(county: County, inside: bool) -> Names:
    """Give a column a header of the county's own."""
    del inside
    async with county.desk() as desk:
        await mapping.add(desk, "大名", "name")
    return {}


ROWS: dict[str, Row] = {
    "POST /api/v1/rosters": Row(
        BRINGS,
        201,
        made=counted,
        files=lambda names: {
            "file": ("名册.csv", a_file(names), "text/csv"),
            "pool": (None, "LOCAL"),
        },
    ),
    "POST /api/v1/rosters/preview": Row(
        BRINGS,
        made=counted,
        files=lambda names: {
            "file": ("名册.csv", a_file(names), "text/csv"),
            "pool": (None, "LOCAL"),
        },
    ),
    "POST /api/v1/extracts": Row(
        BRINGS, body={"pool": "LOCAL", "purpose": "年度统计", "recipient": "统计局"}
    ),
    "GET /api/v1/roster-headers": Row(BRINGS),
    "POST /api/v1/roster-headers": Row((Role.HR,), 204, body={"header": "大名", "column": "name"}),
    "POST /api/v1/roster-headers/removal": Row(
        (Role.HR,), 204, made=alias, body={"header": "大名"}
    ),
    "GET /api/v1/rosters": Row(BRINGS),
    "GET /api/v1/rosters/{roster}": Row(BRINGS, made=roster, scoped=True),
    "GET /api/v1/rosters/{roster}/rows": Row(BRINGS, made=roster, scoped=True),
    "PATCH /api/v1/rosters/{roster}/rows/{row}": Row(
        BRINGS, made=roster, scoped=True, headers=VERSION, body={"id_number": None}
    ),
    "POST /api/v1/rosters/{roster}/rows/{row}/resolution": Row(
        BRINGS, made=roster, scoped=True, headers=VERSION, body={"accept_without": ["id_number"]}
    ),
    "POST /api/v1/rosters/{roster}/resolutions": Row(
        BRINGS, made=roster, scoped=True, body={"resolution": "without", "outcome": "faulty"}
    ),
    "GET /api/v1/rosters/{roster}/faults.xlsx": Row(BRINGS, made=mine, scoped=True),
    "POST /api/v1/rosters/{roster}/corrections": Row(
        BRINGS,
        made=mine,
        scoped=True,
        files=lambda names: {"file": ("更正表.csv", a_correction(names), "text/csv")},
    ),
    "GET /api/v1/rosters/{roster}/differences": Row(BRINGS, made=roster, scoped=True),
    "POST /api/v1/rosters/{roster}/differences": Row(
        BRINGS, made=mine, scoped=True, body={"take": ["employer"]}
    ),
    "POST /api/v1/rosters/{roster}/completeness": Row(BRINGS, 204, made=mine, scoped=True),
    "GET /api/v1/rosters/{roster}/absentees": Row(BRINGS, made=whole, scoped=True),
    "POST /api/v1/rosters/{roster}/absentees": Row(
        (Role.HR,), 422, made=whole, body={"leaving": [], "exit_reason": 4}
    ),
    "GET /api/v1/rosters/{roster}/undo": Row(BRINGS, made=mine, scoped=True),
    "POST /api/v1/rosters/{roster}/undo": Row(BRINGS, made=mine, scoped=True),
    "POST /api/v1/rosters/{roster}/commit": Row(BRINGS, made=roster, scoped=True),
}
