"""A plan as a workbook, a sheet each: whom it proposes, what stays empty, rates, how it was made."""

from collections.abc import Iterator, Sequence

from talent.core import fit
from talent.core.planned import Plan
from talent.sheets import writing

Row = tuple[str, ...]


def workbook(plan: Plan, taken: Sequence[Row] = ()) -> bytes:
    """Write a plan as xlsx; `taken` says what for, to whom and by whom it was taken away."""
    sheets = _sheets(plan, taken)
    return writing.workbook([writing.Table(name=name, rows=rows) for name, rows in sheets])


def _sheets(plan: Plan, taken: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    people: list[Row] = [
        ("村（社区）代码", "村（社区）", "职务", "姓名", "出生年月", "适配分", "状态")
    ]
    people += [
        (
            one.village,
            one.village_name,
            one.post_label,
            one.name,
            one.born or "",
            one.points,
            "符合条件" if one.standing == "eligible" else "待核实",
        )
        for one in plan.assignments
    ]
    yield "后备建议人选", people
    empty: list[Row] = [("村（社区）代码", "村（社区）", "职务", "缺额", "原因")]
    empty += [
        (one.village, one.village_name, one.post_label, str(one.missing), one.why)
        for one in plan.unfilled
    ]
    yield "未落实名额", empty
    short: list[Row] = [("村（社区）代码", "村（社区）", "缺项")]
    short += [(one.village, one.village_name, one.why) for one in plan.shortfalls]
    yield "班子缺项", short
    ratios: list[Row] = [("岗位", "说明", "入选率之比", "95%下限", "95%上限")]
    ratios += [
        (one.post_label, one.sentence, *map(_number, (one.ratio, one.low, one.high)))
        for one in plan.ratios
    ]
    yield "公平性", ratios
    yield "测算说明", [*_about(plan), *taken]


def _about(plan: Plan) -> Iterator[Row]:
    yield ("项目", "内容")
    yield from (("说明", note) for note in plan.notes)
    yield ("状态", plan.state_label)
    yield ("按哪一天的法律", plan.asked_for.isoformat())
    yield ("名额", str(plan.wanted))
    yield ("落实", str(plan.filled))
    yield ("适配总分", fit.points(plan.total))
    yield ("结论", plan.verdict)
    yield from ((one.label, str(one.value)) for one in plan.levels)
    yield ("规则", "、".join(plan.rules))
    yield ("条文待核对", "、".join(plan.unchecked) or "无")
    yield ("权重", "、".join(map(fit.edition, plan.weights)))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
