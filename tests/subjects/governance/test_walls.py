"""What a document that several trusts read tells of the others: nothing, on no page."""

from typing import Any

from django.test import Client
from django.urls import reverse

from samsvar.platform.access.models import RoleAssignment
from samsvar.subjects.governance.models import (
    DocumentTie,
    DocumentValidity,
    GoverningDocument,
    Requirement,
    RequirementBacking,
)
from tests.cast import CANARY, NOW, Cast
from tests.conftest import sign_in

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def test_a_regions_document_tells_a_trust_nothing_of_the_other_trusts(cast: Cast, client: Client):
    region, trust, other = cast.units["region"], cast.units["liksom"], cast.units["pafunn"]
    shared = GoverningDocument.objects.create(
        enterprise=region, unit=region, kind="guideline", name_nb="Regionens", **STAMPS
    )
    theirs = GoverningDocument.objects.create(
        enterprise=other, unit=other, kind="routine", name_nb=f"Rutine {CANARY}", **STAMPS
    )
    DocumentTie.objects.create(document=theirs, tie="rests_on", other=shared, **STAMPS)
    for document, unit in ((shared, trust), (shared, other), (theirs, other)):
        DocumentValidity.objects.create(document=document, unit=unit, **STAMPS)
    asked = Requirement.objects.create(
        document=shared, name_nb="Skal vaske", phase="do", asks_of=";enterprise;", answered_by=";evidence;", **STAMPS
    )
    RequirementBacking.objects.create(
        enterprise=other, unit=other, requirement=asked, kind="evidence", label=f"Bevis {CANARY}", **STAMPS
    )
    sign_in(client, cast.berit)
    page = client.get(reverse("governance:document", args=[shared.key])).content.decode()
    assert "Liksom sykehus HF" in page
    assert CANARY not in page
    assert "Påfunn sykehus HF" not in page
    assert client.get(reverse("governance:document", args=[theirs.key])).status_code == 404

    # A leader at the region sees the trusts’ names in the tree, and none of what governs them.
    RoleAssignment.objects.filter(person=cast.regional).update(role="leader")
    sign_in(client, cast.regional)
    assert client.get(reverse("governance:document", args=[theirs.key])).status_code == 404
    address = reverse("governance:requirement", args=[asked.key])
    assert client.get(address, {"unit": other.key}).status_code == 403
    assert client.get(address, {"unit": region.key}).status_code == 200
