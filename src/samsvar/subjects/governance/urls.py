"""Addresses of the pages."""

from django.urls import path

from samsvar.subjects.governance.views import adopting, changing, documents, requirements

app_name = "governance"

urlpatterns = [
    path("", documents.documents, name="documents"),
    path("ny", documents.new, name="new"),
    path("katalog", adopting.adopt, name="adopt"),
    path("dekning", requirements.coverage, name="coverage"),
    path("krav/<slug:key>", requirements.requirement, name="requirement"),
    path("krav/<slug:key>/enheter", requirements.units, name="requirement_units"),
    path("krav/<slug:key>/svar", requirements.back, name="requirement_back"),
    path("krav/<slug:key>/svar/fjern", requirements.unback, name="requirement_unback"),
    path("krav/<slug:key>/deleger", requirements.delegate, name="requirement_delegate"),
    path("krav/<slug:key>/endre", requirements.edit, name="requirement_edit"),
    path("<slug:key>", documents.document, name="document"),
    path("<slug:key>/versjon/<int:number>", documents.versions, name="versions"),
    path("<slug:key>/avslutt-gyldighet", changing.end_validity, name="end_validity"),
    path("<slug:key>/fjern-binding", changing.untie, name="untie"),
    path("<slug:key>/<slug:word>", changing.act, name="act"),
]
