"""What the application's own login may do without a session: next to nothing."""

from talent import migrations, postgres


async def test_the_application_can_tell_which_migrations_are_missing(
    server: postgres.Server, schema: list[str]
) -> None:
    assert await migrations.pending(server.app_dsn) == []
