"""What every form is held to: an expired token, a session that has ended, words before a deed."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from litestar.handlers import HTTPRouteHandler

from talent import edge, pages
from talent.core.access import Role
from talent.pages import shell
from tests import build
from tests.conftest import Client, County

PLACES = {
    Role.LIAISON: build.EAST,
    Role.TOWNSHIP: build.EAST,
    Role.VILLAGE: build.EAST_1,
}
FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)


def forms() -> Iterator[tuple[str, str]]:
    """Answer the address of each form of the pages, and a role that it is for."""
    routes: list[HTTPRouteHandler] = [
        route
        for concept in pages.CONCEPTS
        for route in concept.ROUTES
        if "POST" in route.http_methods
    ]
    for route in routes:
        roles = route.opt["roles"]
        if edge.ANYBODY in roles:
            continue
        role = next((str(one) for one in Role if one in roles), str(Role.HR))
        for path in sorted(route.paths):
            yield re.sub(r"\{\w+:(\w+)\}", lambda kind: _value(kind[1]), path), role


def _value(kind: str) -> str:
    return "1" if kind == "int" else str(uuid4())


FORMS = sorted(forms())


def templates() -> Iterator[tuple[str, str]]:
    """Answer each form that a template writes, with the template's name."""
    for template in sorted(shell.TEMPLATES.glob("*.html")):
        for form in FORM.findall(template.read_text("utf-8")):
            yield template.name, form


async def test_the_walk_finds_the_forms() -> None:
    assert len(FORMS) > 60
    assert ("/skills", Role.HR) in FORMS


async def test_an_expired_form_is_refused_in_words_whatever_it_asks(
    service: Client, county: County
) -> None:
    for path, role in FORMS:
        service.cookies["talent"] = await county.token(role, PLACES.get(Role(role)))
        for sent in ({"data": {"csrf": "old"}}, {"headers": {shell.CSRF_HEADER: "old"}}, {}):
            answer = await service.post(path, **sent)  # type: ignore[arg-type]
            assert (path, answer.status_code) == (path, 400)
            assert shell.FormExpired.title in answer.text, path


async def test_a_form_whose_session_has_ended_asks_for_the_log_in_where_it_stands(
    service: Client, county: County
) -> None:
    del county
    service.cookies["talent"] = "ended"
    for path, _ in FORMS:
        form: dict[str, Any] = {"data": {"csrf": shell.csrf("ended"), "reason": "逐字录入"}}
        plain = await service.post(path, **form)
        assert (path, plain.status_code) == (path, 401)
        assert "登录已过期" in plain.text, path
        by_script = await service.post(
            path, headers={"HX-Request": "true", "HX-Boosted": "true"}, **form
        )
        assert (path, by_script.status_code) == (path, 401)
        assert by_script.headers["hx-retarget"] == "#again", path
        assert 'name="password"' in by_script.text, path


def test_each_form_carries_the_token_of_its_session() -> None:
    for name, form in templates():
        if not re.match(r'<form[^>]*action="/(login|setup)"', form):
            assert "guard(csrf)" in form or "csrf={{ csrf }}" in form or 'name="csrf"' in form, name


UNDONE = re.compile("可以再改|重新|可以撤销|撤销后|不能撤销|可另行|可改回|自动结束|可再")


@pytest.mark.parametrize("kind", ["btn-danger", "link danger"])
def test_a_deed_that_takes_something_away_says_what_happens_and_how_it_is_undone(kind: str) -> None:
    for name, form in templates():
        if kind in form:
            page = (shell.TEMPLATES / name).read_text("utf-8")
            told = form if 'class="small-print' in form else page  # what stands above the form
            assert UNDONE.search(told), (name, form[:200])
