"""Duplicates in one roster file, without any register: read, group, write down.

The file is read as every roster is; what cannot be recognised counts as unknown. Nothing but
the file decides: the same file gives the same answer.
"""

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TextIO

import msgspec
import numpy as np
from msgspec import Struct

from talent import errors, processes, sheets
from talent.core import grouping, intake, listing, spreading, weights
from talent.core.columns import Columns
from talent.core.grouping import Grouped, Step
from talent.core.model import Likeness
from talent.core.spreading import Spread
from talent.core.training import Report
from talent.core.weights import Weights
from talent.sheets import writing
from talent.spark import java

PAIRS = ("record_id_a", "record_id_b", "weight", "probability", "band", "reasons")
CLUSTERS = ("record_id", "cluster_id")
AUTOMATIC = "可直接合并"
"""Ends the reasons of a pair that may be merged without a look."""

AT_ONCE = 2_000
"""Pairs put into words together."""


class Saved(Struct, frozen=True):
    """A model as it is kept in a file, with the report of its training."""

    weights: Weights
    report: Report | None = None


class Listed(Struct, frozen=True):
    """The rows of a file as entries. `ids` are of all rows, in their order.

    `unread` counts the values that could not be recognised, `nameless` the rows without a name.
    """

    ids: tuple[str, ...]
    people: Columns
    unread: int
    nameless: int


class Counts(Struct, frozen=True):
    """What was written: pairs by band, pairs that may be merged without a look."""

    likely: int
    unsure: int
    automatic: int


def read(
    data: bytes,
    filename: str,
    today: date,
    step: Step = lambda *_: None,
    spread: Spread = processes.spread,
) -> Listed:
    """Read the rows of a file; refused where two carry one record_id."""
    rows = sheets.stream(data, filename)
    found = listing.read(rows, lambda done: step("读取", done, 0))
    taken = intake.take(found.ids, found.typed, today, partial(step, "识别"), spread)
    return Listed(tuple(found.ids), taken.people, taken.unread, taken.nameless)


def group(
    listed: Listed,
    using: Weights | None,
    step: Step = lambda *_: None,
    spread: Spread = processes.spread,
) -> Grouped:
    """Find who is one human; without weights they are learned from the file."""
    return grouping.group(listed.people, using, step, spread=spread).narrowed()


def on_spark(master: str) -> Callable[[Listed, Weights | None, Step], Grouped]:
    """Answer what groups as `group` does, by the machines of a Spark master.

    Refused where this machine lacks the extra `spark` or Java.
    """
    try:
        from talent.spark import grouping as spark  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise errors.Invalid("未安装 Spark：请先运行 pip install 'talent[spark]'") from error
    java.require()
    return lambda listed, using, step: spark.group(listed.people, using, master, step).narrowed()


# --- writing ------------------------------------------------------------------------------


def write_pairs(found: Grouped, file: TextIO, spread: Spread = processes.spread) -> Counts:
    """Write likely and unsure pairs, the weightiest first, each with its reasons."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(PAIRS)
    bands: Counter[str] = Counter()
    order = found.kept[np.argsort(-found.weighed.weight[found.kept], kind="stable")]
    places = [order[some].tolist() for some in spreading.parted(len(order), AT_ONCE)]
    for rows in spread(partial(_rows, found), places):
        bands.update(row[PAIRS.index("band")] for row in rows)
        writer.writerows(rows)
    return Counts(bands["likely"], bands["unsure"], len(found.automatic))


def _rows(found: Grouped, places: Sequence[int]) -> list[tuple[str, ...]]:
    """Answer what is written of some pairs: nothing of those that a law finds unlike."""
    rows = []
    for place in places:
        likeness = found.likeness(place)
        if likeness.band != "unlike":
            *said, reasons = _shown(likeness)
            reasons += f"；{AUTOMATIC}" if place in found.automatic else ""
            rows.append((*map(writing.neutral, found.ids(place)), *said, reasons))
    return rows


def _shown(likeness: Likeness) -> tuple[str, str, str, str]:
    """Answer weight in bits, probability, band, and the reasons whose bits sum to the weight."""
    reasons = "；".join(
        f"{one.sentence}（{one.weight / 100:+.2f}）" if one.weight else one.sentence
        for one in likeness.reasons
    )
    return f"{likeness.weight / 100:.2f}", f"{likeness.probability:.6f}", likeness.band, reasons


def write_clusters(listed: Listed, found: Grouped, file: TextIO) -> None:
    """Write each row's cluster, in the rows' order; a cluster is named by its first entry."""
    homes = {one: members[0] for members in found.clusters.groups for one in members}
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(CLUSTERS)
    rows = ((one, homes.get(one, one)) for one in listed.ids)
    writer.writerows(map(writing.neutral, row) for row in rows)


def load(data: bytes) -> Weights:
    """Read a kept model; refused when it is none."""
    try:
        return weights.completed(msgspec.json.decode(data, type=Saved).weights)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise errors.Invalid("模型文件无法读取：应为本工具写出的 model.json") from error


def save(found: Grouped) -> bytes:
    """Answer the model that was used, to be kept in a file."""
    return msgspec.json.format(
        msgspec.json.encode(Saved(found.model.weights, found.report)), indent=1
    )
