"""The climate accounts of the demo's three trusts: every year since 2019, and one that is under way.

The goals that draw from the account have their figures from here and nowhere else. Every amount is made up, in the
proportions of the health trusts' common account: energy two thirds, the travel of patients a fifth.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from samsvar.core.catalogues.climate import activities
from samsvar.core.readers.climate_lines import ClimateLineRow
from samsvar.front.cli.demo_story.region import Region
from samsvar.front.cli.demo_story.region_common_goals import BASE_YEAR, amount_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.climate.models import ClimateAccount
from samsvar.subjects.climate.services.accounts import settle_account
from samsvar.subjects.climate.services.factors import set_own_factor
from samsvar.subjects.climate.services.importing import import_lines

_SOURCE = "Oppdiktede tall til demoen"
_COMMON = Decimal("0.28")
_LAST_COMMON_YEAR = 2022
#: What the district heat of each trust weighs, in kg CO2e per kWh.
_HEAT = ("0.021", "0.034", "0.018")
#: The part of the energy that is district heat, and the part that is recovered power, in percent, which grows.
_HEAT_PERCENT, _RECOVERED_PERCENT, _RECOVERED_RISE = 26, 12, 2
#: How much patients travelled each year since the base year, in percent of it.
_PATIENTS = (100, 84, 88, 95, 96, 95)
#: What the first trust used in the base year, by how many percent it changes a year, and the number of the clinic.
_USED: Mapping[str, tuple[int, int, str]] = {
    "heating_oil": (690_000, -11, "-8"),
    "generator_diesel": (28_000, -1, "-8"),
    "vehicle_diesel": (82_000, -9, ""),
    "vehicle_petrol": (31_000, -10, ""),
    "ambulance_diesel": (405_000, -5, "-5"),
    "nitrous_oxide": (640, -14, "-4"),
    "sevoflurane": (55, 2, "-2"),
    "isoflurane": (2, -8, "-2"),
    "refrigerant_r134a": (62, -6, "-8"),
    "refrigerant_r404a": (70, -28, "-8"),
    "refrigerant_r410a": (58, -4, "-8"),
    "refrigerant_r32": (9, 18, "-8"),
    "waste_residual": (610, -3, "-8"),
    "waste_food": (148, -4, "-8"),
    "waste_paper": (186, 1, "-8"),
    "waste_plastic": (24, 9, "-8"),
    "waste_electrical": (17, 2, "-8"),
    "water": (92_000, -1, "-8"),
    "waste_water": (92_000, -1, "-8"),
    "travel_rail": (410_000, 3, ""),
    "travel_taxi": (64_000, -4, ""),
}
_IN_TANKS = ("heating_oil", "generator_diesel")
_WHOLE_KWH = 800
"""So many litres of oil are a whole number of kWh."""
_PATIENT_TRAVEL = {
    "patient_taxi": 13_800_000,
    "patient_car": 9_100_000,
    "patient_bus": 3_200_000,
    "patient_air": 560_000,
}
#: Kilograms of desflurane in each year since the base year.
_DESFLURANE = (24, 17, 10, 5, 2, 0)
_AIR = {"travel_air_domestic": 61, "travel_air_short": 31}
_CARS = {"travel_car_diesel": 22, "travel_car_petrol": 12}


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """Accounts of all years that are over, settled, and this year's of the hospital with what has come so far."""
    when = at - timedelta(days=3)
    for place, trust in enumerate(region.trusts):
        _own_factors(trust, place, by, when)
        for year in range(BASE_YEAR, at.year):
            _read_in(trust, year, amounts_of_year(place, year), by, when)
            account = ClimateAccount.objects.get(enterprise=trust, year=year)
            settle_account(account=account, by=by, at=when, today=at.date())
    hospital = region.hospital
    _read_in(hospital, at.year, _so_far(region.trusts.index(hospital), at.year), by, when)


def _own_factors(trust: OrgUnit, place: int, by: Actor, at: datetime) -> None:
    """The weight of electricity, so of recovered power too, after the years its source names; and the district heat."""
    weight = {
        "basis": "market",
        "from_year": _LAST_COMMON_YEAR + 1,
        "kg_co2e": _COMMON,
        "source": "Oppdiktet vedtak i direktørmøtet",
        "reason": "Klimavekten er lest i kilden til og med 2022. Vi holder på den til en ny er bestemt.",
    }
    heat = {
        "basis": "market",
        "from_year": BASE_YEAR,
        "kg_co2e": Decimal(_HEAT[place]),
        "source": "Oppdiktet klimadeklarasjon fra Eksempel Fjernvarme AS",
        "reason": "Leverandørens egen faktor går foran landets gjennomsnitt.",
    }
    for activity, fields in (("electricity", weight), ("district_heat", heat)):
        set_own_factor(enterprise=trust, fields={"activity": activity, **fields}, by=by, at=at)


def _read_in(trust: OrgUnit, year: int, amounts: Iterator[tuple[str, str, Decimal]], by: Actor, at: datetime) -> None:
    rows = [
        ClimateLineRow(row, f"{trust.number}{clinic}", year, activity, amount, "", "", _SOURCE)
        for row, (activity, clinic, amount) in enumerate(amounts, 2)
    ]
    outcome = import_lines(enterprise=trust, year=year, rows=rows, by=by, at=at)
    if outcome.errors:
        raise ValueError(f"the demo's climate account: {outcome.errors[0]}")


def amounts_of_year(place: int, year: int) -> Iterator[tuple[str, str, Decimal]]:
    """Activity, the number of the clinic after the trust's, and amount, of the trust at a place among them. What is
    expected and not used is zero."""
    since, known = year - BASE_YEAR, activities()
    used = {code: (clinic, _grown(start, change, since, place)) for code, (start, change, clinic) in _USED.items()}
    used |= {code: (used[code][0], used[code][1] // _WHOLE_KWH * _WHOLE_KWH) for code in _IN_TANKS}
    used["desflurane"] = "-2", _sized(_DESFLURANE[min(since, len(_DESFLURANE) - 1)], place)
    patients = _PATIENTS[min(since, len(_PATIENTS) - 1)]
    used |= {code: ("", _sized(km * patients // 100, place)) for code, km in _PATIENT_TRAVEL.items()}
    used |= _parted(amount_of("travel-air-km", since, place), _AIR, "travel_air_long")
    used |= _parted(
        amount_of("travel-car-km", since, place), {**_CARS, "travel_car_electric": 4 + 4 * since}, "travel_car"
    )
    energy = amount_of("energy-change", since, place)
    used["district_heat"] = "-8", Decimal(int(energy) * _HEAT_PERCENT // 100)
    used["recovered_power"] = "-8", Decimal(int(energy) * (_RECOVERED_PERCENT + _RECOVERED_RISE * since) // 100)
    other = sum(
        (amount * (known[code].kwh or 0) for code, (_, amount) in used.items() if not known[code].deducts), Decimal(0)
    )
    used["electricity"] = "-8", energy - round(other)
    for code, each in known.items():
        if code in used or each.expected:
            clinic, amount = used.get(code, ("", Decimal(0)))
            yield code, clinic, amount


def _so_far(place: int, year: int) -> Iterator[tuple[str, str, Decimal]]:
    """The first months of a year: what comes from meters and the pharmacy is there, the rest is still to come."""
    for code, clinic, amount in amounts_of_year(place, year):
        if code in ("electricity", "district_heat", "nitrous_oxide", "sevoflurane", "desflurane", "water"):
            yield code, clinic, Decimal(round(amount * Decimal("0.35")))


def _sized(amount: int, place: int) -> Decimal:
    return Decimal(round(amount * (1 + place * Decimal("0.4"))))


def _grown(start: int, percent: int, since: int, place: int) -> Decimal:
    return _sized(round(start * (1 + Decimal(percent) / 100) ** since), place)


def _parted(whole: Decimal, percents: Mapping[str, int], rest: str) -> dict[str, tuple[str, Decimal]]:
    """The whole by percent, and what is left under `rest`, so that the parts are the whole."""
    parts = {code: ("", Decimal(int(whole) * percent // 100)) for code, percent in percents.items()}
    return {**parts, rest: ("", whole - sum((amount for _, amount in parts.values()), Decimal(0)))}
