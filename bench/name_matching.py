"""Measure how well screening finds names that are spelt otherwise, on names whose truth is known.

    ./run python bench/name_matching.py                 prints the tables of SAMSVAR_REAL_DATA
    ./run python bench/name_matching.py --write         and writes them into docs/method/screening.md
    ./run python bench/name_matching.py --mistakes 40   names what is missed and what is wrong

The names are the Dutch sample of patent applicants (PATSTAT, cleaned by hand at Leuven): 1,200 spellings of 102
companies. The companies are divided in two by their number: the method was tuned on the one half, the other was held
out. A company's commonest spelling stands on the list; its other spellings are suppliers. To these come, as suppliers
that are on no list, the spellings of the other half's companies and Norwegian public bodies.
"""

import argparse
import csv
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from samsvar.core.catalogues import load_screening_method
from samsvar.core.readers.spreadsheets.opening import open_sheets
from samsvar.core.rules.screening import ListEntry, Screening, ScreeningMethod, Subject

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "method" / "screening.md"
BEGIN, END = "<!-- measured -->", "<!-- end -->"
THRESHOLDS = (65, 70, 75, 80, 85, 90, 95, 100)
HALVES = ("tuning", "held out")


@dataclass(frozen=True)
class Spelling:
    """A name as somebody wrote it, and the company it is."""

    company: str
    name: str


@dataclass(frozen=True)
class Measured:
    """What came of one half at one threshold. `by_company`: the mean of the companies' shares found."""

    threshold: int
    right: int
    wrong: int
    all: int
    by_company: float

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.all


def spellings(folder: Path) -> list[Spelling]:
    """Every different spelling of every company, in a fixed order."""
    with (folder / "name_matching" / "patstat_reference.csv").open(encoding="utf-8", errors="replace") as lines:
        rows = [(row["leuven_id"], row["person_name"].lstrip("* ").strip()) for row in csv.DictReader(lines)]
    counted = Counter(rows)
    return [
        Spelling(*pair) for pair, _n in sorted(counted.items(), key=lambda each: (each[0][0], -each[1], each[0][1]))
    ]


def half_of(company: str) -> str:
    """Which half a company is in: by a digest of its number, so that nobody chose."""
    return HALVES[sha256(company.encode()).digest()[0] % 2]


def public_bodies(folder: Path) -> list[str]:
    """Names of Norwegian public bodies, which are on none of the lists."""
    path = folder / "name_matching" / "no_offentlige_virksomheter_2021.xlsx"
    with open_sheets(path, path.name, lambda _cells: 0) as sheets:
        cells = [str(cell).strip() for sheet in sheets for _row, row in sheet.rows for cell in row if cell]
    return sorted({cell for cell in cells if len(cell) > 8 and " " in cell})


def candidates_of(
    half: str, names: list[Spelling], others: list[str], method: ScreeningMethod
) -> tuple[dict[str, list[tuple[str, int]]], dict[str, str]]:
    """Per supplier: the companies it was likened to, with the figure; and each supplier's own company."""
    by_company: dict[str, list[str]] = defaultdict(list)
    for each in names:
        by_company[each.company].append(each.name)
    listed = {company: written[0] for company, written in by_company.items() if half_of(company) == half}
    lowest = replace(method, threshold=min(THRESHOLDS))
    screening = Screening([ListEntry(company, name) for company, name in listed.items()], lowest)
    truth = {
        each.name: each.company if each.company in listed else ""
        for each in names
        if listed.get(each.company) != each.name
    }
    truth.update({name: "" for name in others if name not in truth})
    found = {
        name: [(each.entry, each.likeness) for each in screening.candidates(Subject(name, name))] for name in truth
    }
    return found, truth


def measured(found: dict[str, list[tuple[str, int]]], truth: dict[str, str]) -> Iterator[Measured]:
    """Counts at every threshold."""
    for threshold in THRESHOLDS:
        right = wrong = 0
        shares: dict[str, list[bool]] = defaultdict(list)
        for name, company in truth.items():
            entries = {entry for entry, likeness in found[name] if likeness >= threshold}
            wrong += len(entries - {company})
            if company:
                right += company in entries
                shares[company].append(company in entries)
        mean = sum(sum(each) / len(each) for each in shares.values()) / len(shares)
        yield Measured(threshold, right, wrong, sum(map(len, shares.values())), mean)


def table(rows: list[Measured]) -> str:
    """As Markdown."""
    lines = [
        "| threshold | right | wrong | precision | recall | recall, mean of the companies |",
        "|---|---|---|---|---|---|",
    ]
    for each in rows:
        shares = " | ".join(f"{share:.3f}" for share in (each.precision, each.recall, each.by_company))
        lines.append(f"| {each.threshold} | {each.right} | {each.wrong} | {shares} |")
    return "\n".join(lines)


def main() -> int:
    """Returns 2 where the names are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--mistakes", type=int, default=0)
    parser.add_argument("--half", choices=HALVES, help="whose mistakes (tuning)", default="tuning")
    arguments = parser.parse_args()
    folder = Path(os.environ.get("SAMSVAR_REAL_DATA", ""))
    if not (folder / "name_matching").is_dir():
        print("SAMSVAR_REAL_DATA must name the folder with name_matching/", file=sys.stderr)
        return 2
    method = load_screening_method()
    names, others = spellings(folder), public_bodies(folder)
    told = []
    for half in HALVES:
        found, truth = candidates_of(half, names, others, method)
        rows = list(measured(found, truth))
        listed = len({company for company in truth.values() if company})
        told.append(
            f"**{half.capitalize()}**: {rows[0].all} spellings of {listed} listed companies, and "
            f"{len(truth) - rows[0].all} suppliers that are on no list.\n\n{table(rows)}\n"
        )
        if arguments.mistakes and half == arguments.half:
            _tell_mistakes(found, truth, {each.company: each.name for each in reversed(names)}, method, arguments)
    text = "\n".join(told)
    print(text)
    if arguments.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


def _tell_mistakes(
    found: dict[str, list[tuple[str, int]]],
    truth: dict[str, str],
    listed: dict[str, str],
    method: ScreeningMethod,
    arguments: argparse.Namespace,
) -> None:
    missed, wrong = [], []
    for name, company in truth.items():
        reached = dict(each for each in found[name])
        if company and reached.get(company, 0) < method.threshold:
            missed.append(f"missed {reached.get(company, 0):3} {name} | {listed[company]}")
        wrong += [
            f"wrong  {likeness:3} {name} | {listed[entry]}"
            for entry, likeness in found[name]
            if entry != company and likeness >= method.threshold
        ]
    for lines in (missed, wrong):
        step = max(1, len(lines) // arguments.mistakes)
        print(*lines[::step], f"({len(lines)} in all)", sep="\n", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
