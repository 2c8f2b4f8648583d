"""Indicators with measurements at national size: laid, handed in, added up and corrected. Django is set up before."""

import csv
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db import connection, transaction
from django.db.models import Q, Sum

from bench.counting import count_anew
from bench.made import organisation_number
from samsvar.core.readers.org_units import OrgUnitRow
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.imports import import_org_units
from samsvar.registers.indicators.models import Figure, Indicator, Measurement
from samsvar.registers.indicators.selectors.figures import series_of
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.definitions import create_indicator
from samsvar.registers.indicators.services.deliveries import deliver
from samsvar.registers.indicators.services.measurements import correct_measurement
from samsvar.registers.indicators.services.roll_up import work_out
from samsvar.registers.indicators.trees import trees_of

AT = datetime(2025, 5, 2, 8, 0, tzinfo=UTC)
TODAY = date(2025, 5, 20)
LAST_YEAR = 2024
BY = Actor("", "bench", "cli")
_REGIONS = 4
#: How many units lie under each of the kind above; the sections are as many as are left.
_UNDER = (("rhf", _REGIONS), ("hf", 8), ("clinic", 5), ("department", 5))
_IN_A_FILE = 3
"""Indicators in each file, a year of them."""
_HEADINGS = ("Indikator", "Enhet", "Periode", "Teller", "Nevner", "Antall personer")


def lay(units: int, indicators: int, *, persons: bool) -> None:
    """A national unit with regions, trusts, clinics, departments and sections; indicators like sickness absence."""
    rows = [_unit(0, None, "national")]
    level = [rows[0]]
    for kind, many in _UNDER:
        level = [_unit(len(rows) + place, above.id, kind) for place, above in enumerate(level * many)]
        level = level[: max(0, units - len(rows))]
        rows += level
    left = units - len(rows)
    rows += [_unit(len(rows) + place, level[place % len(level)].id, "section") for place in range(left if level else 0)]
    outcome = import_org_units(rows, by=BY, at=AT)
    if outcome.errors:
        raise ValueError(str(outcome.errors[:3]))
    for number in range(indicators):
        create_indicator(
            unit=OrgUnit.objects.get(number="U0"),
            by=BY,
            at=AT,
            code=f"indikator-{number}",
            name_nb=f"Oppdiktet indikator {number}",
            unit_of_measure="percent",
            direction="lower",
            period="month",
            roll_up="ratio",
            formula={"kind": "ratio", "numerator": "lost", "denominator": "agreed"},
            minimum_persons=5 if persons else None,
        )


def _unit(number: int, above: str | None, kind: str) -> OrgUnitRow:
    orgnr = organisation_number(2_800_000 + number) if kind in ("rhf", "hf") else None
    return OrgUnitRow(number + 1, f"U{number}", above, f"Oppdiktet enhet {number}", "", orgnr, kind, None, None)


def leaves(under: OrgUnit | None = None) -> list[tuple[int, str]]:
    """Ids and numbers of the units with none under them."""
    rows = OrgUnit.objects.all() if under is None else OrgUnit.objects.under(under)
    parents = OrgUnit.objects.exclude(parent=None).values("parent")
    return list(rows.exclude(pk__in=parents).order_by("pk").values_list("pk", "number"))


def figures_of(unit: int, period: Period, indicator: Indicator) -> Figures:
    """Made figures, the same each time: a denominator that stands long, a numerator that moves."""
    lost = Decimal((unit * 7 + period.number * 13 + period.year) % 60)
    return Figures(None, lost, Decimal(200 + unit % 900), persons=3 + unit % 40 if indicator.minimum_persons else None)


def write_files(folder: Path, count: int) -> list[dict[str, Any]]:
    """A file from each of some regions: a year of some indicators; of the first also as a workbook."""
    files = []
    regions = OrgUnit.objects.filter(kind="rhf").order_by("pk")[:count]
    indicators = list(Indicator.objects.order_by("-pk")[:_IN_A_FILE])
    for place, region in enumerate(regions, start=1):
        rows = [
            (each.code, number, period.code, given.numerator, given.denominator, given.persons or "")
            for each in indicators
            for period in Period(PeriodKind.YEAR, LAST_YEAR).parts(PeriodKind.MONTH)
            for unit, number in leaves(region)
            for given in [figures_of(unit, period, each)]
        ]
        path = folder / f"figures-{place}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([_HEADINGS, *rows])
        files.append({"path": str(path), "orgnr": region.orgnr, "rows": len(rows)})
        if place == count:
            files.append({**files.pop(), "path": str(_as_workbook(path.with_suffix(".xlsx"), rows))})
    return files


def _as_workbook(path: Path, rows: list[tuple[Any, ...]]) -> Path:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Tall")
    for place, row in enumerate([_HEADINGS, *rows]):
        sheet.write_row(place, 0, row)
    book.close()
    return path


def measure(indicators: int, years: int) -> dict[str, Any]:
    """Hands in so many indicators, the first ones, and times each thing with the first."""
    chosen = list(Indicator.objects.order_by("pk").select_related("unit")[:indicators])
    months = [
        month
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1)
        for month in Period(PeriodKind.YEAR, year).parts(PeriodKind.MONTH)
    ]
    units = [unit for unit, _ in leaves()]
    began, before = time.perf_counter(), time.process_time()
    for each in chosen:
        _hand_in(each, months, units)
    taken, processed = time.perf_counter() - began, time.process_time() - before
    count_anew()
    first = chosen[0]
    return {
        "handed_in": len(chosen) * len(months) * len(units),
        "seconds_to_hand_in": taken,
        "process_to_hand_in": processed,
        "seconds_of_a_correction": _timed(lambda: _correct(first)),
        "seconds_to_read": _timed(lambda: _read(first, months)),
        "seconds_to_sum": _timed(lambda: _sum_anew(first)),
        "seconds_to_work_out_a_year": _timed(lambda: _work_out(first, months[-12:])),
        "measurements": Measurement.objects.count(),
        "figures": Figure.objects.count(),
        "disk_bytes": _size(),
        "units": len(units),
        "years": years,
    }


def _timed(act: Callable[[], Any], repeats: int = 3) -> list[float]:
    found = []
    for _ in range(repeats):
        began = time.perf_counter()
        act()
        found.append(time.perf_counter() - began)
    return found


def _hand_in(indicator: Indicator, months: list[Period], units: list[int]) -> None:
    """A year at a time, as files come."""
    for start in range(0, len(months), 12):
        rows = [
            New(indicator, unit, period, figures_of(unit, period, indicator))
            for period in months[start : start + 12]
            for unit in units
        ]
        with transaction.atomic():
            deliver(rows, unit=indicator.unit, by=BY, at=AT, today=TODAY)


def _read(indicator: Indicator, months: list[Period]) -> None:
    """The national series, month by month, as a page shows it."""
    series = series_of(indicator, indicator.unit, months[0], months[-1])
    if not all(each.number is not None or each.masked for each in series):
        raise ValueError("a month without a figure")


def _sum_anew(indicator: Indicator) -> None:
    """The national figure of every month from the measurements themselves; it must be the one that is stored."""
    rows = Measurement.objects.in_force().filter(indicator=indicator).order_by("year", "number")
    sums = rows.values_list("year", "number").annotate(Sum("adds_numerator"), Sum("adds_denominator"))
    stored = Figure.objects.filter(indicator=indicator, unit=indicator.unit, period_kind=indicator.period)
    if sorted(sums) != sorted(stored.values_list("year", "number", "numerator", "denominator")):
        raise ValueError("what is stored is not the sum")


def _work_out(indicator: Indicator, months: list[Period]) -> None:
    """Every unit's figures of a year, made and stored anew."""
    with transaction.atomic():
        work_out(indicator, months, trees_of(indicator))


def _correct(indicator: Indicator) -> None:
    """One figure of one unit in the last month, until every figure above is renewed."""
    last = Q(year=LAST_YEAR, number=12)
    old = Measurement.objects.in_force().filter(last, indicator=indicator).order_by("-unit_id").first()
    if old is None:
        raise ValueError("nothing is handed in")
    before = _national(indicator)
    given = Figures(None, Decimal(old.numerator or 0) / 1_000_000 + 1, Decimal(1_000), old.persons)
    correct_measurement(measurement=old, figures=given, reason="Oppdiktet", by=BY, at=AT, today=TODAY)
    if _national(indicator) != before + 1_000_000:
        raise ValueError("the correction does not show")


def _national(indicator: Indicator) -> int:
    rows = Figure.objects.filter(indicator=indicator, unit=indicator.unit, period_kind="month", year=LAST_YEAR)
    return int(rows.filter(number=12).values_list("numerator", flat=True).get() or 0)


def _size() -> int:
    """Bytes of the measurements and figures with their indexes; on SQLite of the whole database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = ["indicators_measurement", "indicators_figure"]
            cursor.execute(
                "SELECT SUM(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name", [tables]
            )
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])
