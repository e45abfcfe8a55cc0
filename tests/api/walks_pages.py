"""The walk's rows for the pages: a form is answered by the way on."""

from talent.core.access import Role
from tests import build
from tests.api.rows import ANY_SESSION, EVERYBODY, Names, Row
from tests.conftest import County

EVERY = tuple(Role)


async def own_session(county: County, inside: bool) -> Names:
    """Name a session that is nobody's."""
    del county, inside
    return {"session": "01a20a82-0000-7000-8000-000000000000"}


ROWS: dict[str, Row] = {
    "GET /static/{made}/{name}": Row((EVERYBODY,)),
    "GET /favicon.ico": Row((EVERYBODY,)),
    "GET /api/docs": Row((EVERYBODY,)),
    "GET /login": Row((EVERYBODY,)),
    "POST /login": Row((EVERYBODY,)),
    "GET /setup": Row((EVERYBODY,)),
    "POST /setup": Row((EVERYBODY,)),
    "GET /": Row(EVERY),
    "POST /logout": Row(ANY_SESSION, 303, form={}),
    "GET /account": Row(ANY_SESSION),
    "POST /account/grant": Row(ANY_SESSION, 404, form={"grant": "01a20a82"}),
    "POST /account/sessions/{session}/end": Row(ANY_SESSION, 404, made=own_session, form={}),
    "GET /account/password": Row(ANY_SESSION),
    "POST /account/password": Row(
        ANY_SESSION,
        422,
        form={"old": "x", "password": build.PASSWORD, "repeated": build.PASSWORD},
    ),
}
