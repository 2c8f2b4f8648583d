"""Actions read into plans from a list as people have it: whole or not at all, and the same list again as nothing."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation

from samsvar.core.readers.actions import read_actions
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Goal
from samsvar.subjects.plans.models import Plan, PlanQualityResult
from samsvar.subjects.plans.presenters.document import sheet_of
from samsvar.subjects.plans.presenters.plan import rows_of
from samsvar.subjects.plans.selectors.facts import planned_rows
from samsvar.subjects.plans.services.importing import import_actions
from samsvar.subjects.plans.services.plans import accept_plan, submit_plan
from tests.cast import NOW, TODAY

LIST = """Tiltak;Enhet;År;Ansvarlig;Effekt;Frist;Kostnad;Status;Resultat;Ferdig dato;Mål;Bakgrunn;Strakstiltak
Gå vernerunde;;2025;Kari Liksom;Færre skader; Tryggere;01.09.2025;ikke beregnet;i gang;;;Lavere sykefravær;Aml. § 4-3;
Øve på trusler;Divisjon tryggleik;2025;HMS-sjef;Færre skader;30.11.2025;12 500;ferdig;Øvd to ganger;01.05.2025;fravaer;;
Sperre trappen;;;;;25.05.2025;-;;;;;;ja
"""
LIST = LIST.replace("Færre skader; Tryggere", '"Færre skader; Tryggere"')


def read(text: str) -> Any:
    return read_actions(BytesIO(text.encode()), "tiltak.csv")


def test_cells_are_read_as_people_write_them_and_what_is_wrong_is_named() -> None:
    found = read(LIST)
    assert found.errors == ()
    first, second, third = found.rows
    assert (first.effects, first.cost, first.status) == (
        ("Færre skader", "Tryggere"), ("not_calculated", None), "in_progress",
    )  # fmt: skip
    assert (second.cost, second.done_on, third.cost) == (("amount", 1_250_000), date(2025, 5, 1), ("none", None))
    assert (third.immediate, third.year, third.unit) == (True, None, "")
    wrong = LIST.replace("01.05.2025", "").replace("i gang", "straks").replace("Øvd to ganger", "")
    assert [(error.row, error.column, error.code) for error in read(wrong).errors] == [
        (2, "Status", "unknown_word"), (3, "Ferdig dato", "done_without_day"), (3, "Resultat", "ended_without_result"),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.requirement("R003-39")
def test_a_list_is_stored_once_whole_or_not_at_all(cast: Any) -> None:
    stamps = {"created_at": NOW, "updated_at": NOW, "enterprise": cast.enterprise, "unit": cast.enterprise}
    goal = Goal.objects.create(code="fravaer", name_nb="Lavere sykefravær", **stamps)

    def save(text: str, **more: Any) -> Any:
        found, who = read(text), {"by": cast.actor("kari"), "at": NOW, "on": TODAY}
        return import_actions(enterprise=cast.enterprise, rows=found.rows, fields=found.fields, **who, **more)

    assert (save(LIST, dry_run=True).created, Action.objects.count(), Plan.objects.count()) == (3, 0, 0)
    wrong = LIST.replace("Divisjon tryggleik", "Divisjon X").replace("Lavere sykefravær", "Høyere")
    assert [(each.row, each.code, each.field) for each in save(wrong).errors] == [
        (2, "unknown_goal", "goals"), (3, "no_such_unit", "unit"),
    ]  # fmt: skip
    assert not Action.objects.exists()
    assert save(LIST).created == 3
    first, second, third = Action.objects.order_by("pk")
    place = first.planned_in.get()
    assert (place.plan.title, [tie.goal for tie in place.goal_ties.all()]) == ("Handlingsplan 2025", [goal])
    assert (first.responsible, second.responsible_name) == (cast.kari, "HMS-sjef")
    assert [(each.kind, each.label) for each in first.comes_from.all()] == [("requirement", "Aml. § 4-3")]
    assert (second.planned_in.get().plan.unit.name_nb, second.result) == ("Divisjon tryggleik", "Øvd to ganger")
    assert (third.immediate, third.planned_in.exists()) == (True, False)
    assert set(PlanQualityResult.objects.values_list("actions", flat=True)) == {1}
    again = save(LIST)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 3)
    assert save(LIST.replace("01.09.2025", "15.09.2025").replace("Tryggere", "Tryggest")).changed == 1
    first.refresh_from_db()
    assert (first.due_on, [each.text for each in first.effects.all()]) == (
        date(2025, 9, 15), ["Færre skader", "Tryggest"],
    )  # fmt: skip
    goes_on = "Tiltak;År;Nytt eller videreført\nGå vernerunde;2026;videreført\nAnnet;2026;videreført\n"
    assert [each.code for each in save(goes_on).errors] == ["nothing_continued"]
    assert save(goes_on.replace("Annet;2026;videreført\n", "")).created == 1
    assert Action.objects.get(continuity="continued").continued_from == first
    sheet = sheet_of(place.plan, rows_of(place.plan, planned_rows([place.plan]), TODAY))
    reread = read_actions(BytesIO(sheet), "plan.xlsx")
    assert reread.ignored_columns == ()
    assert (reread.errors, reread.rows[0].cost, reread.rows[0].serves) == (
        (), ("not_calculated", None), ("Lavere sykefravær",),
    )  # fmt: skip
    who = {"by": cast.actor("kari"), "at": NOW}
    accept_plan(plan=submit_plan(plan=place.plan, **who), **who)
    assert [each.code for each in save(LIST).errors] == ["plan_accepted"]


@pytest.mark.django_db
def test_the_downloaded_plan_of_a_unit_under_the_enterprise_reads_back_into_itself(cast: Any) -> None:
    who = {"by": cast.actor("kari"), "at": NOW, "on": TODAY}
    lists = read(
        "Tiltak;Enhet;Plan;År;Ansvarlig;Effekt;Frist;Kostnad\nGå vernerunde;vakt;HMS;2025;HMS-sjef;A;01.09.2025;-\n"
    )
    assert import_actions(enterprise=cast.enterprise, rows=lists.rows, fields=lists.fields, **who).created == 1
    plan = Plan.objects.get(unit=cast.units["vakt"])
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            sheet = sheet_of(plan, rows_of(plan, planned_rows([plan]), TODAY))
        again = read_actions(BytesIO(sheet), "plan.xlsx")
        assert (again.errors, again.ignored_columns) == ((), ())
        outcome = import_actions(enterprise=cast.enterprise, rows=again.rows, fields=again.fields, **who)
        assert (outcome.created, outcome.changed, outcome.unchanged) == (0, 0, 1)
    assert Action.objects.count() == 1
