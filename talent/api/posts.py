"""Posts of a village: bodies, terms, tenures, vacancies. hr edits; others read their own."""

from datetime import date
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from talent import edge
from talent.core import access
from talent.core import posts as core
from talent.flows import boards, posts
from talent.flows.desk import Desk

SEES = edge.for_roles(*access.SEES_PEOPLE)
EDITS = edge.for_roles(access.Role.HR)


@get("/villages/{village:str}/posts", opt=SEES, tags=["posts"])
async def listed(
    desk: NamedDependency[Desk], village: FromPath[str], on: FromQuery[date | None] = None
) -> list[core.ShownBody]:
    """List a village's bodies, posts, who holds which seat on a day, and what is vacant."""
    return await posts.listed(desk, village, on or desk.today)


@post("/villages/{village:str}/bodies", opt=EDITS, status_code=HTTP_201_CREATED, tags=["posts"])
async def set_body(
    desk: NamedDependency[Desk], village: FromPath[str], data: JSONBody[posts.NewBody]
) -> posts.Made:
    """Make a body, or change how many seats its posts have."""
    return await posts.set_body(desk, village, data)


@post("/bodies/{body_id:str}/terms", opt=EDITS, status_code=HTTP_201_CREATED, tags=["posts"])
async def add_term(
    desk: NamedDependency[Desk], body_id: FromPath[str], data: JSONBody[posts.NewTerm]
) -> posts.Made:
    """Record a term of a body."""
    return await posts.add_term(desk, edge.ids(body_id), data)


@post("/posts/{post_id:str}/tenures", opt=EDITS, status_code=HTTP_201_CREATED, tags=["posts"])
async def add_tenure(
    desk: NamedDependency[Desk], post_id: FromPath[str], data: JSONBody[posts.NewTenure]
) -> posts.Made:
    """Seat somebody; 409 while the seat is held."""
    return await posts.add_tenure(desk, edge.ids(post_id), data)


@post("/tenures/{tenure:str}/end", opt=EDITS, status_code=HTTP_200_OK, tags=["posts"])
async def end_tenure(
    desk: NamedDependency[Desk], tenure: FromPath[str], data: JSONBody[posts.End]
) -> core.Tenure:
    """End a tenure with its reason; the seat is vacant from that day."""
    return await posts.end_tenure(desk, edge.ids(tenure), data)


@post("/posts/{post_id:str}/vacancies", opt=EDITS, status_code=HTTP_201_CREATED, tags=["posts"])
async def open_vacancy(
    desk: NamedDependency[Desk], post_id: FromPath[str], data: JSONBody[posts.NewVacancy]
) -> posts.Made:
    """Record a vacancy with its reason; 409 while somebody holds the seat."""
    return await posts.open_vacancy(desk, edge.ids(post_id), data)


@post("/vacancies/{vacancy:str}/close", opt=EDITS, status_code=HTTP_200_OK, tags=["posts"])
async def close_vacancy(
    desk: NamedDependency[Desk], vacancy: FromPath[str], data: JSONBody[posts.Close]
) -> core.Vacancy:
    """Close a vacancy."""
    return await posts.close_vacancy(desk, edge.ids(vacancy), data)


@post("/villages/{village:str}/boards", opt=EDITS, status_code=HTTP_200_OK, tags=["posts"])
async def check_boards(
    desk: NamedDependency[Desk], village: FromPath[str], data: JSONBody[boards.Trial]
) -> list[boards.Board]:
    """Answer what the rules of a day say of a village's boards with proposals; nothing is written."""
    return await boards.check(desk, village, data)


ROUTES: tuple[Any, ...] = (
    listed,
    set_body,
    add_term,
    add_tenure,
    end_tenure,
    open_vacancy,
    close_vacancy,
    check_boards,
)
