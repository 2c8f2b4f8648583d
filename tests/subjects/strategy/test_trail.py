"""What points, goals and promises are tied to stands in the trail as columns do; a tie altered by SQL is told."""

from typing import Any

import pytest
from django.db import connection

from samsvar.platform.audit.models import Event
from samsvar.platform.audit.presenters import words_for
from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation.services import NotAllowed
from samsvar.subjects.strategy import models
from samsvar.subjects.strategy.models import OutsideFact, Point
from samsvar.subjects.strategy.selectors.process import steps_of
from samsvar.subjects.strategy.services import process as processes
from samsvar.subjects.strategy.services import strategies as services
from tests.cast import NOW, Cast
from tests.subjects.strategy.test_editions import begin, plan

pytestmark = pytest.mark.django_db


def told(table: str) -> list[str]:
    """What verifying the records says of a table's rows."""
    return [each.code for each in verify(records=True).findings if each.facts.get("table") == table]


def last_changes(language: str = "nb") -> dict[str, tuple[Any, Any]]:
    """Each column that the newest event changed."""
    event = Event.objects.order_by("-pk")[0]
    return {each["field"]: (each["was"], each["is"]) for each in words_for(event, language)[1]}


def test_what_a_point_is_tied_to_stands_in_its_event_and_a_tie_altered_underneath_is_told(cast: Cast) -> None:
    by: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    edition = begin(cast)
    fact, point = OutsideFact(edition=edition), Point(edition=edition)
    services.save_part(row=fact, fields={"text": "Vold øker", "source": "Arbeidstilsynet", "year": 2022}, **by)
    services.save_part(row=point, fields={"quadrant": "challenge", "text": "Vold", "facts": [fact]}, **by)
    assert last_changes()["Fakta utenfra"] == (None, "Vold øker")
    action = plan(cast, edition, "Øve", points=[point])
    assert last_changes()["Tiltak"] == (None, "Øve")
    later = services.begin_edition(strategy=edition.strategy, year=2025, **by)
    assert told("strategy_point") == []

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM strategy_point_actions WHERE point_id = %s", [later.points.get().pk])
    assert told("strategy_point") == ["changed_without_event"]
    assert list(point.actions.all()) == [action]


def test_a_fact_that_is_removed_leaves_the_points_that_rested_on_it_with_an_event(cast: Cast) -> None:
    by: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    edition = begin(cast)
    fact, point = OutsideFact(edition=edition), Point(edition=edition)
    services.save_part(row=fact, fields={"text": "Vold øker", "source": "Arbeidstilsynet"}, **by)
    services.save_part(row=point, fields={"quadrant": "challenge", "text": "Vold", "facts": [fact]}, **by)
    before = point.version
    services.remove_part(row=fact, **by)
    assert last_changes()["Fakta utenfra"][1] is None
    point.refresh_from_db()
    assert point.version == before + 1, "whoever has it open sees that what it rested on is gone"
    assert told("strategy_point") == told("strategy_outsidefact") == []


def test_an_area_that_a_point_comes_from_stays(cast: Cast) -> None:
    by: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    found = processes.begin_process(enterprise=cast.enterprise, year=2025, method="five-steps", areas_in="nb", **by)
    area = found.areas.order_by("pk")[0]
    point = Point(edition=begin(cast))
    services.save_part(row=point, fields={"quadrant": "challenge", "text": "Innkjøp", "area": area}, **by)
    with pytest.raises(NotAllowed, match="has_points"):
        processes.remove_part(row=area, **by)


def test_a_topic_that_is_removed_leaves_the_goal_that_rested_on_it_with_an_event(cast: Cast) -> None:
    by: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    found = processes.begin_process(enterprise=cast.enterprise, year=2025, method="five-steps", areas_in="nb", **by)
    for step in steps_of(found)[:4]:
        processes.save_part(row=step, fields={"status": "done"}, **by)
    topic, goal = models.Topic(process=found), models.ChosenGoal(process=found)
    processes.save_part(row=topic, fields={"name": "Innkjøp", "dimension": "social"}, **by)
    fields = {"un_goal": "un-8", "dimension": "social", "reason": "Vi kjøper mye", "topics": [topic], "areas": []}
    processes.save_part(row=goal, fields=fields, **by)
    processes.remove_part(row=topic, **by)
    assert told("strategy_chosengoal") == []
