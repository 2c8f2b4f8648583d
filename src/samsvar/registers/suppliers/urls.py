"""The addresses of suppliers, of owners of agreements, and of the contract's form."""

from django.urls import path

from samsvar.registers.suppliers.views import codes, contracts, duplicates, exports, facts, partners, records, suppliers

app_name = "suppliers"

SUPPLIERS = [
    path("leverandorer/", suppliers.suppliers, name="suppliers"),
    path("leverandorer/ny/", suppliers.new, name="supplier_new"),
    path("leverandorer/eksport.<slug:ending>", exports.suppliers, name="suppliers_export"),
    path("leverandorer/like/", duplicates.duplicates, name="duplicates"),
    path("leverandorer/like/svar/", duplicates.judge, name="duplicate_judge"),
    path("leverandorer/retningslinjer/", codes.codes, name="codes"),
    path("leverandorer/retningslinjer/ny/", codes.new, name="code_new"),
    path("leverandorer/retningslinjer/<slug:key>/", codes.edit, name="code_edit"),
    path("leverandorer/<slug:key>/", suppliers.supplier, name="supplier"),
    path("leverandorer/<slug:key>/fakta/", facts.look_up, name="supplier_facts"),
    path("leverandorer/<slug:key>/rediger/", suppliers.edit, name="supplier_edit"),
    path("leverandorer/<slug:key>/<slug:word>/ny/", records.supplier_part, name="supplier_part_new"),
    path("leverandorer/<slug:key>/<slug:word>/<slug:part_key>/", records.supplier_part, name="supplier_part"),
    path(
        "leverandorer/<slug:key>/<slug:word>/<slug:part_key>/fjern/",
        records.supplier_part_remove,
        name="supplier_part_remove",
    ),
]
PARTNERS = [
    path("leverandorer/avtaleeiere/", partners.partners, name="partners"),
    path("leverandorer/avtaleeiere/ny/", partners.new, name="partner_new"),
    path("leverandorer/avtaleeiere/sporsmal/<slug:key>/", partners.inquiry, name="owner_inquiry"),
    path("leverandorer/avtaleeiere/<slug:key>/", partners.partner, name="partner"),
    path("leverandorer/avtaleeiere/<slug:key>/rediger/", partners.edit, name="partner_edit"),
    path("leverandorer/avtaleeiere/<slug:key>/spor/", partners.ask, name="owner_ask"),
]
CONTRACTS = [
    path("avtaler/ny/", contracts.new, name="contract_new"),
    path("avtaler/eksport.<slug:ending>", exports.contracts, name="contracts_export"),
    path("avtaler/<slug:key>/rediger/", contracts.edit, name="contract_edit"),
    path("avtaler/<slug:key>/deler/<slug:word>/ny/", records.contract_part, name="contract_part_new"),
    path("avtaler/<slug:key>/deler/<slug:word>/<slug:part_key>/", records.contract_part, name="contract_part"),
    path(
        "avtaler/<slug:key>/deler/<slug:word>/<slug:part_key>/fjern/",
        records.contract_part_remove,
        name="contract_part_remove",
    ),
]

#: Owners first: the addresses of suppliers would take theirs for keys.
urlpatterns = [*PARTNERS, *SUPPLIERS, *CONTRACTS]
