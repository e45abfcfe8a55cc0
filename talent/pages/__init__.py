"""Pages for people: the same flows as the API, as HTML that also works without script.

A page module names its routes and its templates by its concept. `shell` writes what stands around
them, `menu` says which there are, `words` how values are said, `refusals` what is not done.
"""

from litestar import Router

from talent.pages import (
    accounts,
    audits,
    descriptions,
    entry,
    files,
    groups,
    jobs,
    judging,
    memberships,
    merges,
    overview,
    pairs,
    people,
    person,
    places,
    plans,
    posts,
    refusals,
    requests,
    reserves,
    reviews,
    rosters,
    rules,
    seats,
    sessions,
    shell,
    shortlists,
    skills,
    staged,
    suggestions,
    weights,
)

CONCEPTS = (
    accounts,
    audits,
    descriptions,
    entry,
    files,
    groups,
    jobs,
    judging,
    memberships,
    merges,
    overview,
    pairs,
    people,
    person,
    places,
    plans,
    posts,
    requests,
    reserves,
    reviews,
    rosters,
    rules,
    seats,
    sessions,
    shortlists,
    skills,
    staged,
    suggestions,
    weights,
)


def router() -> Router:
    """Put the pages together."""
    return Router(
        "/",
        route_handlers=[route for concept in CONCEPTS for route in concept.ROUTES],
        exception_handlers={Exception: refusals.answer},
        before_request=shell.genuine,
        include_in_schema=False,
    )
