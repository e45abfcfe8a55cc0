"""A rule's parameters as a person reads and writes them: Chinese names, words for codes, 是 and 否.

What cannot be read stays as it was typed; the vocabulary refuses it and says what it expects.
"""

import re
from typing import Any

import msgspec

from talent.core import facts, post

LABELS: dict[str, str] = {
    "years": "满多少周岁",
    "new": "新任不超过（周岁）",
    "cap": "连任不超过（周岁）",
    "at_least": "学历至少",
    "preferred": "优先的学历",
    "preferred_roles": "按优先学历要求的职务",
    "full": "算作正式党员的政治面貌代码",
    "probationary": "算作预备党员的政治面貌代码",
    "kind": "审查事项编号",
    "subject": "审查内容",
    "bars": "未通过即不符合条件",
    "months": "在村居住或工作满（月）",
    "village_affairs": "参与村务工作也可登记",
    "certificate": "须有户籍地证明",
    "talent": "有回乡人才途径",
    "relations": "须回避的亲属",
    "intent": "回归意向不低于（级）",
    "least": "至少",
    "usual": "一般不超过",
    "most": "至多",
    "women": "妇女至少（人）",
    "finance": "懂财会的至少（人）",
    "minority": "少数民族至少（人）",
    "times": "连续不称职（年）",
}
CODES: dict[str, dict[Any, str]] = {
    "at_least": dict(facts.LEVEL_LABELS),
    "preferred": dict(facts.LEVEL_LABELS),
    "preferred_roles": {code: one.label for code, one in post.ROLES.items()},
    "relations": {code: label.replace("、", "和") for code, label in facts.RELATION_LABELS.items()},
}
YES = {True: "是", False: "否"}
SEPARATORS = re.compile(r"[、，,;；\s]+")


def flat(params: dict[str, Any], above: str = "") -> dict[str, Any]:
    """Answer the parameters by their paths: a rule made of two others has theirs."""
    found: dict[str, Any] = {}
    for name, value in params.items():
        inside = isinstance(value, dict)
        found |= flat(value, f"{above}{name}.") if inside else {above + name: value}
    return found


def label(path: str) -> str:
    """Say a parameter."""
    name = path.rpartition(".")[2]
    return LABELS.get(name, name)


def written(path: str, value: Any) -> str:
    """Say a parameter's value as it may be typed."""
    if isinstance(value, bool):
        return YES[value]
    codes = CODES.get(path.rpartition(".")[2], {})
    held = value if isinstance(value, list | tuple) else [value]
    return "、".join(str(codes.get(one, one)) for one in held)


def read(path: str, said: str, was: Any) -> Any:
    """Read what was typed, of the form that the parameter had."""
    if isinstance(was, bool):
        return {word: value for value, word in YES.items()}.get(said, said)
    codes = {word: code for code, word in CODES.get(path.rpartition(".")[2], {}).items()}
    if isinstance(was, list | tuple):
        return [codes.get(one, one) for one in SEPARATORS.split(said) if one]
    if isinstance(was, int):
        try:
            return msgspec.json.decode(said, type=int)
        except msgspec.DecodeError:
            return said
    return codes.get(said, said)


def nested(by_path: dict[str, Any]) -> dict[str, Any]:
    """Put parameters by their paths together again."""
    whole: dict[str, Any] = {}
    for path, value in by_path.items():
        *above, name = path.split(".")
        at = whole
        for one in above:
            at = at.setdefault(one, {})
        at[name] = value
    return whole
