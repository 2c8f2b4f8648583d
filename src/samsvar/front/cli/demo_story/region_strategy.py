"""The demo's strategy: the HSE strategy of Sykehuset Eksempel HF in two editions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from samsvar.core.catalogues.editions import title_in
from samsvar.core.catalogues.strategy import (
    ExampleAction,
    example_actions,
    example_ambitions,
    example_facts,
    example_points,
)
from samsvar.front.cli.demo_story.laying import lay as lay_rows
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit, Site, SiteKind
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.services.definitions import adopt_shipped
from samsvar.subjects.strategy import models
from samsvar.subjects.strategy.models import Edition
from samsvar.subjects.strategy.services import strategies

if TYPE_CHECKING:
    from samsvar.front.cli.demo_story.region import Region

SET = "hse-strategy"
_FROM, _TO = 2020, 2026
_MAIN_GOAL = (
    "Et trygt miljø som fremmer helse, der folk er på jobb og ingen blir skadet, "
    "og der pasientene får sikker behandling."
)
_INTRODUCTION = (
    "Dette er foretakets strategi for helse, miljø og sikkerhet. Den bygger på virksomhetsstrategien og gjelder alle "
    "klinikker, avdelinger og seksjoner. Hvert år får den en ny utgave med nye og videreførte tiltak."
)
_IMPROVEMENT = (
    "Vi blir litt bedre hver dag: planlegger, gjør, ser etter og retter opp, slik internkontrollforskriften for HMS og "
    "forskriften om ledelse og kvalitetsforbedring ber om."
)
_TITLE = "Administrerende direktør"


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """Last year's edition approved, this year's a draft."""
    adopt_shipped(unit=region.hospital, sets=[SET], by=by, at=at)
    indicators = {each.code: each for each in Indicator.objects.filter(unit=region.hospital)}
    former = _strategy(region, at.year, by, at)
    _edition(former, indicators, by, at)
    on = at.date()
    strategies.approve_edition(
        edition=former, name="Dag Oppdiktet", title=_TITLE, on=on, case_number="8", today=at.date(), by=by, at=at
    )
    later = strategies.begin_edition(strategy=former.strategy, year=at.year + 1, by=by, at=at)
    _new_this_year(later, region, by, at)


def _strategy(region: Region, year: int, by: Actor, at: datetime) -> Edition:
    enterprise = region.hospital
    common = {"unit": enterprise, "from_year": _FROM, "to_year": max(_TO, year + 1)}
    whole = strategies.register_strategy(
        enterprise=enterprise,
        fields={**common, "kind": "whole", "name": "Virksomhetsstrategi"},
        year=year,
        by=by,
        at=at,
    )
    fields = {**common, "kind": "area", "name": "HMS-strategi", "area": "Helse, miljø og sikkerhet", "parent": whole}
    fields["main_goal"] = _MAIN_GOAL
    made = strategies.register_strategy(enterprise=enterprise, fields=fields, year=year, by=by, at=at)
    edition: Edition = made.editions.select_related("strategy__enterprise", "strategy__unit").get()
    texts = {"introduction": _INTRODUCTION, "improvement": _IMPROVEMENT}
    texts["authors"] = "Mona Påfunn, HMS-sjef\nLeif Liksom, klinikksjef"
    return strategies.edit_edition(edition=edition, fields=texts, by=by, at=at)


def _edition(edition: Edition, indicators: dict[str, Indicator], by: Actor, at: datetime) -> None:
    _indicators(edition, indicators, by, at)
    facts = []
    for fact in example_facts():
        row = models.OutsideFact(edition=edition)
        unit = "%" if fact.figure is not None else ""
        fields: dict[str, Any] = {"text": title_in(fact.name, "nb"), "figure": fact.figure, "unit_of_measure": unit}
        if fact.code == "absence-from-work":
            fields["indicator"] = indicators.get("sickness-absence")
        if fact.figure is not None:
            fields["population"] = "Sykehusansatte i Norge"
        strategies.save_part(row=row, fields={**fields, "source": fact.source, "year": fact.year}, by=by, at=at)
        facts.append(row)
    actions = {
        example.code: _action(edition, example, indicators, by, at)
        for example in example_actions()
        if not example.parent
    }
    sites = _sites(edition.strategy.enterprise, at)
    supports = {"violence-grows": [facts[1]], "high-risk-units": [facts[2], facts[3]]}
    for point in example_points():
        fields = {"quadrant": point.quadrant.value, "text": title_in(point.name, "nb"), "site": sites.get(point.site)}
        fields["requirement"] = "Arbeidsmiljøloven og internkontrollforskriften" if point.requirements else ""
        answers = [actions[code] for code in point.actions if code in actions]
        tied = {"actions": answers, "facts": supports.get(point.code, [])}
        strategies.save_part(row=models.Point(edition=edition), fields={**fields, **tied}, by=by, at=at)


def _sites(hospital: OrgUnit, at: datetime) -> dict[str, Site]:
    """The sites that points of the situation analysis are about, by name."""
    kinds = {"Kalnes": SiteKind.HOSPITAL, "Halden": SiteKind.AMBULANCE}
    names = sorted({point.site for point in example_points() if point.site})
    rows = [
        Site(enterprise=hospital, unit=hospital, name=name, place=name, kind=kinds.get(name, SiteKind.OTHER))
        for name in names
    ]
    return {row.name: row for row in lay_rows(rows, enterprise=hospital, at=at)}


def _indicators(edition: Edition, indicators: dict[str, Indicator], by: Actor, at: datetime) -> None:
    ambitions: dict[str, list[str]] = {}
    chapters: dict[str, str] = {}
    for ambition in example_ambitions():
        for code in ambition.indicators:
            ambitions.setdefault(code, []).append(title_in(ambition.name, "nb") + ".")
            chapters.setdefault(code, ambition.chapter)
    for number, (code, indicator) in enumerate(indicators.items(), start=1):
        chapter = chapters.get(code, "")
        fields = {
            "indicator": indicator,
            "number": indicator.number or number,
            "prioritised": indicator.prioritised,
            "ambition": " ".join(ambitions.get(code, ())),
            "source_document": "Virksomhetsstrategi" if chapter else "",
            "chapter": chapter,
            "footnote": indicator.definition("nb") if indicator.prioritised else "",
        }
        strategies.save_part(row=models.EditionIndicator(edition=edition), fields=fields, by=by, at=at)


def _action(
    edition: Edition, example: ExampleAction, indicators: dict[str, Indicator], by: Actor, at: datetime
) -> Action:
    moved = [indicators[code] for code in example.indicators if code in indicators]
    enterprise, title = edition.strategy.enterprise, title_in(example.name, "nb")
    held = Action.objects.filter(enterprise=enterprise, title=title, status__in=("not_started", "in_progress"))
    action = held.order_by("-pk").first()
    if action is not None:
        tie = models.EditionAction(edition=edition)
        strategies.save_part(row=tie, fields={"action": action, "indicators": moved}, by=by, at=at)
        return action
    due = date(at.year + 1, example.due_on.month, min(example.due_on.day, 28)) if example.due_on else None
    fields = {
        "title": title,
        "responsible_name": _ROLES.get(example.responsible, ""),
        "expected_result": title_in(example.effect, "nb"),
        "due_on": due,
        "due_reason": "Satt i HMS-strategien" if due else "",
        "cost_kind": example.cost.value,
    }
    return strategies.plan_action(edition=edition, fields=fields, indicators=moved, by=by, at=at)


_ROLES = {
    "head-of-chaplaincy": "Leder for prestetjenesten",
    "hr-chief": "HR-sjef",
    "hse-chief": "HMS-sjef",
    "energy-section-leader": "Seksjonsleder energi",
    "patient-travel-leader": "Leder for pasientreiser",
    "head-of-anaesthesia": "Avdelingsleder anestesi",
    "head-of-psychiatry": "Klinikksjef psykisk helsevern",
    "leader-developer": "Rådgiver for lederutvikling",
}


def _new_this_year(edition: Edition, region: Region, by: Actor, at: datetime) -> None:
    last = edition.action_ties.order_by("-pk").first()
    if last is not None:
        strategies.remove_part(row=last, by=by, at=at)
    point = edition.points.filter(quadrant="weakness", site__name="Halden").first()
    fields = {
        "title": "Sette i stand ambulansestasjonen",
        "responsible_name": "Eiendomssjef",
        "expected_result": "Godt inneklima og trygge garasjer",
        "due_on": at.date() + timedelta(days=200),
        "due_reason": "Satt i HMS-strategien",
        "cost_kind": "amount",
        "cost_ore": 240_000_000,
    }
    points = [point] if point else []
    strategies.plan_action(edition=edition, fields=fields, indicators=[], points=points, by=by, at=at)
    row = models.PrioritisedUnit(edition=edition)
    fields = {
        "unit": region.units["HF-2-3"],
        "reason": "Mange hendelser med vold og trusler, og sykefravær som stiger.",
        "help_offered": "Veiledning fra bedriftshelsetjenesten og HMS-avdelingen.",
        "help_given": "To dager med øving på trusselsituasjoner.",
        "given_on": at.date() - timedelta(days=30),
    }
    helps = list(edition.action_ties.filter(indicators__code="violence").values_list("action_id", flat=True))[:1]
    fields["actions"] = list(Action.objects.filter(pk__in=helps))
    strategies.save_part(row=row, fields=fields, by=by, at=at)
