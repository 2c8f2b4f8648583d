"""The demo's action plans: the example actions of Sykehuset Eksempel HF, and plans above and beneath it."""

from datetime import date, datetime
from typing import Any

from samsvar.core.catalogues.strategy import ExampleAction, example_actions
from samsvar.core.readers.actions import ActionRow
from samsvar.front.cli.demo_story.region import Region
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions import services as register
from samsvar.registers.actions.models import Action, CostKind
from samsvar.registers.actions.services import Collaborator, Part, Reason
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.subjects.plans.models import ModelAction, Plan
from samsvar.subjects.plans.selectors.plans import goals_for, indicators_for
from samsvar.subjects.plans.services import carrying, importing, planned, plans
from samsvar.subjects.plans.services.planned import Ties
from samsvar.subjects.plans.services.quality import judge_everywhere

_ROLES = {
    "head-of-chaplaincy": "Leder for prestetjenesten",
    "hr-chief": "HR-sjef",
    "hse-chief": "HMS-sjef",
    "occupational-health": "Bedriftshelsetjenesten",
    "energy-section-leader": "Seksjonsleder energi",
    "patient-travel-leader": "Leder for pasientreiser",
    "head-of-anaesthesia": "Avdelingsleder anestesi",
    "competence-department": "Kompetanseavdelingen",
    "quality-department": "Kvalitetsavdelingen",
    "chief-safety-representative": "Hovedverneombudet",
    "head-of-psychiatry": "Klinikksjef psykisk helsevern",
    "leader-developer": "Lederutvikler",
    "process-director": "Prosessdirektør",
    "staffing-head": "Bemanningsleder",
}


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """A plan for the region, the hospital and two of its clinics, and a model plan to copy."""
    year, then = at.year, at.replace(year=at.year - 1, month=3, day=1)
    at = at.replace(month=4)
    above = _plan(region.rhf, "Regional handlingsplan for miljø og arbeidsmiljø", year, by, at)
    energy = _simple(
        above, "Kutte energibruken med én prosent i året", "Direktør for eiendom", date(year, 12, 31), by, at
    )
    _lay_neighbours(region, energy, year, by, at)
    hospital = region.hospital
    last = _plan(hospital, f"HMS-plan {year - 1}", year - 1, by, then)
    for example in _shifted(year - 1, continued=True):
        _lay_example(last, example, year - 1, by, then)
    mine = carrying.carry_plan(plan=last, year=year, title=f"HMS-plan {year}", by=by, at=at)
    for action in Action.objects.filter(planned_in__plan=mine).order_by("pk"):
        due = date(year, 12, 15)
        fields: dict[str, Any] = {"due_on": due, "due_reason": mine.title}
        if action.continued_from is not None and action.continued_from.reconsider_on:
            fields["reconsider_on"] = due
        register.edit_action(action=action, fields=fields, by=by, at=at)
    for example in _shifted(year, continued=False):
        _lay_example(mine, example, year, by, at, under=energy if example.code == "sustainable-environment" else None)
    # The committee's first meeting of the year, as the wheel has it (region_wheel).
    anchored = {"anchored_in": "Arbeidsmiljøutvalget, sak 4", "anchored_on": date(year, 3, 12)}
    plans.edit_plan(plan=mine, fields=anchored, goals=list(goals_for(hospital, year)[:3]), by=by, at=at)
    _begin_some(mine, by, at)
    model = carrying.save_model(
        enterprise=hospital,
        model=None,
        title="Beste praksis for sengeposter",
        for_kind="section",
        about="Tiltak som har virket på andre sengeposter.",
        actions=[
            ModelAction(title="Gå vernerunde med verneombudet hvert halvår", effect="Farer finnes tidlig", due_month=6),
            ModelAction(title="Ta opp resultatet av ForBedring i møtet", effect="Alle vet", due_month=5),
            ModelAction(title="Øve på trusselsituasjoner", effect="Færre skader av vold", due_month=11),
        ],
        by=by,
        at=at,
    )  # fmt: skip
    clinic = _plan(region.units["HF-2-3"], f"Handlingsplan {year}", year, by, at)
    carrying.copy_model(model=model, plan=clinic, by=by, at=at)
    plans.submit_plan(plan=clinic, by=by, at=at)
    _lay_units(region, year, by, at)
    straks = {"title": "Sperre den ødelagte trappen ved mottaket", "immediate": True, "responsible_name": "Vaktleder"}
    register.create_action(enterprise=hospital, unit=region.units["HF-2-5"], fields=straks, by=by, at=at)
    judge_everywhere(by=by, at=at)  # as the daily run does: a deadline has passed since a plan was last changed


#: What the neighbour does under the region's action: title, who, month of the deadline.
_OF_NEIGHBOUR = (
    ("Skifte ut de siste oljekjelene på Nabo sykehus", "Driftssjef", 10),
    ("Senke ventilasjonen i rom som er tomme om natten", "Driftssjef", 6),
)


def _lay_neighbours(region: Region, above: Action, year: int, by: Actor, at: datetime) -> None:
    """A trust's plan that carries out the region's action, and that the region has taken into its own."""
    plan = _plan(region.units["HF-1"], f"Miljøplan {year}", year, by, at)
    for title, whose, month in _OF_NEIGHBOUR:
        _simple(plan, title, whose, date(year, month, 1), by, at, under=above)
    plans.submit_plan(plan=plan, by=by, at=at)
    plans.accept_plan(plan=plan, by=by, at=at)


#: What units plan: title, wanted effect, who, month of the deadline. The last two lack something.
_OF_UNITS = (
    ("Gå vernerunde med verneombudet", "Farer finnes tidlig", "Enhetsleder", 9),
    ("Ta opp resultatet av ForBedring i enhetsmøtet", "Alle vet hva vi gjør", "Enhetsleder", 6),
    ("Øve på trusselsituasjoner", "Færre skader av vold", "HMS-kontakt", 11),
    ("Skru av det som ikke er i bruk om natten", "Mindre strøm", "Driftskontakt", 10),
    ("Dele på vaktene i helgene", "", "Enhetsleder", 12),
    ("Kutte engangsutstyr", "Mindre avfall", "", None),
)


def _lay_units(region: Region, year: int, by: Actor, at: datetime) -> None:
    """Plans of clinics, departments and some sections of the hospital, read in as a list: most good, some not."""
    hospital = region.hospital
    goal = goals_for(hospital, year).first()
    rows: list[ActionRow] = []
    units = [unit for unit in region.units.values() if unit.enterprise_id == hospital.pk and unit.pk != hospital.pk]
    for place, unit in enumerate(units):
        if unit.number == "HF-2-3" or place % 7 in (3, 5):
            continue
        chosen = [_OF_UNITS[place % 4], _OF_UNITS[(place + 1) % 4]]
        chosen += [_OF_UNITS[4]] if place % 5 == 1 else []
        chosen += [_OF_UNITS[5]] if place % 6 == 2 else []
        rows += [_row(number, unit, year, each, goal) for number, each in enumerate(chosen, start=len(rows) + 2)]
    outcome = importing.import_actions(enterprise=hospital, rows=rows, by=by, at=at, on=at.date())
    if outcome.errors:
        raise ValueError(f"the demo's plans: {outcome.errors[0]}")


def _row(number: int, unit: OrgUnit, year: int, told: tuple[str, str, str, int | None], goal: Goal | None) -> ActionRow:
    title, effect, whose, month = told
    return ActionRow(
        row=number,
        title=title,
        unit=unit.number,
        plan=f"Handlingsplan {year}",
        year=year,
        responsible=whose,
        effects=(effect,) if effect else (),
        due_on=date(year, month, 1) if month else None,
        cost=("none", None),
        status="in_progress",
        goals=(goal.code,) if goal else (),
    )


def _plan(unit: OrgUnit, title: str, year: int, by: Actor, at: datetime) -> Plan:
    return plans.create_plan(unit=unit, year=year, fields={"title": title}, by=by, at=at)


def _simple(
    plan: Plan, title: str, whose: str, due_on: date, by: Actor, at: datetime, under: Action | None = None
) -> Action:
    fields = {"title": title, "responsible_name": whose, "due_on": due_on}
    ties = Ties(under=under)
    return planned.plan_action(plan=plan, fields=fields, ties=ties, effects=["Lavere utslipp"], by=by, at=at).action


def _shifted(year: int, *, continued: bool) -> list[ExampleAction]:
    """The example's whole actions, those that went on or those that were new."""
    return [each for each in example_actions() if not each.parent and (each.continuity == "continued") == continued]


def _lay_example(
    plan: Plan, example: ExampleAction, year: int, by: Actor, at: datetime, under: Action | None = None
) -> None:
    parts = [each for each in example_actions() if each.parent == example.code]
    codes = set(example.indicators)
    indicators: list[Indicator] = [each for each in indicators_for(plan.unit) if each.code in codes]
    goals: list[Goal] = [each.goal for each in indicators if each.goal is not None]
    fields = {
        "title": example.name["nb"],
        "responsible_name": _role(example.responsible),
        "due_on": example.due_on.replace(year=year) if example.due_on else None,
        "cost_kind": CostKind(example.cost),
        "reconsider_on": example.reconsider_on.replace(year=year) if example.reconsider_on else None,
    }
    planned.plan_action(
        plan=plan,
        fields=fields,
        ties=Ties(goals=list(dict.fromkeys(goals)), indicators=indicators, under=under),
        effects=[example.effect["nb"]] if example.effect.get("nb") else [],
        collaborators=[Collaborator(_role(code)) for code in example.collaborators]
        + [Collaborator(name, outside=True) for name in example.outside],
        parts=[Part(each.name["nb"], each.effect.get("nb", ""), None, _role(each.responsible)) for each in parts],
        reasons=[Reason("requirement", "Arbeidsmiljøloven § 4-3")] if "aml-4-3" in example.requirements else [],
        by=by,
        at=at,
    )


def _role(code: str) -> str:
    return _ROLES[code] if code else ""


def _begin_some(plan: Plan, by: Actor, at: datetime) -> None:
    """Some are under way, one is done, and one of those that are late is explained."""
    today = at.date()
    actions = list(Action.objects.filter(planned_in__plan=plan).order_by("pk"))
    for number, action in enumerate(actions):
        if number % 3 == 1:
            planned.move_action(action=action, status="in_progress", by=by, at=at)
            for part in list(action.parts.all())[:1]:
                register.set_part_status(part=part, status="done", by=by, at=at, today=today)
    if len(actions) > 3:
        register.complete_action(
            action=actions[3], result="Gjennomført og evaluert.", done_on=today, today=today, by=by, at=at
        )
    late = next(
        (each for each in actions if each.due_on and each.due_on < today and each.status == "not_started"), None
    )
    if late:
        register.explain_delay(action=late, note="Venter på lokaler. Ny oppstart er avtalt.", today=today, by=by, at=at)
    planned.judge_of(actions[0], by=by, at=at)
