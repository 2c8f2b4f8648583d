"""Exact numbers: every figure is worked out as a fraction and rounded once, half up, where it is shown.

Statistics Norway and NAV show percents with one decimal. NAV works out sickness absence as a share with three decimals,
half up, times 100 (`ANTALL_SIFRE_I_UTREGNING = 3`, `ANTALL_SIFRE_I_RESULTAT = 1` in its open
`sykefravarsstatistikk-api`): the same as one rounding of the percent to one decimal.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

Number = Fraction | Decimal | int
"""What a figure may be given as. Never a float: 7.05 would not be 7.05."""


def exact(number: Number) -> Fraction:
    """The same number as a fraction. Raises TypeError for a float, ValueError for an infinite or undefined Decimal."""
    if isinstance(number, float):
        raise TypeError("a figure is never a float")
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError("number")
    return Fraction(number)


def rounded(number: Number, decimals: int) -> Decimal:
    """Rounded to so many decimals, halves away from zero (7.05 → 7.1, −7.05 → −7.1); never a negative zero."""
    scaled = exact(number) * 10**decimals
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{'-' if scaled < 0 and whole else ''}{whole}E-{decimals}")


def added(numbers: Iterable[Fraction | None]) -> Fraction | None:
    """The sum of those known; None where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known, Fraction()) if known else None


def change_in_percent(now: Number, before: Number) -> Fraction | None:
    """`(now − before) / before × 100`; None where `before` is zero."""
    start = exact(before)
    return (exact(now) - start) * 100 / start if start else None
