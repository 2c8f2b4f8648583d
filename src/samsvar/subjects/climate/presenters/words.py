"""Words for the codes of the climate account: groups, scopes, measures, how sure a factor is, and refusals."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samsvar.core.catalogues.climate import activities
from samsvar.core.documents.numbers import NBSP, format_number, format_percent
from samsvar.core.rules.climate import Group, Mark, Measure, Scope, Sum
from samsvar.platform.ui.language import current_language

Words = str | Promise
Number = int | Decimal | Fraction

GROUPS: Mapping[str, Words] = {
    Group.ENERGY: gettext_lazy("Energy"),
    Group.STAFF_TRANSPORT: gettext_lazy("Staff transport"),
    Group.PATIENT_TRANSPORT: gettext_lazy("Patient transport"),
    Group.GASES: gettext_lazy("Medical gases and refrigerants"),
    Group.WASTE_WATER: gettext_lazy("Waste and water"),
}

SCOPES: Mapping[Scope, Words] = {
    Scope.DIRECT: gettext_lazy("Scope 1: direct emissions"),
    Scope.ENERGY: gettext_lazy("Scope 2: energy that is bought"),
    Scope.VALUE_CHAIN: gettext_lazy("Scope 3: the rest, as far as it is counted here"),
}

MEASURES: Mapping[Measure, Words] = {
    Measure.KWH: "kWh",
    Measure.LITRE: gettext_lazy("litres"),
    Measure.KG: "kg",
    Measure.TONNE: gettext_lazy("tonnes"),
    Measure.M3: "m³",
    Measure.KM: "km",
    Measure.PASSENGER_KM: gettext_lazy("passenger-km"),
}

MARKS: Mapping[Mark, Words] = {
    Mark.READ: gettext_lazy("Read in the source itself"),
    Mark.SECONDARY: gettext_lazy("Quoted by others"),
    Mark.DERIVED: gettext_lazy("Worked out from what was read"),
    Mark.STAND_IN: gettext_lazy("Made for another country or year, and used in want of a better one"),
}

REFUSALS: Mapping[str, tuple[str, Words]] = {
    "no_enterprise": ("", gettext_lazy("An account belongs to an enterprise. Choose one.")),
    "account_twice": ("year", gettext_lazy("There is an account of that year already.")),
    "settled": ("", gettext_lazy("The account is settled. Open it again before you change it.")),
    "not_settled": ("", gettext_lazy("The account is open already.")),
    "year_not_over": ("", gettext_lazy("The account of %(year)s can be settled when the year is over.")),
    "no_lines": ("", gettext_lazy("There is no line in the account yet.")),
    "missing": ("reason", gettext_lazy("Something is missing. Enter it, or write why the account is settled without.")),
    "no_reason": ("reason", gettext_lazy("Write why.")),
    "unknown_activity": ("activity", gettext_lazy("Choose what it was used for.")),
    "unit_elsewhere": ("", gettext_lazy("The unit belongs to another enterprise.")),
    "unit_not_then": ("", gettext_lazy("The unit did not exist in %(year)s.")),
    "amount_negative": ("amount", gettext_lazy("An amount is zero or more. Recovered power has its own line.")),
    "amount_too_large": ("amount", gettext_lazy("That is more than anyone uses. Look at the unit of measure.")),
    "line_twice": (
        "source",
        gettext_lazy("There is a line for this already. Correct that one, or write another source."),
    ),
    "withdrawn": ("", gettext_lazy("The line is withdrawn.")),
    "some_used": ("", gettext_lazy("There is a line that says some was used.")),
    "no_source": ("source", gettext_lazy("Write where the factor is from.")),
    "years_backwards": ("to_year", gettext_lazy("The last year is before the first.")),
    "factor_negative": ("kg_co2e", gettext_lazy("A factor is zero or more.")),
    "factor_twice": ("from_year", gettext_lazy("There is a factor of your own from that year. Change that one.")),
    "settled_years": (
        "",
        gettext_lazy("The factor would change a settled account (%(years)s). Open the account again first."),
    ),
}

NOT_TOLD: Mapping[str, Words] = {
    "missing": pgettext_lazy("climate account", "missing"),
    "factor": pgettext_lazy("climate account", "without a factor"),
}


def activity_name(code: str) -> str:
    """What an activity is called; its code where it ships no more."""
    known = activities().get(code)
    return known.name[current_language()] if known else code


def measure_of(code: str) -> str:
    """What an activity is counted in."""
    known = activities().get(code)
    return str(MEASURES[known.measure]) if known else ""


def amount_words(amount: Decimal, code: str) -> str:
    """An amount with its measure: `1 204 kWh`."""
    return f"{format_number(amount, current_language())}{NBSP}{measure_of(code)}"


def tonnes(kg: Decimal | None, decimals: int = 1) -> str:
    """Kilograms as tonnes, for a column of figures; a dash where they are unknown."""
    return "–" if kg is None else format_number(kg / 1000, current_language(), decimals)


def tonnes_of(found: Sum, decimals: int = 1) -> str:
    """A sum in tonnes; with something unknown in it, it is at least so much, and a dash where nothing is known."""
    if found.unknown and not found.kg:
        return "–"
    shown = tonnes(found.kg, decimals)
    return _("at least %(tonnes)s") % {"tonnes": shown} if found.unknown else shown


def percent(value: Number | None, decimals: int = 1) -> str:
    """A change in percent with its sign."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else ""
    return sign + format_percent(value, current_language(), decimals)
