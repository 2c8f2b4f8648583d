"""Rows of governing documents: read by all they hold for, changed at the level that set them."""

from typing import Any

from samsvar.subjects.governance.models import (
    DocumentTie,
    DocumentValidity,
    DocumentVersion,
    GoverningDocument,
    Requirement,
    RequirementBacking,
)
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def lay(cast: Cast) -> Places:
    """Our own with two versions and a requirement, the region's, which holds for its trusts, and the neighbour's."""
    own, asked = make_document(cast, "eksempel", "Retningslinje")
    region, _asked = make_document(cast, "region", "Regional retningslinje")
    theirs, _theirs = make_document(cast, "nabo", f"Retningslinje {CANARY}")
    tie = DocumentTie.objects.create(document=own, tie="rests_on", other=region, **STAMPS)
    backing = RequirementBacking.objects.create(
        enterprise=cast.enterprise, unit=cast.enterprise, requirement=asked, kind="evidence", label="Se", **STAMPS
    )
    validity = own.validities.get()
    return {
        "rows": {"tie": tie.key, "backing": backing.key, "validity": validity.key},
        "own": {"key": own.key},
        "own changes": {"key": own.key, "number": 2},
        "region's": {"key": region.key},
        "neighbour's document": {"key": theirs.key},
        "asked": {"key": asked.key},
        **{f"own {word}": {"key": own.key, "word": word} for word in ("endre", "vedtak", "krav")},
        "region's vedtak": {"key": region.key, "word": "vedtak"},
        "no such act": {"key": own.key, "word": "finnesikke"},
    }


def make_document(cast: Cast, unit: str, name: str) -> tuple[GoverningDocument, Requirement]:
    """A guideline of the unit's that holds for all beneath it."""
    place = cast.units[unit]
    made = GoverningDocument.objects.create(
        enterprise_id=place.enterprise_id, unit=place, kind="guideline", name_nb=name, **STAMPS
    )
    DocumentValidity.objects.create(document=made, unit=place, **STAMPS)
    for number, text in ((1, "Før"), (2, "Etter")):
        DocumentVersion.objects.create(document=made, number=number, texts=[["Etikk", text]], **STAMPS)
    asked = Requirement.objects.create(
        document=made, name_nb=f"Gjør det. {name}", phase="do", asks_of=";enterprise;", answered_by=";evidence;",
        **STAMPS,
    )  # fmt: skip
    return made, asked


WORKERS = {"kari": 200, "ola": 200, "auditor": 200, "director": 200, "chair": 200, "owner": 200, "leader": 200}
WORKERS |= {"sibling": 200, "lookalike": 200}
OTHERS = {"nils": 200, "regional": 200, "berit": 200}
NOBODY = {"per": 404, "ended": 404, "future": 404}
LIST = everyone(403, **{**WORKERS, **OTHERS, **NOBODY})
MANAGERS = everyone(403, kari=200, ola=200, lookalike=200, **OTHERS, **NOBODY)
ENTERPRISE = {**MANAGERS, "lookalike": 403}
OWN = everyone(404, **WORKERS)
CHANGE = everyone(404, **{**dict.fromkeys(WORKERS, 403), "kari": 200, "ola": 200})


def posted(shown: Any) -> Any:
    """The same, where what was shown is now saved."""
    return {name: {200: 302}.get(status, status) for name, status in shown.items()}


def row(name: str) -> Any:
    """What a button sends: the key of the row it stands by."""
    return lambda places: {"row": places["rows"][name]}


AT_UNIT = {**CHANGE, "lookalike": 200}

ROWS = [
    Row("governance:documents", get=LIST),
    Row("governance:new", get=MANAGERS, post=posted(MANAGERS), body={"kind": "policy", "name_nb": "Ny"}),
    Row("governance:adopt", get=ENTERPRISE, post=posted(ENTERPRISE), body={"codes": "aml"}),
    Row("governance:coverage", get={**LIST, "lookalike": 403, "owner": 403, "leader": 403, "sibling": 403},
        post={**ENTERPRISE}),
    Row("governance:document", at="own", get=OWN),
    Row("governance:document", at="region's", get=everyone(404, regional=200, berit=200)),
    Row("governance:document", at="neighbour's document", get=everyone(404, nils=200)),
    Row("governance:versions", at="own changes", get=OWN),
    Row("governance:end_validity", at="own", post=posted(CHANGE), body=row("validity")),
    Row("governance:untie", at="own", post=posted(CHANGE), body=row("tie")),
    Row("governance:act", at="own endre", get=CHANGE, post=posted(CHANGE),
        body={"kind": "policy", "name_nb": "Annet", "version": "1"}),
    Row("governance:act", at="own vedtak", get=CHANGE, post=posted(CHANGE),
        body={"act": "adopted", "body_name": "Styret", "case_number": "40/23"}),
    Row("governance:act", at="own krav", get=CHANGE, post=posted(CHANGE),
        body={"name_nb": "Gjør mer", "strength": "must", "phase": "do", "asks_of": "unit", "answered_by": "action"}),
    Row("governance:act", at="region's vedtak", get=everyone(404, regional=200, berit=403)),
    Row("governance:act", at="no such act", get=everyone(404)),
    Row("governance:requirement", at="asked", get=OWN),
    Row("governance:requirement_units", at="asked",
        get={**OWN, "lookalike": 403, "owner": 403, "leader": 403, "sibling": 403}),
    Row("governance:requirement_back", at="asked", get=AT_UNIT, post=posted(AT_UNIT),
        body={"kind": "evidence", "label": "Rutine"}),
    Row("governance:requirement_unback", at="asked", post={**posted(AT_UNIT), "lookalike": 404}, body=row("backing")),
    Row("governance:requirement_delegate", at="asked", get=AT_UNIT,
        post={**posted(AT_UNIT), "kari": 422, "ola": 422, "lookalike": 422}),
    Row("governance:requirement_edit", at="asked", get=CHANGE, post=posted(CHANGE),
        body={"name_nb": "Gjør det", "strength": "must", "phase": "do", "asks_of": "unit", "answered_by": "action"}),
]  # fmt: skip
