"""The addresses where files are read in."""

from django.urls import path

from samsvar.platform.imports.views import runs

app_name = "imports"

urlpatterns = [
    path("", runs.start, name="start"),
    path("kjoring/<slug:key>/", runs.run, name="run"),
    path("kjoring/<slug:key>/lagre/", runs.confirm, name="confirm"),
    path("kjoring/<slug:key>/forkast/", runs.drop, name="drop"),
    path("<slug:word>/", runs.new, name="kind"),
]
