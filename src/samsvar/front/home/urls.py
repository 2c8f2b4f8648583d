from django.urls import path

from samsvar.front.home import choosing, views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("frister/", views.deadlines, name="deadlines"),
    path("sok/", views.search, name="search"),
    path("enheter/", choosing.units, name="units"),
    path("valg/enhet", choosing.choose_unit, name="choose_unit"),
]
