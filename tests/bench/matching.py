"""All that matching has to reach, and what it reaches: `python -m tests.bench.matching DIR [options]`.

DIR is the data folder of a demo register (`talent serve --demo --data-dir DIR`). Plans and their
laws run on invented counties (`plans`), the best twenty on the register laid side by side
(`seeking`). Processor seconds; each bench prints its own lines first, beside its peer.
"""

import argparse
import asyncio
from pathlib import Path

from tests.bench import counties, plans, seeking

MILLION = 1_000_000


def main() -> None:
    """Run every bench and print the table."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("folder", type=Path, metavar="DIR")
    said.add_argument("--counties", type=int, default=100, help="of the province")
    said.add_argument("--cases", type=int, default=100_000, help="small instances for the laws")
    said.add_argument("--people", type=int, default=MILLION, help="of the large register")
    asked = said.parse_args()
    rows = [*_sought(asked.folder, asked.people), *_planned(asked.counties)]
    plans.laws(range(asked.cases))
    rows.append(("laws of a plan", "≥ 100,000 cases, no violation", f"{asked.cases} cases, none"))
    print()
    for what, bar, seen in rows:
        print(f"{what:<44} {bar:<34} {seen}")


def _sought(folder: Path, people: int) -> list[tuple[str, str, str]]:
    few, county = asyncio.run(seeking.best(folder, 1))
    many, large = asyncio.run(seeking.best(folder, -(-people // few)))
    return [
        (f"top 20 explained, {few} people, p99", "≤ 5 ms", f"{county:.2f} ms"),
        (f"top 20 explained, {many} people, p99", "≤ 50 ms", f"{large:.2f} ms"),
    ]


def _planned(count: int) -> list[tuple[str, str, str]]:
    county = counties.a_county()
    print(f"bare relaxation of the county by HiGHS: {plans.peer(county):.2f} s")
    one = plans.plan("county", county)
    usual, most = plans.steadiness(county, one.taken)
    coupled = plans.plan("coupled county", counties.a_county(coupled=True))
    province = plans.province(count)
    seconds = sum(each.plan for each in province) / plans.CORES
    size = plans.CORES * max(each.megabytes for each in province)
    proven = sum(each.gap == 0 for each in province)
    return [
        ("county plan", "≤ 5 s, proven", f"{one.plan:.1f} s, gap {one.gap}"),
        ("coupled county", "≤ 60 s, proven", f"{coupled.plan:.1f} s, gap {coupled.gap}"),
        (
            f"province of {count} counties on {plans.CORES} cores",
            "≤ 120 s, ≤ 2048 MB, proven",
            f"{seconds:.0f} s, {size:.0f} MB, {proven}/{count} proven",
        ),
        ("certificate check", "≤ 10 ms", f"{1e3 * one.check:.1f} ms"),
        (
            "kept pairs after a year",
            "≥ 98% at ≤ 0.01% of the total",
            f"{usual:.1%} (no plan at that cost keeps more than {most:.1%})",
        ),
    ]


if __name__ == "__main__":
    main()
