"""Addresses of the pages."""

from django.urls import path

from samsvar.subjects.strategy.views import edition_parts, strategies

app_name = "strategy"
urlpatterns = [
    path("", strategies.strategies, name="strategies"),
    path("ny/", strategies.new, name="strategy_new"),
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
