"""A roster comes in: what is refused, what each row becomes, and that it is all or nothing."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from talent import errors
from talent.core.person import Birth
from talent.flows import finding, likenesses, limits, people, proposals, rosters, staging
from talent.flows.rosters import Ask, Report
from tests import build
from tests.build import EAST, EAST_1, TODAY, WEST, WEST_2, an_id_number
from tests.conftest import County
from tests.roster_files import HEADER, a_row, as_csv, as_xlsx

PHONE = "15400001234"


async def bring(
    county: County, data: bytes, role: str = "hr", of: str | None = None, **asked: Any
) -> Report:
    """Bring a file in as a role, into the pool LOCAL unless another is asked for."""
    ask = Ask(**({"pool": "LOCAL"} | asked))
    async with county.desk(role, of) as desk:
        ground = await rosters.prepare(desk, ask)
        file = staging.read(ground, data, "花名册.csv", TODAY)
        return await rosters.bring(desk, ask, ground, file)


def counts(report: Report) -> tuple[int, int, int, int]:
    """Answer how many rows are new, known, unsure and faulty."""
    return report.new, report.known, report.unsure, report.faulty


async def everybody(county: County) -> dict[str, Any]:
    """Answer everybody in the register by name."""
    async with county.desk() as desk:
        page = await finding.page(desk, finding.Filter(limit=200))
        return {person.name: person for person in page.people}


async def staged_rows(superuser: "asyncpg.Connection[Any]") -> list[tuple[str, str]]:
    rows = await superuser.fetch("select outcome, state from roster_row order by sheet, line")
    return [(row[0], row[1]) for row in rows]


async def is_empty(superuser: "asyncpg.Connection[Any]") -> bool:
    """Say whether nothing of a roster is left anywhere."""
    tables = ("roster", "roster_row", "person", "membership", "person_key", "pair", "proposal")
    return not [name for name in tables if await superuser.fetchval(f"select count(*) from {name}")]


# Files that are refused


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (as_xlsx(a_row())[:1500], "不完整或已损坏"),
        (
            b"<html><body><table><tr><td>\xe5\xa7\x93\xe5\x90\x8d</td></tr></table></body></html>",
            "网页",
        ),
        (as_csv(("东岭镇", "男", "1985"), header=("所属乡镇", "性别", "出生年月")), "没有“姓名”列"),
        (as_csv(), "没有人员数据"),
        (b"  \n", "空文件"),
    ],
    ids=["truncated xlsx", "html named xls", "no 姓名", "nobody", "empty"],
)
async def test_what_is_no_roster_is_refused_in_words(
    county: County, superuser: "asyncpg.Connection[Any]", data: bytes, words: str
) -> None:
    with pytest.raises(errors.RosterRefused) as refused:
        await bring(county, data)
    assert words in refused.value.detail
    assert await is_empty(superuser)


async def test_a_roster_of_too_many_rows_is_refused(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "MOST_ROWS", 2)
    with pytest.raises(errors.RosterRefused):
        await bring(county, as_csv(*[a_row(name) for name in ("赵一明", "钱一明", "孙一明")]))


async def test_the_same_file_twice_is_refused_with_the_first_one_s_id(county: County) -> None:
    data = as_csv(a_row())
    first = await bring(county, data)
    with pytest.raises(errors.RosterKnown) as refused:
        await bring(county, data)
    assert refused.value.extra["roster"] == first.roster
    with pytest.raises(errors.RosterKnown):
        await bring(county, data, dry_run=True)
    assert (await bring(county, data, pool="RESERVE")).known == 1
    assert (await bring(county, data, place=EAST)).known == 1


async def test_a_pool_or_place_that_is_none_is_refused(county: County) -> None:
    for asked in ({"pool": "名人"}, {"place": "410183000000"}):
        with pytest.raises(errors.Invalid):
            await bring(county, as_csv(a_row()), **asked)


async def test_a_township_brings_no_roster_for_another_place(county: County) -> None:
    for place in (WEST, build.COUNTY):
        with pytest.raises(errors.Forbidden):
            await bring(county, as_csv(a_row()), "township", EAST, place=place)


async def test_too_many_rosters_in_an_hour_are_refused(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, limits.ROSTER, limits.Limit(1, timedelta(hours=1)))
    await bring(county, as_csv(a_row()), "township", EAST, dry_run=True)
    with pytest.raises(errors.TooMany):
        await bring(county, as_csv(a_row("李四光")), "township", EAST, dry_run=True)


async def test_two_uploads_of_one_file_at_once_give_one_roster_and_one_refusal(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    data = as_csv(a_row())
    await county.token()
    answers = await asyncio.gather(*(bring(county, data) for _ in range(2)), return_exceptions=True)
    report, refused = sorted(answers, key=lambda answer: isinstance(answer, Exception))
    assert isinstance(report, Report)
    assert isinstance(refused, errors.RosterKnown)
    assert refused.extra["roster"] == report.roster
    assert await superuser.fetchval("select count(*) from roster") == 1
    assert await superuser.fetchval("select count(*) from person") == 1


async def test_two_files_at_once_that_name_one_person_make_one_person(
    county: County, superuser: "asyncpg.Connection[Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    compare, both = staging.compare, asyncio.Event()
    compared: list[int] = []

    async def at_once(*asked: Any) -> None:
        await compare(*asked)
        compared.append(1)
        if len(compared) == 2:
            both.set()
        await both.wait()

    monkeypatch.setattr(staging, "compare", at_once)
    row = a_row(联系电话=PHONE)
    await county.token()
    reports = await asyncio.gather(
        bring(county, as_csv(row), pool="LOCAL"), bring(county, as_csv(row), pool="RESERVE")
    )
    assert sorted(map(counts, reports)) == [(0, 1, 0, 0), (1, 0, 0, 0)]
    assert await superuser.fetchval("select count(*) from person") == 1
    assert await superuser.fetchval("select count(*) from membership") == 2


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        ("perform pg_terminate_backend(pg_backend_pid())", errors.Unavailable),
        (
            "raise exception using errcode = 'check_violation', constraint = 'place_parent_fkey'",
            errors.Invalid,
        ),
    ],
    ids=["database gone", "constraint at commit"],
)
async def test_what_fails_at_the_commit_leaves_nothing_half_done(
    county: County, superuser: "asyncpg.Connection[Any]", deed: str, refusal: type[Exception]
) -> None:
    await superuser.execute(
        "create function fail_late() returns trigger language plpgsql security definer as "
        f"$$ begin {deed}; return null; end $$"
    )
    await superuser.execute(
        "create constraint trigger late after insert on roster_row deferrable initially deferred "
        "for each row execute function fail_late()"
    )
    data = as_csv(a_row(), a_row("李四光", 身份证号="12345"))
    try:
        with pytest.raises(refusal):
            await bring(county, data)
        assert await is_empty(superuser)
    finally:
        await superuser.execute("drop function fail_late() cascade")
    assert counts(await bring(county, data)) == (1, 0, 0, 1)


# Rows that are faulty


def wrong_check_digit() -> str:
    right = an_id_number()
    return right[:-1] + ("0" if right[-1] != "0" else "1")


FAULTY = {
    "a wrong check digit": ("身份证号", wrong_check_digit(), "校验码"),
    "lost digits": ("身份证号", float(an_id_number()[:15] + "000"), "末几位已丢失"),
    "born tomorrow": ("身份证号", an_id_number(TODAY.replace(day=2)), "不应晚于今天"),
    "a long name": ("姓名", "张" * 5000, "不超过60个字符"),
    "a formula": ("联系电话", "=HYPERLINK(A1)", ""),
    "a village code of another county": (
        "村代码",
        "130102001001",
        "本县村（社区）的12位统计用区划代码",
    ),
}


@pytest.mark.parametrize(("column", "said", "expected"), FAULTY.values(), ids=FAULTY)
async def test_a_wrong_value_faults_its_row_and_the_others_come_in(
    county: County, superuser: "asyncpg.Connection[Any]", column: str, said: Any, expected: str
) -> None:
    header = (*HEADER, "村代码")
    row = dict(zip(header, (*a_row("李四光"), ""), strict=True)) | {column: said}
    write = as_csv if isinstance(said, str) else as_xlsx
    report = await bring(county, write(tuple(row.values()), (*a_row(), ""), header=header))
    assert counts(report) == (1, 0, 0, 1)
    assert [(fault.row, fault.column) for fault in report.faults] == [(2, column)]
    assert expected in report.faults[0].expected
    assert len(report.faults[0].said) < 100
    assert await staged_rows(superuser) == [("faulty", "staged"), ("new", "committed")]
    assert set(await everybody(county)) == {"张三丰"}


# What rows become


async def test_a_rare_character_in_gb18030_comes_in_as_it_was_typed(county: County) -> None:
    report = await bring(county, as_csv(a_row("王䶮㙦"), encoding="gb18030"))
    assert counts(report) == (1, 0, 0, 0)
    assert set(await everybody(county)) == {"王䶮㙦"}


async def test_a_doubtful_value_comes_in_marked_and_what_was_typed_is_kept(county: County) -> None:
    report = await bring(county, as_csv(a_row(所属村="东岭镇大槐树村")))
    assert (counts(report), report.warnings) == ((1, 0, 0, 0), 1)
    person = (await everybody(county))["张三丰"]
    assert person.to_verify == ("household_village",)
    assert "大槐树村" in person.household_text


async def test_hr_s_rows_become_active_and_a_township_s_submitted(county: County) -> None:
    await bring(county, as_csv(a_row()))
    await bring(county, as_csv(a_row("李四光")), "township", EAST, pool="后备")
    async with county.desk() as desk:
        found = await desk.tx.connection.fetch("select pool, state from membership order by pool")
    assert [tuple(row) for row in found] == [("LOCAL", "active"), ("RESERVE", "submitted")]


async def test_a_known_row_joins_the_pool_fills_blanks_and_proposes_differences(
    county: County,
) -> None:
    async with county.desk() as desk:
        draft = build.a_draft(phones=(build.a_phone(),), employer="甲厂", education_full_time=None)
        known = await build.a_person(desk, draft)
    header = (*HEADER, "工作单位", "专长")
    row = (*a_row(联系电话=f"{PHONE}、15400005678"), "乙厂", "果树种植")
    report = await bring(county, as_csv(row, header=header), pool="RESERVE")
    assert counts(report) == (0, 1, 0, 0)
    async with county.desk() as desk:
        person = await people.one(desk, known)
        waiting = {one.field: one.value for one in await proposals.listed(desk, known)}
    assert {held["pool"] for held in person.memberships} == {"LOCAL", "RESERVE"}
    assert (person.skills, person.education_full_time) == (("果树种植",), "20")
    assert person.employer == "甲厂"
    assert waiting["employer"] == "乙厂"
    assert [phone["number"] for phone in waiting["phones"]] == ["154****1234", "154****5678"]
    assert set(waiting) == {"employer", "phones"}


async def test_a_name_alone_makes_nobody_known(county: County) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft())
    report = await bring(county, as_csv(("张三丰",), header=("姓名",)), pool="RESERVE")
    assert counts(report) == (1, 0, 0, 0)


async def test_a_likely_person_whose_birth_date_differs_is_not_taken_for_known(
    county: County,
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft(phones=(build.a_phone(),)))
    report = await bring(county, as_csv(a_row(联系电话=PHONE, 出生年月="1985-09-12")))
    assert counts(report) == (0, 0, 1, 0)
    assert "须人工核对" in report.doubts[0].reason


async def test_of_several_likely_people_none_is_chosen(county: County) -> None:
    async with county.desk() as desk:
        for _ in range(2):
            await build.a_person(desk, build.a_draft(phones=(build.a_phone(),)))
    report = await bring(county, as_csv(a_row(联系电话=PHONE)))
    assert counts(report) == (0, 0, 1, 0)
    assert "与2名已登记人员疑为同一人" in report.doubts[0].reason


async def test_an_equal_id_number_under_another_name_waits_and_is_flagged(county: County) -> None:
    number = an_id_number()
    async with county.desk() as desk:
        draft = build.a_draft("欧阳春晓", id_number=number, household_village=WEST_2)
        await build.a_person(desk, draft)
    report = await bring(county, as_csv(a_row("李四光", 身份证号=number)))
    assert counts(report) == (0, 0, 1, 0)
    assert "身份证号与已登记的欧阳春晓相同" in report.doubts[0].reason


async def test_the_later_of_two_rows_alike_waits_and_names_the_earlier(county: County) -> None:
    report = await bring(
        county, as_csv(a_row(联系电话=PHONE), a_row("李四光"), a_row("张三峰", 联系电话=PHONE))
    )
    assert counts(report) == (2, 0, 1, 0)
    assert report.doubts[0].row == 4
    assert "第2行疑为同一人" in report.doubts[0].reason


async def test_two_rows_of_one_id_number_are_never_both_taken_in(county: County) -> None:
    number = an_id_number()
    report = await bring(
        county, as_csv(a_row("欧阳春晓", 身份证号=number), a_row("李四光", 身份证号=number))
    )
    assert counts(report) == (1, 0, 1, 0)
    assert "第2行身份证号相同" in report.doubts[0].reason


async def test_a_likely_person_out_of_a_township_s_scope_waits_behind_a_card(
    county: County,
) -> None:
    async with county.desk() as desk:
        draft = build.a_draft(household_village=WEST_2, phones=(build.a_phone(),))
        known = await build.a_person(desk, draft)
    data = as_csv(a_row(联系电话=PHONE, 所属村="西岭镇南坡村"))
    report = await bring(county, data, "township", EAST)
    assert counts(report) == (0, 0, 1, 0)
    assert "辖区外" in report.doubts[0].reason
    assert PHONE not in report.doubts[0].reason
    async with county.desk("township", EAST) as desk:
        with pytest.raises(errors.NotFound):
            await people.one(desk, known)
    assert counts(await bring(county, data, "township", WEST)) == (0, 1, 0, 0)


async def test_an_equal_number_under_an_unlike_name_is_not_told_a_township(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    number = an_id_number()
    async with county.desk() as desk:
        draft = build.a_draft("欧阳春晓", id_number=number, household_village=WEST_2, sex="2")
        await build.a_person(desk, draft)
    report = await bring(county, as_csv(a_row("李四光", 身份证号=number)), "township", EAST)
    assert (counts(report), report.doubts) == ((1, 0, 0, 0), ())
    assert await superuser.fetchval("select count(*) from pair") == 1


async def test_unsure_pairs_of_new_people_wait_for_a_judgement(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    async with county.desk() as desk:
        known = await build.a_person(desk, build.a_draft("张红", birth=Birth(1985)))
    report = await bring(county, as_csv(a_row("张宏", 出生年月="1985")))
    assert report.new == 1
    pair = await superuser.fetchrow("select person_a, person_b, band from pair")
    assert pair is not None
    assert (known in (pair[0], pair[1]), pair[2]) == (True, "unsure")


async def test_a_dry_run_says_the_same_and_leaves_nothing(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    data = as_csv(
        a_row(联系电话=PHONE), a_row("张三峰", 联系电话=PHONE), a_row("李四光", 身份证号="1")
    )
    tried = await bring(county, data, dry_run=True)
    assert tried.roster is None
    assert await is_empty(superuser)
    done = await bring(county, data)
    assert counts(tried) == counts(done) == (1, 0, 1, 1)
    assert tried.faults == done.faults


async def test_somebody_added_while_a_roster_is_compared_is_found_before_the_commit(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = staging.compare
    calls: list[int] = []

    async def meanwhile(*asked: Any) -> None:
        await compare(*asked)
        if not calls:
            async with county.desk("liaison", EAST) as other:
                await build.a_person(other, build.a_draft(phones=(build.a_phone(),)))
        calls.append(1)

    monkeypatch.setattr(staging, "compare", meanwhile)
    report = await bring(county, as_csv(a_row(联系电话=PHONE)))
    assert (counts(report), len(calls)) == ((0, 1, 0, 0), 2)
    assert len(await everybody(county)) == 1


async def test_a_roster_without_a_clear_row_waits_whole(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await bring(county, as_csv(a_row(身份证号="12345")))
    assert await superuser.fetchval("select state from roster") == "staged"


async def test_a_hidden_sheet_is_named_and_not_read(county: County) -> None:
    data = as_xlsx(a_row(), hidden=[HEADER, a_row("李四光")])
    report = await bring(county, data)
    assert (counts(report), report.left_out) == ((1, 0, 0, 0), ("隐藏的工作表“旧”",))


async def test_what_was_typed_stands_nowhere_in_the_open(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    right, wrong = an_id_number(), wrong_check_digit()
    header = (*HEADER, f"备用号码{PHONE}")
    rows = (
        (*a_row(身份证号=right, 联系电话=PHONE), "15400007777"),
        (*a_row("张三峰", 联系电话=PHONE), ""),
        (*a_row("李四光", 身份证号=wrong, 联系电话="15400008888"), ""),
    )
    await bring(county, as_xlsx(*rows, header=header, sheet=f"打{PHONE}"))
    tables = await superuser.fetch("select tablename from pg_tables where schemaname = 'public'")
    whole = ""
    for (table,) in tables:
        whole += str(
            await superuser.fetchval(f'select string_agg(t::text, chr(10)) from "{table}" t')
        )
    for number in (right, right[:17], wrong, PHONE, "15400007777", "15400008888"):
        assert number not in whole
        assert number.encode().hex() not in whole


async def test_a_person_is_found_by_what_a_roster_said(county: County) -> None:
    await bring(county, as_csv(a_row(联系电话=PHONE)))
    async with county.desk() as desk:
        by_phone = await finding.page(desk, finding.Filter(q="1234"))
        by_sound = await finding.page(desk, finding.Filter(q="zhangsan"))
        found = await likenesses.find(desk, likenesses.entry(build.a_draft("张三峰")))
    assert [len(page.people) for page in (by_phone, by_sound)] == [1, 1]
    assert isinstance(found[0].person_id, UUID)


async def test_a_village_s_code_without_its_name_is_its_place(county: County) -> None:
    header = ("姓名", "村代码")
    await bring(county, as_csv(("张三丰", EAST_1), header=header))
    assert (await everybody(county))["张三丰"].household_village == EAST_1
