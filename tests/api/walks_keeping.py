"""The walk's rows for the pages of rules, places, accounts, the audit, jobs and the system."""

from talent.core.access import FILES_REQUESTS, SEES_PEOPLE, Role
from tests import build
from tests.api.rows import HR, SECURITY, Names, Row, account
from tests.api.walks_jobs import job
from tests.api.walks_rules import drafted
from tests.api.walks_weights import WEIGHTS
from tests.conftest import County

READS = (Role.SECURITY, Role.AUDITOR)
AUDITOR = (Role.AUDITOR,)


async def heard(county: County, inside: bool) -> Names:
    """Name an event that there is."""
    del inside
    async with county.desk("auditor") as desk:
        fetch = desk.tx.connection.fetchrow
        row = await fetch("select lane, seq from audit_event order by at limit 1")
    assert row is not None
    return {"lane": str(row["lane"]), "seq": str(row["seq"])}


ROWS: dict[str, Row] = {
    "GET /rules": Row(tuple(FILES_REQUESTS)),
    "POST /rules/{rule}/editions/{edition}/confirmations": Row(
        HR, 303, params={"rule": "P01", "edition": "1"}, form={"source": "官方公报（虚构）"}
    ),
    "GET /rules/sets/new": Row(HR, query={"rule": "P01"}),
    "POST /rules/sets": Row(
        HR,
        303,
        form={"rule": "P01", "title": "停用年龄偏好", "begins": "2099-01-01", "ends": "1"},
    ),
    "GET /rules/sets/{version}": Row(HR, made=drafted, query={"role": "21", "place": build.EAST}),
    "POST /rules/sets/{version}/{step}": Row(
        HR, 303, made=drafted, params={"step": "approval"}, form={"revision": "1"}
    ),
    "GET /weights": Row(HR),
    "GET /weights/{group}": Row(HR, params={"group": "party"}),
    # Saved over a version that is none: refused as stale.
    "POST /weights/{group}": Row(
        HR,
        412,
        params={"group": "party"},
        form={name: str(weight / 100) for name, weight in WEIGHTS.items()} | {"version": "99"},
    ),
    "GET /places": Row(tuple(Role), query={"parent": build.EAST}),
    "POST /places/{code}/aliases": Row(
        HR, 303, params={"code": build.EAST_1}, form={"alias": "老石桥"}
    ),
    "POST /places/{code}/status": Row(
        HR, 303, params={"code": build.EAST_2}, form={"status": "merged", "successor": build.EAST_1}
    ),
    "POST /districts": Row(HR, 303, form={"name": "东片区", "township": build.EAST}),
    "GET /jobs": Row(tuple(SEES_PEOPLE)),
    "GET /jobs/{job}": Row(tuple(SEES_PEOPLE), made=job, scoped=True),
    "GET /system": Row((Role.SYSTEM,)),
    "GET /accounts": Row(READS),
    "POST /accounts": Row(
        SECURITY,
        303,
        form={"login": "ganz-neu", "display_name": "新", "password": build.PASSWORD},
    ),
    "GET /accounts/{account}": Row(READS, made=account),
    "POST /accounts/{account}/grants": Row(SECURITY, 303, made=account, form={"role": "system"}),
    "POST /grants/{grant_id}/revocation": Row(
        SECURITY, 303, made=account, form=lambda names: {"account": names["account"]}
    ),
    "POST /accounts/{account}/disabling": Row(SECURITY, 303, made=account, form={}),
    "POST /accounts/{account}/password": Row(
        SECURITY, 303, made=account, form={"password": "neues-kennwort-1"}
    ),
    "GET /audit": Row(AUDITOR, query={"action": "reveal"}),
    "GET /audit/{lane}/{seq}": Row(AUDITOR, made=heard),
    "GET /audit/chain": Row(AUDITOR),
}
