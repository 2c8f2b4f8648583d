"""Addresses of the pages."""

from django.urls import path

from samsvar.subjects.strategy.views import edition_parts, process, process_parts, strategies

app_name = "strategy"
urlpatterns = [
    path("", strategies.strategies, name="strategies"),
    path("ny/", strategies.new, name="strategy_new"),
    path("punkt/<slug:key>/", edition_parts.point, name="point"),
    path("barekraft/", process.process, name="process"),
    path("barekraft/ny/", process.begin, name="process_new"),
    path("barekraft/lofte/<slug:key>/", process_parts.promise, name="promise"),
    path("barekraft/<slug:key>/vesentlig/", process.edit, name="process_edit"),
    path("barekraft/<slug:key>/offentlig/", process.publish, name="process_publish"),
    path("barekraft/<slug:key>/offentlig/ta-ned/", process.take_down, name="process_take_down"),
    path("barekraft/<slug:key>/<slug:part_key>/steg/", process.step, name="process_step"),
    path("barekraft/<slug:key>/<slug:part_key>/flytt/", process.move, name="process_step_move"),
    path("barekraft/<slug:key>/<slug:part_key>/poeng/", process_parts.score, name="process_score"),
    path("barekraft/<slug:key>/<slug:part_key>/tiltak/", process_parts.action_new, name="promise_action"),
    path("barekraft/<slug:key>/<slug:word>/ny/", process_parts.part, name="process_part_new"),
    path("barekraft/<slug:key>/<slug:word>/<slug:part_key>/", process_parts.part, name="process_part"),
    path("barekraft/<slug:key>/<slug:word>/<slug:part_key>/fjern/", process_parts.remove, name="process_part_remove"),
    path("<slug:key>/", strategies.strategy, name="strategy"),
    path("<slug:key>/endre/", strategies.edit, name="strategy_edit"),
    path("<slug:key>/ny-utgave/", strategies.edition_new, name="edition_new"),
    path("<slug:key>/<int:former>-<int:later>/", strategies.compare, name="compare"),
    path("<slug:key>/<int:year>/", strategies.edition, name="edition"),
    path("<slug:key>/<int:year>/tekst/", strategies.edition_text, name="edition_text"),
    path("<slug:key>/<int:year>/godkjent/", strategies.approve, name="approve"),
    path("<slug:key>/<int:year>/nytt-tiltak/", edition_parts.action_new, name="action_new"),
    path("<slug:key>/<int:year>/<slug:word>/ny/", edition_parts.part, name="part_new"),
    path("<slug:key>/<int:year>/<slug:word>/<slug:part_key>/", edition_parts.part, name="part"),
    path("<slug:key>/<int:year>/<slug:word>/<slug:part_key>/fjern/", edition_parts.part_remove, name="part_remove"),
]
