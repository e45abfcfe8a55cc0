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
