"""Editions of a strategy: begun as copies, closed when approved, compared by what became of their actions."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.front.reporting.strategy.document import CHAPTERS, strategy_document
from samsvar.front.reporting.transparency_statement.files import file_of
from samsvar.platform.organisation.models import Site
from samsvar.platform.organisation.services import NotAllowed
from samsvar.registers.actions.services import Collaborator, cancel_action
from samsvar.registers.indicators.services.definitions import create_goal
from samsvar.subjects.strategy.models import Edition, OutsideFact, Point
from samsvar.subjects.strategy.selectors.editions import WholeEdition, compared
from samsvar.subjects.strategy.services import strategies as services
from tests.cast import NOW, TODAY, Cast
from tests.queries import at_most
from tests.registers.indicators.making import hand_in, lay_indicator, parts


def begin(cast: Cast, **fields: Any) -> Edition:
    """A strategy for 2023–2026 with its edition for 2024."""
    values = {"kind": "area", "name": "HMS-strategi", "area": "HMS", "unit": cast.enterprise, "from_year": 2023}
    strategy = services.register_strategy(
        enterprise=cast.enterprise,
        fields={**values, "to_year": 2026, **fields},
        year=2024,
        by=cast.actor("kari"),
        at=NOW,
    )
    return strategy.editions.select_related("strategy__enterprise", "strategy__unit").get()


def plan(cast: Cast, edition: Edition, title: str, **more: Any) -> Any:
    fields = {"title": title, "responsible_name": "HMS-sjef"}
    return services.plan_action(edition=edition, fields=fields, indicators=[], by=cast.actor("kari"), at=NOW, **more)


@pytest.mark.requirement("R003-01", "R003-03", "R003-05", "R003-22", "R003-32")
def test_the_next_edition_carries_on_what_is_open_and_the_two_are_compared(cast: Cast) -> None:
    by = {"by": cast.actor("kari"), "at": NOW}
    above = begin(cast, name="Virksomhetsstrategi", kind="whole").strategy
    former = begin(cast, parent=above, main_goal="Alle kommer hele hjem")
    fact, point = OutsideFact(edition=former), Point(edition=former)
    services.save_part(row=fact, fields={"text": "Vold øker", "source": "Arbeidstilsynet", "year": 2022}, **by)
    services.save_part(row=point, fields={"quadrant": "challenge", "text": "Vold", "facts": [fact]}, **by)
    assert [each.text for each in WholeEdition(former).points_without_action] == ["Vold"]
    trained = plan(cast, former, "Øve", points=[point])
    ended, dropped = plan(cast, former, "Ryddet"), plan(cast, former, "Glemt")
    cancel_action(action=ended, reason="Gjort av andre", **by)
    services.approve_edition(
        edition=former, name="Dina", title="Direktør", on=date(2025, 5, 19), case_number="8", today=TODAY, **by
    )
    with pytest.raises(NotAllowed, match="edition_approved"):
        plan(cast, former, "For sent")

    later = services.begin_edition(strategy=former.strategy, year=2025, **by)
    services.remove_part(row=later.action_ties.get(action=dropped), **by)
    new = plan(cast, later, "Nytt")

    comparison, actions = compared(former, later)
    assert [actions[key].title for key in comparison.new] == [new.title]
    assert comparison.continued == ((trained.key, trained.key),)
    assert [actions[key].title for key in comparison.dropped] == ["Glemt"]
    assert [actions[key].title for key in comparison.finished] == ["Ryddet"]
    copied = later.points.get()
    assert [copied.actions.get(), copied.facts.get().source] == [trained, "Arbeidstilsynet"]
    assert copied.facts.get() != fact
    assert trained.comes_from.get().of_key == point.key
    assert former.strategy.parent == above
    assert former.approver_title == "Direktør"


def test_a_strategy_cannot_rest_on_one_that_rests_on_it(cast: Cast) -> None:
    above = begin(cast, name="Virksomhetsstrategi", kind="whole").strategy
    beneath = begin(cast, parent=above).strategy
    with pytest.raises(NotAllowed, match="above_itself"):
        services.edit_strategy(strategy=above, fields={"parent": beneath}, by=cast.actor("kari"), at=NOW)


@pytest.mark.requirement("R003-36")
def test_the_document_tells_the_facts_with_their_sources_alike_in_every_form(cast: Cast) -> None:
    by = {"by": cast.actor("kari"), "at": NOW}
    edition = begin(cast, main_goal="Alle kommer hele hjem")
    fact = {"text": "Utslitt hver uke", "figure": 28, "unit_of_measure": "%", "source": "STAMI", "year": 2019}
    services.save_part(row=OutsideFact(edition=edition), fields=fact, **by)
    plan(cast, edition, "Øve på trusler")
    edition.refresh_from_db()
    document = strategy_document(edition, "nn")
    page = file_of(document, "html").decode()
    for words in ("Hovudmål", "Alle kommer hele hjem", "28 %", "STAMI, 2019", "Øve på trusler", "HMS-sjef"):
        assert words in page
        assert words in file_of(document, "json").decode().replace("\\u00a0", " ")


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", page)).replace("\N{NO-BREAK SPACE}", " ").split())


def asked_little(client: Client, address: str, **query: str) -> str:
    """The page, counted when the message of what was saved has been shown."""
    client.get(address, query)
    with at_most(12):
        answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.requirement("R003-04", "R003-07", "R003-23", "R003-25", "R003-28", "R003-29", "R003-33", "R003-34")
@pytest.mark.requirement("R003-35", "R003-38", "R003-40", "R003-41", "R003-49", "R002-03", "R002-04")
def test_an_edition_is_written_in_its_pages_and_told_alike_in_both_parts_and_in_the_document(
    cast: Cast, signed_in: Callable[[Client, Any], Client]
) -> None:
    kari, by = signed_in(Client(), cast.kari), {"by": cast.actor("kari"), "at": NOW}
    edition = begin(cast, main_goal="Alle kommer hele hjem")
    place = [edition.strategy.key, edition.year]

    def send(name: str, *more: str, **fields: Any) -> None:
        answer = kari.post(reverse(f"strategy:{name}", args=[*place, *more]), {"version": "", **fields})
        assert answer.status_code == 302, words_of(answer.content.decode())

    source = "Verdens helseorganisasjon (2017)"
    goal = create_goal(unit=cast.enterprise, name_nb="Trygt for alle", source=source, **by)
    absence, harm = lay_indicator(cast), lay_indicator(cast, code="harm", name_nb="Skader")
    hand_in(cast, absence, {("nett", "2025-04"): parts(8, 100, 20)})
    site = Site.objects.create(
        enterprise=cast.enterprise, unit=cast.enterprise, name="Halden", kind="other", created_at=NOW, updated_at=NOW
    )
    send("edition_text", version="1", introduction="Slik vil vi ha det", authors="Mona Prøve, HMS-sjef")
    ambition = {"ambition": "få flere på jobb", "source_document": "Virksomhetsstrategien", "chapter": "4.3"}
    send("part_new", "indikator", indicator=absence.key, number="1", prioritised="on", **ambition)
    send("part_new", "indikator", indicator=harm.key, number="2")
    found = {"text": "Utslitt hver uke", "figure": "28", "unit_of_measure": "%", "population": "Sykehusansatte"}
    send("part_new", "fakta", **found, source="STAMI", year="2019", indicator=absence.key)
    said = {"requirement": "Arbeidsmiljøloven § 4-4", "goal": goal.key, "site": site.key}
    send("part_new", "punkt", quadrant="weakness", text="Stasjonen er slitt", facts=edition.facts.get().key, **said)
    send("part_new", "punkt", quadrant="challenge", text="Få hender")
    point = edition.points.get(quadrant="weakness")
    wanted = {"expected_result": "Friskere luft", "due_on": "2025-12-01", "cost_kind": "amount", "cost_ore": "150000"}
    done_by = {"responsible_name": "Eiendomssjef", "indicators": absence.key, "points": point.key}
    send("action_new", title="Pusse opp", **wanted, **done_by)
    nav = Collaborator(name="NAV", outside=True)
    helping = plan(cast, edition, "Støtte til arbeidslaget", collaborators=[nav])
    offered = {"help_offered": "Rådgiver i ti dager", "help_given": "Fem dager", "given_on": "2025-05-02"}
    unit = {"unit": cast.units["nett"].key, "reason": "Høyt fravær", "actions": helping.key}
    send("part_new", "enhet", **unit, **offered)

    home, document = (reverse(name, args=place) for name in ("strategy:edition", "strategy_documents:document"))
    page = asked_little(kari, home)
    shown = words_of(page)
    for words in (
        "HMS · 2023–2026", "1 punkt har ikke noe tiltak", "Skrevet av Mona Prøve, HMS-sjef",
        "Sykefravær få flere på jobb (Virksomhetsstrategien, kapittel 4.3)", "Pusse opp Sykefravær Eiendomssjef",
        "Avdeling nett Høyt fravær → Støtte til arbeidslaget sammen med NAV",
        "Hjelp som tilbys: Rådgiver i ti dager Hjelp som er gitt: Fem dager (2. mai 2025)",
    ):  # fmt: skip
        assert words in shown, words
    folded = words_of(page[page.index("1 annen indikator") : page.index("</details>", page.index("1 annen indikator"))])
    assert "Skader" in folded
    assert "Sykefravær" not in folded
    situation = words_of(asked_little(kari, home, part="situation"))
    for words in (
        "Styrker: holdes ved like og utvikles", "Muligheter: bør brukes bedre", "Svakheter: må løses",
        "utfordringer: må håndteres", "Stasjonen er slitt (Halden)", "Krav: Arbeidsmiljøloven § 4-4",
        "Mål: Trygt for alle", "→ Pusse opp Ikke startet", "Få hender Ikke noe tiltak ennå",
        "Utslitt hver uke Gjelder: Sykehusansatte 28 % 8,0 % Sykefravær, 1. tertial 2025 STAMI, 2019",
    ):  # fmt: skip
        assert words in situation, words
    assert "Pusse opp Sykefravær" not in situation, "each part shows its own"
    assert kari.get(home, {"part": "finnesikke"}).status_code == 404
    assert source in words_of(kari.get(reverse("indicators:goal", args=[goal.key])).content.decode())

    send("approve", version="2", approver_name="Dina Prøve", approver_title="Direktør", approved_on="2025-05-19")
    chapters = {name: words_of(asked_little(kari, document, section=name)) for name in CHAPTERS}
    with at_most(22):
        every = words_of(kari.get(document, {"section": "all"}).content.decode())
    assert kari.get(document, {"section": "finnesikke"}).status_code == 404
    file = kari.get(reverse("strategy_documents:download", args=[*place, "docx"])).content
    paper = words_of(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").decode())
    for chapter, words in (
        ("goals", "Skrevet av Mona Prøve, HMS-sjef. Godkjent 19. mai 2025 av Dina Prøve, Direktør."),
        ("goals", "Alle kommer hele hjem"),
        ("situation", "Utslitt hver uke (Sykehusansatte) 28 % STAMI, 2019"),
        ("actions", "Vi vil: få flere på jobb (Virksomhetsstrategien, kapittel 4.3)"),
        ("actions", "Nr. Tiltak Ansvarlig Ønsket effekt Frist Kostnad utover budsjett 1 Pusse opp (nytt) Eiendomssjef "
         "Friskere luft 01.12.2025 150 000 kr"),
        ("actions", "HMS-sjef. Sammen med NAV"),
    ):  # fmt: skip
        assert words in chapters[chapter], words
        assert words in every, "to be printed, all chapters stand on one page"
        assert words in paper, words


def test_what_was_approved_while_somebody_had_it_open_is_not_written_on(cast: Cast) -> None:
    by = {"by": cast.actor("kari"), "at": NOW}
    edition = begin(cast)
    point = Point(edition=edition)
    services.save_part(row=point, fields={"quadrant": "challenge", "text": "Vold"}, **by)
    read = Point.objects.select_related("edition__strategy__enterprise").get()
    services.approve_edition(
        edition=edition, name="Dina", title="Direktør", on=TODAY, case_number="8", today=TODAY, **by
    )
    with pytest.raises(NotAllowed, match="edition_approved"):
        services.save_part(row=read, fields={"text": "For sent"}, **by)
    with pytest.raises(NotAllowed, match="edition_approved"):
        services.remove_part(row=read, **by)
    assert Point.objects.get().text == "Vold"
