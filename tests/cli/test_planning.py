"""talent plan: what it prints, what it keeps, what its check refuses."""

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from talent import errors
from talent.cli import planning
from talent.config import Config
from talent.flows import plans
from tests import asking, build
from tests.conftest import County


@pytest.fixture(autouse=True)
async def reserve(county: County) -> UUID:
    """A village with a board and somebody who may be planned for."""
    async with county.desk() as desk:
        await asking.a_board(desk)
        return await asking.a_reserve(desk)


def said(**values: Any) -> argparse.Namespace:
    whole: dict[str, Any] = {
        "account": None,
        "under": None,
        "cap": 1,
        "to_verify": False,
        "hard": [],
        "worst_first": False,
        "on": build.TODAY,
        "what_if": [],
        "save": False,
        "xlsx": None,
        "purpose": "",
        "recipient": "",
        "json": False,
        "check": None,
    }
    return argparse.Namespace(**(whole | values))


async def printed(capsys: pytest.CaptureFixture[str], settings: Config, **values: Any) -> str:
    assert await planning.plan(said(**values), settings) == 0
    return capsys.readouterr().out


async def a_file(capsys: pytest.CaptureFixture[str], settings: Config, tmp_path: Path) -> Path:
    file = tmp_path / "plan.json"
    file.write_text(await printed(capsys, settings, json=True), "utf-8")
    return file


# Refusals


@pytest.mark.parametrize(
    "change", ["pin=石桥村", "quota=419900101201,21,many", "cap=x", "colour=red", "no-women=1"]
)
async def test_a_change_that_cannot_be_read_is_refused(settings: Config, change: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        await planning.plan(said(what_if=[change]), settings)
    assert refused.value.faults[0].said == change


async def test_a_cap_out_of_reason_and_a_missing_file_are_refused(
    settings: Config, tmp_path: Path
) -> None:
    with pytest.raises(errors.Invalid):
        await planning.plan(said(cap=9), settings)
    with pytest.raises(errors.Invalid):
        planning.plan(said(check=tmp_path / "none.json"), settings)


async def test_a_workbook_needs_a_purpose_and_a_recipient_and_overwrites_nothing(
    settings: Config, tmp_path: Path
) -> None:
    file = tmp_path / "plan.xlsx"
    with pytest.raises(errors.Invalid) as refused:
        await planning.plan(said(xlsx=file), settings)
    assert [one.field for one in refused.value.faults] == ["purpose", "recipient"]
    assert not file.exists()
    file.write_bytes(b"mine")
    with pytest.raises(errors.Invalid, match="文件已存在"):
        await planning.plan(said(xlsx=file, purpose="报送备案", recipient="市委"), settings)
    assert file.read_bytes() == b"mine"


async def test_the_check_refuses_a_tampered_file_whatever_was_changed(
    settings: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = await a_file(capsys, settings, tmp_path)
    whole = msgspec.json.decode(file.read_bytes())
    for name, value in (
        ("total", whole["total"] + 1),
        ("proven", False),
        ("person_cap", 2),
        ("assignments", []),
        ("verdict", "很好"),
    ):
        file.write_bytes(msgspec.json.encode(whole | {name: value}))
        with pytest.raises(errors.Invalid):
            planning.plan(said(check=file), settings)


# What it does


async def test_the_plan_as_json_has_what_programs_ask_for_and_passes_its_check(
    settings: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str], reserve: UUID
) -> None:
    file = await a_file(capsys, settings, tmp_path)
    whole = msgspec.json.decode(file.read_bytes())
    assert {"assignments", "unfilled", "total", "person_cap", "certificate"} <= set(whole)
    [one] = whole["assignments"]
    assert one["person"] == str(reserve)
    assert {"village", "post", "person", "fit"} <= set(one)
    assert {"village", "post", "why"} <= set(whole["unfilled"][0])
    assert planning.plan(said(check=file), settings) == 0
    assert "已证明最优" in capsys.readouterr().out


async def test_the_plan_in_words_names_people_and_why_places_stay_empty(
    settings: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    words = await printed(capsys, settings)
    assert "孙可用" in words
    assert "只有1名符合条件的人选" in words
    assert "已证明最优" in words


async def test_a_change_is_printed_as_a_difference(
    settings: Config, capsys: pytest.CaptureFixture[str], reserve: UUID
) -> None:
    refuse = f"refuse={build.EAST_1},21,{reserve}"
    words = await printed(capsys, settings, what_if=[refuse, "no-women", "cap=2"])
    assert "与原方案相比" in words


async def test_a_plan_is_kept_only_where_that_is_asked_for(
    settings: Config, county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"purpose": "报市委组织部", "recipient": "市委组织部"}
    await printed(capsys, settings, xlsx=tmp_path / "plan.xlsx", **asked)
    assert (tmp_path / "plan.xlsx").read_bytes()[:2] == b"PK"
    async with county.desk() as desk:
        assert await plans.page(desk) == []
    await printed(capsys, settings, save=True)
    async with county.desk() as desk:
        assert [one.state for one in await plans.page(desk)] == ["draft"]
