"""What is stored as a code is said in words."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from talent.core import evidence
from talent.pages import words


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
