"""Duplicates in one roster file, without any register: read, group, write down.

The file is read as every roster is; what cannot be recognised counts as unknown. Nothing but
the file decides: the same file gives the same answer.
"""

import csv
from datetime import date
from functools import partial
from typing import TextIO

import msgspec
import numpy as np
from msgspec import Struct

from talent import errors, sheets
from talent.core import grouping, intake, listing
from talent.core.columns import Columns
from talent.core.grouping import Grouped, Step
from talent.core.model import Likeness
from talent.core.training import Report
from talent.core.weights import Weights
from talent.sheets import writing

PAIRS = ("record_id_a", "record_id_b", "weight", "probability", "band", "reasons")
CLUSTERS = ("record_id", "cluster_id")
AUTOMATIC = "可直接合并"
"""Ends the reasons of a pair that may be merged without a look."""


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


def read(data: bytes, filename: str, today: date, step: Step = lambda *_: None) -> Listed:
    """Read the rows of a file; refused where two carry one record_id."""
    rows = sheets.stream(data, filename)
    found = listing.read(rows, lambda done: step("读取", done, 0))
    taken = intake.take(found.ids, found.typed, today, partial(step, "识别"))
    return Listed(tuple(found.ids), taken.people, taken.unread, taken.nameless)


def group(listed: Listed, using: Weights | None, step: Step = lambda *_: None) -> Grouped:
    """Find who is one human; without weights they are learned from the file."""
    return grouping.group(listed.people, using, step)


# --- writing ------------------------------------------------------------------------------


def write_pairs(found: Grouped, file: TextIO) -> Counts:
    """Write likely and unsure pairs, the weightiest first, each with its reasons."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(PAIRS)
    bands = {"likely": 0, "unsure": 0, "unlike": 0}
    order = np.argsort(-found.weighed.weight[found.kept], kind="stable")
    for place in found.kept[order].tolist():
        likeness = found.likeness(place)
        bands[likeness.band] += 1
        if likeness.band != "unlike":
            weight, probability, band, reasons = _shown(likeness)
            reasons += f"；{AUTOMATIC}" if place in found.automatic else ""
            ids = map(writing.neutral, found.ids(place))
            writer.writerow((*ids, weight, probability, band, reasons))
    return Counts(bands["likely"], bands["unsure"], len(found.automatic))


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
        return msgspec.json.decode(data, type=Saved).weights
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise errors.Invalid("模型文件无法读取：应为本工具写出的 model.json") from error


def save(found: Grouped) -> bytes:
    """Answer the model that was used, to be kept in a file."""
    return msgspec.json.format(
        msgspec.json.encode(Saved(found.model.weights, found.report)), indent=1
    )
