"""The management system's tables: a row changed behind the services' backs is named by the verification."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.audit.records import Recorded
from samsvar.platform.audit.services import changed, record
from samsvar.platform.audit.verification import verify
from samsvar.platform.audit.verification.records import recorded_models
from samsvar.platform.organisation import events
from samsvar.registers.indicators.models import Delivery, Measurement
from samsvar.registers.indicators.services.measurements import enter_measurement
from tests.cast import NOW, TODAY, Cast
from tests.front.api.records import lay_records

ROOMS = ("indicators", "wheel", "actions", "governance", "meetings", "plans", "strategy", "climate")
#: What leaves no event: worked out from the rest at any time, or told of by the digest of the delivery it came with.
BESIDE = {
    *("indicators.Figure", "plans.PlanQualityResult", "governance.RequirementCoverage"),
    *("indicators.Measurement", "indicators.Forecast", "indicators.ForecastDue"),
}


def test_every_table_of_the_rooms_is_recorded_or_worked_out():
    every = {model._meta.label: model for room in ROOMS for model in apps.get_app_config(room).get_models()}
    assert {label for label, model in every.items() if not issubclass(model, Recorded)} == BESIDE


@pytest.mark.django_db
def test_one_row_changed_in_each_table_is_named(cast: Cast):
    lay_records(cast)
    Delivery.objects.all().update(digest="")  # laid without the service: of these only their own rows are looked at
    Measurement.objects.all().delete()
    mine = [model for model in recorded_models() if model._meta.app_label in ROOMS]
    rows: dict[type[models.Model], Any] = {
        model: found for model in mine if (found := model._base_manager.order_by("pk").first()) is not None
    }
    assert len(rows) > 20
    by = cast.actor("kari")
    record(events.UNIT_CHANGED, by=by, at=NOW, enterprise="eksempel", rows=[changed(row) for row in rows.values()])
    for model, row in rows.items():
        model._base_manager.filter(pk=row.pk).update(version=99)
    told = {
        (finding.facts["table"], finding.facts["key"])
        for finding in verify(records=True).findings
        if finding.code == "changed_without_event"
    }
    assert told == {(model._meta.db_table, row.key) for model, row in rows.items()}


@pytest.mark.django_db
def test_a_figure_changed_underneath_is_named_with_the_delivery_it_came_with(cast: Cast):
    indicator = lay_records(cast).own.steering.indicator
    Measurement.objects.all().delete()
    Delivery.objects.all().delete()
    enter_measurement(
        indicator=indicator,
        unit=cast.units["nett"],
        period=Period(PeriodKind.MONTH, 2025, 3),
        figures=Figures(numerator=8, denominator=100),
        by=cast.actor("kari"),
        at=NOW,
        today=TODAY,
    )
    delivery = Delivery.objects.get()
    assert "contents_changed" not in verify(records=True).counts
    Measurement.objects.update(numerator=7_000_000)
    found = [each for each in verify(records=True).findings if each.code == "contents_changed"]
    assert [each.facts for each in found] == [{"table": "indicators_delivery", "key": delivery.key}]
