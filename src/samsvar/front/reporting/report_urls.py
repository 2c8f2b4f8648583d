"""Addresses of reports due, and of the packs that anyone may look at for a unit and period."""

from django.urls import path

from samsvar.front.reporting.views import packs, report_kinds, reports

app_name = "reports"
urlpatterns = [
    path("", reports.reports, name="reports"),
    path("begynn/", reports.begin, name="begin"),
    path("pakke/", packs.pack, name="pack"),
    path("pakke/fil/<slug:form>/", packs.download, name="pack_file"),
    path("slag/", report_kinds.kinds, name="kinds"),
    path("slag/ny/", report_kinds.new, name="kind_new"),
    path("slag/<slug:key>/", report_kinds.edit, name="kind"),
    path("<slug:key>/", reports.report, name="report"),
    path("<slug:key>/hele/", reports.shown, name="shown"),
    path("<slug:key>/fil/<slug:form>/", reports.download, name="file"),
    path("<slug:key>/send/", reports.submit, name="submit"),
    path("<slug:key>/godta/", reports.accept, name="accept"),
    path("<slug:key>/<slug:word>/", reports.act, name="act"),
]
