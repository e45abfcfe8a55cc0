"""Every named query is valid against the real schema and fills the Struct its header names."""

from pathlib import Path
from typing import Any

import asyncpg
import pytest

from talent import db

FILES = sorted(path.stem for path in db.sql_folder().glob("*.sql"))
QUERIES = [
    pytest.param(query, id=f"{file}.{name}")
    for file in FILES
    if file not in ("schema", "bootstrap", "migrations", "dump")
    for name, query in db.parse((db.sql_folder() / f"{file}.sql").read_text("utf-8")).items()
]


@pytest.mark.parametrize("query", QUERIES)
async def test_a_query_prepares_and_its_columns_are_the_fields_of_its_struct(
    query: db.Query, superuser: "asyncpg.Connection[Any]"
) -> None:
    prepared = await superuser.prepare(query.text)
    columns = [attribute.name for attribute in prepared.get_attributes()]
    struct = query.struct()
    if struct is not None:
        assert columns == list(struct.__struct_fields__)
    elif query.answer == "value":
        assert len(columns) >= 1
    assert len(prepared.get_parameters()) == len(query.parameters)


def test_a_parameter_inside_quotes_or_a_comment_is_text() -> None:
    parsed = db.parse(
        "-- name: one -> value\nselect ':no', :yes::text, x::int -- :no\nfrom t where a = :yes;"
    )
    assert parsed["one"].text == "select ':no', $1::text, x::int -- :no\nfrom t where a = $1"
    assert parsed["one"].parameters == ("yes",)


def test_ids_sort_by_the_time_they_were_made_and_say_version_seven() -> None:
    made = [db.new_id() for _ in range(50)]
    assert {key.version for key in made} == {7}
    assert len(set(made)) == len(made)
    assert [key.int >> 80 for key in made] == sorted(key.int >> 80 for key in made)


def test_every_sql_file_stands_in_the_folder_of_the_house() -> None:
    assert db.sql_folder() == Path(__file__).parents[2] / "sql"
