"""Numbers, money, dates and deadlines as people read them in bokmål, nynorsk and English.

Spaces inside a number and between a number and its unit do not break; minus is U+2212. What is unknown comes out as a
word, never as zero. Amounts are integer øre; days are dates in Norwegian time; instants carry their time zone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from samsvar.core.documents.model import Language

Number: TypeAlias = int | float | Decimal | Fraction
MoneyStyle: TypeAlias = Literal["exact", "whole", "short", "long"]
DateStyle: TypeAlias = Literal["text", "table", "near"]

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"
OSLO = ZoneInfo("Europe/Oslo")
DAYS_NAMED_BY_WEEKDAY = 7
MOST_DIGITS = 100


@dataclass(frozen=True, slots=True)
class _Words:
    unknown: str
    no_deadline: str
    today: str
    tomorrow: str
    day_over: str
    days_over: str
    short_million: str
    short_billion: str
    long_million: str
    long_billion: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]


_NORWEGIAN_MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_WORDS: "MappingProxyType[Language, _Words]" = MappingProxyType(
    {
        "nb": _Words(
            unknown="ukjent",
            no_deadline="uten frist",
            today="i dag",
            tomorrow="i morgen",
            day_over="dag over",
            days_over="dager over",
            short_million="mill. kr",
            short_billion="mrd. kr",
            long_million="millioner kroner",
            long_billion="milliarder kroner",
            months=_NORWEGIAN_MONTHS,
            weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
            short_weekdays=("ma.", "ti.", "on.", "to.", "fr.", "lø.", "sø."),
        ),
        "nn": _Words(
            unknown="ukjend",
            no_deadline="utan frist",
            today="i dag",
            tomorrow="i morgon",
            day_over="dag over",
            days_over="dagar over",
            short_million="mill. kr",
            short_billion="mrd. kr",
            long_million="millionar kroner",
            long_billion="milliardar kroner",
            months=_NORWEGIAN_MONTHS,
            weekdays=("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
            short_weekdays=("må.", "ty.", "on.", "to.", "fr.", "la.", "sø."),
        ),
        "en": _Words(
            unknown="unknown",
            no_deadline="no deadline",
            today="today",
            tomorrow="tomorrow",
            day_over="day overdue",
            days_over="days overdue",
            short_million="million",
            short_billion="billion",
            long_million="million",
            long_billion="billion",
            months=(
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ),
            weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
            short_weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        ),
    }
)
_NORWEGIAN_MARKS = str.maketrans({",": NBSP, ".": ","})
_MARKS: "MappingProxyType[Language, dict[int, str]]" = MappingProxyType(
    {"nb": _NORWEGIAN_MARKS, "nn": _NORWEGIAN_MARKS, "en": {}}
)


def unknown_word(language: Language) -> str:
    """Return the word for what is not known: ``ukjent``, ``ukjend``, ``unknown``."""
    return _WORDS[language].unknown


def rounded(value: Number, decimals: int) -> Decimal:
    """Return ``value`` with exactly ``decimals`` decimals, halves away from zero.

    Raises ValueError for NaN, infinities and what has more than a hundred digits before the decimal mark.
    """
    if isinstance(value, float | Decimal):
        value = Decimal(str(value))
        if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
            raise ValueError("not a number to show")
    exact = Fraction(value)
    scaled = (2 * abs(exact.numerator) * 10**decimals + exact.denominator) // (2 * exact.denominator)
    # Built from its digits: arithmetic on Decimal would round to the context's precision.
    return Decimal((int(exact.numerator < 0 < scaled), tuple(map(int, str(scaled))), -decimals))


def format_number(value: Number | None, language: Language, decimals: int | None = None) -> str:
    """Return ``1 234,5`` (English ``1,234.5``), with those decimals that the number has, at most six, unless given."""
    if value is None:
        return unknown_word(language)
    if isinstance(value, int) and not decimals:
        return f"{value:,d}".translate(_MARKS[language]).replace("-", MINUS)
    shown = f"{rounded(value, 6 if decimals is None else decimals):,f}"
    if decimals is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.translate(_MARKS[language]).replace("-", MINUS)


def format_percent(value: Number | None, language: Language, decimals: int = 1) -> str:
    """Return a number of percent, 7 for seven percent: ``7,0 %`` (English ``7.0%``)."""
    if value is None:
        return unknown_word(language)
    shown = format_number(value, language, decimals)
    return f"{shown}%" if language == "en" else f"{shown}{NBSP}%"


def format_share(numerator: int | None, denominator: int | None, language: Language, decimals: int = 1) -> str:
    """Return ``numerator / denominator`` as percent; unknown when either is unknown or nothing is counted."""
    if numerator is None or not denominator:
        return unknown_word(language)
    return format_percent(Fraction(100 * numerator, denominator), language, decimals)


def format_money(ore: int | None, language: Language, style: MoneyStyle = "short") -> str:
    """Return an amount in øre as kroner.

    ``exact``: ``1 234,50 kr`` · ``whole``: ``1 235 kr`` · ``short``: ``61,5 mill. kr``, ``2,2 mrd. kr`` ·
    ``long``: ``61,5 millioner kroner``, ``2,2 milliarder kroner``; below a million the last two show whole kroner.
    English: ``NOK 61.5 million``.
    """
    if ore is None:
        return unknown_word(language)
    words = _WORDS[language]
    if style == "exact":
        return _with_currency(format_number(Fraction(ore, 100), language, 2), "", language)
    millions = rounded(Fraction(ore, 100_000_000), 1)
    if style == "whole" or abs(ore) < 100_000_000:
        return _with_currency(format_number(Fraction(ore, 100), language, 0), "", language)
    # Judged after rounding: 999 999 999 kroner is one billion, not a thousand million.
    if abs(millions) >= 1000:
        unit = words.long_billion if style == "long" else words.short_billion
        return _with_currency(format_number(Fraction(ore, 100_000_000_000), language, 1), unit, language)
    unit = words.long_million if style == "long" else words.short_million
    return _with_currency(format_number(millions, language, 1), unit, language)


def _with_currency(shown: str, unit: str, language: Language) -> str:
    if language != "en":
        return f"{shown}{NBSP}{unit.replace(' ', NBSP) if unit.endswith(' kr') else unit or 'kr'}"
    return f"NOK{NBSP}{shown}" + (f"{NBSP}{unit}" if unit else "")


def format_date(day: date | None, language: Language, style: DateStyle = "text") -> str:
    """Return a day: ``text`` 14. mai 2025 · ``table`` 14.05.2025 · ``near`` ti. 20. mai.

    English: 14 May 2025 in text and tables, Tue 20 May for the near future.
    """
    if day is None:
        return unknown_word(language)
    if style == "near":
        return f"{_WORDS[language].short_weekdays[day.weekday()]} {_day_and_month(day, language)}"
    if style == "table" and language != "en":
        return f"{day.day:02}.{day.month:02}.{day.year:04}"
    return f"{_day_and_month(day, language)} {day.year:04}"


def _day_and_month(day: date, language: Language) -> str:
    point = "" if language == "en" else "."
    return f"{day.day}{point} {_WORDS[language].months[day.month - 1]}"


def format_period(from_on: date | None, to_on: date | None, language: Language) -> str:
    """Return a span of days: ``1. januar–31. desember 2024``, ``1. juli 2023–30. juni 2027``; an open end is said."""
    if from_on is not None and to_on is not None and from_on.year == to_on.year:
        return f"{_day_and_month(from_on, language)}{EN_DASH}{format_date(to_on, language)}"
    return f"{format_date(from_on, language)}{EN_DASH}{format_date(to_on, language)}"


def format_instant(at: datetime | None, language: Language) -> str:
    """Return an instant in Norwegian time: ``14. mai 2025 kl. 09.12``, ``14 May 2025 at 09:12``. Naive: ValueError."""
    if at is None:
        return unknown_word(language)
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    there = at.astimezone(OSLO)
    clock = f"at {there:%H:%M}" if language == "en" else f"kl.{NBSP}{there:%H.%M}"
    return f"{format_date(there.date(), language)} {clock}"


def format_tertial(year: int, tertial: int, language: Language) -> str:
    """Return ``1. tertial 2025`` (English ``tertial 1, 2025``). Raises ValueError unless tertial is 1, 2 or 3."""
    if tertial not in (1, 2, 3):
        raise ValueError("tertial")
    return f"tertial {tertial}, {year}" if language == "en" else f"{tertial}. tertial {year}"


def format_orgnr(text: str | None, language: Language = "nb") -> str:
    """Return nine digits in threes, ``312 345 676``; anything else as it is, and nothing as unknown."""
    if text is None or not text.strip():
        return unknown_word(language)
    digits = "".join(text.split())
    if len(digits) == 9 and digits.isascii() and digits.isdigit():
        return NBSP.join((digits[:3], digits[3:6], digits[6:]))
    return text.strip()


def format_days_left(due_on: date | None, today: date, language: Language) -> str:
    """Return where a deadline stands seen from ``today``.

    Over: ``1 dag over``, ``5 dager over``. Then ``i dag``, ``i morgen``, within seven days ``fredag 16. mai``, after
    that ``20. juni``, with the year when it is another. None: ``uten frist``.
    """
    words = _WORDS[language]
    if due_on is None:
        return words.no_deadline
    days = (due_on - today).days
    if days < 0:
        return f"{format_number(-days, language, 0)}{NBSP}{words.day_over if days == -1 else words.days_over}"
    if days <= 1:
        return words.tomorrow if days else words.today
    if days <= DAYS_NAMED_BY_WEEKDAY:
        return f"{words.weekdays[due_on.weekday()]} {_day_and_month(due_on, language)}"
    return _day_and_month(due_on, language) if due_on.year == today.year else format_date(due_on, language)
