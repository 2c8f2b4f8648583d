"""The table on the screen, and `docs/speed.md` from what was measured."""

import json
import os
import platform
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from bench.measures import Row

_MARKS = {True: "yes", False: "**no**", None: ""}
_INTRODUCTION = """# Speed and size

Measured on made data at national size: 60,000 contracts, 30,000 suppliers, 12,000 units, 34 enterprises. One command
makes the data and measures all of it anew, on SQLite and on PostgreSQL:

    ./run python bench/run.py

`bench/README.md` tells more. Each line gives the least, the median and the most of its repeats, which column "n"
counts. "At most" is what we promise, and "kept" says whether the median keeps it. A page's figure is the 95th
percentile in milliseconds of all that were opened. Where others were at work on the machine, its load before says so;
process time is the processor's own seconds, which others change little.
"""

OF_FIGURES = ("figures", "figures-whole")
_FIGURES = """## Measurements and figures

What units hand in by month, read in and added up the tree, and the pages that show it with goals, wheel, documents and
plans. `./run python bench/run.py --only figures` measures ten years of one indicator for 12,000 units and
`--only figures-whole` of all 22; each takes the place of its own lines here and leaves all others as they are. The
file that is read in is a region's: a year of three indicators, every unit and month in a row of its own. Forecasts are
reckoned in the background meanwhile, as they are after figures came in.
"""


@dataclass(frozen=True)
class Machine:
    """What it was measured on. `load` is the machine's load just before: much above zero, others were at work."""

    name: str
    cores: int
    memory_gib: int
    system: str
    python: str
    database: str
    day: str
    load: float

    def line(self) -> str:
        """One line for a heading."""
        return (
            f"{self.name}, {self.cores} cores, {self.memory_gib} GiB, {self.system}, Python {self.python},"
            f" {self.database}, {self.day}, load before {self.load:.1f}"
        )


def this_machine(database: str, name: str = "") -> Machine:
    """This machine as it is now. Its name is the processor's unless another is given."""
    return Machine(
        name=name or _processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_gib=round(psutil.virtual_memory().total / 1024**3),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        database=database,
        day=date.today().isoformat(),  # noqa: DTZ011  the day on the report, not a deadline
        load=os.getloadavg()[0],
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or "unknown processor"


def table(rows: Iterable[Row]) -> str:
    """Markdown, one line for each row, with least, median and most of the repeats."""
    lines = [
        "| what | n | least | median | most | unit | at most | kept | |",
        "|---|--:|--:|--:|--:|---|--:|---|---|",
    ]
    for row in rows:
        figures = [min(row.values), statistics.median(row.values), max(row.values)]
        cells = (
            [_figure(value, row.unit) for value in figures]
            if len(row.values) > 1
            else ["", _figure(figures[1], row.unit), ""]
        )
        promise = "" if row.promise is None else f"{row.promise:g}"
        many = str(len(row.values))
        lines.append("| " + " | ".join([row.what, many, *cells, row.unit, promise, _MARKS[row.kept], row.note]) + " |")
    return "\n".join(lines)


def _figure(value: float, unit: str) -> str:
    return f"{value:.2f}" if unit == "s" else f"{value:.0f}"


def keep(path: Path, engine: str, benchmark: str, machine: Machine, rows: list[Row]) -> None:
    """Adds the rows to the file of results, in place of those of the same engine and benchmark."""
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    found.setdefault(engine, {})[benchmark] = {"machine": asdict(machine), "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write_speed(results: Path, page: Path, order: Iterable[str]) -> None:
    """`docs/speed.md` anew from all results that are kept: those of figures in a part of their own, at the end."""
    found: Mapping[str, Mapping[str, Any]] = json.loads(results.read_text())
    every = list(order)
    parts = [_INTRODUCTION, *_parts(found, [name for name in every if name not in OF_FIGURES], "##")]
    if of_figures := _parts(found, [name for name in every if name in OF_FIGURES], "###"):
        parts += [_FIGURES, *of_figures]
    page.write_text("\n".join(parts), encoding="utf-8")


def _parts(found: Mapping[str, Mapping[str, Any]], names: list[str], heading: str) -> list[str]:
    """The tables of those benchmarks, for each engine that was measured."""
    parts = []
    for engine, title in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        measured = found.get(engine, {})
        groups = _by_machine(measured, names)
        if groups:
            parts.append(f"{heading} {title}\n")
        for group in groups:
            parts.append(Machine(**measured[group[0]]["machine"]).line() + "\n")
            rows = [Row(**{**row, "values": tuple(row["values"])}) for name in group for row in measured[name]["rows"]]
            parts.append(table(rows) + "\n")
    return parts


def _by_machine(measured: Mapping[str, Any], order: Iterable[str]) -> list[list[str]]:
    """Benchmarks that ran on the same machine in the same state, together."""
    groups: dict[str, list[str]] = {}
    for name in order:
        if name in measured:
            machine = measured[name]["machine"]
            groups.setdefault(json.dumps(machine, sort_keys=True), []).append(name)
    return list(groups.values())
