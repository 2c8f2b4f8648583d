import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.core.rules.plans import CriteriaSet, Criterion
from samsvar.registers.actions import services as register
from samsvar.registers.actions.models import Action, ActionStatus
from samsvar.registers.actions.services import Part, Reason
from samsvar.registers.indicators.models import Figure, Goal, Indicator, Measurement
from samsvar.subjects.plans.models import PlanQualityResult
from samsvar.subjects.plans.services import carrying, planned, plans
from samsvar.subjects.plans.services.measuring import tell_indicator
from samsvar.subjects.plans.services.planned import Ties
from samsvar.subjects.plans.services.quality import set_criteria
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.queries import at_most

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def kari(cast):
    return sign_in(Client(), cast.kari)


@pytest.fixture
def who(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def goals(cast):
    stamps = {"created_at": NOW, "updated_at": NOW, "enterprise": cast.enterprise, "unit": cast.enterprise}
    goal = Goal.objects.create(code="fravaer", name_nb="Lavere sykefravær", **stamps)
    indicator = Indicator.objects.create(
        code="fravaer", name_nb="Sykefravær", unit_of_measure="percent", direction="lower", period="month",
        roll_up="ratio", **stamps,
    )  # fmt: skip
    return goal, indicator


@pytest.fixture
def plan(cast, who, goals):
    goal, indicator = goals
    made = plans.create_plan(unit=cast.enterprise, year=2025, fields={"title": "HMS-plan 2025"}, goals=[goal], **who)
    for number in range(6):
        fields = {"title": f"Tiltak {number}", "responsible_name": "HMS-sjef", "due_on": date(2025, 3 + number, 1)}
        ties = Ties(goals=[goal], indicators=[indicator])
        planned.plan_action(
            plan=made, fields=fields, ties=ties, effects=["Færre dager borte"], parts=[Part("Første"), Part("Andre")],
            reasons=[Reason("decision", "Sak 12/25")], **who,
        )  # fmt: skip
    return made


def page(name, *keys, **more):
    return reverse(f"plans:{name}", args=keys, **more)


def text(answer):
    return answer.content.decode()


def sent_back(answer):
    """What a form begins with, as it is sent back."""
    form = answer.context["form"]
    return {name: value for name, value in form.initial.items() if value is not None and name in form.fields}


def document_text(content):
    """The words of a Word file."""
    with ZipFile(BytesIO(content)) as archive:
        return re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())


def test_every_page_of_a_plan_opens_and_asks_little(cast, kari, plan):
    action = Action.objects.get(title="Tiltak 0")
    addresses = [
        page("plans"), page("plan", plan.key), page("board", plan.key), page("timeline", plan.key),
        page("action", action.key),
    ]  # fmt: skip
    kari.get(addresses[0])
    for address in addresses:
        with at_most(MOST_QUERIES):
            assert kari.get(address).status_code == 200, address
    for name in ("action_edit", "action_note", "action_done", "action_cancel", "part_new"):
        assert kari.get(page(name, action.key)).status_code == 200, name
    part = action.parts.first()
    assert kari.get(page("part_edit", action.key, part.key)).status_code == 200
    assert kari.get(page("new")).status_code == 200
    assert kari.get(page("edit", plan.key)).status_code == 200
    assert kari.get(page("action_new", plan.key)).status_code == 200


@pytest.mark.requirement("R003-38", "R003-39", "R003-41", "R003-42", "R003-43", "R003-45", "R003-49", "R002-03")
def test_the_action_page_shows_why_with_whom_at_what_cost_and_in_which_parts(cast, kari, plan, who):
    """Written in the form, shown on the page, and in the same columns on paper as in the plan's table."""
    action = Action.objects.get(title="Tiltak 0")
    sent = sent_back(kari.get(page("action_edit", action.key)))
    sent |= {
        "cost_kind": "not_calculated",
        "with_whom": "BHT",
        "with_outside": "NAV",
        "goals": [plan.goal_ties.get().goal.key],
    }
    sent |= {"safety_representative": "Ida Verneombud", "union_representative": "Tor Tillitsvalgt"}
    sent |= {"because": "Sak 12/25\nArbeidsmiljøloven § 4-3\nWHO (2017)", "units_helped": "Divisjon tryggleik"}
    assert kari.post(page("action_edit", action.key), sent | {"units_helped": "Ingen slik"}).status_code == 422
    answer = kari.post(page("action_edit", action.key), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    shown = text(kari.get(page("action", action.key)))
    for words in (
        "Sak 12/25", "BHT", "NAV", "Ikke beregnet", "Første", "Færre dager borte", "Lavere sykefravær", "Ny",
        "Arbeidsmiljøloven § 4-3", "WHO (2017)", "Ida Verneombud", "Tor Tillitsvalgt", "Divisjon tryggleik",
    ):  # fmt: skip
        assert words in shown, words
    again = sent_back(kari.get(page("action_edit", action.key)))
    assert again["units_helped"] == f"{cast.units['divisjon10'].number} Divisjon tryggleik"
    held = Action.objects.get(pk=action.pk).version
    kari.post(page("action_edit", action.key), again)
    assert Action.objects.get(pk=action.pk).version == held
    table, paper = (
        text(kari.get(page("plan", plan.key))),
        document_text(kari.get(page("file", plan.key, "docx")).content),
    )
    for column in ("Tiltak", "Ansvarlig", "Ønsket effekt", "Deler", "Frist", "Kostnad", "Status", "Ikke beregnet"):
        assert column in table, column
        assert column in paper, column
    assert kari.get(page("file", plan.key, "pdf")).content.startswith(b"%PDF")
    assert kari.get(page("file", plan.key, "html")).status_code == 404


@pytest.mark.requirement("R002-21")
def test_an_immediate_action_stands_outside_a_plan_until_one_takes_it_in(cast, kari, plan):
    assert kari.post(page("immediate_new"), {"title": "Sperre trappen", "due_on": "2025-05-22"}).status_code == 302
    action = Action.objects.get(title="Sperre trappen")
    assert (action.immediate, action.planned_in.exists()) == (True, False)
    with at_most(MOST_QUERIES):
        shown = text(kari.get(page("immediate")))
    assert "Sperre trappen" in shown
    assert page("immediate") in text(kari.get(page("plans")))
    assert kari.post(page("immediate_take_in", action.key), {"plan": plan.key}).url == page("plan", plan.key)
    assert action.planned_in.get().plan == plan
    assert "Sperre trappen" not in text(kari.get(page("immediate")))


def test_a_card_is_moved_by_a_button_and_a_stale_one_is_not(cast, kari, plan):
    action = Action.objects.get(title="Tiltak 0")
    sent = {"to": "in_progress", "version": action.version, "plan": plan.key}
    assert kari.post(page("action_move", action.key), sent).url == page("board", plan.key)
    action.refresh_from_db()
    assert action.status == ActionStatus.IN_PROGRESS
    kari.post(page("action_move", action.key), {**sent, "to": "not_started"})
    action.refresh_from_db()
    assert action.status == ActionStatus.IN_PROGRESS


def test_two_who_edit_the_same_action_lose_nothing(cast, kari, plan, goals, who):
    """Whoever saves second is shown the first's text and ties beside their own, and saves with open eyes."""
    action = Action.objects.get(title="Tiltak 0")
    sent = sent_back(kari.get(page("action_edit", action.key)))
    place = action.planned_in.get()
    planned.edit_planned(planned=place, fields={}, ties=Ties(goals=[goals[0]]), **who)
    answer = kari.post(page("action_edit", action.key), {**sent, "title": "Mitt nye navn", "wanted_effects": "Annet"})
    assert answer.status_code == 409
    labels = [label for label, _theirs, _yours in answer.context["conflict"].differences]
    assert "Hva som skal gjøres" in labels
    assert len(labels) == 3  # the title, the effects and the indicator that the first took away
    action.refresh_from_db()
    assert action.title == "Tiltak 0"
    again = {**sent, "title": "Mitt nye navn", "version": action.version}
    assert kari.post(page("action_edit", action.key), again).status_code == 302
    action.refresh_from_db()
    assert action.title == "Mitt nye navn"


@pytest.mark.requirement("R003-46")
def test_an_action_under_several_indicators_and_plans_is_counted_once(cast, plan, goals, who):
    action = Action.objects.get(title="Tiltak 0")
    below = plans.create_plan(unit=cast.units["divisjon1"], year=2025, fields={"title": "Divisjonens plan"}, **who)
    planned.take_in_action(plan=below, action=action, ties=Ties(goals=[goals[0]]), **who)
    assert PlanQualityResult.objects.get(plan=below).actions == 1
    assert action.planned_in.count() == 2


@pytest.mark.requirement("R003-42")
def test_what_is_open_is_carried_forward_once_as_continued(cast, plan, who):
    first = Action.objects.get(title="Tiltak 0")
    register.complete_action(action=first, result="Gjort", done_on=TODAY, today=TODAY, **who)
    new = carrying.carry_plan(plan=plan, year=2026, title="HMS-plan 2026", **who)
    carried = Action.objects.filter(planned_in__plan=new)
    assert carried.count() == 5
    assert all(each.continuity == "continued" and each.continued_from.title == each.title for each in carried)
    assert [each.parts.count() for each in carried] == [2] * 5
    assert set(carried.filter(due_on__isnull=True).values_list("title", flat=True)) == {"Tiltak 1", "Tiltak 2"}


@pytest.mark.requirement("R000-22", "R003-06", "R003-67")
def test_many_at_once_gathered_and_compared(cast, kari, plan, who):
    """Bulk edit, carrying forward, comparing, copying a model and gathering, each by its page."""
    keys = list(Action.objects.values_list("key", flat=True)[:2])
    shown = kari.get(page("bulk", plan.key))
    assert shown.status_code == 200
    sent = {"action": keys, "due_on": "2025-11-01", "status": "in_progress", "cost_kind": "none"}
    assert kari.post(page("bulk", plan.key), sent).status_code == 302
    held = Action.objects.filter(key__in=keys).values_list("due_on", "status", "cost_kind")
    assert set(held) == {(date(2025, 11, 1), "in_progress", "none")}
    assert kari.post(page("bulk", plan.key), {"due_on": "2025-11-01"}).status_code == 422
    untold = kari.post(page("bulk", plan.key), {"action": sent["action"]})
    assert untold.status_code == 422  # nothing would change, so nothing is said to be changed
    assert "Skriv eller velg det som de valgte tiltakene skal få." in untold.content.decode()

    assert kari.post(page("carry", plan.key), {"year": 2026, "title": "HMS-plan 2026"}).status_code == 302
    found = kari.get(page("compare", plan.key)).context["found"]
    assert (len(found.continued), found.new, found.dropped) == (6, [], [])

    lines = {"title": "Beste praksis", "actions": "Gå vernerunde | Farer finnes | Leder | 6\nØve"}
    assert kari.post(page("model_new"), lines).status_code == 302
    assert kari.post(page("model_new"), {**lines, "title": "Annen", "actions": "A | | | 13"}).status_code == 422
    model = carrying.ModelPlan.objects.get()
    assert kari.get(page("model", model.key)).status_code == kari.get(page("models")).status_code == 200
    assert kari.get(page("from_model", plan.key)).status_code == 200
    kari.post(page("from_model", plan.key), {"model": model.key})
    copied = Action.objects.get(title="Gå vernerunde")
    assert (copied.due_on, copied.responsible_name) == (date(2025, 6, 30), "Leder")

    part = plans.create_plan(unit=cast.units["divisjon1"], year=2025, fields={"title": "Divisjonens"}, **who)
    upper = Action.objects.get(title="Tiltak 3", planned_in__plan=plan)
    planned.plan_action(plan=part, fields={"title": "Vårt bidrag"}, ties=Ties(under=upper), **who)
    planned.take_in_action(plan=part, action=copied, **who)
    plans.accept_plan(plan=plans.submit_plan(plan=part, **who), **who)
    with at_most(MOST_QUERIES):
        gathered = kari.get(page("gathered", plan.key)).context["found"]
    assert gathered.count == 9  # six, two copied, one beneath; the one that stands in both is counted once
    below = {action.title: [each.title for each, _unit in rows] for action, rows in gathered.lines}
    assert below["Tiltak 3"] == ["Vårt bidrag"]
    assert [unit.name_nb for unit in gathered.missing] == ["Divisjon tryggleik"]
    paper = document_text(kari.get(page("gathered_file", plan.key, "docx")).content)
    assert "Vårt bidrag" in paper
    assert "Divisjon tryggleik" in paper

    assert kari.get(page("criteria")).status_code == 200
    quality = ["each_action_has_deadline", "each_action_has_responsible"]
    kari.post(page("criteria"), {"active": ["has_actions"], "quality": quality})
    judged = {each["code"]: each for each in PlanQualityResult.objects.get(plan=plan).results}
    nobodys = Action.objects.filter(planned_in__plan=plan, responsible=None, responsible_name="")
    assert judged["each_action_has_responsible"]["met"] is False
    assert judged["each_action_has_responsible"]["failing"] == nobodys.count() == 1
    assert PlanQualityResult.objects.get(plan=part).active is True
    assert PlanQualityResult.objects.get(plan=part).good is False
    counted = kari.get(page("plans") + "?year=2025").context["count"]
    assert (counted.numerator, counted.denominator) == (0, 6)
    lacking = kari.get(page("plans") + "?year=2025&view=lacking").context["rows"]
    assert {row.unit.name_nb for row in lacking} >= {"Divisjon tryggleik"}


@pytest.mark.requirement("R003-21")
def test_the_indicator_counts_the_units_whose_plan_is_active_and_good(cast, kari, plan, goals, who):
    """It follows the plan at once, goes up the tree, is told again only where something has turned, and leads down."""
    stamps = {"created_at": NOW, "updated_at": NOW, "enterprise": cast.enterprise, "unit": cast.enterprise}
    indicator = Indicator.objects.create(
        code="plan-quality", name_nb="Aktiv plan", unit_of_measure="percent", direction="higher", period="year",
        roll_up="share_of_units", expected_kind="every", over_time="last",
        formula={"kind": "share_of_units", "threshold": "100"}, **stamps,
    )  # fmt: skip
    assert tell_indicator(enterprise=cast.enterprise, today=TODAY, **who) == 6
    assert tell_indicator(enterprise=cast.enterprise, today=TODAY, **who) == 0

    def told():
        figures = Figure.objects.filter(indicator__code="plan-quality", unit=cast.enterprise, period_kind="year")
        return figures.values_list("numerator", "denominator").get(year=2025)

    assert told() == (0, 6_000_000)
    criteria = [Criterion("has_actions", CriteriaSet.ACTIVE), Criterion("has_goals", CriteriaSet.QUALITY)]
    set_criteria(enterprise=cast.enterprise, criteria=criteria, today=TODAY, **who)
    assert told() == (1_000_000, 6_000_000)
    plans.edit_plan(plan=plan, fields={}, goals=[], **who)  # without a goal it is active still, and no longer good
    quality = PlanQualityResult.objects.get(plan=plan)
    assert (quality.active, quality.good) == (True, False)
    assert told() == (0, 6_000_000)
    assert Measurement.objects.filter(indicator__code="plan-quality", unit=cast.enterprise).count() == 3
    shown = text(kari.get(reverse("indicators:indicator", args=[indicator.key])))
    for view in ("all", "weak", "lacking"):
        assert f"{page('plans')}?unit={cast.enterprise.key}&amp;view={view}" in shown, view


def test_whoever_hands_a_plan_in_is_told_that_it_is_done(kari, plan):
    for word, words in (
        ("bekreft", "Planen er bekreftet."),
        ("lever", "Planen er levert."),
        ("godta", "Planen er godtatt."),
    ):
        assert words in text(kari.post(page("act", plan.key, word), follow=True)), word


def test_the_criterion_of_goals_leads_to_those_without_an_action_and_to_the_form_that_gives_them_one(kari, plan, who):
    stamps = {"created_at": NOW, "updated_at": NOW, "enterprise": plan.enterprise, "unit": plan.unit}
    lonely = Goal.objects.create(code="ensom", name_nb="Mål uten tiltak", **stamps)
    held = plan.goal_ties.get().goal
    plans.edit_plan(plan=plan, fields={}, goals=[held, lonely], **who)
    address = f"{page('plan', plan.key)}?fails=each_goal_has_action"
    assert address in text(kari.get(page("plan", plan.key)))
    shown = kari.get(address)
    assert shown.context["goals_lacking"] == [(lonely.key, "Mål uten tiltak")]
    new = f"{page('action_new', plan.key)}?goal={lonely.key}"
    assert new in text(shown)
    assert kari.get(new).context["form"].initial["goals"] == [lonely.key]


def test_an_action_leads_to_what_it_serves(kari, plan):
    shown = text(kari.get(page("action", Action.objects.get(title="Tiltak 0").key)))
    served = [plan.goal_ties.get().goal, Indicator.objects.get()]
    for row, name in zip(served, ("goal", "indicator"), strict=True):
        assert f'href="{reverse(f"indicators:{name}", args=[row.key])}"' in shown
