"""The climate account after the GHG Protocol: what was used, times its factor, is what was emitted.

Corporate Accounting and Reporting Standard (scopes, base year, targets), Scope 2 Guidance (location- and market-based
side by side). The specialist health service's common account has four categories (energy, staff transport, patient
transport, gases) and takes recovered power off at the end. What has no factor is unknown, never zero; a sum with
something unknown in it is "at least".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

COMMON = "co2e"
"""The shipped indicator that the common account's net tonnes go to."""

WEIGHED_AS: Mapping[str, str] = {"recovered_power": "electricity"}
"""What is taken off weighs what it is taken from weighs, in the market-based account: one factor for both."""


class Scope(StrEnum):
    """Direct emissions, energy that is bought, and the rest of the value chain."""

    DIRECT = "1"
    ENERGY = "2"
    VALUE_CHAIN = "3"


class Basis(StrEnum):
    """Which emissions bought energy has: those of the grid it came through, or those of what was contracted."""

    LOCATION = "location"
    MARKET = "market"


class Group(StrEnum):
    """The categories of the common account, and waste and water beside them."""

    ENERGY = "energy"
    STAFF_TRANSPORT = "staff_transport"
    PATIENT_TRANSPORT = "patient_transport"
    GASES = "gases"
    WASTE_WATER = "waste_water"


class Measure(StrEnum):
    """What an activity is counted in. `m3` of gas is at 15 °C and one atmosphere (Sm³)."""

    KWH = "kwh"
    LITRE = "litre"
    KG = "kg"
    TONNE = "tonne"
    M3 = "m3"
    KM = "km"
    PASSENGER_KM = "passenger_km"


class Mark(StrEnum):
    """How sure a factor is: read in the source itself; quoted by others; worked out from what was read; or read, but
    made for another country or year."""

    READ = "read"
    SECONDARY = "secondary"
    DERIVED = "derived"
    STAND_IN = "stand_in"


class Part(StrEnum):
    """What of an activity goes to an indicator: tonnes of CO2e, the amount in its own measure, its energy in kWh, or a
    share's numerator or denominator (kWh for what is energy, else its own measure)."""

    TONNES = "tonnes"
    AMOUNT = "amount"
    KWH = "kwh"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class ClimateActivity:
    """Something that emits. `expected`: an account is not whole without a word on it, if only that there was none.
    `deducts`: its tonnes are taken off the sum. `feeds`: indicator and what of the activity goes to it. `kwh`: energy
    in one of its measure. `kg_per_litre`: density of what is also counted in litres."""

    code: str
    scope: Scope
    scope3_category: int | None
    group: Group
    measure: Measure
    expected: bool
    deducts: bool
    feeds: Sequence[tuple[str, Part]]
    kwh: Decimal | None = None
    kg_per_litre: Decimal | None = None
    name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Factor:
    """Kilograms of CO2e per measure of an activity, and the years it holds, both included (`to_year` None: still).

    `basis` None: either. `gwp_set` empty: holds under any. `biogenic_kg`: CO2 from living matter, which stands outside
    the scopes; None: none. `own`: set by the enterprise. `place`: page or cell in the source.
    """

    code: str
    activity: str
    from_year: int
    to_year: int | None
    kg_co2e: Decimal
    basis: Basis | None
    gwp_set: str
    biogenic_kg: Decimal | None
    publisher: str
    source: str
    own: bool = False
    source_year: int | None = None
    place: str = ""
    mark: Mark = Mark.READ

    def holds(self, year: int, basis: Basis, gwp_set: str) -> bool:
        """Whether it may be used in the year's account."""
        in_time = self.from_year <= year and (self.to_year is None or year <= self.to_year)
        return in_time and self.basis in (None, basis) and self.gwp_set in ("", gwp_set)


@dataclass(frozen=True, slots=True)
class Amount:
    """A line: how much of an activity, in the activity's own measure. Zero is a statement: there was none."""

    key: str
    activity: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Emission:
    """What a line comes to. `kg` None: no factor holds. Zero of something is zero kilograms whatever the factor."""

    key: str
    factor: Factor | None
    kg: Decimal | None
    biogenic_kg: Decimal | None


@dataclass(frozen=True, slots=True)
class Sum:
    """`kg` is what is known; `unknown` counts lines without a factor, and the sum is then "at least"."""

    kg: Decimal
    unknown: int

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.kg + other.kg, self.unknown + other.unknown)

    def less(self, other: "Sum") -> "Sum":
        """The one taken off the other; what is unknown in either is unknown in the difference."""
        return Sum(self.kg - other.kg, self.unknown + other.unknown)


@dataclass(frozen=True, slots=True)
class Inventory:
    """A year's account. `net` is `gross` less what is `deducted`; scopes and groups are parts of `gross`. `common`: the
    net of what the common account counts, without waste and water. `missing`: expected activities without a line."""

    by_scope: Mapping[Scope, Sum]
    by_group: Mapping[str, Sum]
    gross: Sum
    deducted: Sum
    net: Sum
    common: Sum
    biogenic: Sum
    missing: Sequence[str]


@dataclass(frozen=True, slots=True)
class Fed:
    """What the account gives an indicator: a value, or numerator and denominator. Neither where it is not known, and
    then `missing` are the expected activities without a line and `without_factor` those whose lines lack a factor."""

    indicator: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    missing: Sequence[str]
    without_factor: Sequence[str] = ()

    @property
    def known(self) -> bool:
        """Whether it may be handed in."""
        return self.value is not None or self.denominator is not None


NOTHING = Sum(Decimal(0), 0)


def factor_for(activity: str, year: int, basis: Basis, gwp_set: str, factors: Iterable[Factor]) -> Factor | None:
    """The factor of an activity in a year: the enterprise's own before one that ships, then the newest that holds, then
    the one made for the basis. Recovered power goes by the factor of electricity where it has none of its own, or where
    that one is the enterprise's. None: unknown."""
    codes = {activity, WEIGHED_AS.get(activity, activity)} if basis is Basis.MARKET else {activity}
    held = [each for each in factors if each.activity in codes and each.holds(year, basis, gwp_set)]
    return max(held, key=lambda each: (each.own, each.activity == activity, *_newest(each)), default=None)


def _newest(factor: Factor) -> tuple[int, bool, bool, int, str]:
    return factor.from_year, factor.basis is not None, factor.gwp_set != "", factor.source_year or 0, factor.code


def emission_of(amount: Amount, year: int, basis: Basis, gwp_set: str, factors: Iterable[Factor]) -> Emission:
    """activity data × emission factor (GHG Protocol, ch. 6)."""
    return _times(amount, factor_for(amount.activity, year, basis, gwp_set, factors))


def _times(amount: Amount, factor: Factor | None) -> Emission:
    if factor is None:
        known = Decimal(0) if amount.amount == 0 else None
        return Emission(amount.key, None, known, known)
    biogenic = amount.amount * (factor.biogenic_kg or 0)
    return Emission(amount.key, factor, amount.amount * factor.kg_co2e, biogenic)


class _Account:
    """The lines of a year with their emissions; each activity's factor is looked up once."""

    def __init__(
        self,
        amounts: Iterable[Amount],
        year: int,
        basis: Basis,
        gwp_set: str,
        factors: Iterable[Factor],
        activities: Mapping[str, ClimateActivity],
    ) -> None:
        self.activities = activities
        self.basis = basis
        self.amounts = list(amounts)
        used = {each.activity for each in self.amounts}
        held = [each for each in factors if each.activity in used | {WEIGHED_AS.get(code, code) for code in used}]
        self.factors = {code: factor_for(code, year, basis, gwp_set, held) for code in used}
        self.lines = [
            (activities[each.activity], each, _times(each, self.factors[each.activity])) for each in self.amounts
        ]

    def without_line(self) -> tuple[str, ...]:
        """Expected activities that nobody has said a word on."""
        return tuple(code for code, each in self.activities.items() if each.expected and code not in self.factors)


def inventory(
    amounts: Iterable[Amount],
    year: int,
    basis: Basis,
    gwp_set: str,
    factors: Iterable[Factor],
    activities: Mapping[str, ClimateActivity],
) -> Inventory:
    """The account of a year by scope and by group.

    Recovered power is a deduction in the market-based account; the location-based one knows no contracts and takes
    nothing off unless a factor says so. Raises KeyError for an activity that is not among `activities`.
    """
    account = _Account(amounts, year, basis, gwp_set, factors, activities)
    scopes = dict.fromkeys(Scope, NOTHING)
    groups: dict[str, Sum] = dict.fromkeys(Group, NOTHING)
    gross = deducted = common = biogenic = NOTHING
    for activity, _, emission in account.lines:
        if activity.deducts and basis is Basis.LOCATION and emission.factor is None:
            continue
        part = _sum(emission.kg)
        biogenic += _sum(emission.biogenic_kg)
        if activity.deducts:
            deducted += part
        else:
            scopes[activity.scope] += part
            groups[activity.group] += part
            gross += part
        if (COMMON, Part.TONNES) in activity.feeds:
            common = common.less(part) if activity.deducts else common + part
    missing = account.without_line()
    return Inventory(scopes, groups, gross, deducted, gross.less(deducted), common, biogenic, missing)


def _sum(kg: Decimal | None) -> Sum:
    return Sum(Decimal(0), 1) if kg is None else Sum(kg, 0)


def fed_by(
    amounts: Iterable[Amount],
    year: int,
    gwp_set: str,
    factors: Iterable[Factor],
    activities: Mapping[str, ClimateActivity],
) -> Sequence[Fed]:
    """What the account gives each indicator that any activity feeds, in the order of the activities.

    Market-based, as the common account has it. An indicator is known only when every expected activity that feeds it
    has a line, there is a line at all, and every line that goes to it as tonnes has a factor.
    """
    account = _Account(amounts, year, Basis.MARKET, gwp_set, factors, activities)
    indicators = dict.fromkeys(indicator for each in activities.values() for indicator, _ in each.feeds)
    return tuple(_feed(indicator, account) for indicator in indicators)


def _feed(indicator: str, account: _Account) -> Fed:
    missing = tuple(code for code in account.without_line() if indicator in dict(account.activities[code].feeds))
    parts: dict[Part, Decimal] = {}
    without_factor: dict[str, None] = {}
    for activity, amount, emission in account.lines:
        for part in (part for fed, part in activity.feeds if fed == indicator):
            worth = _part_of(part, activity, amount, emission)
            if worth is None:
                without_factor[activity.code] = None
            else:
                parts[part] = parts.get(part, Decimal(0)) + worth
    if missing or without_factor or not parts:
        return Fed(indicator, None, None, None, missing, tuple(without_factor))
    if Part.NUMERATOR in parts or Part.DENOMINATOR in parts:
        above, below = parts.get(Part.NUMERATOR), parts.get(Part.DENOMINATOR)
        is_share = above is not None and bool(below)
        return Fed(indicator, None, above if is_share else None, below if is_share else None, ())
    return Fed(indicator, sum(parts.values(), Decimal(0)), None, None, ())


def _part_of(part: Part, activity: ClimateActivity, amount: Amount, emission: Emission) -> Decimal | None:
    """What a line gives to a part; None where not known: tonnes without a factor, energy without a heating value."""
    if part is Part.AMOUNT:
        return amount.amount
    if part is Part.TONNES:
        sign = -1 if activity.deducts else 1
        return None if emission.kg is None else sign * emission.kg / 1000
    if part is Part.KWH and activity.kwh is None:
        return None
    return amount.amount * (1 if activity.kwh is None else activity.kwh)


def path_to_target(base: Decimal, base_year: int, cut: Fraction, target_year: int, year: int) -> Decimal:
    """Where a straight way from the base year to the target stands in a year.

    E(t) = E0 × (1 − r × (t − t0) / (T − t0)), GHG Protocol ch. 11: −40 % from 2019 to 2030 is −25.5 % in 2026. After
    the target year it stays at the target. Raises ValueError where the target is not after the base year, or the year
    is before it.
    """
    if target_year <= base_year or year < base_year:
        raise ValueError("the years do not lie on the way")
    left = 1 - cut * Fraction(min(year, target_year) - base_year, target_year - base_year)
    return base * left.numerator / left.denominator
