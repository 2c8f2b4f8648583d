"""The sustainability process of Sykehuset Eksempel HF: from training to eight promises, and what of it is public."""

from datetime import date, datetime, timedelta
from typing import Any

from samsvar.front.cli.demo_story.region import Region
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.code_columns import joined
from samsvar.registers.indicators.models import Indicator
from samsvar.subjects.strategy import models
from samsvar.subjects.strategy.models import SustainabilityProcess, Topic
from samsvar.subjects.strategy.presenters.public import to_show
from samsvar.subjects.strategy.selectors.process import promises_standing, steps_of
from samsvar.subjects.strategy.services import process as services

#: When each step was planned, in months from the first of January of the year the round began, and its result.
STEPS = (
    (0, 6, "done", "Sju av ti ansatte har tatt e-læringen. Lederne har hatt en egen samling."),
    (3, 8, "done", "Vi er gode på helse blant ansatte. Innkjøp og utslipp kan bli bedre."),
    (5, 11, "done", "Seks grupper er spurt. Fem temaer er vesentlige."),
    (10, 12, "done", "Styret valgte seks mål i desember."),
    (12, 18, "under_way", "Åtte løfter er gitt. Tiltak planlegges i klinikkene."),
)
#: By name of the area: how we stand, and why.
AREAS = {
    "Mangfold og likeverd": ("unknown", ""),
    "Trivsel og helse blant ansatte": ("strength", "Nærværet er høyt, og medarbeiderne trives."),
    "Lærlinger og kompetanse": ("strength", "Vi tar inn lærlinger i fem fag hvert år."),
    "Ansvarlige innkjøp": ("potential", "Vi kjenner de største leverandørene, men for lite til leddene bak dem."),
    "Lavere klimagassutslipp": ("potential", "Utslippene går ned, men ikke fort nok til målet."),
}
_INDICATORS_OF = {
    "Trivsel og helse blant ansatte": ["sickness-absence", "safety-climate"],
    "Lavere klimagassutslipp": ["co2e"],
}
#: Who is asked, for whom they speak, and what they give each topic: impact and importance, 0 where they do not know.
ASKED = (
    ("Brukerutvalget", "Pasienter og pårørende", (52, 35, 54, 24, 45, 22, 33)),
    ("Tillitsvalgte", "Ansatte", (43, 55, 44, 34, 44, 33, 23)),
    ("Verneombudene", "Ansatte", (42, 55, 43, 30, 34, 43, 23)),
    ("Kommunene", "Samarbeidspartnere", (33, 24, 45, 3, 54, 33, 22)),
    ("Helse Eksempel RHF", "Eier", (54, 45, 55, 55, 44, 43, 33)),
    ("Miljøforeningen", "Lokalsamfunn", (0, 23, 34, 55, 24, 45, 44)),
)
TOPICS = (
    ("Ansvarlige innkjøp", "economy_governance", "Menneskerettigheter og anstendig arbeid i leverandørkjeden."),
    ("Trygt arbeidsmiljø", "social", "Nærvær, vold og trusler, og sikkerhetsklima."),
    ("Like gode helsetjenester", "social", "Samme hjelp til alle, uansett hvem de er."),
    ("Klimagassutslipp", "climate_environment", "Energi, reiser, gasser og det vi kjøper."),
    ("Personvern", "economy_governance", "At helseopplysninger er trygge hos oss."),
    ("Avfall og farlige stoffer", "climate_environment", "Mindre avfall og færre farlige stoffer."),
    ("Naturen rundt sykehuset", "climate_environment", "Grøntområder og overvann."),
)
#: UN goal, dimension, why, and the topics and areas it rests on.
GOALS: tuple[tuple[str, str, str, list[str], list[str]], ...] = (
    ("un-3", "social", "God helse er oppdraget vårt, for pasienter og for dem som arbeider her.",
     ["Trygt arbeidsmiljø", "Like gode helsetjenester"], ["Trivsel og helse blant ansatte"]),
    ("un-10", "social", "Hvem du er, skal ikke avgjøre hvilken hjelp du får.", ["Like gode helsetjenester"], []),
    ("un-8", "economy_governance", "Vi kjøper for store summer og kan stille krav til arbeidsforhold.",
     ["Ansvarlige innkjøp"], ["Ansvarlige innkjøp"]),
    ("un-16", "economy_governance", "Folk må kunne stole på at opplysningene deres er trygge.", ["Personvern"], []),
    ("un-12", "climate_environment", "Vi bruker mye, og mye av det bare én gang.",
     ["Ansvarlige innkjøp"], ["Ansvarlige innkjøp"]),
    ("un-13", "climate_environment", "Utslippene våre skal ned med en fjerdedel fra 2019 til 2026.",
     ["Klimagassutslipp"], ["Lavere klimagassutslipp"]),
)  # fmt: skip
#: The eight promises: text, dimension, UN goals, mission, the owner's expectation, law, indicators, an action.
PROMISES: tuple[tuple[str, str, list[str], str, str, str, list[str], str], ...] = (
    ("Ingen skal bli skadet av vold eller trusler på jobb.", "social", ["un-3", "un-8"],
     "", "Ta vare på medarbeiderne", "Arbeidsmiljøloven § 4-3", ["violence", "threats"], "Øve på truende situasjoner"),
    ("Flere skal være på jobb og ha det bra der.", "social", ["un-3"],
     "", "", "Arbeidsmiljøloven § 4-1", ["sickness-absence", "safety-climate"], "Følge opp enheter med høyt fravær"),
    ("Alle skal forstå oss og bli forstått.", "social", ["un-10"],
     "Likeverdige helsetjenester", "", "Tolkeloven § 6", [], "Bestille tolk i alle innkallinger"),
    ("Vi skal vite hvem som lager det vi kjøper.", "economy_governance", ["un-8", "un-12"],
     "", "Ansvarlige innkjøp", "Åpenhetsloven § 4", [], "Spørre de ti største leverandørene om leddene bak"),
    ("Helseopplysninger skal være trygge hos oss.", "economy_governance", ["un-16"],
     "Trygge helseopplysninger", "", "Personopplysningsloven", [], ""),
    ("Utslippene skal ned med en fjerdedel til 2026.", "climate_environment", ["un-13"],
     "", "Nasjonale klimamål for sykehusene", "", ["co2e"], "Bytte til biler uten utslipp"),
    ("Vi skal bruke mindre energi hvert år.", "climate_environment", ["un-13"],
     "", "", "", ["energy-corrected"], "Styre ventilasjon etter bruk"),
    ("Vi skal kaste mindre og bruke om igjen.", "climate_environment", ["un-12"],
     "", "", "Forurensningsloven § 2", [], "Kildesortere på alle sengeposter"),
)  # fmt: skip


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """The round that began last year, all its steps, and the page that anyone may read."""
    hospital, year = region.hospital, at.year - 1
    found = services.begin_process(
        enterprise=hospital, year=year, method="five-steps", areas_in="nb", by=by, at=at
    )  # fmt: skip
    services.edit_process(process=found, fields={"threshold": 3}, by=by, at=at)
    for step, (first, last, status, result) in zip(steps_of(found), STEPS, strict=True):
        fields = {"planned_from": _month(year, first), "planned_to": _month(year, last) - timedelta(days=1)}
        services.save_part(row=step, fields={**fields, "status": status, "result": result}, by=by, at=at)
    indicators = {each.code: each for each in Indicator.objects.filter(unit=hospital)}
    _lay_areas(found, indicators, by, at)
    training = {"name": "E-læring om bærekraft", "held_on": date(year, 6, 30), "invited": 5400, "reached": 3812}
    _new(models.Training(process=found), {**training, "asked": 640, "understand": 518}, by, at)
    topics = _asked(found, by, at)
    _chosen(found, topics, by, at)
    _promised(found, indicators, by, at)
    service = {
        "service": "Videokonsultasjon",
        "un_goals": ";un-3;un-13;",
        "how": "Pasienter slipper lange reiser, og utslippene blir mindre.",
        "gains": "Pasienter som bor langt unna",
        "indicator": indicators.get("electric-patient-taxis"),
    }
    _new(models.Contribution(process=found), service, by, at)
    contact = {"role": "Rådgiver for samfunnsansvar", "email": "barekraft@sykehuset-eksempel.invalid"}
    _new(models.Contact(process=found), contact, by, at)
    _new(models.Contact(process=found), {"role": "Kommunikasjonsdirektør", "email": ""}, by, at)
    goals = list(found.chosen_goals.order_by("dimension", "pk"))
    services_held, contacts = list(found.contributions.all()), list(found.contacts.order_by("pk"))
    promises = promises_standing(found, at.date())
    shown = to_show(found, goals, promises, steps_of(found), services_held, contacts)
    services.publish_process(process=found, shown=shown, language="nb", by=by, at=at)


def _month(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)


def _new(row: Any, fields: dict[str, Any], by: Actor, at: datetime) -> None:
    services.save_part(row=row, fields=fields, by=by, at=at)


def _lay_areas(found: SustainabilityProcess, indicators: dict[str, Indicator], by: Actor, at: datetime) -> None:
    for area in found.areas.all():
        standing, about = AREAS[area.name]
        tied = [indicators[code] for code in _INDICATORS_OF.get(area.name, ()) if code in indicators]
        _new(area, {"standing": standing, "about": about, "indicators": tied}, by, at)


def _asked(found: SustainabilityProcess, by: Actor, at: datetime) -> dict[str, Topic]:
    topics = {}
    for name, dimension, about in TOPICS:
        topics[name] = Topic(process=found)
        _new(topics[name], {"name": name, "dimension": dimension, "about": about}, by, at)
    for number, (name, group, given) in enumerate(ASKED):
        row = models.Stakeholder(process=found)
        _new(row, {"name": name, "group": group, "weight": 1}, by, at)
        scores = {}
        for topic, both in zip(topics.values(), given, strict=True):
            scores[topic, "impact"], scores[topic, "importance"] = both // 10 or None, both % 10 or None
        services.score_topics(stakeholder=row, scores=scores, by=by, at=at)
        if number < 2:
            talk = {"stakeholder": row, "held_on": date(found.year, 9, 10 + number), "channel": "Møte"}
            said = ("Det viktigste er at alle får like god hjelp.", "Begynn med vold og trusler.")[number]
            _new(models.Dialogue(process=found), {**talk, "said": said}, by, at)
    return topics


def _chosen(found: SustainabilityProcess, topics: dict[str, Topic], by: Actor, at: datetime) -> None:
    areas = {each.name: each for each in found.areas.all()}
    for code, dimension, reason, of_topics, of_areas in GOALS:
        fields = {
            "un_goal": code,
            "dimension": dimension,
            "reason": reason,
            "topics": [topics[name] for name in of_topics],
            "areas": [areas[name] for name in of_areas],
            "partners": "Sykehusinnkjøp, Helse Eksempel RHF" if code in ("un-8", "un-12") else "",
            "body_name": "Styret",
            "decided_on": date(found.year, 12, 12),
            "case_number": f"84/{found.year % 100}",
        }
        _new(models.ChosenGoal(process=found), fields, by, at)


def _promised(found: SustainabilityProcess, indicators: dict[str, Indicator], by: Actor, at: datetime) -> None:
    for number, (text, dimension, goals, mission, owner, law, told, action) in enumerate(PROMISES, 1):
        row = models.Promise(process=found)
        fields = {"number": number, "text": text, "dimension": dimension, "un_goals": joined(goals)}
        grounds = {"mission": mission, "owner_expectation": owner, "law": law}
        tied = {"indicators": [indicators[code] for code in told if code in indicators]}
        _new(row, {**fields, **grounds, **tied}, by, at)
        if action:
            due = {"due_on": date(at.year, 12, 1), "due_reason": "Satt for et bærekraftsløfte"}
            planned = {"title": action, "responsible_name": "Klinikksjefene", **due}
            services.plan_for_promise(promise=row, fields=planned, by=by, at=at)
