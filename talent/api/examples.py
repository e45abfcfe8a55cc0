"""What may be sent, by example, in the description of the interface. Everybody here is invented."""

from typing import Any

from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin

from talent.api import problems

PERSON = {
    "name": "张晓平",
    "sex": "2",
    "birth": {"year": 1988, "month": 6, "day": 12},
    "phones": [{"number": "15400001234"}],
    "household_village": "419983101201",
    "education_full_time": "21",
    "political_status": "01",
    "skills": ["会计"],
}
WEIGHTS = {
    "village_tie": 2000,
    "skill": 2500,
    "experience": 1500,
    "readiness": 1200,
    "training": 800,
    "assessment": 800,
    "policy": 700,
    "freshness": 500,
}
RULE_SET = {
    "title": "主任后备须为正式党员（试行）",
    "in_force_from": "2027-01-01",
    "changes": [
        {
            "id": "C01",
            "roles": [21],
            "rule_class": "POLICY",
            "predicate": "party_member",
            "params": {},
            "on_unknown": "REVIEW",
            "citation": "县委组织部文件",
            "explanation": "主任后备人选优先正式党员。",
        }
    ],
    "ends": ["P03"],
}
KNOWN = "0198c0de-0000-7000-8000-000000000001"

EXAMPLES: dict[str, Any] = {
    "POST /api/v1/session": {"login": "hr", "password": "…"},
    "POST /api/v1/session/grant": {"grant": KNOWN},
    "POST /api/v1/session/password": {"old": "…", "new": "一把更长的钥匙"},
    "POST /api/v1/setup": {
        "code": "0123456789abcdef",
        "login": "an.quan",
        "display_name": "安全管理员",
        "password": "一把很长的钥匙",
    },
    "POST /api/v1/accounts": {
        "login": "li.wu",
        "display_name": "李五",
        "password": "一把很长的钥匙",
    },
    "POST /api/v1/accounts/{account}/grants": {"role": "township", "place": "419983101000"},
    "POST /api/v1/accounts/{account}/password": {"password": "另一把很长的钥匙"},
    "POST /api/v1/places/{code}/aliases": {"alias": "老石桥村", "until": "2015-01-01"},
    "POST /api/v1/places/{code}/status": {"status": "merged", "successor": "419983101202"},
    "POST /api/v1/districts": {"name": "东部片区", "townships": ["419983101000"]},
    "PUT /api/v1/pools/{pool}": {"label": "双密人才"},
    "POST /api/v1/people/check": {"name": "张晓平", "phones": [{"number": "15400001234"}]},
    "POST /api/v1/people": {
        "person": PERSON,
        "pool": "DUALMI",
        "judgements": [{"person": KNOWN, "verdict": "different"}],
        "consent": {"purpose": "人才联络", "basis": "consent", "channel": "当面"},
        "source": "春节返乡座谈会",
    },
    "PATCH /api/v1/people/{person}": {"employer": "青溪果业合作社", "position": None},
    "POST /api/v1/people/{person}/reveal": {"fields": ["phones"], "purpose": "节前走访联系"},
    "POST /api/v1/people/{person}/proposals/{proposal}/decision": {"take": True},
    "POST /api/v1/pairs/{one}/{other}/judgement": {
        "verdict": "different",
        "reason": "堂兄弟，已与本村核对",
    },
    "POST /api/v1/pairs/{one}/{other}/merge/preview": {"survivor": KNOWN},
    "POST /api/v1/pairs/{one}/{other}/merge": {
        "survivor": KNOWN,
        "take": {"employer": KNOWN},
        "versions": {KNOWN: 1, "0198c0de-0000-7000-8000-000000000002": 3},
        "reason": "曾用名，本人已确认",
    },
    "POST /api/v1/merges/{merge_id}/undoing": {"reason": "认错了人"},
    "POST /api/v1/groups/{group}/merge": {
        "versions": {KNOWN: 1, "0198c0de-0000-7000-8000-000000000002": 1},
        "leave_out": ["0198c0de-0000-7000-8000-000000000003"],
        "reason": "本人已确认",
    },
    "POST /api/v1/pairs/different": {
        "pairs": [[KNOWN, "0198c0de-0000-7000-8000-000000000002"]],
        "reason": "同村同名，已核对",
    },
    "POST /api/v1/pairs/assignments": {"place": "419983101000"},
    "PUT /api/v1/pairs/rule": {"two_person": True, "reason": "试行两人复核"},
    "POST /api/v1/models/uses": {"version": "trained-0123456789", "reason": "估计数合理"},
    "POST /api/v1/people/{person}/memberships": {"pool": "RESERVE", "source": "村党组织推荐"},
    "POST /api/v1/memberships/{membership}/steps": {"state": "exited", "exit_reason": 1},
    "POST /api/v1/people/{person}/contacts": {
        "channel": "phone",
        "outcome": "愿意回村看看",
        "next_on": "2027-01-20",
    },
    "POST /api/v1/people/{person}/bases": {"purpose": "后备推荐", "basis": "consent"},
    "POST /api/v1/people/{person}/notices": {
        "text_version": "2026-1",
        "channel": "短信",
        "delivered_at": "2026-06-01T09:00:00+08:00",
    },
    "POST /api/v1/villages/{village}/bodies": {"kind": 2, "posts": [{"role": 21, "seats": 1}]},
    "POST /api/v1/bodies/{body_id}/terms": {"starts": "2026-03-01", "due": "2031-03-01"},
    "POST /api/v1/posts/{post_id}/tenures": {"person_id": KNOWN, "since": "2026-03-01"},
    "POST /api/v1/tenures/{tenure}/end": {"reason": 2, "on_day": "2026-06-01"},
    "POST /api/v1/posts/{post_id}/vacancies": {"reason": 6, "opened_on": "2026-06-01"},
    "POST /api/v1/vacancies/{vacancy}/close": {"on_day": "2026-09-01"},
    "POST /api/v1/people/{person}/reviews": {
        "kind": "E13",
        "result": "pass",
        "document": "青联审〔2026〕7号",
    },
    "PUT /api/v1/people/{person}/kin": {
        "relative": KNOWN,
        "relation": "sibling",
        "confirmed": True,
    },
    "PUT /api/v1/people/{person}/register-routes": {"village": "419983101201", "route": "A"},
    "POST /api/v1/people/{person}/service-records": {
        "kind": "training",
        "on_day": "2025-05-01",
        "detail": {"name": "任职培训"},
    },
    "POST /api/v1/requests": {
        "village": "419983101201",
        "post": 21,
        "seats": 2,
        "wanted_skills": ["会计", "电商"],
        "deadline": "2026-12-31",
        "document": "青村请〔2026〕2号",
    },
    "POST /api/v1/requests/{request_id}/steps": {"state": "submitted"},
    "POST /api/v1/requests/{request_id}/releases": {"person_id": KNOWN, "reason": "本镇推荐"},
    "POST /api/v1/requests/{request_id}/suggestions": {"top": 10},
    "POST /api/v1/suggestions/{suggestion}/decision": {
        "decision": "declined",
        "reason": "本人不愿意",
    },
    "PUT /api/v1/requests/{request_id}": {"seats": 1, "must_haves": ["会计"]},
    "POST /api/v1/requests/{request_id}/shortlist": {"size": 3, "women": 1, "young": 1},
    "POST /api/v1/requests/{request_id}/reviews": {
        "person_id": KNOWN,
        "round": "R3",
        "department": "police",
        "result": "no_objection",
        "document": "青公复〔2026〕12号",
    },
    "POST /api/v1/requests/{request_id}/export": {"purpose": "县级部门联审", "recipient": "公安局"},
    "POST /api/v1/villages/{village}/boards": {"proposals": [{"person_id": KNOWN, "role": 21}]},
    "POST /api/v1/rules/{rule}/editions/{edition}/confirmations": {"source": "县档案馆所藏文本"},
    "POST /api/v1/rule-sets": RULE_SET,
    "PUT /api/v1/rule-sets/{version}": RULE_SET,
    "POST /api/v1/reserves": {"person_id": KNOWN, "village": "419983101201", "role": 21},
    "POST /api/v1/reserves/{reserve}/steps": {"state": "returned", "exit_reason": 3},
    "POST /api/v1/reserves/{reserve}/reviews": {
        "year": 2026,
        "result": "keep",
        "readiness": "R1",
    },
    "PUT /api/v1/weights/{group}": {"weights": WEIGHTS, "note": "试行"},
    "POST /api/v1/weights/trial": {"weights": WEIGHTS, "role": 21, "place": "419983101000"},
    "PUT /api/v1/skills/{name}": {"words": ["养蜂", "蜂蜜"]},
    "POST /api/v1/plans": {
        "policy": {
            "roles": [{"role": 11, "wanted": 2, "reach": "township"}, {"role": 21, "wanted": 2}],
            "pins": [{"village": "419983101201", "post": 21, "person": KNOWN}],
        }
    },
    "POST /api/v1/plans/{plan_id}/steps": {"state": "reviewed"},
    "POST /api/v1/plans/{plan_id}/what-if": {
        "quotas": [{"village": "419983101201", "post": 21, "wanted": 3}],
        "women": False,
    },
    "POST /api/v1/plans/{plan_id}/export": {"purpose": "县委会议", "recipient": "县委办公室"},
    "POST /api/v1/plans/{plan_id}/why-not": {
        "village": "419983101201",
        "post": 21,
        "person": KNOWN,
    },
    "POST /api/v1/extracts": {"pool": "LOCAL", "purpose": "年度统计", "recipient": "统计局"},
    "POST /api/v1/roster-headers": {"header": "大名", "column": "name"},
    "POST /api/v1/roster-headers/removal": {"header": "大名"},
    "POST /api/v1/rosters/{roster}/absentees": {"leaving": [], "exit_reason": 4},
    "POST /api/v1/rosters/{roster}/differences": {"take": ["employer"], "keep": ["position"]},
    "POST /api/v1/rosters/{roster}/resolutions": {"resolution": "without", "outcome": "faulty"},
    "PATCH /api/v1/rosters/{roster}/rows/{row}": {"出生年月": "1985.06"},
    "POST /api/v1/rosters/{roster}/rows/{row}/resolution": {"accept_without": ["id_number"]},
}


REFUSED = {
    "description": "Refused",
    "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class Described(JsonRenderPlugin):
    """The description of the interface, with an example for each body and what a refusal looks like."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Put examples and refusals in and answer the description as JSON."""
        openapi_schema["components"]["schemas"]["Problem"] = problems.SCHEMA
        for path, methods in openapi_schema["paths"].items():
            for method, operation in methods.items():
                example = EXAMPLES.get(f"{method.upper()} {path}")
                content = operation.get("requestBody", {}).get("content", {})
                if example is not None and "application/json" in content:
                    content["application/json"]["example"] = example
                # The framework tells only of its own refusals, and in a form that no answer has.
                operation["responses"].pop("400", None)
                operation["responses"]["default"] = REFUSED
        return super().render(request, openapi_schema)
