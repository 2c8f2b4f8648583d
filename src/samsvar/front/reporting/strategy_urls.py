"""Addresses of the strategy document; under those of strategies."""

from django.urls import path

from samsvar.front.reporting.views import strategies

app_name = "strategy_documents"
urlpatterns = [
    path("<slug:key>/<int:year>/dokument/", strategies.document, name="document"),
    path("<slug:key>/<int:year>/dokument/<slug:form>/", strategies.download, name="download"),
]
