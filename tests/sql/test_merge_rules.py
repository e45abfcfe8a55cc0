"""Every reference to a person has a rule for the day that person is merged away."""

from typing import Any

from talent.core import merged

REFERENCES = """
    select c.conrelid::regclass::text, a.attname::text
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and c.confrelid = 'person'::regclass
"""


async def test_every_foreign_key_to_person_has_a_merge_rule_and_no_rule_stands_for_nothing(
    superuser: Any,
) -> None:
    there = {tuple(row) for row in await superuser.fetch(REFERENCES)}
    ruled = {tuple(row) for row in await superuser.fetch("select relation, field from merge_rule")}
    assert there - ruled == set(), (
        "a migration adds: call merge_rule_for('table', 'column', 'follows' or 'stays')"
    )
    assert ruled - there == set()


async def test_what_follows_has_an_id_and_may_be_moved_by_the_function_that_merges(
    superuser: Any,
) -> None:
    rules = await superuser.fetch(
        "select relation, field from merge_rule where rule = 'follows' order by 1, 2"
    )
    for relation, field in rules:
        allowed = await superuser.fetchval(
            "select has_column_privilege('talent_definer', $1, $2, 'update') "
            "and has_column_privilege('talent_definer', $1, 'id', 'select')",
            relation,
            field,
        )
        assert allowed, (relation, field)
        trigger = await superuser.fetchval(
            "select count(*) from pg_trigger where tgrelid = $1::regclass and tgname = $2",
            relation,
            f"person_lives_{field}",
        )
        assert trigger == 1, (relation, field)


async def test_what_follows_is_told_in_words(superuser: Any) -> None:
    rules = await superuser.fetch("select relation from merge_rule where rule = 'follows'")
    assert {row["relation"] for row in rules} == merged.FOLLOWS.keys()
