"""Two entries of one human become one: whose values, what follows, who may, what is refused."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from talent import errors
from talent.core.person import Birth, OtherName
from talent.flows import (
    amending,
    contacts,
    duplicates,
    evidence,
    finding,
    likenesses,
    merges,
    pairs,
    people,
    pools,
    previews,
    telling,
    unmerges,
)
from talent.flows.merges import Merged, Wanted
from talent.flows.unmerges import Undoing
from tests import build
from tests.conftest import Client, County

NOBODY = UUID("0198c0de-0000-7000-8000-000000000001")


async def add(
    county: County, name: str = "张三丰", role: str = "hr", place: str | None = None, **fields: Any
) -> UUID:
    async with county.desk(role, place) as desk:
        return await build.a_person(desk, build.a_draft(name, **fields))


async def merge(
    county: County, one: UUID, other: UUID, role: str = "hr", place: str | None = None, **said: Any
) -> Merged:
    async with county.desk(role, place) as desk:
        return await merges.merge(desk, one, other, Wanted(**said))


async def undo(county: County, key: UUID, **said: Any) -> unmerges.Undone:
    async with county.desk() as desk:
        return await unmerges.undo(desk, key, Undoing(**said))


async def shown(county: County, person: UUID, role: str = "hr", place: str | None = None) -> Any:
    async with county.desk(role, place) as desk:
        return await people.one(desk, person)


async def amend(county: County, person: UUID, **change: Any) -> None:
    async with county.desk() as desk:
        held = await people.row(desk, person)
        await amending.amend(desk, held.id, held.version, change)


# Refusals


async def test_nobody_is_merged_with_himself_or_with_somebody_who_is_not_there(
    county: County,
) -> None:
    one = await add(county)
    for other in (one, NOBODY):
        with pytest.raises(errors.NotFound):
            await merge(county, one, other)


async def test_what_was_judged_of_a_third_forbids_a_merge_and_names_him(county: County) -> None:
    a, b, c = [await add(county, name) for name in ("张三丰", "张叁丰", "张三风")]
    async with county.desk() as desk:
        await pairs.judge(desk, a, b, pairs.Said("same"))
        await pairs.judge(desk, b, c, pairs.Said("different"))
    with pytest.raises(errors.Conflict, match="张叁丰"):
        await merge(county, a, c)
    assert (await shown(county, a)).merged_from is None


async def test_declared_kin_are_not_merged(county: County) -> None:
    a, b = await add(county, "张三丰"), await add(county, "张三风")
    async with county.desk() as desk:
        await evidence.set_kin(desk, a, evidence.NewKin(relative=b, relation="sibling"))
    with pytest.raises(errors.Conflict, match="近亲属"):
        await merge(county, a, b)
    assert (await shown(county, b)).merged_from is None


async def test_a_version_that_is_no_longer_the_newest_is_refused(county: County) -> None:
    a, b = await add(county), await add(county)
    async with county.desk() as desk:
        seen = (await previews.preview(desk, a, b, Wanted())).versions
    await amend(county, b, employer="甲厂")
    with pytest.raises(errors.Stale):
        await merge(county, a, b, versions={UUID(key): one for key, one in seen.items()})


@pytest.mark.parametrize("said", [{"take": {"phones": NOBODY}}, {"take": {"name": NOBODY}}])
async def test_only_fields_that_are_chosen_from_the_two_may_be_chosen(
    county: County, said: dict[str, Any]
) -> None:
    a, b = await add(county), await add(county)
    with pytest.raises(errors.Invalid):
        await merge(county, a, b, **said)


async def test_a_township_does_not_merge_across_its_border_and_a_liaison_never(
    county: County,
) -> None:
    a = await add(county)
    b = await add(county, residence_place=build.EAST_2, household_village=build.WEST_1)
    with pytest.raises(errors.Forbidden, match="组织部"):
        await merge(county, a, b, "township", build.EAST)
    with pytest.raises(errors.NotFound):
        await merge(county, a, b, "liaison", build.EAST)
    assert (await shown(county, b)).merged_from is None


async def test_the_database_itself_refuses_a_merge_that_is_another_s(county: County) -> None:
    a, b = await add(county), await add(county, household_village=build.WEST_1)
    with pytest.raises(errors.Forbidden):
        async with county.desk("township", build.EAST) as desk:
            await desk.tx.run(
                merges.SQL.merge, merge=NOBODY, survivor=a, gone=b, content=b"", reason=None
            )


# Values


async def test_the_survivor_takes_the_better_value_of_each_field_and_the_rest_is_kept(
    county: County,
) -> None:
    number = build.an_id_number()
    a = await add(county, "张三丰", employer="甲厂", birth=Birth(1985, 6), skills=("会计",))
    b = await add(
        county,
        "张叁丰",
        id_number=number,
        employer="乙厂",
        position="厂长",
        skills=("会计", "电商"),
        phones=(build.a_phone(),),
    )
    done = await merge(county, a, b, survivor=a)
    assert (done.survivor, done.gone) == (a, b)
    one = await shown(county, a)
    assert one.name == "张三丰"
    assert [name.name for name in one.other_names] == ["张叁丰"]
    assert one.birth == Birth(1985, 6, 12)
    # Employer and position are of one entry, and the other's knows more.
    assert (one.employer, one.position) == ("乙厂", "厂长")
    assert one.skills == ("会计", "电商")
    assert one.id_number == f"有（尾号{number[-2:]}）"
    assert [phone.number for phone in one.phones] == ["154****1234"]
    async with county.desk() as desk:
        [told] = await unmerges.of(desk, a)
    kept = {(each.field, each.value, each.origin) for each in told.kept if each.field != "birth"}
    assert kept == {("employer", "甲厂", a), ("name", "张叁丰", b)}


async def test_a_preview_says_what_a_merge_then_does(county: County) -> None:
    a = await add(county, "张三丰", employer="甲厂")
    b = await add(county, "张叁丰", employer="乙厂", phones=(build.a_phone(),))
    ask = Wanted(survivor=b, take={"employer": a})
    async with county.desk() as desk:
        told = await previews.preview(desk, a, b, ask)
    assert (told.survivor, told.other) == (b, a)
    fields = {one.field: one for one in told.fields}
    assert (fields["employer"].survivor, fields["employer"].other) == ("乙厂", "甲厂")
    assert (fields["employer"].result, fields["employer"].why) == ("甲厂", "经办人选定")
    assert told.names_added == ("张三丰",)
    assert told.ends == ("LOCAL",)
    assert {one.label for one in told.follows} == {"人才库登记"}
    assert await shown(county, a) != await shown(county, b)
    await merge(county, a, b, survivor=b, take={"employer": a})
    one = await shown(county, b)
    assert {name: getattr(one, name) for name in ("name", "employer")} == {
        name: fields[name].result for name in ("name", "employer")
    }


async def test_two_valid_numbers_are_a_warning_for_whoever_decides(county: County) -> None:
    a = await add(county, id_number=build.an_id_number())
    b = await add(county, id_number=build.an_id_number(sequence=3))
    async with county.desk() as desk:
        told = await previews.preview(desk, a, b, Wanted())
    assert "身份证号" in told.warnings[0]
    values = {one.field: one for one in told.fields}["id_number"]
    assert "有（尾号" in values.survivor
    assert values.differs


async def test_a_township_is_told_nothing_of_reviews_and_kin_not_even_how_many(
    county: County,
) -> None:
    a, b, c = await add(county), await add(county), await add(county, "张四丰")
    async with county.desk() as desk:
        await evidence.set_kin(desk, b, evidence.NewKin(relative=c, relation="sibling"))
        await evidence.add_review(
            desk, b, evidence.NewReview(kind="E02", result="pass", document="审字1号")
        )
        told = await previews.preview(desk, a, b, Wanted(survivor=a))
    assert {one.label for one in told.follows} == {"人才库登记", "亲属关系", "核查结果"}
    async with county.desk("township", build.EAST) as desk:
        told = await previews.preview(desk, a, b, Wanted(survivor=a))
    assert {one.label for one in told.follows} == {"人才库登记"}
    done = await merge(county, a, b, survivor=a)
    async with county.desk() as desk:
        await evidence.drop_kin(desk, a, c)
    async with county.desk("township", build.EAST) as desk:
        undone = await unmerges.undo(desk, done.merge, Undoing())
    assert undone.lost == []


# What follows


async def test_the_old_id_answers_who_stands_for_it_and_says_so(
    county: County, service: Client
) -> None:
    a, b, c = await add(county), await add(county), await add(county)
    await merge(county, a, b, survivor=b)
    await merge(county, b, c, survivor=c)
    one = await shown(county, a)
    assert (one.id, one.merged_from) == (c, a)
    headers = {"authorization": f"Bearer {await county.token()}"}
    told = (await service.get(f"/api/v1/people/{a}", headers=headers)).json()
    assert (told["id"], told["merged_from"]) == (str(c), str(a))


async def test_whatever_is_asked_or_written_under_an_old_id_is_that_of_who_stands_for_it(
    county: County, service: Client
) -> None:
    old, now, other = await add(county), await add(county), await add(county, "李四光")
    async with county.desk() as desk:
        await evidence.set_kin(desk, now, evidence.NewKin(relative=other, relation="sibling"))
    await merge(county, old, now, survivor=now)
    headers = {"authorization": f"Bearer {await county.token()}"}
    wrote = {
        "contacts": {"channel": "phone", "outcome": "有回乡意向"},
        "bases": {"purpose": "后备推荐", "basis": "consent"},
        "reviews": {"kind": "E02", "result": "pending"},
        "memberships": {"pool": "RESERVE"},
    }
    for path, body in wrote.items():
        answer = await service.post(f"/api/v1/people/{old}/{path}", json=body, headers=headers)
        assert answer.status_code < 300, (path, answer.text)
    for path in ("contacts", "bases", "reviews", "kin", "history", "merges", "service-records"):
        said = [
            (await service.get(f"/api/v1/people/{key}/{path}", headers=headers)).json()
            for key in (old, now)
        ]
        assert said[0] == said[1], path
        assert said[0] or path == "service-records", path


async def test_an_old_link_leads_to_the_page_of_who_stands_for_it(
    county: County, service: Client
) -> None:
    a, b, c = await add(county), await add(county), await add(county)
    await merge(county, a, b, survivor=b)
    service.cookies["talent"] = await county.token()
    for path, where in {
        f"/people/{a}": f"/people/{b}?was={a}",
        f"/pairs/{a}/{b}": f"/people/{b}/merges",
        f"/pairs/{a}/{c}": f"/pairs/{b}/{c}",
    }.items():
        answer = await service.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, where)
    assert "已合并的登记" in (await service.get(f"/people/{b}?was={a}")).text
    service.cookies["talent"] = await county.token("township", build.WEST)
    assert (await service.get(f"/people/{a}")).status_code == 404


async def test_whoever_is_merged_away_is_in_no_list_no_search_and_no_look_alike(
    county: County,
) -> None:
    a = await add(county, "张三丰", phones=(build.a_phone(),))
    b = await add(county, "张叁丰", birth=Birth(1985, 6))
    await merge(county, a, b, survivor=a)
    async with county.desk() as desk:
        assert [one.id for one in (await finding.page(desk, finding.Filter())).people] == [a]
        for said in ("张叁丰", "张三丰", "1234"):
            page = await finding.page(desk, finding.Filter(q=said))
            assert [one.id for one in page.people] == [a], said
        found = await likenesses.find(desk, likenesses.entry(build.a_draft("张叁丰")))
        assert {one.person_id for one in found} == {a}
        assert await desk.tx.connection.fetchval("select count(*) from person") == 1
        assert (await pairs.page(desk, pairs.Wanted())).pairs == []


async def test_contacts_pools_and_kin_follow_and_a_doubled_pool_ends_as_merged(
    county: County,
) -> None:
    a, b, c = await add(county), await add(county), await add(county, "张四丰")
    async with county.desk() as desk:
        await pools.enter(desk, [b], "RESERVE", "test", build.TODAY)
        await contacts.add(desk, b, contacts.New(channel="phone", outcome="愿意回村看看"))
        await evidence.set_kin(desk, b, evidence.NewKin(relative=c, relation="sibling"))
    await merge(county, a, b, survivor=a)
    one = await shown(county, a)
    open_pools = {each["pool"] for each in one.memberships if each["state"] == "active"}
    assert open_pools == {"LOCAL", "RESERVE"}
    [ended] = [each for each in one.memberships if each["state"] == "exited"]
    assert (ended["pool"], ended["exit_reason"]) == ("LOCAL", 9)
    async with county.desk() as desk:
        assert [each.outcome for each in await contacts.listed(desk, a)] == ["愿意回村看看"]
        assert [each.relative for each in await evidence.kin(desk, a)] == [c]
        assert [each.relative for each in await evidence.kin(desk, c)] == [a]


async def test_earlier_totals_stand_and_later_ones_count_one_human(county: County) -> None:
    a, b = await add(county), await add(county)
    entered, day = date(2026, 5, 1), date(2026, 5, 15)
    async with county.desk() as desk:
        await pools.enter(desk, [a, b], "RESERVE", "test", entered)
        earlier = await pools.totals(desk, day)
    assert (earlier[-1].entries, earlier[-1].persons) == (2, 2)
    done = await merge(county, a, b)
    async with county.desk() as desk:
        assert await pools.totals(desk, day) == earlier
        now = await pools.totals(desk, build.TODAY)
    assert (now[-1].entries, now[-1].persons) == (2, 1)
    await undo(county, done.merge)
    async with county.desk() as desk:
        assert await pools.totals(desk, day) == earlier
        now = await pools.totals(desk, build.TODAY)
    assert (now[-1].entries, now[-1].persons) == (4, 2)


async def test_a_phone_that_both_have_is_there_once_and_counts_one_holder(county: County) -> None:
    a = await add(county, phones=(build.a_phone(),))
    b = await add(county, phones=(build.a_phone(), build.a_phone("15400005678")))
    await merge(county, a, b, survivor=a)
    one = await shown(county, a)
    assert sorted(phone.number[-4:] for phone in one.phones) == ["1234", "5678"]
    async with county.desk() as desk:
        [found] = await likenesses.find(
            desk, likenesses.entry(build.a_draft(phones=(build.a_phone(),)))
        )
    assert {holders for *_, holders in found.row.phones} == {1}


async def test_whoever_saw_either_sees_the_survivor(county: County) -> None:
    east = await add(county, role="liaison", place=build.EAST)
    west = await add(
        county, role="liaison", place=build.WEST, household_village=build.WEST_1, employer="西厂"
    )
    await merge(county, east, west, survivor=east)
    for role, place in (
        ("liaison", build.EAST),
        ("township", build.EAST),
        ("liaison", build.WEST),
        ("village", build.WEST_1),
        # A township's account made after the merge.
        ("township", build.WEST),
    ):
        assert (await shown(county, west, role, place)).id == east, (role, place)
    with pytest.raises(errors.NotFound):
        await shown(county, west, "village", build.WEST_2)


async def test_a_person_s_past_holds_that_of_both_entries(county: County) -> None:
    a, b = await add(county), await add(county)
    await amend(county, b, employer="乙厂")
    await merge(county, a, b, survivor=a)
    async with county.desk() as desk:
        changes = await telling.history(desk, a, 100)
    assert any("乙厂" in str(change.body) for change in changes)


async def test_a_row_added_while_its_person_is_merged_away_is_refused_and_not_lost(
    county: County, superuser: Any
) -> None:
    a, b = await add(county), await add(county)

    async def call_on() -> None:
        async with county.desk() as desk:
            await contacts.add(desk, b, contacts.New(channel="phone"))

    async with county.desk() as desk:
        await merges.merge(desk, a, b, Wanted(survivor=a))
        late = asyncio.create_task(call_on())
        waits = "select exists (select from pg_locks where not granted)"
        while not late.done() and not await superuser.fetchval(waits):
            pass
    with pytest.raises((errors.Conflict, errors.NotFound)):
        await late
    assert await superuser.fetchval("select count(*) from contact") == 0


async def test_of_two_who_merge_one_pair_at_once_the_second_is_refused(county: County) -> None:
    a, b = await add(county), await add(county)
    done = await asyncio.gather(
        merge(county, a, b), merge(county, a, b, survivor=b), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in done) == ["Merged", "NotFound"]


async def test_who_refused_ranking_in_one_entry_has_refused_it(
    county: County, superuser: Any
) -> None:
    a, b = await add(county), await add(county)
    await superuser.execute("update person set ranking_refused = true where id = $1", b)
    done = await merge(county, a, b, survivor=a)
    assert (await shown(county, a)).ranking_refused
    await undo(county, done.merge)
    assert not (await shown(county, a)).ranking_refused
    assert (await shown(county, b)).ranking_refused


async def test_a_township_merges_two_of_its_own(county: County) -> None:
    a, b = await add(county), await add(county, household_village=build.EAST_2)
    done = await merge(county, a, b, "township", build.EAST)
    assert (await shown(county, b, "township", build.EAST)).id == a
    async with county.desk("township", build.EAST) as desk:
        await unmerges.undo(desk, done.merge, Undoing())
    assert (await shown(county, b, "township", build.EAST)).id == b


async def test_whom_the_survivor_looks_like_waits_but_for_who_is_known_to_be_another(
    county: County,
) -> None:
    phone = (build.a_phone(),)
    a, b, c, d = [
        await add(county, name, phones=phone)
        for name in ("尉迟敬德", "尉迟静德", "尉迟敬得", "尉迟静得")
    ]
    async with county.desk() as desk:
        await pairs.judge(desk, b, d, pairs.Said("different"))
    await merge(county, a, b, survivor=a)
    async with county.desk() as desk:
        page = await pairs.page(desk, pairs.Wanted())
    assert {frozenset(one.id for one in shown.people) for shown in page.pairs} == {
        frozenset((a, c))
    }


# Taking back


async def test_a_merge_is_taken_back_once(county: County) -> None:
    a, b = await add(county), await add(county)
    done = await merge(county, a, b)
    await undo(county, done.merge)
    with pytest.raises(errors.Conflict, match="已撤销"):
        await undo(county, done.merge)
    with pytest.raises(errors.NotFound):
        await undo(county, NOBODY)


async def test_of_a_chain_the_end_is_taken_back_first(county: County) -> None:
    a, b, c = await add(county), await add(county), await add(county)
    first = await merge(county, a, b, survivor=b)
    second = await merge(county, b, c, survivor=c)
    with pytest.raises(errors.Conflict, match="先撤销"):
        await undo(county, first.merge)
    await undo(county, second.merge)
    await undo(county, first.merge)
    assert [(await shown(county, key)).id for key in (a, b, c)] == [a, b, c]


async def test_both_entries_stand_again_as_they_were_and_are_remembered_as_different(
    county: County,
) -> None:
    number = build.an_id_number()
    a = await add(county, "张三丰", employer="甲厂", phones=(build.a_phone(),))
    b = await add(
        county,
        "张叁丰",
        id_number=number,
        employer="乙厂",
        position="厂长",
        phones=(build.a_phone(), build.a_phone("15400005678")),
        other_names=(OtherName("三娃", "milk"),),
    )
    async with county.desk() as desk:
        before = [await people.row(desk, key) for key in (a, b)]
    done = await merge(county, a, b, survivor=a)
    told = await undo(county, done.merge, reason="认错了人")
    assert (told.survivor, told.restored, told.conflicts, told.lost) == (a, b, (), [])
    async with county.desk() as desk:
        after = [await people.row(desk, key) for key in (a, b)]
        for old, new in zip(before, after, strict=True):
            skipped = {"version", "updated_at", "memberships", "id_number", "home_contact", "notes"}
            for name in set(old.__struct_fields__) - skipped:
                assert getattr(old, name) == getattr(new, name), name
            opened = [(one["pool"], one["state"], one["exit_reason"]) for one in new.memberships]
            assert opened == [("LOCAL", "active", None)]
        found = await likenesses.find(desk, likenesses.entry(build.a_draft("张叁丰")))
        assert {one.person_id for one in found} == {a, b}
        [newest, _] = await pairs.judgements(desk, a)
        assert (newest.other, newest.verdict, newest.reason) == (b, "different", "认错了人")
        cards = await duplicates.cards(desk, found)
        assert {card.person for card in cards.lookalikes} == {a, b}


async def test_an_edit_after_the_merge_stays_and_is_named(county: County) -> None:
    a = await add(county, employer="甲厂", industry="农业")
    b = await add(county, employer="乙厂", position="厂长", industry="农业")
    done = await merge(county, a, b, survivor=a)
    await amend(county, a, employer="丙厂", industry="林业")
    told = await undo(county, done.merge)
    assert told.conflicts == ("employer",)
    one, other = await shown(county, a), await shown(county, b)
    assert (one.employer, one.position, one.industry) == ("丙厂", None, "林业")
    assert (other.employer, other.position, other.industry) == ("乙厂", "厂长", "农业")


async def test_a_phone_deleted_after_the_merge_stays_deleted_and_is_named(county: County) -> None:
    a, b = await add(county), await add(county, phones=(build.a_phone(),))
    done = await merge(county, a, b, survivor=a)
    await amend(county, a, phones=[])
    told = await undo(county, done.merge)
    assert [(one.label, one.rows) for one in told.lost] == [("电话", 1)]
    assert (await shown(county, b)).phones == ()


async def test_of_two_merges_into_one_either_may_be_taken_back_first(county: County) -> None:
    a, b, c = [
        await add(county, name, industry=said)
        for name, said in (("张三丰", None), ("张叁丰", "农业"), ("张三风", "农业"))
    ]
    first, second = [await merge(county, a, key, survivor=a) for key in (b, c)]
    await undo(county, first.merge)
    # What the first brought the other says too.
    assert (await shown(county, a)).industry == "农业"
    assert [name.name for name in (await shown(county, a)).other_names] == ["张三风"]
    await undo(county, second.merge)
    assert (await shown(county, a)).industry is None
    assert (await shown(county, a)).other_names == ()
