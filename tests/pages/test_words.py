"""What is stored as a code is said in words."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from talent.core import evidence
from talent.pages import audited, words


@pytest.mark.parametrize(
    ("kind", "detail", "said"),
    [
        ("training", {"name": "带头人轮训班"}, "培训：带头人轮训班"),
        ("training", {}, "培训"),
        (
            "assessment",
            {"assessment": "basic", "points_percentile": 17},
            "考核：基本称职，积分超过本村17%的人员",
        ),
        ("assessment", {"points_percentile": 0}, "考核：积分超过本村0%的人员"),
        ("experience", {"kind": "army", "months": 81}, "经历：服役81个月"),
        (
            "experience",
            {"kind": "village", "until": "2024-01-31"},
            "经历：任村级职务，至2024-01-31",
        ),
        ("readiness", {"readiness": "R1"}, "成熟度：一年内可任职"),
        ("accountant", {"village": "419900101201"}, "报账员"),
    ],
)
def test_a_service_record_is_said_in_chinese(kind: Any, detail: dict[str, Any], said: str) -> None:
    told = words.record(evidence.Record(uuid4(), kind, date(2026, 1, 1), detail))
    assert told == said
    assert not re.search(r"[A-Za-z]", told)


def test_what_changed_is_said_column_by_column_from_what_to_what() -> None:
    body = {"state": ["submitted", "town_ok"], "version": [1, 2], "employer": [None, "甲厂"]}
    assert audited.detail(body, "update") == "状态：待审核 → 乡镇已审；工作单位：— → 甲厂"
    made = {"id": "1", "id_number": "\\x0a0b", "verdict": "same", "urgent": True}
    assert audited.detail(made, "insert") == "身份证号：（密文）；判断：同一人；紧急：是"
    assert audited.detail({"fields": ["phones", "notes"]}, "reveal") == "项目：联系电话、备注"
    assert audited.detail(None, "look") == "—"
