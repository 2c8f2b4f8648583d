"""Addresses of the pages."""

from django.urls import path

from samsvar.subjects.governance.views import (
    adopting,
    assignments,
    changing,
    connections,
    controls,
    documents,
    requirements,
    signing,
)

app_name = "governance"

urlpatterns = [
    path("", documents.documents, name="documents"),
    path("ny", documents.new, name="new"),
    path("katalog", adopting.adopt, name="adopt"),
    path("dekning", requirements.coverage, name="coverage"),
    path("oppdrag", assignments.assignments, name="assignments"),
    path("oppdrag/ny", assignments.new, name="assignment_new"),
    path("oppdrag/<slug:key>", assignments.assignment, name="assignment"),
    path("oppdrag/<slug:key>/<slug:word>", assignments.act, name="assignment_act"),
    path("kontroll", controls.controls, name="controls"),
    path("kontroll/ny", controls.new, name="control_new"),
    path("kontroll/<slug:key>", controls.control, name="control"),
    path("kontroll/<slug:key>/<slug:word>", controls.act, name="control_act"),
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
    path("<slug:key>/les", signing.sign, name="sign"),
    path("<slug:key>/sammenheng", connections.connections, name="connections"),
    path("<slug:key>/innforing", connections.implementation, name="implementation"),
    path("<slug:key>/innforing/noter", connections.implement, name="implement"),
    path("<slug:key>/bekreftelser", signing.acknowledgements, name="acknowledgements"),
    path("<slug:key>/bekreftelser/avslutt", signing.end, name="round_end"),
    path("<slug:key>/bekreftelser/<slug:word>", signing.act, name="round_act"),
    path("<slug:key>/<slug:word>", changing.act, name="act"),
]
