"""Editions of a strategy: begun as copies, closed when approved, compared by what became of their actions."""

from datetime import date
from typing import Any

import pytest

from samsvar.front.reporting.strategy.document import strategy_document
from samsvar.front.reporting.transparency_statement.files import file_of
from samsvar.platform.organisation.services import NotAllowed
from samsvar.registers.actions.services import cancel_action
from samsvar.subjects.strategy.models import Edition, OutsideFact, Point
from samsvar.subjects.strategy.selectors.editions import compared, whole_edition
from samsvar.subjects.strategy.services import strategies as services
from tests.cast import NOW, TODAY, Cast


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
    assert [each.text for each in whole_edition(former).points_without_action] == ["Vold"]
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
