"""The addresses of due diligence: one list per noun."""

from django.urls import URLPattern, path

from samsvar.subjects.due_diligence.views import contracts, editions, methods, risk_picture

app_name = "due_diligence"

CONTRACTS: list[URLPattern] = [
    path("avtaler/", contracts.contracts, name="contracts"),
    path("avtaler/vurder/", contracts.assess, name="assess"),
    path("avtaler/<slug:key>/", contracts.contract, name="contract"),
    path("avtaler/<slug:key>/utregning.json", contracts.calculation, name="calculation"),
]

RISK: list[URLPattern] = [
    path("risiko/", risk_picture.risk_picture, name="risk_picture"),
    path("risiko/land/", risk_picture.countries, name="risk_countries"),
    path("risiko/endret/<slug:source>/", editions.moved, name="moved"),
]

METHODS: list[URLPattern] = [
    path("risiko/metode/", methods.methods, name="methods"),
    path("risiko/metode/ny/", methods.new, name="method_new"),
    path("risiko/metode/<slug:key>/", methods.method, name="method"),
    path("risiko/metode/<slug:key>/bruk/", methods.use, name="method_use"),
]

urlpatterns = [*CONTRACTS, *RISK, *METHODS]
