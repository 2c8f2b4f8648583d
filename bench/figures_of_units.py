"""Measurements of many indicators, units and years: read in, added up, and corrected, each timed.

    SAMSVAR_VAR=FOLDER ./run python bench/figures_of_units.py --scale 0.01
    SAMSVAR_VAR=FOLDER ./run python bench/figures_of_units.py            22 indicators x 12,000 units x 10 years monthly

The folder's database must be empty and migrated (`samsvar init`). Whole, it is 31 million measurements and takes hours.
Prints JSON: rows a second taken in, the seconds of the national roll-up of one indicator over all years (worked out
anew, and as a page reads it), of a correction until every figure above is renewed, and the size on disk.
"""

import argparse
import importlib
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

AT = datetime(2026, 1, 20, 8, 0, tzinfo=UTC)
TODAY = date(2026, 1, 20)
LAST_YEAR = 2025
UNITS, INDICATORS, YEARS = 12_000, 22, 10


def main() -> int:
    """Prints one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="of the units and, by its root, of the rest")
    parser.add_argument("--units", type=int)
    parser.add_argument("--indicators", type=int)
    parser.add_argument("--years", type=int)
    parser.add_argument(
        "--persons", action="store_true", help="let the figures be about persons, so that few are hidden"
    )
    asked = parser.parse_args()
    root = asked.scale**0.5
    units = asked.units or max(20, int(UNITS * asked.scale))
    indicators = asked.indicators or max(1, int(INDICATORS * root))
    years = asked.years or max(1, int(YEARS * root))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
    os.environ["SAMSVAR_PROCESS"] = "command"
    django.setup()
    print(json.dumps(measure(units, indicators, years, persons=asked.persons), sort_keys=True, indent=2))
    return 0


def measure(units: int, indicators: int, years: int, *, persons: bool) -> dict[str, Any]:
    """Lays the units and indicators, then times each thing."""
    made = _Made(units, persons=persons)
    laid = [made.indicator(number) for number in range(indicators)]
    began, rows = time.perf_counter(), 0
    for indicator in laid:
        rows += made.hand_in(indicator, range(LAST_YEAR - years + 1, LAST_YEAR + 1))
    taken = time.perf_counter() - began
    return {
        "correction_seconds": _timed(lambda: made.correct(laid[0])),
        "database": made.vendor,
        "disk_bytes": made.size(),
        "figures": made.count("Figure"),
        "import_rows_a_second": round(rows / taken),
        "measurements": rows,
        "roll_up_anew_seconds": _timed(lambda: made.roll_up(laid[0], years)),
        "roll_up_read_seconds": _timed(lambda: made.read(laid[0], years)),
        "units": len(made.leaves),
    }


def _timed(act: Any) -> float:
    began = time.perf_counter()
    act()
    return round(time.perf_counter() - began, 4)


class _Made:
    """A national unit with regions, trusts, clinics, departments and sections: some five under each."""

    def __init__(self, units: int, *, persons: bool) -> None:
        self._persons = persons
        self._models = importlib.import_module("samsvar.registers.indicators.models")
        self._core = importlib.import_module("samsvar.core.rules.indicators.periods")
        self._figures = importlib.import_module("samsvar.core.rules.indicators.formulas").Figures
        self._by = importlib.import_module("samsvar.platform.audit.actor").Actor("", "bench", "cli")
        self.vendor = importlib.import_module("django.db").connection.vendor
        self._atomic = importlib.import_module("django.db").transaction.atomic
        self.leaves, self.root = self._lay(units)

    def _lay(self, units: int) -> tuple[list[int], Any]:
        organisation = importlib.import_module("samsvar.platform.organisation.services.imports")
        readers = importlib.import_module("samsvar.core.readers.org_units")
        kinds = ("national", "rhf", "hf", "clinic", "department", "section")
        rows, level, count = [], [""], 0
        for depth, kind in enumerate(kinds):
            wide = {0: 1, 1: 4, 2: 8}.get(depth, 5)
            above, level = level, []
            for parent in above:
                for _ in range(wide):
                    if count < units:
                        count += 1
                        number = f"U{count}"
                        level.append(number)
                        name = f"Oppdiktet enhet {count}"
                        rows.append(
                            readers.OrgUnitRow(count + 1, number, parent or None, name, "", None, kind, None, None)
                        )
        outcome = organisation.import_org_units(rows, by=self._by, at=AT)
        if outcome.errors:
            raise ValueError(str(outcome.errors[:3]))
        unit = importlib.import_module("samsvar.platform.organisation.models").OrgUnit
        parents = set(unit.objects.exclude(parent=None).values_list("parent_id", flat=True))
        return list(unit.objects.exclude(pk__in=parents).values_list("pk", flat=True)), unit.objects.get(number="U1")

    def indicator(self, number: int) -> Any:
        definitions = importlib.import_module("samsvar.registers.indicators.services.definitions")
        return definitions.create_indicator(
            unit=self.root,
            by=self._by,
            at=AT,
            name_nb=f"Oppdiktet indikator {number}",
            unit_of_measure="percent",
            direction="lower",
            period="month",
            roll_up="ratio",
            formula={"kind": "ratio", "numerator": "lost", "denominator": "agreed"},
            minimum_persons=5 if self._persons else None,
        )

    def _rows(self, indicator: Any, years: range) -> Iterator[Any]:
        new = importlib.import_module("samsvar.registers.indicators.services.deliveries").New
        for year in years:
            for month in range(1, 13):
                period = self._core.Period(self._core.PeriodKind.MONTH, year, month)
                for place, unit in enumerate(self.leaves):
                    agreed, lost = Decimal(200 + place % 900), Decimal((place * 7 + month * 13 + year) % 60)
                    persons = 3 + place % 40 if self._persons else None
                    yield new(indicator, unit, period, self._figures(None, lost, agreed, persons))

    def hand_in(self, indicator: Any, years: range) -> int:
        """A year at a time, as files come."""
        deliveries = importlib.import_module("samsvar.registers.indicators.services.deliveries")
        count = 0
        for year in years:
            rows = list(self._rows(indicator, range(year, year + 1)))
            with self._atomic():
                deliveries.deliver(rows, unit=self.root, by=self._by, at=AT, today=TODAY)
            count += len(rows)
        return count

    def roll_up(self, indicator: Any, years: int) -> None:
        """All figures of an indicator worked out anew."""
        roll_up = importlib.import_module("samsvar.registers.indicators.services.roll_up")
        trees = importlib.import_module("samsvar.registers.indicators.trees")
        year = self._core.PeriodKind.YEAR
        spans = [self._core.Period(year, LAST_YEAR - back) for back in range(years)]
        months = [month for span in spans for month in span.parts(self._core.PeriodKind.MONTH)]
        with self._atomic():
            roll_up.work_out(indicator, months, trees.trees_of(indicator))

    def read(self, indicator: Any, years: int) -> None:
        """The national series, month by month, as a page shows it."""
        figures = importlib.import_module("samsvar.registers.indicators.selectors.figures")
        month = self._core.PeriodKind.MONTH
        first, last = self._core.Period(month, LAST_YEAR - years + 1, 1), self._core.Period(month, LAST_YEAR, 12)
        series = figures.series_of(indicator, self.root, first, last)
        if not all(each.number is not None or each.masked for each in series):
            raise ValueError("a month without a figure")

    def correct(self, indicator: Any) -> None:
        """One figure of one unit, and all that hangs on it."""
        measurements = importlib.import_module("samsvar.registers.indicators.services.measurements")
        old = self._models.Measurement.objects.in_force().filter(indicator=indicator).order_by("-pk").first()
        given = self._figures(None, Decimal(61), Decimal(1000), old.persons)
        measurements.correct_measurement(
            measurement=old, figures=given, reason="Oppdiktet", by=self._by, at=AT, today=TODAY
        )

    def count(self, model: str) -> int:
        return int(getattr(self._models, model).objects.count())

    def size(self) -> int:
        """Bytes of the measurements and figures with their indexes; on SQLite of the whole database."""
        connection = importlib.import_module("django.db").connection
        with connection.cursor() as cursor:
            if self.vendor == "postgresql":
                tables = ("indicators_measurement", "indicators_figure")
                cursor.execute(
                    "SELECT SUM(pg_total_relation_size(name::regclass)) FROM unnest(%s) AS name", [list(tables)]
                )
            else:
                cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
            return int(cursor.fetchone()[0])


if __name__ == "__main__":
    raise SystemExit(main())
