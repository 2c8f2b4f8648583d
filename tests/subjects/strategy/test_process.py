"""The sustainability process from its first step to what anyone may read, as services and as pages."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.organisation.services import Hindered, NotAllowed
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.services.definitions import create_goal
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.strategy import models
from samsvar.subjects.strategy.models import SustainabilityProcess
from samsvar.subjects.strategy.selectors.process import promised, scored_topics, steps_of
from samsvar.subjects.strategy.services import process as services
from tests.cast import NOW, TODAY, Cast
from tests.queries import at_most
from tests.registers.indicators.making import hand_in, lay_indicator, parts
from tests.subjects.due_diligence.chain import make_contract, make_impact
from tests.subjects.strategy.test_editions import begin

pytestmark = pytest.mark.django_db
PUBLIC = "/apenhet/912345674/barekraft"


def shown(answer: Any) -> str:
    page = re.sub("<[^>]*>", " ", answer.content.decode())
    return " ".join(unescape(page).replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_goal_is_chosen_when_the_steps_before_are_done_and_rests_on_what_they_found(cast: Cast) -> None:
    by: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    found = services.begin_process(enterprise=cast.enterprise, year=2025, method="five-steps", areas_in="nn", **by)
    with pytest.raises(NotAllowed, match="process_exists"):
        services.begin_process(enterprise=cast.enterprise, year=2025, method="sdg-compass", **by)
    area = found.areas.get(draws_from="contracts")
    assert area.name == "Ansvarlege innkjøp"
    assert area.standing == "unknown", "nothing is judged before somebody judges it"
    first, *_others, last = steps_of(found)
    services.move_step(step=last, earlier=True, **by)
    assert [each.code for each in steps_of(found)][-2:] == ["five-steps-actions", "five-steps-choose-goals"]
    services.move_step(step=steps_of(found)[3], earlier=False, **by)
    services.move_step(step=first, earlier=True, **by)
    assert [each.number for each in steps_of(found)] == [1, 2, 3, 4, 5]

    people = [models.Stakeholder(process=found) for _name in range(2)]
    topic = models.Topic(process=found)
    services.save_part(row=topic, fields={"name": "Innkjøp", "dimension": "social"}, **by)
    for row, (name, group) in zip(people, (("Utvalget", "Pasienter"), ("Verneombud", "Ansatte")), strict=True):
        services.save_part(row=row, fields={"name": name, "group": group, "weight": 1}, **by)
    services.score_topics(stakeholder=people[0], scores={(topic, "impact"): 5, (topic, "importance"): 4}, **by)
    services.score_topics(stakeholder=people[1], scores={(topic, "impact"): None, (topic, "importance"): 5}, **by)
    assert [material for _topic, _place, material in scored_topics(found).topics] == [True]

    goal = {"un_goal": "un-8", "dimension": "economy_governance", "reason": "Vi kjøper mye", "topics": [topic]}
    with pytest.raises(Hindered) as refused:
        services.save_part(row=models.ChosenGoal(process=found), fields={**goal, "areas": [area]}, **by)
    assert refused.value.reasons == ("earlier_steps_open",)
    for step in steps_of(found)[:3]:
        services.save_part(row=step, fields={"status": "done"}, **by)
    bare = {**goal, "topics": [], "areas": []}
    with pytest.raises(Hindered, match="rests_on_nothing"):
        services.save_part(row=models.ChosenGoal(process=found), fields=bare, **by)
    services.save_part(row=models.ChosenGoal(process=found), fields={**goal, "areas": [area]}, **by)
    promise = models.Promise(process=found)
    services.save_part(row=promise, fields={"text": "Vi vet hvem som lager det", "dimension": "social"}, **by)
    before = promised(found, TODAY, ["social", "economy_governance"])
    assert before.goals_without_action == ("un-8",)
    assert before.dimensions_without_goal == ("social",)
    assert before.promises[0].lacks == ("no_un_goal", "no_action")
    services.save_part(row=promise, fields={"un_goals": ";un-8;"}, **by)
    action = services.plan_for_promise(promise=promise, fields={"title": "Spørre leverandørene"}, **by)
    assert action.comes_from.get().of_key == promise.key
    after = promised(found, TODAY, ())
    assert (after.goals_without_action, after.promises[0].lacks) == ((), ())
    with pytest.raises(NotAllowed, match="has_scores"):
        services.remove_part(row=topic, **by)


def asked_little(client: Client, address: str, query: dict[str, str] | None = None) -> Any:
    """The page, counted when the message of what was saved has been shown."""
    client.get(address, query)
    with at_most(12):
        return client.get(address, query)


def send(client: Client, process: SustainabilityProcess, word: str, row: Any = None, **fields: Any) -> Any:
    """The form of a part, sent; the row as it is saved."""
    name, more = ("process_part", [row.key]) if row else ("process_part_new", [])
    sent = {"version": str(row.version) if row else "", **fields}
    answer = client.post(reverse(f"strategy:{name}", args=[process.key, word, *more]), sent)
    assert answer.status_code == 302, shown(answer)
    return answer


@pytest.mark.requirement("R001-20", "R001-21", "R002-01", "R002-02", "R002-04", "R002-05", "R002-06", "R002-07")
@pytest.mark.requirement("R002-08", "R002-09", "R002-11", "R002-13", "R002-15", "R002-16", "R002-17", "R002-18")
@pytest.mark.requirement("R002-19", "R002-20", "R002-22", "R002-24")
def test_a_round_is_walked_in_the_pages_and_made_public(
    cast: Cast, client: Client, signed_in: Callable[[Client, Any], Client]
) -> None:
    kari = signed_in(Client(), cast.kari)
    home = reverse("strategy:process")
    assert "Her kommer arbeidet med bærekraft" in shown(kari.get(home))
    kari.post(reverse("strategy:process_new"), {"year": "2025", "method": "five-steps", "with_areas": "on"})
    process = SustainabilityProcess.objects.get()
    steps = steps_of(process)
    pages = [reverse("strategy:process_step", args=[process.key, each.key]) for each in steps]
    last = reverse("strategy:process_step_move", args=[process.key, steps[-1].key])
    kari.post(last, {"to": "earlier"})
    assert [each.key for each in steps_of(process)][-2:] == [steps[-1].key, steps[-2].key]
    kari.post(last, {"to": "later"})
    send(kari, process, "steg", steps[0], name="Lære sammen", status="done", result="Alle leste",
         planned_from="2025-01-01", planned_to="2025-03-31")  # fmt: skip
    for step in steps[1:3]:
        send(kari, process, "steg", step, status="done")
    overview = shown(kari.get(home))
    assert "3 av 5 steg er ferdige" in overview
    assert "1. Lære sammen Alle leste 01.01.2025–31.03.2025 Ferdig" in overview

    training = {"name": "E-læring", "invited": "40", "reached": "30", "asked": "4", "understand": "4"}
    send(kari, process, "opplaring", **training)
    assert "75 % 30 av 40 *" in shown(kari.get(pages[0])), "four answers tell of each of the four"

    indicator = lay_indicator(cast, prioritised=True)
    hand_in(cast, indicator, {("nett", "2025-04"): parts(8, 100, 20)})
    target = {"year": "2025", "kind": "value", "number": "9,0", "warning_band": "0,5", "inherited": "on"}
    kari.post(reverse("indicators:target_new", args=[indicator.key]), target)
    goal = create_goal(unit=cast.enterprise, name_nb="Mangfold i alle yrker", by=cast.actor("kari"), at=NOW)
    area = process.areas.get(name="Trivsel og helse blant ansatte")
    tied = {"indicators": [indicator.key], "goals": [goal.key]}
    send(kari, process, "omrade", area, name=area.name, dimension="social", standing="strength", about="Godt", **tied)
    page = shown(asked_little(kari, pages[1]))
    for found in ("Trivsel og helse blant ansatte Styrke", "Mål: Mangfold i alle yrker", "8,0 %"):
        assert found in page
    assert "Det er ingen tall å hente ennå" in page
    contract = make_contract(cast.enterprise)
    make_contract(cast.enterprise, "K-2")
    ContractAssessment.objects.create(contract=contract, enterprise=cast.enterprise, level=3, inherent=3, on=TODAY)
    make_impact(cast.enterprise, on=contract)
    edition = begin(cast)
    answer = asked_little(kari, pages[1])
    page = answer.content.decode()
    drawn = "Gjeldende avtaler: 2 Vurdert for risiko: 50 % (1) På nivå 3 eller 4: 1 Åpne påvirkninger: 1"
    assert drawn in shown(answer)
    taken = reverse("strategy:part_new", args=[edition.strategy.key, edition.year, "punkt"])
    assert f"{taken}?area={area.key}" in page
    begun = kari.get(taken, {"area": area.key}).context["form"].initial
    assert (begun["text"], begun["quadrant"]) == (f"{area.name}: Godt", "strength")
    kari.post(taken, {"version": "", **begun})
    assert "Det er med i situasjonsanalysen" in shown(kari.get(pages[1]))
    situation = reverse("strategy:edition", args=[edition.strategy.key, edition.year])
    assert "Fra kartleggingen i bærekraftsprosessen" in shown(kari.get(situation, {"part": "situation"}))

    send(kari, process, "tema", name="Arbeidsmiljø", dimension="social")
    send(kari, process, "interessent", name="Utvalget", group="Pasienter", weight="1")
    topic, asked = process.topics.get(), process.stakeholders.get()
    scores = {f"{axis}-{topic.key}": "4" for axis in ("impact", "importance")}
    assert kari.post(reverse("strategy:process_score", args=[process.key, asked.key]), scores).status_code == 302
    answer = asked_little(kari, pages[2])
    assert "1 tema er vesentlig" in shown(answer)
    assert answer.content.decode().count("Arbeidsmiljø: påvirkning 4,0, betydning 4,0") == 2, "read aloud, both sizes"

    choice = {"un_goal": "un-3", "dimension": "social", "topics": [topic.key], "areas": [area.key]}
    bare = {**choice, "reason": " "}
    refused = kari.post(reverse("strategy:process_part_new", args=[process.key, "mal"]), bare)
    assert refused.status_code == 422
    decided = {"reason": "Det er oppdraget", "body_name": "Styret", "decided_on": "2025-04-30", "partners": "Kommunen"}
    send(kari, process, "mal", **choice, **decided)
    page = asked_little(kari, pages[3]).content.decode()
    assert "Besluttet av Styret, 30. april 2025" in page
    assert "Sosiale forhold: 3 God helse og livskvalitet." in page, "the picture in words"
    for found in ("75", "Trivsel og helse blant ansatte", "Arbeidsmiljø (4,0 / 4,0)", "Økonomi og styring"):
        assert found in page

    grounds = {"mission": "God helse", "owner_expectation": "Oppdrag", "law": "Arbeidsmiljøloven § 4-1"}
    said = {"number": "1", "text": "Flere på jobb", "dimension": "social", "un_goals": ["un-3"], **grounds}
    send(kari, process, "lofte", **said, indicators=[indicator.key])
    promise = process.promises.get()
    page = shown(kari.get(home))
    for hanging in ("Ingen tiltak bidrar til FN-mål 3 God helse og livskvalitet", "Løfte 1: har ingen tiltak",
                    "Det er ikke valgt noe mål i Klima og miljø"):  # fmt: skip
        assert hanging in page
    planned = {"title": "Følge opp", "cost_kind": "none", "due_on": "2025-12-01"}
    kari.post(reverse("strategy:promise_action", args=[process.key, promise.key]), planned)
    assert Action.objects.get(title="Følge opp").due_on == date(2025, 12, 1)
    page = shown(asked_little(kari, home))
    assert "Løfte 1" not in page
    assert "Når målene sine 1 av 1 indikator når målet" in page
    to_it = kari.get(reverse("strategy:promise", args=[promise.key]))
    assert to_it["Location"] == f"{pages[4]}?part=promises#{promise.key}"
    page = shown(asked_little(kari, pages[4]))
    for words in ("God helse", "Oppdrag", "Arbeidsmiljøloven § 4-1", "8,0 %", "Følge opp"):
        assert words in page
    service = {"service": "Nettet", "un_goals": ["un-3"], "how": "Trygt", "gains": "Sykehusene"}
    service["unit"] = cast.units["nett"].key
    send(kari, process, "tjeneste", **service, indicator=indicator.key)
    page = shown(asked_little(kari, pages[4], {"part": "services"}))
    for found in ("FN-mål: 3 God helse", "Hvem som får gevinsten: Sykehusene", "Måles ved: Avdeling nett", "8,0 %"):
        assert found in page, found

    send(kari, process, "kontakt", role="Rådgiver for bærekraft", email="barekraft@example.org")
    assert client.get(PUBLIC).status_code == 404, "empty until somebody publishes it"
    form = reverse("strategy:process_publish", args=[process.key])
    asked_little(kari, form)
    process.refresh_from_db()
    assert kari.post(form, {"language": "nb", "version": str(process.version)}).status_code == 302
    promise.refresh_from_db()
    send(kari, process, "lofte", promise, **{**said, "text": "Noe helt annet"}, indicators=[indicator.key])
    pack = shown(kari.get(reverse("reports:pack"), {"p": "2025", "section": "promises"}))
    assert "Noe helt annet Sykefravær:" in pack, pack[pack.find("Løfter") :][:600]
    page = shown(client.get(PUBLIC, {"language": "nn"}))
    for words in ("Sosiale forhold", "Det er oppdraget", "Flere på jobb", "Lære sammen", "Rådgiver for bærekraft",
                  "Når måla sine", "Nettet"):  # fmt: skip
        assert words in page
    assert "Noe helt annet" not in page
    assert "barekraft" in client.get("/apenhet/912345674").content.decode()
    kari.post(reverse("strategy:process_take_down", args=[process.key]))
    assert client.get(PUBLIC).status_code == 404
