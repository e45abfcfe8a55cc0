"""The menu: groups of pages, each for the roles that its routes are for."""

from collections.abc import Iterator

from msgspec import Struct

from talent.core import access
from talent.core.access import Role


class Entry(Struct, frozen=True):
    """One page in the menu: where it is, what it is called, its icon, whom it is for."""

    path: str
    label: str
    icon: str
    roles: frozenset[Role]


class Group(Struct, frozen=True):
    """Pages that belong together; a group without a label stands first."""

    label: str
    entries: tuple[Entry, ...]


EVERY = frozenset(Role)

GROUPS: tuple[Group, ...] = (
    Group("", (Entry("/", "工作台", "speedometer2", EVERY),)),
    Group(
        "人才管理",
        (
            Entry("/people", "人才名录", "people", access.SEES_PEOPLE),
            Entry("/people/new", "登记返乡人员", "person-plus", access.ADDS_PEOPLE),
            Entry("/rosters", "导入花名册", "cloud-upload", access.BRINGS_ROSTERS),
            Entry("/pairs", "重复核对", "intersect", access.JUDGES_PAIRS),
        ),
    ),
    Group(
        "村级用人",
        (
            Entry("/villages", "村级岗位", "diagram-3", access.SEES_PEOPLE),
            Entry("/requests", "用人需求", "briefcase", access.FILES_REQUESTS),
            Entry("/reserves", "后备队伍", "person-check", access.FILES_REQUESTS),
            Entry("/plans", "全县方案", "grid", frozenset({Role.HR})),
        ),
    ),
    Group(
        "设置",
        (
            Entry("/rules", "规则", "journal-text", access.FILES_REQUESTS),
            Entry("/weights", "评分权重", "sliders", frozenset({Role.HR})),
            Entry("/skills", "专长词表", "tags", access.FILES_REQUESTS),
            Entry("/places", "区划", "geo-alt", EVERY),
            Entry("/jobs", "后台任务", "clock-history", access.SEES_PEOPLE),
        ),
    ),
    Group(
        "安全与审计",
        (
            Entry("/accounts", "账号与授权", "key", frozenset({Role.SECURITY, Role.AUDITOR})),
            Entry("/audit", "审计", "shield-lock", frozenset({Role.AUDITOR})),
            Entry("/system", "系统", "gear", frozenset({Role.SYSTEM})),
        ),
    ),
)


def of(role: str | None) -> Iterator[Group]:
    """Answer the groups with the entries that a role may open."""
    for group in GROUPS:
        entries = tuple(entry for entry in group.entries if role in entry.roles)
        if entries:
            yield Group(group.label, entries)


def current(path: str) -> str:
    """Answer the entry a page belongs to: the one with the longest path that it lies under."""
    paths = [entry.path for group in GROUPS for entry in group.entries]
    under = [one for one in paths if path == one or (one != "/" and path.startswith(one + "/"))]
    return max(under, key=len, default="")


def role_name(role: str | None) -> str:
    """Answer what a role is called."""
    return access.ROLE_NAMES.get(role or "", "未选择身份")
