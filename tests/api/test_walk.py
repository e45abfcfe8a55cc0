"""The walk: every route, by every role, at something in its scope and at something outside it.

Each route has a row here; a route without one fails. A role that a route is not for is answered
403 before anything is looked up; what lies outside one's scope is answered as what does not
exist. Each step acts on things made for it alone.
"""

import re
from contextlib import asynccontextmanager
from typing import Any

import pytest
from litestar import Litestar
from litestar.datastructures import State

from talent import app
from talent.core.access import Role
from tests import build
from tests.api import rows, walks
from tests.conftest import Client, County

PLACES: dict[Role, str | None] = {
    Role.HR: None,
    Role.LIAISON: build.EAST,
    Role.TOWNSHIP: build.EAST,
    Role.VILLAGE: build.EAST_1,
    Role.SYSTEM: None,
    Role.SECURITY: None,
    Role.AUDITOR: None,
}
# The framework's own routes, which describe the interface and open no transaction.
DESCRIPTION = frozenset({"GET /api", "GET /api/{path}", "GET /api/openapi.json"})
SCOPED = (Role.LIAISON, Role.TOWNSHIP, Role.VILLAGE)


def service_routes() -> Litestar:
    """The service's routes, without a database."""

    @asynccontextmanager
    async def life(litestar: Litestar) -> Any:
        del litestar
        yield

    return app.routes(State({}), life)


def routes() -> dict[str, frozenset[str]]:
    """Every route as `METHOD path`, with the roles it says it is for."""
    found: dict[str, frozenset[str]] = {}
    for route in service_routes().routes:
        for handler in getattr(route, "route_handlers", ()):
            for method in handler.http_methods - {"OPTIONS", "HEAD"}:
                path = re.sub(r":\w+}", "}", route.path)
                found[f"{method} {path}"] = handler.opt.get("roles", frozenset())
    return {name: roles for name, roles in found.items() if name not in DESCRIPTION}


ROUTES = routes()


def test_every_route_says_whom_it_is_for() -> None:
    assert [name for name, roles in ROUTES.items() if not roles] == []


def test_every_route_has_a_row_in_the_walk_and_every_row_a_route() -> None:
    assert set(walks.WALK) == set(ROUTES)


def test_the_roles_of_a_route_are_the_roles_of_its_row() -> None:
    said = {name: frozenset(map(str, row.roles)) for name, row in walks.WALK.items()}
    assert said == ROUTES


@pytest.mark.parametrize(
    "name", [name for name, row in walks.WALK.items() if rows.EVERYBODY not in row.roles]
)
async def test_a_route_answers_its_roles_within_their_scope_and_nobody_else(
    name: str, service: Client, county: County
) -> None:
    row = walks.WALK[name]
    nobody = await rows.call(service, county, name, row, None, inside=True)
    # A page that is only looked at leads to the log-in.
    led = name.startswith("GET ") and nobody.headers.get("location", "").startswith("/login")
    assert nobody.status_code == (303 if led else 401)
    for role in Role:
        place = PLACES[role]
        if role not in row.roles:
            answer = await rows.call(service, county, name, row, (role, place), inside=True)
            assert answer.status_code == 403, (name, role, answer.text)
            continue
        answer = await rows.call(service, county, name, row, (role, place), inside=True)
        assert answer.status_code == row.answers, (name, role, "inside", answer.text)
        if row.scoped and role in SCOPED:
            answer = await rows.call(service, county, name, row, (role, place), inside=False)
            assert answer.status_code == 404, (name, role, "outside", answer.text)
            assert "未找到" in answer.text


async def test_no_list_shows_a_scoped_role_anybody_from_outside(
    service: Client, county: County
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft("不该见", household_village=build.WEST_2))
    for name, row in walks.WALK.items():
        if not name.startswith("GET ") or row.scoped:
            continue
        for role in set(SCOPED) & set(row.roles):
            answer = await rows.call(service, county, name, row, (role, PLACES[role]), inside=True)
            assert "不该见" not in answer.text, (name, role)
