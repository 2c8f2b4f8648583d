"""Addresses of the pages."""

from django.urls import path

from samsvar.subjects.meetings.views import cases, decisions, meetings, outcomes, proposals, resources, reviews

app_name = "meetings"
urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("organ/<slug:key>", meetings.body, name="body"),
    path("organ/<slug:key>/sak", cases.new, name="case_new"),
    path("organ/<slug:key>/forslag", proposals.new, name="proposal_new"),
    path("mote/<slug:key>", meetings.meeting, name="meeting"),
    path("sak/<slug:key>", cases.case, name="case"),
    path("sak/<slug:key>/endre", cases.edit, name="case_edit"),
    path("vedtak/", decisions.decisions, name="decisions"),
    path("vedtak/ny/<slug:of>/<slug:key>", decisions.new, name="decision_new"),
    path("vedtak/<slug:key>", decisions.decision, name="decision"),
    path("vedtak/<slug:key>/endre", decisions.edit, name="decision_edit"),
    path("vedtak/<slug:key>/vurder", decisions.weigh, name="decision_weigh"),
    path("vedtak/<slug:key>/oppgave", decisions.step_new, name="step_new"),
    path("vedtak/<slug:key>/oppgave/<int:step>", decisions.step_edit, name="step_edit"),
    path("vedtak/<slug:key>/tiltak", decisions.turn, name="decision_turn"),
    path("forslag/<slug:key>", proposals.proposal, name="proposal"),
    path("forslag/<slug:key>/svar", proposals.decline, name="proposal_decline"),
    path("forslag/<slug:key>/tiltak", proposals.take_up, name="proposal_take_up"),
    path("funn/<slug:key>", outcomes.finding, name="finding"),
    path("ressurser/", resources.resources, name="resources"),
    path("ressurser/ny", resources.new, name="resource_new"),
    path("ressurser/<slug:key>", resources.edit, name="resource_edit"),
    path("gjennomganger/", reviews.reviews, name="reviews"),
    path("gjennomganger/ny", reviews.new, name="review_new"),
    path("gjennomganger/<slug:key>", reviews.review, name="review"),
    path("gjennomganger/<slug:key>/endre", reviews.edit, name="review_edit"),
    path("gjennomganger/<slug:key>/hent", reviews.gather, name="review_gather"),
    path("gjennomganger/<slug:key>/lukk", reviews.hold, name="review_hold"),
    path("gjennomganger/<slug:key>/punkt/<slug:point>", reviews.note, name="review_note"),
    path("gjennomganger/<slug:key>/dokument/<slug:document>", reviews.document, name="review_document"),
    path("gjennomganger/<slug:key>/funn", outcomes.finding_new, name="finding_new"),
    path("gjennomganger/<slug:key>/funn/<slug:part>", outcomes.finding_edit, name="finding_edit"),
    path("gjennomganger/<slug:key>/funn/<slug:part>/lukk", outcomes.finding_close, name="finding_close"),
    path("gjennomganger/<slug:key>/funn/<slug:part>/tiltak", outcomes.finding_turn, name="finding_turn"),
    path("gjennomganger/<slug:key>/arrangement", outcomes.event_new, name="event_new"),
    path("gjennomganger/<slug:key>/arrangement/<slug:part>", outcomes.event_edit, name="event_edit"),
    path("gjennomganger/<slug:key>/arrangement/<slug:part>/deltakelse", outcomes.turnout, name="turnout"),
    path("gjennomganger/<slug:key>/referat", reviews.minutes, name="minutes"),
    path("gjennomganger/<slug:key>/referat.<slug:form>", reviews.download, name="minutes_file"),
]
