"""The walk's rows for the pages of rosters."""

from talent.core.access import Role
from tests.api.rows import Names, Row
from tests.api.walks_rosters import BRINGS, a_correction, a_file, counted, mine, roster, whole


def sent(names: Names) -> dict[str, object]:
    """Write the form that a roster is sent in."""
    return {"file": ("名册.csv", a_file(names), "text/csv"), "pool": (None, "LOCAL")}


ROWS: dict[str, Row] = {
    "GET /rosters": Row(BRINGS),
    "POST /rosters": Row(BRINGS, 303, made=counted, files=sent),
    "POST /rosters/preview": Row(BRINGS, made=counted, files=sent),
    "GET /rosters/{roster}": Row(BRINGS, made=roster, scoped=True),
    "POST /rosters/{roster}/commit": Row(BRINGS, 303, made=roster, scoped=True, form={}),
    "GET /rosters/{roster}/undo": Row(BRINGS, made=mine, scoped=True),
    "POST /rosters/{roster}/undo": Row(BRINGS, 303, made=mine, scoped=True, form={}),
    "POST /rosters/{roster}/rows/{row}/correction": Row(
        BRINGS,
        303,
        made=roster,
        scoped=True,
        form={"version": "1", "cell-id_number": ""},
    ),
    "POST /rosters/{roster}/rows/{row}/resolution": Row(
        BRINGS,
        303,
        made=roster,
        scoped=True,
        form={"version": "1", "said": "without", "without": "id_number", "outcome": "faulty"},
    ),
    "POST /rosters/{roster}/resolutions": Row(
        BRINGS,
        303,
        made=roster,
        scoped=True,
        form={"resolution": "without", "outcome": "faulty", "all": "1"},
    ),
    "GET /rosters/{roster}/faults.xlsx": Row(BRINGS, made=mine, scoped=True),
    "POST /rosters/{roster}/corrections": Row(
        BRINGS,
        303,
        made=mine,
        scoped=True,
        files=lambda names: {"file": ("更正表.csv", a_correction(names), "text/csv")},
    ),
    "GET /rosters/{roster}/differences": Row(BRINGS, made=roster, scoped=True),
    "POST /rosters/{roster}/differences": Row(
        BRINGS, 303, made=mine, scoped=True, form={"cell-employer": "take"}
    ),
    "GET /rosters/{roster}/absentees": Row(BRINGS, made=whole, scoped=True),
    "POST /rosters/{roster}/absentees": Row((Role.HR,), 422, made=whole, form={"exit_reason": "4"}),
}
