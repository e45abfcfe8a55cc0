"""docker-compose.yml keeps the same laws as the embedded server, and a container has no more than it needs."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from talent import config
from talent.postgres import programs

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docker-compose.yml"
OURS = ("app", "migrate", "worker")


def filled(value: Any) -> Any:
    """Answer what Compose makes of `${NAME:-default}` where no variable is set."""
    match value:
        case str():
            return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value).replace("$$", "$")
        case dict():
            return {key: filled(inner) for key, inner in value.items()}
        case list():
            return [filled(inner) for inner in value]
    return value


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The file as Compose reads it."""
    read: dict[str, Any] = filled(yaml.safe_load(FILE.read_text("utf-8")))
    return read


def strings(value: Any) -> list[str]:
    """Answer every text in a tree."""
    match value:
        case dict():
            return [text for inner in value.values() for text in strings(inner)]
        case list():
            return [text for inner in value for text in strings(inner)]
    return [str(value)]


def test_no_password_stands_in_the_file(compose: dict[str, Any]) -> None:
    assert [text for text in strings(compose) if re.search(r"://[^/\s]*:[^/\s]*@", text)] == []
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|DSN|KEY|SECRET|TOKEN", name):
                assert name.endswith("_FILE")
                assert value.removeprefix("/run/secrets/") in service["secrets"]


def test_a_secret_is_a_file_that_neither_git_nor_the_image_gets(compose: dict[str, Any]) -> None:
    assert compose["secrets"]
    for name, secret in compose["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}
    assert "/secrets/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    assert not any("secrets" in line for line in ignored)


def test_the_service_knows_no_login_but_the_application_s(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["app"]["secrets"] == ["app_dsn", "master_key"]
    assert "postgres_password" not in services["migrate"]["secrets"]
    assert "master_key" not in services["migrate"]["secrets"] + services["db"]["secrets"]


def test_both_logins_are_made_by_the_statements_of_the_embedded_server(
    compose: dict[str, Any],
) -> None:
    mounts = {mount["source"]: mount["target"] for mount in compose["services"]["db"]["configs"]}
    assert compose["configs"]["bootstrap"] == {"file": "./sql/bootstrap.sql"}
    assert mounts["logins"] == "/docker-entrypoint-initdb.d/logins.sql"
    script = compose["configs"]["logins"]["content"].splitlines()
    assert script[-1] == rf"\i {mounts['bootstrap']}"
    for login in ("owner", "app"):
        [line] = [line for line in script if line.startswith(rf"\set {login}_password `")]
        assert f"/run/secrets/{login}_dsn" in line
    statements = (ROOT / "sql" / "bootstrap.sql").read_text("utf-8").lower()
    roles = re.findall(r"create role (\w+) ([^;]*);", statements)
    assert [name for name, _ in roles] == [programs.OWNER, programs.APP]
    assert not any(re.search(r"superuser|bypassrls|replication", rights) for _, rights in roles)


def test_a_password_is_cut_out_of_its_login_string(compose: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "app_dsn").write_text("postgresql://talent_app:0a1b2c@db:5432/talent\n")
    script = compose["configs"]["logins"]["content"].replace("/run/secrets", str(tmp_path))
    [command] = re.findall(r"\\set app_password `(.*)`", script)
    cut = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert cut.stdout.strip() == "0a1b2c"


def test_the_cluster_is_made_with_the_locale_of_the_embedded_server(
    compose: dict[str, Any],
) -> None:
    said = compose["services"]["db"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert set(programs.LOCALE) <= set(said)
    assert "--auth=scram-sha-256" in said


def test_the_database_s_log_is_as_discreet_as_the_embedded_server_s(
    compose: dict[str, Any],
) -> None:
    program, *flags = compose["services"]["db"]["command"]
    said = dict(flag.removeprefix("-c").split("=", 1) for flag in flags)
    assert program == "postgres"
    assert said.items() >= programs.DISCREET.items()
    assert said["timezone"] == programs.SIZES["timezone"]


def test_the_data_outlives_its_container(compose: dict[str, Any]) -> None:
    db = compose["services"]["db"]
    assert db["image"] == "postgres:18"
    # Images of 18 and later keep a folder for each major version in here.
    assert db["volumes"] == ["db:/var/lib/postgresql"]
    assert "db" in compose["volumes"]


def test_nothing_runs_as_root_or_may_become_root(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not service.keys() & {"privileged", "cap_add", "network_mode", "pid", "devices"}
    for name in OURS:
        assert compose["services"][name]["read_only"] is True


def test_only_this_machine_s_loopback_address_is_published(compose: dict[str, Any]) -> None:
    published = {
        name: service["ports"]
        for name, service in compose["services"].items()
        if "ports" in service
    }
    assert published == {"app": ["127.0.0.1:8000:8000"]}
    assert compose["services"]["db"]["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}


def test_the_database_and_the_service_say_whether_they_work(compose: dict[str, Any]) -> None:
    db, app = compose["services"]["db"], compose["services"]["app"]
    assert "pg_isready" in db["healthcheck"]["test"]
    assert "--host=127.0.0.1" in db["healthcheck"]["test"]
    assert "/health/ready" in app["healthcheck"]["test"][-1]
    compile(app["healthcheck"]["test"][-1], "healthcheck", "exec")
    assert app["depends_on"]["db"]["condition"] == "service_healthy"
    assert app["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


@pytest.mark.parametrize("name", OURS)
def test_what_a_container_is_told_is_a_valid_configuration(
    compose: dict[str, Any], name: str, tmp_path: Path
) -> None:
    service = compose["services"][name]
    for secret in service["secrets"]:
        login = f"talent_{secret.partition('_')[0]}"
        (tmp_path / secret).write_text(f"postgresql://{login}:0a1b2c@db:5432/talent\n")
    told = {
        variable: value.replace("/run/secrets", str(tmp_path))
        for variable, value in service["environment"].items()
    }
    for variable in told:
        setting = variable.removeprefix("TALENT_").lower()
        known = config.Config.__struct_fields__
        assert setting in known or setting.removesuffix("_file") in known
    host = "0.0.0.0" if "0.0.0.0" in service["command"] else "127.0.0.1"  # noqa: S104 (in a container)
    settings = config.load(told | {"HOME": str(tmp_path)}, host=host)
    assert settings.dsn == "postgresql://talent_app:0a1b2c@db:5432/talent"
    assert (settings.owner_dsn is not None) == (name == "migrate")
    assert (settings.worker_dsn is not None) == (name in ("migrate", "worker"))


def test_the_service_trusts_no_proxy_but_this_machine(compose: dict[str, Any]) -> None:
    [address] = compose["networks"]["outside"]["ipam"]["config"]
    told = compose["services"]["app"]["environment"]
    assert told["TALENT_TRUSTED_PROXY"] == address["gateway"]


def test_the_image_installs_what_the_lock_pins_and_runs_as_somebody(
    compose: dict[str, Any],
) -> None:
    [recipe] = {compose["services"][name]["build"]["dockerfile_inline"] for name in OURS}
    steps = recipe.replace("\\\n", " ").splitlines()
    installs = [step for step in steps if "pip install" in step]
    assert all("--no-deps" in step for step in installs)
    assert "--require-hashes" in installs[0]
    assert steps[-3:] == ["USER talent", "EXPOSE 8000", 'ENTRYPOINT ["talent"]']
    allowed = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line[:1] == "!"
    }
    copied = {
        source.partition("/")[0]
        for step in steps
        if step.startswith("COPY ") and "--from" not in step
        for source in step.split()[1:-1]
    }
    assert copied == allowed


def test_compose_reads_the_file() -> None:
    compose = ["docker", "compose", "-f", str(FILE)]
    known = (
        shutil.which("docker") and not subprocess.run([*compose, "version"], check=False).returncode
    )
    if not known:
        pytest.skip("docker compose is not installed here")
    asked = [*compose, "config", "--quiet"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
