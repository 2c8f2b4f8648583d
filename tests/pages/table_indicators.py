"""Rows of goals, indicators, figures and periods. All at an enterprise see them; few change them."""

from datetime import date
from decimal import Decimal
from typing import Any

from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Figure, Goal, Indicator, IndicatorTarget, Submission
from samsvar.registers.indicators.services.measurements import enter_measurement
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
BY = Actor(person_key="", name="samsvar", via="cli")
YEAR = Period(PeriodKind.YEAR, 2024)


def lay(cast: Cast) -> Places:
    """A goal with an indicator and a figure of ours and of the neighbour's, and a submitted period of each."""
    ours, theirs = _laid(cast.enterprise, ""), _laid(cast.neighbour, CANARY)
    return {
        "goal": {"key": ours[0].key},
        "neighbour's goal": {"key": theirs[0].key},
        "indicator": {"key": ours[1].key},
        "neighbour's indicator": {"key": theirs[1].key},
        "figure": {"key": ours[1].key, "code": "2024"},
        "table": {"ending": "csv"},
        "figures": {"key": ours[1].key, "ending": "xlsx"},
        "neighbour's figures": {"key": theirs[1].key, "ending": "csv"},
        "no such period": {"key": ours[1].key, "code": "2024T1"},
        "neighbour's figure": {"key": theirs[1].key, "code": "2024"},
        **{word: {"key": ours[2].key, "word": word} for word in ("godta", "returner", "finnesikke")},
        "neighbour's period": {"key": theirs[2].key, "word": "returner"},
    }


def _laid(unit: OrgUnit, words: str) -> tuple[Goal, Indicator, Submission]:
    about = {"enterprise": unit, "unit": unit, **STAMPS}
    goal = Goal.objects.create(code="a", name_nb=f"Mål {words}", dimension="social", **about)
    indicator = Indicator.objects.create(
        code="b", name_nb=f"Andel {words}", unit_of_measure="percent", direction="lower",
        period="year", roll_up="sum", formula={"kind": "given"}, goal=goal, prioritised=True, **about,
    )  # fmt: skip
    enter_measurement(
        indicator=indicator, unit=unit, period=YEAR, figures=Figures(value=Decimal(7)), by=BY, at=NOW,
        today=date(2025, 5, 14), source=words,
    )  # fmt: skip
    submission = Submission.objects.create(period_kind="year", year=2024, number=1, state="submitted", **about)
    return goal, indicator, submission


def more(cast: Cast, count: int) -> None:
    """Many more goals, indicators with figures and targets of the neighbour's."""
    about = {"enterprise": cast.neighbour, "unit": cast.neighbour, **STAMPS}
    goals = [Goal(code=f"g{number}", name_nb=CANARY, dimension="social", **about) for number in range(count)]
    Goal.objects.bulk_create(goals)
    indicators = [
        Indicator(
            code=f"i{number}", name_nb=CANARY, unit_of_measure="percent", direction="lower", period="year",
            roll_up="sum", formula={"kind": "given"}, goal=goal, prioritised=True, **about,
        )
        for number, goal in enumerate(goals)
    ]  # fmt: skip
    Indicator.objects.bulk_create(indicators)
    place = {"unit": cast.neighbour, "period_kind": "year", "year": 2024, "number": 1}
    Figure.objects.bulk_create(Figure(indicator=each, numerator=1, **place) for each in indicators)
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(
            indicator=each, unit=cast.neighbour, year=2024, kind="words", words=CANARY, set_at=NOW, **STAMPS
        )
        for each in indicators
    )


def _sent(statuses: dict[str, int]) -> dict[str, int]:
    return {name: {200: 302}.get(status, status) for name, status in statuses.items()}


NOBODY = {"per": 404, "ended": 404, "future": 404}
ELSEWHERE = {**NOBODY, "nils": 404, "regional": 404, "berit": 404}
#: One's own unit's page; and one of Kari's enterprise by key, seen with one's own unit's figures.
OWN = everyone(200, administrator=403, **NOBODY)
KEYED = everyone(200, administrator=403, **ELSEWHERE)
OTHERS = everyone(404, nils=200, administrator=403)
_STEER = {"kari": 200, "ola": 200}
MANAGED = everyone(403, **_STEER, nils=200, lookalike=200, regional=200, berit=200, **NOBODY)
NAMED = {**MANAGED, "lookalike": 403}
CHANGED = everyone(403, **_STEER, **ELSEWHERE)
#: Out of the house: those who may export, of what they see.
_EXPORTS = "kari owner ola auditor director nils lookalike regional berit"
OUT = everyone(403, **dict.fromkeys(_EXPORTS.split(), 200), **NOBODY)
ENTERED = {**MANAGED, "leader": 200, "sibling": 200}
#: Whoever receives for the region decides; a section's people do not see the trust's period.
DECIDED = everyone(404, kari=403, ola=403, auditor=403, director=403, chair=403)
GOAL = {"name_nb": "Færre skader", "version": "1"}
INDICATOR = {
    "name_nb": "Skader", "direction": "lower", "unit_of_measure": "percent", "decimals": "1", "period": "year",
    "formula_kind": "given", "over_time": "sum", "version": "1",
}  # fmt: skip
TARGET = {"year": "2026", "kind": "value", "number": "6"}


def _draft(places: Places) -> dict[str, str]:
    return {f"{places['indicator']['key']}-value": "5", "act": "draft"}


ROWS = [
    Row("indicators:indicators", get=OWN),
    Row("indicators:heat", get=OWN),
    Row("indicators:changes", get=OWN),
    Row("indicators:periods", get=OWN),
    Row("indicators:entry", query="?p=2023", get=ENTERED, body=_draft,
        post={**_sent(ENTERED), "nils": 422, "regional": 422, "berit": 422}),
    Row("indicators:submit", post=_sent(ENTERED)),
    Row("indicators:decide", at="godta", post=DECIDED),
    Row("indicators:decide", at="returner", get=DECIDED, post=DECIDED, body={"reason": "Se på juni"}),
    Row("indicators:decide", at="finnesikke", get=everyone(404)),
    Row("indicators:decide", at="neighbour's period", get=everyone(404, nils=403)),
    Row("indicators:export", at="table", get=OUT),
    Row("indicators:figures_export", at="figures", get={**OUT, **ELSEWHERE}),
    Row("indicators:figures_export", at="neighbour's figures", get=everyone(404, nils=200, administrator=403)),
    Row("indicators:words", get=NAMED, post=_sent(NAMED), body={"social_nb": "Mennesker", "themes": "Helse"}),
    Row("indicators:adopt", get=MANAGED, post=_sent(MANAGED), body={"sets": "foundation"}),
    Row("indicators:goal_new", get=MANAGED, post=_sent(MANAGED), body=GOAL),
    Row("indicators:goal", at="goal", get=KEYED),
    Row("indicators:goal", at="neighbour's goal", get=OTHERS),
    Row("indicators:goal_edit", at="goal", get=CHANGED, post=_sent(CHANGED), body=GOAL),
    Row("indicators:indicator_new", get=MANAGED, post=_sent(MANAGED), body=INDICATOR),
    Row("indicators:indicator", at="indicator", get=KEYED),
    Row("indicators:indicator", at="neighbour's indicator", get=OTHERS),
    Row("indicators:indicator_edit", at="indicator", get=CHANGED, post=_sent(CHANGED), body=INDICATOR),
    Row("indicators:target_new", at="indicator", get={**CHANGED, "lookalike": 200},
        post={**_sent(CHANGED), "lookalike": 302}, body=TARGET),
    Row("indicators:units", at="indicator", get=KEYED),
    Row("indicators:measured", at="figure", get=KEYED, body={"value": "8", "reason": "Feil"},
        post={**_sent(CHANGED), "leader": 302, "sibling": 302, "lookalike": 302}),
    Row("indicators:measured", at="no such period", get=everyone(404, administrator=403)),
    Row("indicators:measured", at="neighbour's figure", get=OTHERS),
]  # fmt: skip
