"""Where a series of figures is heading: exponential smoothing with a damped trend, worked out in a child process.

The method is ETS(A,Ad,N) as statsmodels' `ETSModel` has it: additive errors, an additive trend that flattens out, no
season (Hyndman, Koehler, Ord and Snyder, *Forecasting with Exponential Smoothing*, 2008). The library takes 2.5 seconds
and some 150 MB to load, so it is loaded in a child process and many series go at once; the caller keeps the result.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from samsvar.core.rules.indicators.numbers import Number, rounded

METHOD = "ETS(A,Ad,N)"
LIBRARY = "statsmodels"
FEWEST_POINTS = 8
"""Figures without a gap that a forecast rests on at least."""

MOST_POINTS = 240
MOST_STEPS = 60
INTERVAL_PERCENT = 80
KEPT_DECIMALS = 6
SECONDS = 120.0
MEMORY_BYTES = 2_000_000_000
_CHILD = Path(__file__).with_name("forecasting_child.py")


class ForecastFailed(Exception):
    """The child process did not answer: `time`, `refused` (with its own words) or `not_installed`."""

    def __init__(self, code: str, words: str = "") -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure that is expected, with the ends of the interval in which 80 of 100 would fall."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one indicator and unit, oldest first, and how many periods ahead to look.

    `lowest`, `highest`: what no figure can pass (0 and 100 for a share), where value and interval end.
    """

    values: Sequence[Number]
    steps: int
    lowest: Number | None = None
    highest: Number | None = None


def library() -> str:
    """The library with its edition, as it is kept beside what it worked out; the name alone where it is missing."""
    try:
        return f"{LIBRARY} {version(LIBRARY)}"
    except PackageNotFoundError:
        return LIBRARY


def last_run(values: Sequence[Number | None]) -> tuple[Number, ...]:
    """The figures after the last gap, with nothing unknown among them: what a forecast may rest on.

    Unknown figures at the end, of periods not yet delivered, are not a gap.
    """
    known = list(values)
    while known and known[-1] is None:
        known.pop()
    run: list[Number] = []
    for value in reversed(known):
        if value is None:
            break
        run.append(value)
    return tuple(reversed(run))


def expected(series: Sequence[Series]) -> tuple[tuple[Expected, ...] | None, ...]:
    """What is expected of each series, in order; None where its points are too few or the model finds no fit.

    Raises ForecastFailed, also where statsmodels is not installed.
    """
    asked = [each for each in series if _can_be_forecast(each)]
    found = iter(_ask(asked) if asked else [])
    return tuple(_bounded(each, next(found)) if _can_be_forecast(each) else None for each in series)


def _can_be_forecast(series: Series) -> bool:
    return len(series.values) >= FEWEST_POINTS and 0 < series.steps <= MOST_STEPS


def _ask(series: Sequence[Series]) -> list[list[list[float]] | None]:
    order = {
        "series": [
            {"values": [float(Fraction(value)) for value in each.values[-MOST_POINTS:]], "steps": each.steps}
            for each in series
        ],
        "alpha": (100 - INTERVAL_PERCENT) / 100,
        "memory_bytes": MEMORY_BYTES,
        "seconds": int(SECONDS) + 1,
    }
    try:
        # Isolated mode: no PYTHON* variables, no working directory on the path.
        child = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ForecastFailed("time") from error
    if child.returncode or not child.stdout:
        words = child.stderr.decode(errors="replace")[-2000:]
        raise ForecastFailed("not_installed" if "ModuleNotFoundError" in words else "refused", words)
    found: list[list[list[float]] | None] = json.loads(child.stdout)
    return found


def _bounded(series: Series, found: list[list[float]] | None) -> tuple[Expected, ...] | None:
    if found is None:
        return None
    return tuple(Expected(*(_within(number, series) for number in step)) for step in found)


def _within(number: float, series: Series) -> Decimal:
    exact = Fraction(number)
    if series.lowest is not None:
        exact = max(exact, Fraction(series.lowest))
    if series.highest is not None:
        exact = min(exact, Fraction(series.highest))
    return rounded(exact, KEPT_DECIMALS)
