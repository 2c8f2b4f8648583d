"""The addresses of the catalogues."""

from django.urls import path

from samsvar.registers.catalogues.views import editions

app_name = "catalogues"
urlpatterns = [
    path("kilder/", editions.editions, name="editions"),
    path("kilder/<slug:source>/endret/", editions.moved, name="moved"),
    path("kilder/<slug:source>/<str:edition>/", editions.edition, name="edition"),
]
