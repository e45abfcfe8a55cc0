"""The walk's rows for the pages of pairs and their merges."""

from tests import build
from tests.api.rows import HR, Names, Row
from tests.api.walks_pairs import JUDGES, merged, queued, two


def seen(names: Names) -> dict[str, str]:
    """Write a merge's form over two who are new."""
    return {
        "survivor": names["one"],
        f"version-{names['one']}": "1",
        f"version-{names['other']}": "1",
    }


ROWS: dict[str, Row] = {
    "GET /pairs": Row(JUDGES),
    "GET /pairs/{one}/{other}": Row(JUDGES, made=two, scoped=True),
    "POST /pairs/{one}/{other}/judgement": Row(
        JUDGES, 303, made=two, scoped=True, form={"verdict": "different"}
    ),
    "POST /pairs/{one}/{other}/merge": Row(JUDGES, 303, made=two, scoped=True, form=seen),
    "GET /pairs/review": Row(HR),
    "POST /pairs/different": Row(
        JUDGES,
        303,
        made=two,
        scoped=True,
        form=lambda names: {"pair": f"{names['one']}.{names['other']}"},
    ),
    "POST /pairs/assignments": Row(HR, 303, form={"all": "1", "township": build.EAST}),
    "POST /pairs/rule": Row(HR, 303, form={"rule": "none"}),
    "POST /pairs/automatic": Row(HR, 303, form={}),
    "POST /sweeps": Row(HR, 303, form={}),
    "GET /groups": Row(JUDGES),
    "GET /groups/{group}": Row(JUDGES, made=queued, scoped=True),
    "POST /groups/{group}/merge": Row(JUDGES, 303, made=queued, scoped=True, form=seen),
    "GET /people/{person}/merges": Row(JUDGES, made=merged, scoped=True),
    "GET /merges/{merge_id}": Row(JUDGES, made=merged, scoped=True),
    "POST /merges/{merge_id}/undoing": Row(
        JUDGES, 303, made=merged, scoped=True, form={"verdict": "different"}
    ),
}
