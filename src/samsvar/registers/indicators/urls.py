"""Addresses of goals, indicators, figures and periods."""

from django.urls import path

from samsvar.registers.indicators.views import closing, definitions, entry, exports, lists, pages

app_name = "indicators"

urlpatterns = [
    path("", lists.indicators, name="indicators"),
    path("kart/", pages.heat, name="heat"),
    path("endret/", pages.changes, name="changes"),
    path("lever/", entry.entry, name="entry"),
    path("perioder/", closing.periods, name="periods"),
    path("perioder/send/", closing.submit, name="submit"),
    path("perioder/<str:key>/<str:word>/", closing.decide, name="decide"),
    path("tabell.<str:ending>", exports.indicators, name="export"),
    path("ord/", definitions.words, name="words"),
    path("ta-inn/", definitions.adopt, name="adopt"),
    path("maal/ny/", definitions.goal_new, name="goal_new"),
    path("maal/<str:key>/", lists.goal, name="goal"),
    path("maal/<str:key>/endre/", definitions.goal_edit, name="goal_edit"),
    path("indikator/ny/", definitions.indicator_new, name="indicator_new"),
    path("indikator/<str:key>/", pages.indicator, name="indicator"),
    path("indikator/<str:key>/endre/", definitions.indicator_edit, name="indicator_edit"),
    path("indikator/<str:key>/maltall/", definitions.target_new, name="target_new"),
    path("indikator/<str:key>/enheter/", pages.units, name="units"),
    path("indikator/<str:key>/tall.<str:ending>", exports.figures, name="figures_export"),
    path("indikator/<str:key>/tall/<str:code>/", entry.measured, name="measured"),
]
