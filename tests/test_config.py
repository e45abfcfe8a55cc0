"""A wrong or missing value stops the start, naming the variable and no secret."""

import os
from pathlib import Path

import pytest

from talent import config, errors

APP = "postgresql://talent_app:s3cret@db:5432/talent"
OWNER = "postgresql://talent_owner:0ther@db:5432/talent"


def refusal(environ: dict[str, str], **overrides: object) -> str:
    """Load, and answer the words of the refusal."""
    with pytest.raises(errors.SetupRefused) as refused:
        config.load({"HOME": "/home/li"} | environ, **overrides)
    words = str(refused.value)
    assert "s3cret" not in words
    assert "0ther" not in words
    return words


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TALENT_PORT", "eighty"),
        ("TALENT_PORT", "0"),
        ("TALENT_PORT", "65536"),
        ("TALENT_PORT", "８０００"),
        ("TALENT_HOST", "register.example"),
        ("TALENT_HOST", "10.1.2.3"),
        ("TALENT_HOST", "::"),
        ("TALENT_DSN", "talent_app:s3cret@db/talent"),
        ("TALENT_DSN", "mysql://talent_app:s3cret@db/talent"),
        ("TALENT_DSN", "postgresql://talent_app:s3cret@db"),
        ("TALENT_DSN", "postgresql://talent_app:s3cret@[db/talent"),
        ("TALENT_PG_BIN", "/nowhere/bin"),
        ("TALENT_DATA_DIR", "/"),
        ("TALENT_DATA_DIR", "~/data"),
        ("TALENT_LOG_LEVEL", "loud"),
        ("TALENT_TRUSTED_PROXY", "proxy"),
        ("TALENT_TRUSTED_PROXY", "10.0.0.1,0.0.0.0/0"),
        ("TALENT_TLS_CERTIFICATE", "/nowhere/cert.pem"),
    ],
)
def test_a_wrong_value_is_refused_naming_its_variable(variable: str, value: str) -> None:
    assert refusal({variable: value}).startswith(variable)


def test_a_wrong_value_of_the_command_line_names_the_variable_too() -> None:
    assert "TALENT_PORT" in refusal({}, port=99999)


def test_a_setting_that_is_none_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="colour"):
        config.load({}, colour="red")


def test_a_value_and_its_file_at_once_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "dsn"
    file.write_text(APP)
    assert "TALENT_DSN_FILE" in refusal({"TALENT_DSN": APP, "TALENT_DSN_FILE": str(file)})


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_an_absent_empty_or_unreadable_secret_file_is_refused(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "dsn").write_bytes(content)
    assert "TALENT_DSN_FILE" in refusal({"TALENT_DSN_FILE": str(tmp_path / "dsn")})


def test_a_folder_and_an_external_server_at_once_are_refused() -> None:
    assert "TALENT_DATA_DIR" in refusal({"TALENT_DSN": APP, "TALENT_DATA_DIR": "/srv/talent"})
    assert "TALENT_DSN" in refusal({"TALENT_DSN": APP}, data_dir=Path("/srv/talent"))


def test_an_owner_without_an_application_login_is_refused() -> None:
    assert refusal({"TALENT_OWNER_DSN": OWNER}).startswith("TALENT_DSN ")


def test_the_application_may_not_log_in_as_the_owner() -> None:
    assert refusal({"TALENT_WORKER_DSN": OWNER}).startswith("TALENT_DSN ")
    both = {"TALENT_DSN": OWNER, "TALENT_WORKER_DSN": OWNER}
    assert refusal(both).startswith("TALENT_WORKER_DSN")
    both = {"TALENT_DSN": OWNER, "TALENT_OWNER_DSN": OWNER}
    assert refusal(both).startswith("TALENT_OWNER_DSN")


def test_a_key_in_the_data_folder_is_refused() -> None:
    inside = {"TALENT_DATA_DIR": "/srv/talent", "TALENT_KEY_FILE": "/srv/talent/../talent/keys/a"}
    assert refusal(inside).startswith("TALENT_KEY_FILE")


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    pem = tmp_path / "a.pem"
    pem.touch()
    assert refusal({"TALENT_TLS_CERTIFICATE": str(pem)}).startswith("TALENT_TLS_KEY")
    assert refusal({"TALENT_TLS_KEY": str(pem)}).startswith("TALENT_TLS_CERTIFICATE")


def test_the_world_is_served_only_behind_tls_or_a_named_proxy(tmp_path: Path) -> None:
    pem = str(tmp_path / "a.pem")
    Path(pem).touch()
    world = {"HOME": "/home/li", "TALENT_HOST": "0.0.0.0"}  # noqa: S104 (what is tested)
    assert "TALENT_TRUSTED_PROXY" in refusal(world)
    behind = config.load(world | {"TALENT_TRUSTED_PROXY": "10.1.2.3, 10.2.0.0/16"})
    assert behind.trusted_proxy == ("10.1.2.3/32", "10.2.0.0/16")
    config.load(world | {"TALENT_TLS_CERTIFICATE": pem, "TALENT_TLS_KEY": pem})
    for loopback in ("127.0.0.1", "127.0.0.9", "::1", "localhost"):
        assert config.load({"HOME": "/home/li", "TALENT_HOST": loopback}).host == loopback


def test_nothing_set_is_the_own_server_of_this_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    chosen = config.load({"HOME": "/home/li", "TALENT_DSN": ""})
    assert chosen == config.Config(
        data_dir=Path("/home/li/.local/share/talent"),
        key_file=Path("/home/li/.local/share/talent.key"),
    )
    assert chosen.embedded


def test_root_keeps_its_data_outside_its_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    chosen = config.load({"HOME": "/root"})
    assert chosen.data_dir == Path("/var/lib/talent")
    assert chosen.key_file == Path("/var/lib/talent.key")


def test_without_a_home_the_data_folder_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(errors.SetupRefused, match="TALENT_DATA_DIR"):
        config.load({})
    assert config.load({"TALENT_DATA_DIR": "/srv/t"}).key_file == Path("/srv/t.key")


def test_an_external_server_has_its_key_in_the_home_folder(tmp_path: Path) -> None:
    (tmp_path / "app").write_text(f"{APP}\n")
    environ = {
        "HOME": "/home/li",
        "TALENT_DSN_FILE": str(tmp_path / "app"),
        "TALENT_OWNER_DSN": OWNER,
    }
    chosen = config.load(environ)
    assert (chosen.dsn, chosen.owner_dsn, chosen.embedded) == (APP, OWNER, False)
    assert chosen.key_file == Path("/home/li/.config/talent/master.key")
    assert "s3cret" not in repr(chosen)
    assert "0ther" not in repr(chosen)


def test_the_command_line_goes_before_the_environment_and_none_says_nothing() -> None:
    environ = {"HOME": "/home/li", "TALENT_PORT": "8001", "TALENT_DATA_DIR": "/srv/a"}
    chosen = config.load(environ, port=8002, data_dir=Path("/srv/b"), host=None)
    assert (chosen.port, chosen.data_dir, chosen.host) == (8002, Path("/srv/b"), "127.0.0.1")
    assert config.load(environ).port == 8001
    assert config.load(environ | {"TALENT_LOG_LEVEL": "debug"}).log_level == "DEBUG"
