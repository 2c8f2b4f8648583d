"""Addresses of the pages."""

from django.urls import path

from samsvar.subjects.climate.views import accounts, factors, lines

app_name = "climate"
urlpatterns = [
    path("", accounts.account, name="account"),
    path("nytt", accounts.open_account, name="open"),
    path("linjer", lines.lines, name="lines"),
    path("linjer.<slug:ending>", lines.export, name="export"),
    path("linjer/ny", lines.new, name="line_new"),
    path("linjer/ingen", lines.none_used, name="none"),
    path("linjer/<slug:key>", lines.line, name="line"),
    path("linjer/<slug:key>/rett", lines.edit, name="line_edit"),
    path("linjer/<slug:key>/trekk", lines.withdraw, name="line_withdraw"),
    path("faktorer", factors.factors, name="factors"),
    path("faktorer/ny", factors.new, name="factor_new"),
    path("faktorer/<slug:key>", factors.edit, name="factor_edit"),
    path("<slug:key>/gjor-opp", accounts.settle, name="settle"),
    path("<slug:key>/apne", accounts.reopen, name="reopen"),
]
