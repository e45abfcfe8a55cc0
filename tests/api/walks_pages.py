"""The walk's rows for the pages: a form is answered by the way on."""

from talent.core.access import ADDS_PEOPLE, REVEALS, SEES_PEOPLE, Role
from tests import build
from tests.api import rows
from tests.api.rows import ANY_SESSION, EVERYBODY, Names, Row
from tests.conftest import County

EVERY = tuple(Role)
SEES, ADDS = tuple(SEES_PEOPLE), tuple(ADDS_PEOPLE)


async def own_session(county: County, inside: bool) -> Names:
    """Name a session that is nobody's."""
    del county, inside
    return {"session": "01a20a82-0000-7000-8000-000000000000"}


async def a_person(county: County, inside: bool) -> Names:
    """Make a person, and name him as the pages do."""
    names = await rows.person(county, inside)
    return names | {"key": names["person"]}


def _tagged(names: Names) -> dict[str, str]:
    return {"person": names["person"], "deed": "tag", "tag": "种粮大户"}


ROWS: dict[str, Row] = {
    "GET /static/{made}/{name}": Row((EVERYBODY,)),
    "GET /favicon.ico": Row((EVERYBODY,)),
    "GET /api/docs": Row((EVERYBODY,)),
    "GET /login": Row((EVERYBODY,)),
    "POST /login": Row((EVERYBODY,)),
    "GET /setup": Row((EVERYBODY,)),
    "POST /setup": Row((EVERYBODY,)),
    "GET /": Row(EVERY),
    "GET /people": Row(SEES),
    "POST /people/batch": Row(ADDS, 303, made=a_person, scoped=True, form=_tagged),
    "POST /people/columns": Row(SEES, 303, form={"column": "age"}),
    "POST /people/filters": Row(SEES, 303, form={"name": "常用", "back": "pool=LOCAL"}),
    "POST /people/export": Row(ADDS, form={"purpose": "报送年度统计", "recipient": "统计局"}),
    "POST /people/print": Row(ADDS, form={"purpose": "报送年度统计", "recipient": "统计局"}),
    "GET /people/new": Row(ADDS),
    "POST /people/new/lookalikes": Row(ADDS, form={"name": "欧阳新"}),
    "POST /people/new": Row(ADDS, 422, form={"name": "欧阳新", "once": "12345678"}),
    "GET /people/{key}": Row(SEES, made=a_person, scoped=True),
    "POST /people/{key}/reveal": Row(
        tuple(REVEALS), made=a_person, scoped=True, form={"field": "phones", "purpose": "核对电话"}
    ),
    "POST /people/{key}/contacts": Row(
        ADDS, 303, made=a_person, scoped=True, form={"channel": "phone"}
    ),
    "POST /people/{key}/proposals/{proposal}": Row(
        ADDS, 303, made=a_person, scoped=True, form={"version": "1", "take": "0"}
    ),
    "POST /memberships/{membership}/steps": Row(
        (Role.HR, Role.TOWNSHIP),
        303,
        made=a_person,
        scoped=True,
        form={"version": "1", "state": "town_ok"},
    ),
    "GET /people/{key}/edit": Row(ADDS, made=a_person, scoped=True),
    "POST /people/{key}/edit": Row(ADDS, 303, made=a_person, scoped=True, form={"version": "1"}),
    "POST /logout": Row(ANY_SESSION, 303, form={}),
    "GET /account": Row(ANY_SESSION),
    "POST /account/here": Row(ANY_SESSION, 204, form={}),
    "POST /account/grant": Row(ANY_SESSION, 404, form={"grant": "01a20a82"}),
    "POST /account/sessions/{session}/end": Row(ANY_SESSION, 404, made=own_session, form={}),
    "GET /account/password": Row(ANY_SESSION),
    "POST /account/password": Row(
        ANY_SESSION,
        422,
        form={"old": "x", "password": build.PASSWORD, "repeated": build.PASSWORD},
    ),
}
