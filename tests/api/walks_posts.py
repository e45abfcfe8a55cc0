"""The walk's rows for posts, what is known for the rules, requests and suggestions."""

from uuid import UUID

from talent.core.access import Role
from talent.flows import decisions, evidence, posts, requests, suggestions
from tests import asking, build
from tests.api.rows import HR, VERSION, Names, Row, person
from tests.conftest import County

SEES = (Role.HR, Role.LIAISON, Role.TOWNSHIP, Role.VILLAGE)
FILES = (Role.HR, Role.TOWNSHIP, Role.VILLAGE)


async def board(county: County, inside: bool) -> Names:
    """Set up a village's board once."""
    village = build.EAST_1 if inside else build.WEST_2
    async with county.desk() as desk:
        held = {post.role: post.id for post in await desk.tx.run(posts.SQL.posts, village=village)}
        held = held or await asking.a_board(desk, village)
        bodies = await desk.tx.run(posts.SQL.bodies, village=village)
        fetch = desk.tx.connection.fetchval
        tenure = await fetch("select id from tenure where post_id = $1", held[asking.VICE])
        vacancy = await fetch("select id from vacancy where post_id = $1", held[asking.LEAD])
        guest = await build.a_person(desk, build.a_draft("郑来客", household_village=village))
    return {
        "village": village,
        "post_id": str(held[asking.LEAD]),
        "body_id": str(bodies[0].id),
        "tenure": str(tenure),
        "vacancy": str(vacancy),
        "guest": str(guest),
    }


async def request(county: County, inside: bool) -> Names:
    """File a request of a village with a board."""
    names = await board(county, inside)
    async with county.desk() as desk:
        new = requests.New(village=names["village"], post=asking.LEAD, seats=1)
        made = await requests.file(desk, new)
    return names | {"request_id": str(made.id)}


async def submitted(county: County, inside: bool) -> Names:
    """Bring a request to where the township looks at it."""
    names = await request(county, inside)
    async with county.desk() as desk:
        await requests.step(desk, UUID(names["request_id"]), 1, requests.Step(state="submitted"))
    return names


async def opened(county: County, inside: bool) -> Names:
    """Bring a request to where hr has opened it."""
    names = await board(county, inside)
    async with county.desk() as desk:
        new = requests.New(village=names["village"], post=asking.LEAD, seats=1)
        made = await requests.file(desk, new)
        for state in ("submitted", "town_ok", "open"):
            made = await requests.step(desk, made.id, made.version, requests.Step(state=state))
    return names | {"request_id": str(made.id)}


async def suggested(county: County, inside: bool) -> Names:
    """Let the register suggest somebody of the village's own."""
    names = await opened(county, inside)
    async with county.desk() as desk:
        reserve = await asking.a_reserve(desk, household_village=names["village"])

        await suggestions.make(desk, UUID(names["request_id"]), suggestions.Make())
        line = await desk.tx.connection.fetchval(
            "select s.id from suggestion s join suggestion_run r on r.id = s.run_id "
            "where s.person_id = $1 and r.request_id = $2",
            reserve,
            UUID(names["request_id"]),
        )
    return names | {"suggestion": str(line)}


async def reviewing(county: County, inside: bool) -> Names:
    """Bring a request to where departments look at whom it has accepted."""
    names = await suggested(county, inside)
    async with county.desk() as desk:
        accepted = decisions.Decision("accepted")
        line = await decisions.decide(desk, UUID(names["suggestion"]), 1, accepted)
        held = await requests.one(desk, UUID(names["request_id"]))
        await requests.step(desk, held.id, held.version, requests.Step(state="review"))
    return names | {"reserve": str(line.person.person_id)}


async def outcome(county: County, inside: bool) -> Names:
    """Close a request, so that its outcome waits to be read by its village; another's for hr."""
    names = await request(county, inside)
    async with county.desk() as desk:
        gone = requests.Step(state="closed", outcome="withdrawn")
        await requests.step(desk, UUID(names["request_id"]), 1, gone)
        todo = await desk.tx.connection.fetchval(
            "select id from todo where request_id = $1 and done_at is null",
            UUID(names["request_id"]),
        )
    return names | {"todo": str(todo)}


async def kinsfolk(county: County, inside: bool) -> Names:
    """Make a person and a brother."""
    names = await person(county, inside)
    async with county.desk() as desk:
        brother = await build.a_person(desk, build.a_draft("张三水"))

        kin = evidence.NewKin(relative=brother, relation="sibling")
        await evidence.set_kin(desk, UUID(names["person"]), kin)
    return names | {"relative": str(brother)}


ROWS: dict[str, Row] = {
    "GET /api/v1/villages/{village}/posts": Row(SEES, made=board, scoped=True),
    "POST /api/v1/villages/{village}/bodies": Row(
        HR,
        201,
        made=board,
        body={"kind": 3, "posts": [{"role": 31, "seats": 1}, {"role": 32, "seats": 2}]},
    ),
    "POST /api/v1/bodies/{body_id}/terms": Row(
        HR, 201, made=board, body={"starts": "2026-03-01", "due": "2031-03-01"}
    ),
    "POST /api/v1/posts/{post_id}/tenures": Row(
        HR, 201, made=board, body=lambda names: {"person_id": names["guest"], "since": "2026-02-01"}
    ),
    "POST /api/v1/tenures/{tenure}/end": Row(
        HR, made=board, body={"reason": 2, "on_day": "2026-02-01"}
    ),
    "POST /api/v1/posts/{post_id}/vacancies": Row(HR, 409, made=board, body={"reason": 2}),
    "POST /api/v1/vacancies/{vacancy}/close": Row(HR, made=board, body={"on_day": "2026-02-01"}),
    "GET /api/v1/people/{person}/reviews": Row(HR, made=person),
    "POST /api/v1/people/{person}/reviews": Row(
        HR,
        201,
        made=person,
        body={"kind": "E13", "result": "pass", "document": "清联审〔2026〕1号"},
    ),
    "GET /api/v1/people/{person}/kin": Row(HR, made=person),
    "PUT /api/v1/people/{person}/kin": Row(
        HR,
        204,
        made=kinsfolk,
        body=lambda names: {"relative": names["relative"], "relation": "sibling"},
    ),
    "DELETE /api/v1/people/{person}/kin/{relative}": Row(HR, 204, made=kinsfolk),
    "GET /api/v1/people/{person}/register-routes": Row(HR, made=person),
    "PUT /api/v1/people/{person}/register-routes": Row(
        HR, 204, made=person, body={"village": build.EAST_1, "route": "A"}
    ),
    "GET /api/v1/people/{person}/service-records": Row(HR, made=person),
    "POST /api/v1/people/{person}/service-records": Row(
        HR,
        201,
        made=person,
        body={"kind": "training", "on_day": "2025-05-01", "detail": {"name": "任职培训"}},
    ),
    "GET /api/v1/requests": Row(FILES),
    "POST /api/v1/requests": Row(
        FILES,
        201,
        made=board,
        scoped=True,
        body=lambda names: {"village": names["village"], "post": asking.LEAD, "seats": 1},
    ),
    "GET /api/v1/requests/{request_id}": Row(FILES, made=request, scoped=True),
    "POST /api/v1/requests/{request_id}/steps": Row(
        FILES,
        made=submitted,
        scoped=True,
        headers={"if-match": '"2"'},
        body=lambda names: (
            {"state": "town_ok"}
            if names.get("role") == Role.TOWNSHIP
            else {"state": "closed", "outcome": "withdrawn"}
        ),
    ),
    "GET /api/v1/requests/{request_id}/releases": Row(FILES, made=request, scoped=True),
    "POST /api/v1/requests/{request_id}/releases": Row(
        HR, 201, made=opened, body=lambda names: {"person_id": names["guest"], "reason": "跨村推荐"}
    ),
    "POST /api/v1/requests/{request_id}/suggestions": Row(
        FILES, 201, made=opened, scoped=True, body={}
    ),
    "GET /api/v1/requests/{request_id}/suggestions": Row(FILES, made=suggested, scoped=True),
    "GET /api/v1/requests/{request_id}/runs": Row(FILES, made=suggested, scoped=True),
    "PUT /api/v1/requests/{request_id}": Row(
        FILES,
        made=request,
        scoped=True,
        headers=VERSION,
        body={"seats": 1, "wanted_skills": ["会计"]},
    ),
    "POST /api/v1/requests/{request_id}/shortlist": Row(HR, made=suggested, body={}),
    "GET /api/v1/requests/{request_id}/reviews": Row(HR, made=reviewing),
    "POST /api/v1/requests/{request_id}/reviews": Row(
        HR,
        201,
        made=reviewing,
        body=lambda names: {
            "person_id": names["reserve"],
            "round": "R1",
            "department": "branch",
            "result": "no_objection",
            "document": "清审〔2026〕2号",
        },
    ),
    "POST /api/v1/requests/{request_id}/export": Row(
        HR, made=suggested, body={"purpose": "县级联审", "recipient": "公安局"}
    ),
    "POST /api/v1/villages/{village}/boards": Row(HR, made=board, body={}),
    "GET /api/v1/todos": Row(FILES),
    "POST /api/v1/todos/{todo}/reading": Row((Role.VILLAGE,), 204, made=outcome, scoped=True),
    "POST /api/v1/suggestions/{suggestion}/decision": Row(
        (Role.HR, Role.VILLAGE),
        made=suggested,
        scoped=True,
        headers=VERSION,
        body={"decision": "declined", "reason": "本人不愿意"},
    ),
}
