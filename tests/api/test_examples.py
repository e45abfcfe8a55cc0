"""The description of the interface shows for each body one that is understood."""

from typing import Any, get_args, get_origin

import msgspec
import pytest

from talent.api import examples
from tests.api.test_walk import service_routes
from tests.conftest import Client


def bodies() -> dict[str, Any]:
    """Every route that reads a JSON body, with the type it reads."""
    import re  # noqa: PLC0415

    found = {}
    for route in service_routes().routes:
        for handler in getattr(route, "route_handlers", ()):
            hint = handler.fn.__annotations__.get("data")
            if hint is None:
                continue
            path = re.sub(r":\w+}", "}", route.path)
            for method in handler.http_methods:
                found[f"{method} {path}"] = get_args(hint)[0] if get_origin(hint) else hint
    return found


BODIES = bodies()


def test_every_body_has_an_example_and_every_example_a_body() -> None:
    assert BODIES.keys() == examples.EXAMPLES.keys()


@pytest.mark.parametrize("name", sorted(BODIES))
def test_an_example_is_understood(name: str) -> None:
    msgspec.json.decode(msgspec.json.encode(examples.EXAMPLES[name]), type=BODIES[name])


async def test_the_examples_stand_in_the_description(service: Client) -> None:
    paths = (await service.get("/api/openapi.json")).json()["paths"]
    for name, example in examples.EXAMPLES.items():
        method, _, path = name.partition(" ")
        content = paths[path][method.lower()]["requestBody"]["content"]
        assert content["application/json"]["example"] == example, name


async def test_what_is_refused_is_described_as_it_is_answered(service: Client) -> None:
    described = (await service.get("/api/openapi.json")).json()
    refused = await service.post("/api/v1/session", content=b"\xff")
    media_type = refused.headers["content-type"]
    for methods in described["paths"].values():
        for operation in methods.values():
            assert not {code for code in operation["responses"] if code.startswith(("4", "5"))}
            assert list(operation["responses"]["default"]["content"]) == [media_type]
    problem = described["components"]["schemas"]["Problem"]
    assert set(problem["required"]) <= refused.json().keys() <= problem["properties"].keys()
