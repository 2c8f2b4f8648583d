from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.core.documents.frozen import freeze, thaw
from samsvar.core.documents.walk import plain_lines
from samsvar.platform.organisation.models import Body
from samsvar.platform.organisation.services import NotAllowed
from samsvar.registers.actions.models import Action
from samsvar.registers.wheel.models import Activity, Meeting, Occurrence
from samsvar.subjects.due_diligence.models import ImpactAction
from samsvar.subjects.meetings.gathering import as_gathered, collect
from samsvar.subjects.meetings.models import Review
from samsvar.subjects.meetings.presenters.minutes import minutes_of
from samsvar.subjects.meetings.presenters.reviews import point_lines
from samsvar.subjects.meetings.selectors.bodies import counts
from samsvar.subjects.meetings.selectors.reviews import turnout_of, whole
from samsvar.subjects.meetings.services import bodies, reviews
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.queries import at_most

pytestmark = pytest.mark.django_db
STAMPS = {"created_at": NOW, "updated_at": NOW}
WEIGHED = {"weighed_climate": "Mindre", "weighed_social": "Tryggere", "weighed_economy": "Ingen"}


@pytest.fixture
def by(cast):
    return {"by": cast.actor("kari"), "at": NOW}


def begun(cast, by, kind: str = "management_review", year: int = 2025) -> Review:
    fields = {"unit": cast.enterprise, "year": year}
    return reviews.begin_review(enterprise=cast.enterprise, kind=kind, fields=fields, **by)


def step(decision, cast, by, what: str = "Lag en plan", due_on: date | None = TODAY):
    fields = {"what": what, "unit": cast.enterprise, "responsible": cast.ola, "due_on": due_on}
    return bodies.add_step(decision=decision, fields=fields, **by)


def body_of(cast, kind: str) -> Body:
    return Body.objects.create(enterprise=cast.enterprise, name_nb="Påfunn tilsyn", kind=kind, **STAMPS)


@pytest.mark.requirement("R003-47")
def test_what_is_agreed_with_somebody_outside_becomes_an_action_once_that_knows_where_it_comes_from(cast, by):
    meeting = Meeting.objects.create(body=body_of(cast, "outside"), year=2025, held_on=TODAY, **STAMPS)
    agreed = bodies.register_decision(of=meeting, text="De bidrar", decided_on=TODAY, weighed={}, **by)
    step(agreed, cast, by)
    (action,) = bodies.turn_into_actions(decision=agreed, **by)
    assert (action.title, action.responsible, action.due_on) == ("Lag en plan", cast.ola, TODAY)
    reason = action.comes_from.get()
    assert (reason.kind, reason.of_key) == ("decision", agreed.key)
    assert meeting.body.name_nb in reason.label
    with pytest.raises(NotAllowed, match="all_are_actions"):
        bodies.turn_into_actions(decision=agreed, **by)
    assert Action.objects.count() == 1


@pytest.mark.requirement("R000-36")
def test_a_decision_without_a_word_on_each_dimension_is_listed_until_it_is_weighed(cast, by):
    review = begun(cast, by)
    some = {**WEIGHED, "weighed_social": ""}
    decision = bodies.register_decision(of=review, text="Vi gjør det", decided_on=TODAY, weighed=some, **by)
    assert counts(cast.viewer("kari"), cast.enterprise)["unweighed"] == 1
    shown = sign_in(Client(), cast.kari).get(reverse("meetings:decisions")).content.decode()
    assert "Vi gjør det" in shown
    assert reverse("meetings:decision", args=[decision.key]) in shown
    bodies.weigh_decision(decision=decision, weighed={"weighed_social": "Tryggere"}, **by)
    assert counts(cast.viewer("kari"), cast.enterprise)["unweighed"] == 0


@pytest.mark.requirement("R003-51")
def test_what_a_working_group_proposes_is_taken_up_or_answered_once(cast, by):
    fields = {"unit": cast.enterprise, "title": "Bytt lys", "proposed_on": TODAY}
    group = body_of(cast, "working_group")
    taken, declined = (bodies.propose_action(body=group, fields=fields, **by) for _ in range(2))
    assert bodies.take_up_proposal(proposal=taken, **by).title == "Bytt lys"
    bodies.decline_proposal(proposal=declined, answer="Vi har led", **by)
    for answered in (taken, declined):
        with pytest.raises(NotAllowed, match="answered"):
            bodies.take_up_proposal(proposal=answered, **by)


@pytest.mark.requirement("R000-52", "R000-65")
def test_a_review_collects_its_input_and_its_minutes_stay_as_they_were_frozen(cast, by):
    late = {"title": "Over fristen", "due_on": TODAY - timedelta(days=9), "due_reason": "Avtalt", **STAMPS}
    place = {"enterprise": cast.enterprise, "unit": cast.units["nett"]}
    Action.objects.create(**place, **late)
    secret = Action.objects.create(**place, **{**late, "title": "Følg opp en negativ konsekvens"})
    ImpactAction.objects.create(action=secret, **STAMPS)  # fewer may read it than the review
    aside = {"unit": cast.enterprise, "year": 2025, "purpose": "Rådgiver", "person_years": 50, "amount_ore": None}
    reviews.set_aside(enterprise=cast.enterprise, fields={**aside, "note": ""}, **by)
    review = begun(cast, by)
    found = collect(review, reviews.points_of(review.kind), TODAY)
    reviews.keep_input(review=review, gathered=found, **by)
    gathered = as_gathered(review.gathered)
    assert [line.title for line in gathered["late_actions"].lines] == ["Over fristen"]
    assert gathered["late_actions"].count == 2
    assert gathered["late_activities"].count == 0
    unknown = {line.code for line in point_lines(whole(review)) if line.is_unknown}
    assert {"user_experience", "last_decisions"} <= unknown
    assert "late_actions" not in unknown
    reviews.note_point(review=review, point="user_experience", text="Bedre ventetid", **by)
    decision = bodies.register_decision(of=review, text="Vi rydder", decided_on=TODAY, weighed=WEIGHED, **by)
    step(decision, cast, by)
    minutes = freeze(minutes_of(whole(review), "nb", final=True))
    reviews.hold_review(review=review, held_on=TODAY, minutes=minutes, today=TODAY, **by)
    kept = "\n".join(plain_lines(thaw(review.frozen or {})))
    for words in ("Over fristen", "Bedre ventetid", "Vi rydder", "Rådgiver"):
        assert words in kept
    with pytest.raises(NotAllowed, match="held"):
        reviews.note_point(review=review, point="user_experience", text="Noe annet", **by)
    assert bodies.turn_into_actions(decision=decision, **by)
    client = sign_in(Client(), cast.kari)
    with at_most(12):
        shown = client.get(reverse("meetings:review", args=[review.key])).content.decode()
    assert "Rådgiver" in shown
    assert "Over fristen" in shown
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(reverse("meetings:minutes_file", args=[review.key, form])).content.startswith(begins)
    next_one = begun(cast, by, year=2026)
    came = as_gathered(collect(next_one, ("last_decisions",), TODAY))["last_decisions"]
    assert [(line.title, line.word) for line in came.lines] == [("Vi rydder", "open")]


@pytest.mark.requirement("R000-51")
def test_a_deviation_of_an_audit_becomes_an_action_and_is_open_until_it_is_closed(cast, by):
    audit = begun(cast, by, "environmental_audit")
    fields = {"kind": "deviation", "text": "Uten kar", "unit": cast.units["nett"], "due_on": TODAY}
    finding = reviews.add_finding(review=audit, fields=fields, **by)
    action = reviews.turn_finding(finding=finding, **by)
    assert (action.unit, action.comes_from.get().kind) == (cast.units["nett"], "deviation")
    review = begun(cast, by)
    points = ("deviations_and_incidents", "audit_findings")
    assert [each.count for each in as_gathered(collect(review, points, TODAY)).values()] == [1, 1]
    reviews.close_finding(finding=finding, closed_on=TODAY, closed_with="Kar kjøpt", today=TODAY, **by)
    assert [each.count for each in as_gathered(collect(review, points, TODAY)).values()] == [0, 0]


@pytest.mark.requirement("R000-53")
def test_a_campaign_week_holds_events_with_participation_per_unit_and_names_who_has_not_told(cast, by):
    week = begun(cast, by, "campaign_week")
    training, talk = (
        reviews.add_event(review=week, fields={"kind": kind, "title": kind, "held_on": TODAY}, **by)
        for kind in ("dilemma_training", "dialogue_meeting")
    )
    for unit, part, asked in (("nett", 3, 9), ("kjop", None, 5)):
        reviews.tell_turnout(event=training, unit=cast.units[unit], took_part=part, asked=asked, **by)
    told = turnout_of(training)
    assert (told.took_part, told.asked, told.untold) == (3, 9, (cast.units["kjop"].name_nb,))
    assert turnout_of(talk).share is None
    with pytest.raises(NotAllowed, match="more_than_asked"):
        reviews.tell_turnout(event=talk, unit=cast.units["nett"], took_part=9, asked=3, **by)


def test_a_review_that_is_held_is_the_wheels_occurrence_done_and_the_two_lead_to_each_other(cast, by):
    about = {"enterprise": cast.enterprise, **STAMPS}
    activity = Activity.objects.create(
        code="gjennomgang", number=1, name_nb="Ledelsens gjennomgang", phase="act", result="review_decisions", **about
    )
    occurrence = Occurrence.objects.create(activity=activity, year=2025, due_on=TODAY, **about)
    client = sign_in(Client(), cast.kari)
    address = reverse("wheel:occurrence", args=[occurrence.key])
    assert "Begynn gjennomgangen" in client.get(address).content.decode()
    review = begun(cast, by)
    assert (review.occurrence, review.planned_on) == (occurrence, TODAY)
    minutes = freeze(minutes_of(whole(review), "nb", final=True))
    reviews.hold_review(review=review, held_on=TODAY, minutes=minutes, today=TODAY, **by)
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.done_on) == ("done", TODAY)
    assert reverse("meetings:minutes", args=[review.key]) in occurrence.evidence
    with at_most(12):
        shown = client.get(address).content.decode()
    assert reverse("meetings:review", args=[review.key]) in shown
    assert address in client.get(reverse("meetings:review", args=[review.key])).content.decode()


def test_a_body_is_called_by_its_name_in_the_readers_language(cast, by):
    body = body_of(cast, "amu")
    Body.objects.filter(pk=body.pk).update(name_nn="Påfunn tilsynsutval")
    meeting = Meeting.objects.create(body=body, year=2025, number=1, held_on=TODAY, **STAMPS)
    case = bodies.add_case(body=body, fields={"number": "1/25", "title": "Sak", "year": 2025, "meeting": meeting}, **by)
    bodies.register_decision(of=case, text="Vedtatt", decided_on=TODAY, weighed=WEIGHED, **by)
    cast.kari.language = "nn"
    cast.kari.save()
    kari = sign_in(Client(), cast.kari)
    pages = {"meetings": (), "body": (body.key,), "meeting": (meeting.key,), "case": (case.key,)}
    for name, keys in {**pages, "decisions": ()}.items():
        page = kari.get(reverse(f"meetings:{name}", args=keys), {"view": "all"} if name == "decisions" else {})
        assert "Påfunn tilsynsutval" in page.content.decode(), name
        assert "Påfunn tilsyn<" not in page.content.decode(), name


def test_an_action_leads_back_to_the_decision_the_proposal_or_the_finding_it_comes_from(cast, by):
    board = body_of(cast, "board")
    case = bodies.add_case(body=board, fields={"number": "1/25", "title": "Sak", "year": 2025}, **by)
    decision = bodies.register_decision(of=case, text="Vedtatt", decided_on=TODAY, weighed=WEIGHED, **by)
    step(decision, cast, by)
    (decided,) = bodies.turn_into_actions(decision=decision, **by)
    said = {"unit": cast.enterprise, "title": "Bytt lys", "proposed_on": TODAY}
    proposal = bodies.propose_action(body=board, fields=said, **by)
    audit = begun(cast, by, "environmental_audit")
    fields = {"kind": "deviation", "text": "Avfall", "unit": cast.enterprise, "responsible": None, "due_on": None}
    finding = reviews.add_finding(review=audit, fields=fields, **by)
    sources = {
        decided.key: reverse("meetings:decision", args=[decision.key]),
        bodies.take_up_proposal(proposal=proposal, **by).key: reverse("meetings:proposal", args=[proposal.key]),
        reviews.turn_finding(finding=finding, **by).key: reverse("meetings:finding", args=[finding.key]),
    }
    kari = sign_in(Client(), cast.kari)
    listed = kari.get(reverse("due_diligence:actions")).content.decode()
    for key, source in sources.items():
        page = kari.get(reverse("due_diligence:action", args=[key]), follow=True)
        assert page.redirect_chain == [(reverse("plans:action", args=[key]), 302)], "it follows up no supplier"
        assert f'href="{source}"' in page.content.decode()
        assert f'href="{source}"' in listed
        assert kari.get(source, follow=True).status_code == 200


def test_what_was_held_while_somebody_had_it_open_is_not_written_in(cast, by):
    review = begun(cast, by)
    read = Review.objects.get()
    minutes = {"title": "Møtereferat"}
    reviews.hold_review(review=review, held_on=TODAY, minutes=minutes, today=TODAY, **by)
    point = reviews.points_of(read.kind)[0]
    with pytest.raises(NotAllowed, match="held"):
        reviews.note_point(review=read, point=point, text="For sent", **by)
    with pytest.raises(NotAllowed, match="held"):
        bodies.register_decision(of=read, text="For sent", decided_on=TODAY, weighed={}, **by)
    assert not read.notes.exists()
