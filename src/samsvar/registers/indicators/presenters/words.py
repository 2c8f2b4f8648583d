"""Words for the codes of indicators: units of measure, periods, standings, trends, signs and formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel.dates import format_date as format_by_pattern
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samsvar.core.catalogues.editions import title_in
from samsvar.core.catalogues.governance import shipped_documents
from samsvar.core.documents.numbers import NBSP, format_number, format_tertial
from samsvar.core.rules.indicators.control_charts import Footing, Sign
from samsvar.core.rules.indicators.definition import (
    ChangeFromBase,
    CorrectedEnergy,
    Correction,
    Formula,
    Ratio,
    ShareOfUnits,
)
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.status import Course, Grade, Status
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.codes import WORKED_OUT_ANEW

Words = str | Promise
Number = int | Decimal | Fraction

#: What a figure is counted in: what stands after it, and what the unit is called in a list.
UNITS: Mapping[str, tuple[Words, Words]] = {
    "percent": ("%", gettext_lazy("per cent")),
    "count": ("", gettext_lazy("a count")),
    "per_million_hours": (gettext_lazy("per mill. hours"), gettext_lazy("per million hours worked")),
    "tonnes_co2e": (gettext_lazy("tonnes CO₂e"), gettext_lazy("tonnes CO₂e")),
    "kwh": ("kWh", gettext_lazy("kilowatt-hours")),
    "litres": (gettext_lazy("litres"), gettext_lazy("litres")),
    "kg": ("kg", gettext_lazy("kilograms")),
    "grams": ("g", gettext_lazy("grams")),
    "km": ("km", gettext_lazy("kilometres")),
    "m2": ("m²", gettext_lazy("square metres")),
    "hours": (gettext_lazy("hours"), gettext_lazy("hours")),
    "days": (gettext_lazy("days"), gettext_lazy("days")),
    "kroner": ("kr", gettext_lazy("kroner")),
    "points": (gettext_lazy("points"), gettext_lazy("points")),
}

DIMENSIONS: Mapping[str, Words] = {
    "climate_environment": gettext_lazy("Climate and environment"),
    "social": gettext_lazy("Social"),
    "economy_governance": gettext_lazy("Economy and governance"),
    "": gettext_lazy("Without a dimension"),
}

THEMES: Mapping[str, Words] = {
    "climate": gettext_lazy("Climate"),
    "environment": gettext_lazy("Environment"),
    "energy": gettext_lazy("Energy"),
    "waste": gettext_lazy("Waste"),
    "chemicals": gettext_lazy("Chemicals"),
    "patient_safety": gettext_lazy("Patient safety"),
    "awareness": gettext_lazy("Awareness"),
    "health": gettext_lazy("Health"),
    "safety": gettext_lazy("Safety"),
    "safety_climate": gettext_lazy("Safety climate"),
    "system": gettext_lazy("Management system"),
}

#: Where figures come from, where a set that ships says so by a code.
SOURCES: Mapping[str, Words] = {
    "climate_account": gettext_lazy("The climate account"),
    "incidents": gettext_lazy("The incident system"),
    "hr": gettext_lazy("The HR system"),
    "plans": gettext_lazy("The action plans"),
    "given": gettext_lazy("Handed in by the units"),
    "transport": gettext_lazy("Transport"),
    "survey": gettext_lazy("The staff survey"),
}

#: How a figure stands: the glyph, the words, and the kind of pill.
GRADES: Mapping[Grade, tuple[str, Words, str]] = {
    Grade.FAR: ("▼▼", gettext_lazy("Far from the target"), "bad"),
    Grade.MISSED: ("▼", gettext_lazy("Outside the warning band"), "warn"),
    Grade.NEAR: ("◆", gettext_lazy("Within the warning band"), "warn"),
    Grade.MET: ("●", gettext_lazy("Meets the target"), "good"),
    Grade.BETTER: ("▲", gettext_lazy("Clearly better than the target"), "good"),
    Grade.NONE: ("", gettext_lazy("Without a status"), ""),
}

#: Why a figure has no status, or is not known.
REASONS: Mapping[str, Words] = {
    "no_target": gettext_lazy("No target this year"),
    "in_words": gettext_lazy("The target is in words"),
    "only_watched": gettext_lazy("Watched only"),
    "masked": gettext_lazy("Hidden: about too few people, or such a figure could be worked out from it"),
    "not_compared": gettext_lazy("The figure it is compared with is not known"),
    "not_delivered": gettext_lazy("Nothing is handed in"),
    "not_all_delivered": gettext_lazy("Not all have handed in"),
    "not_rolled_up": gettext_lazy("Is not added up from the units beneath"),
    "missing_numerator": gettext_lazy("The numerator is missing"),
    "missing_denominator": gettext_lazy("The denominator is missing"),
    "denominator_zero": gettext_lazy("The denominator is zero"),
    "missing_base": gettext_lazy("The base year’s figure is missing"),
    "base_zero": gettext_lazy("The base year’s figure is zero"),
    "below_minimum_group": gettext_lazy("Fewer than the smallest group"),
    "group_unknown": gettext_lazy("How many it is about is not known"),
    "no_units": gettext_lazy("No unit is large enough to count"),
    "missing_weight": gettext_lazy("The staff to weigh by is missing"),
    "weight_zero": gettext_lazy("The staff to weigh by is zero"),
    "missing_degree_days": gettext_lazy("Degree days are missing"),
    "degree_days_zero": gettext_lazy("Degree days are zero"),
    "missing_area": gettext_lazy("The area is missing"),
    "area_zero": gettext_lazy("The area is zero"),
    "missing_activity": gettext_lazy("The activity is missing"),
    "activity_zero": gettext_lazy("The activity is zero"),
}

SIGNS: Mapping[Sign, Words] = {
    Sign.OUTSIDE: gettext_lazy("Outside a limit"),
    Sign.SHIFT: gettext_lazy("Seven on one side of the mean"),
    Sign.TREND: gettext_lazy("Seven rising or falling"),
    Sign.NEAR_LIMIT: gettext_lazy("Two of three near a limit"),
}

FOOTINGS: Mapping[Footing, Words] = {
    Footing.TOO_FEW: gettext_lazy("Too few figures for limits: at least six are needed."),
    Footing.ON_TRIAL: gettext_lazy("The limits rest on fewer than twelve figures, and are on trial."),
    Footing.ENOUGH: "",
}

CORRECTIONS: Mapping[Correction, Words] = {
    Correction.TEMPERATURE: gettext_lazy("temperature"),
    Correction.AREA: gettext_lazy("area"),
    Correction.ACTIVITY: gettext_lazy("activity"),
}

COURSES: Mapping[Course, tuple[str, Words]] = {
    Course.BETTER: ("good", pgettext_lazy("trend", "better")),
    Course.WORSE: ("bad", pgettext_lazy("trend", "worse")),
    Course.SAME: ("", pgettext_lazy("trend", "unchanged")),
    Course.MOVED: ("", pgettext_lazy("trend", "changed")),
    Course.UNKNOWN: ("", pgettext_lazy("trend", "not known")),
}

PERIOD_KINDS: Mapping[PeriodKind, Words] = {
    PeriodKind.MONTH: gettext_lazy("Month"),
    PeriodKind.TERTIAL: gettext_lazy("Tertial"),
    PeriodKind.YEAR: gettext_lazy("Year"),
}


def shown(value: Number | None, unit: str, decimals: int) -> str:
    """A figure with its unit: `7,2 %`, `1 204 tonn CO₂e`; a dash where it is unknown."""
    if value is None:
        return "–"
    after = str(UNITS[unit][0]) if unit in UNITS else unit
    number = format_number(value, current_language(), decimals)
    return f"{number}{NBSP}{after}" if after else number


def bare(value: Number | None, decimals: int) -> str:
    """A figure without its unit, as it stands in tables; a dash where it is unknown."""
    return "–" if value is None else format_number(value, current_language(), decimals)


def difference(value: Number | None, unit: str, decimals: int) -> str:
    """A change with its sign; of a percent in percentage points."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else ""
    if unit == "percent":
        return _("%(number)s points") % {"number": sign + format_number(value, current_language(), decimals)}
    return sign + shown(value, unit, decimals)


def period_name(period: Period, *, short: bool = False) -> str:
    """A period as people write it: `2025`, `1. tertial 2025`, `mai 2025`; short: `T1 2025`, `mai 25`."""
    if period.kind is PeriodKind.YEAR:
        return str(period.year)
    if period.kind is PeriodKind.TERTIAL:
        return (
            f"T{period.number} {period.year}"
            if short
            else format_tertial(period.year, period.number, current_language())
        )
    return _month_name(period.first_day, "MMM yy" if short else "MMMM y", current_language())


@lru_cache(maxsize=1_000)  # a page of some years writes each month several times
def _month_name(first_day: date, pattern: str, language: str) -> str:
    return format_by_pattern(first_day, pattern, locale=language)


def source_words(source: str) -> str:
    """A source in words: as it was written, or what a shipped code stands for (a document by its title)."""
    if source in SOURCES:
        return str(SOURCES[source])
    document = next((each for each in shipped_documents() if each.code == source), None)
    return source if document is None else title_in(document.name, current_language())


def correction_words(reason: str) -> str:
    """Why a figure was corrected: as somebody wrote it, or what a code of ours stands for."""
    return _("Worked out anew from the records") if reason == WORKED_OUT_ANEW else reason


def unit_words(code: str) -> str:
    """What a figure is counted in, in words."""
    return str(UNITS[code][1]) if code in UNITS else code


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A standing as it is drawn: glyph, words, kind of pill, and the class of its cell."""

    glyph: str
    words: str
    kind: str
    cell: str


def status_words(grade: Grade, status: Status, reason: str) -> StatusWords:
    """The words of a standing; why there is none where there is none."""
    glyph, words, kind = GRADES[grade]
    if grade is Grade.NONE:
        words = REASONS.get(reason, words)
        return StatusWords("*" if reason == "masked" else "", str(words), "", "none")
    return StatusWords(glyph, str(words), kind, str(grade))


def formula_words(formula: Formula, numerator: str = "", denominator: str = "") -> str:
    """How an indicator is worked out, in a sentence. `numerator`, `denominator`: what is counted, where it is named."""
    match formula:
        case Ratio():
            above, below = numerator or formula.numerator, denominator or formula.denominator
            words = _("%(above)s divided by %(below)s, times %(base)s") % {
                "above": above,
                "below": below,
                "base": format_number(formula.base, current_language(), 0),
            }
            return (
                _("%(base)s minus (%(words)s)") % {"base": formula.base, "words": words}
                if formula.complement
                else words
            )
        case ShareOfUnits():
            limit = format_number(formula.threshold, current_language())
            if formula.at_most:
                found = _("The share of units with at most %(limit)s") % {"limit": limit}
            else:
                found = _("The share of units with at least %(limit)s") % {"limit": limit}
            if formula.minimum_group:
                return found + _(", of those with at least %(count)s people") % {"count": formula.minimum_group}
            return found
        case ChangeFromBase():
            return _("The change in per cent from %(year)s") % {"year": formula.base_year}
        case CorrectedEnergy():
            found = ", ".join(str(CORRECTIONS[each]) for each in Correction if each in formula.corrections)
            return _("Energy use corrected for %(what)s") % {"what": found}
        case _:
            return _("The figure that is handed in")
