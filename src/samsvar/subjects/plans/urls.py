"""Addresses of the pages."""

from django.urls import path

from samsvar.subjects.plans.views import actions, immediate, many, papers, parts, plans, settings

app_name = "plans"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("ny", plans.new, name="new"),
    path("kriterier", settings.criteria, name="criteria"),
    path("monster", settings.models, name="models"),
    path("monster/ny", settings.model_new, name="model_new"),
    path("monster/<slug:key>", settings.model, name="model"),
    path("tiltak/<slug:key>", actions.action, name="action"),
    path("tiltak/<slug:key>/endre", actions.edit, name="action_edit"),
    path("tiltak/<slug:key>/flytt", actions.move, name="action_move"),
    path("tiltak/<slug:key>/merknad", actions.note, name="action_note"),
    path("tiltak/<slug:key>/ferdig", actions.done, name="action_done"),
    path("tiltak/<slug:key>/avlys", actions.cancel, name="action_cancel"),
    path("tiltak/<slug:key>/deler/ny", parts.new, name="part_new"),
    path("tiltak/<slug:key>/deler/<slug:part>", parts.edit, name="part_edit"),
    path("tiltak/<slug:key>/deler/<slug:part>/<slug:word>", parts.act, name="part_act"),
    path("tiltak/<slug:key>/ut-av/<slug:plan>", actions.take_out, name="action_out"),
    path("straks", immediate.immediate, name="immediate"),
    path("straks/nytt", immediate.new, name="immediate_new"),
    path("straks/<slug:key>/ta-inn", immediate.take_in, name="immediate_take_in"),
    path("<slug:key>", plans.plan, name="plan"),
    path("<slug:key>/plan.<slug:form>", papers.plan, name="file"),
    path("<slug:key>/samlet.<slug:form>", papers.gathered, name="gathered_file"),
    path("<slug:key>/tavle", plans.plan, {"drawing": "board"}, name="board"),
    path("<slug:key>/tidslinje", plans.plan, {"drawing": "timeline"}, name="timeline"),
    path("<slug:key>/endre", plans.edit, name="edit"),
    path("<slug:key>/tilbake", plans.send_back, name="return"),
    path("<slug:key>/apne", plans.reopen, name="reopen"),
    path("<slug:key>/tiltak/nytt", actions.new, name="action_new"),
    path("<slug:key>/flere", many.bulk, name="bulk"),
    path("<slug:key>/videre", many.carry, name="carry"),
    path("<slug:key>/sammenlign", many.compare, name="compare"),
    path("<slug:key>/samlet", many.gathered, name="gathered"),
    path("<slug:key>/fra-monster", many.from_model, name="from_model"),
    path("<slug:key>/<slug:word>", plans.act, name="act"),
]
