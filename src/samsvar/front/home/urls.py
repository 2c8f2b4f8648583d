from django.urls import path

from samsvar.front.home import choosing, duties, views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("frister/", views.deadlines, name="deadlines"),
    path("plikter/", duties.duties, name="duties"),
    path("sok/", views.search, name="search"),
    path("enheter/", choosing.units, name="units"),
    path("valg/enhet", choosing.choose_unit, name="choose_unit"),
]
