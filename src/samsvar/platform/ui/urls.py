"""Pages of the frame itself: language, colours, keyboard, help, accessibility, the gallery of components."""

from django.urls import path

from samsvar.platform.ui import views

app_name = "ui"
urlpatterns = [
    path("valg/sprak", views.choose_language, name="language"),
    path("valg/farger", views.choose_scheme, name="scheme"),
    path("valg/tastatur", views.choose_keys, name="keys"),
    path("valg/meny", views.fold_menu, name="fold"),
    path("hurtigtaster", views.shortcuts, name="shortcuts"),
    path("hjelp", views.help_index, name="help"),
    path("tilgjengelighet", views.accessibility, name="accessibility"),
    path("oppsett/komponenter", views.components, name="components"),
]
