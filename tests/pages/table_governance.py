"""Rows of governing documents: read by all they hold for, changed at the level that set them."""

from itertools import pairwise
from typing import Any

from samsvar.subjects.governance.models import (
    AcknowledgementRound,
    Assignment,
    AssignmentReceiver,
    DocumentTie,
    DocumentValidity,
    DocumentVersion,
    GoverningDocument,
    InternalControl,
    Requirement,
    RequirementBacking,
    Signer,
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
    control, assignment, signer = _followed(cast, "eksempel", "", own)
    _followed(cast, "nabo", CANARY, theirs)
    return {
        "control": {"key": control.key},
        **{f"control {word}": {"key": control.key, "word": word} for word in ("endre", "resultat", "rettet")},
        "assignment": {"key": assignment.key},
        **{f"assignment {word}": {"key": assignment.key, "word": word} for word in ("endre", "vurder")},
        **{
            f"round {word}": {"key": own.key, "word": word}
            for word in ("spor", "skriv-inn", "noter", "oppmote", "sluttet")
        },
        "signer": {"signer": signer.key, "signers": signer.key},
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


def _followed(
    cast: Cast, unit: str, name: str, document: GoverningDocument
) -> tuple[InternalControl, Assignment, Signer]:
    """A control, an assignment to the enterprise itself, and a round that asks somebody who does not sign in."""
    place = cast.units[unit]
    control = InternalControl.objects.create(
        enterprise=place, unit=place, title=f"Gavekontroll {name}", responsible_name="Innkjøpssjef", every_months=12,
        begins_on=NOW.date(), **STAMPS,
    )  # fmt: skip
    assignment = Assignment.objects.create(
        enterprise=place, kind="expectation", year=2025, text=f"Forventning {name}", **STAMPS
    )
    AssignmentReceiver.objects.create(enterprise=place, assignment=assignment, **STAMPS)
    version = document.versions.get(number=1)
    AcknowledgementRound.objects.create(
        document_version=version, kind="sign", opened_on=NOW.date(), groups=";employees;hired_in;", **STAMPS
    )
    people = [(None, f"Innleid {name}"), (cast.people["nils" if name else "ola"], cast.people["ola"].name)]
    signers = [
        Signer.objects.create(
            enterprise=place, unit=place, group="employees" if person else "hired_in", person=person, name=called,
            **STAMPS,
        )
        for person, called in people
    ]  # fmt: skip
    return control, assignment, signers[0]


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


def more(cast: Cast, count: int) -> None:
    """Many more documents of the neighbour's with what they ask, each standing on the one before."""
    about: dict[str, Any] = {"enterprise": cast.neighbour, "unit": cast.neighbour, **STAMPS}
    documents = [GoverningDocument(kind="routine", name_nb=f"{CANARY} {number}", **about) for number in range(count)]
    GoverningDocument.objects.bulk_create(documents)
    DocumentValidity.objects.bulk_create(
        DocumentValidity(document=each, unit=cast.neighbour, **STAMPS) for each in documents
    )
    DocumentTie.objects.bulk_create(
        DocumentTie(document=after, tie="rests_on", other=before, **STAMPS) for before, after in pairwise(documents)
    )
    asked = {"phase": "do", "asks_of": ";enterprise;", "answered_by": ";evidence;", **STAMPS}
    Requirement.objects.bulk_create(Requirement(document=each, name_nb=CANARY, **asked) for each in documents)


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


def people(field: str, **more: str) -> Any:
    """What is sent about somebody who is asked."""
    return lambda places: {field: places["signer"][field], **more}


#: A control of the enterprise as such, that those of a unit do not see.
CONTROL = everyone(404, **dict.fromkeys(("kari", "ola", "auditor", "director", "chair"), 200))
CONTROL_CHANGE = {**CONTROL, **dict.fromkeys(("auditor", "director", "chair"), 403)}
READ = everyone(404, **dict.fromkeys(WORKERS, 200))
READ = {**READ, "lookalike": 403, "owner": 403, "leader": 403, "sibling": 403}
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
    Row("governance:connections", at="own", get=OWN),
    Row("governance:implementation", at="own", get=READ),
    Row("governance:implement", at="own", get=CHANGE, post=posted(CHANGE),
        body={"state": "under_way", "set_on": "2025-05-01", "responsible_name": "Direktøren"}),
    Row("governance:acknowledgements", at="own", get=READ),
    Row("governance:sign", at="own", get=everyone(404, ola=200), post=everyone(404, ola=302), body={"read": "on"}),
    Row("governance:round_act", at="round spor", get=CHANGE, post={**CHANGE, "kari": 422, "ola": 422}),
    Row("governance:round_act", at="round skriv-inn", get=CHANGE, post={**CHANGE, "kari": 422, "ola": 422}),
    Row("governance:round_act", at="round noter", get=CHANGE, post=posted(CHANGE),
        body=people("signers", signed_on="2025-05-20")),
    Row("governance:round_act", at="round oppmote", get=CHANGE, post=posted(CHANGE),
        body=people("signers", held_on="2025-05-20", occasion="Samling")),
    Row("governance:round_act", at="round sluttet", get=CHANGE, post=posted(CHANGE),
        body=people("signer", left_on="2025-05-20")),
    Row("governance:round_end", at="own", post=posted(CHANGE)),
    Row("governance:assignments", get={**LIST, "lookalike": 403, "owner": 403, "leader": 403, "sibling": 403}),
    Row("governance:assignment_new", get=ENTERPRISE, post={**ENTERPRISE, **dict.fromkeys(("kari", "ola"), 422),
        **dict.fromkeys(OTHERS, 422)}, body={"kind": "assignment", "year": "2025", "text": "Gjør det"}),
    Row("governance:assignment", at="assignment", get=OWN),
    Row("governance:assignment_act", at="assignment endre", get=CHANGE, post={**CHANGE, "kari": 422, "ola": 422}),
    Row("governance:assignment_act", at="assignment vurder", get=CHANGE, post=posted(CHANGE),
        body={"status": "done", "answer": "Gjort."}),
    Row("governance:controls", get=LIST),
    Row("governance:control_new", get=MANAGERS, post=posted(MANAGERS), body={"title": "Ny kontroll",
        "responsible_name": "Sjefen", "every_months": "6", "begins_on": "2025-05-20"}),
    Row("governance:control", at="control", get=CONTROL),
    Row("governance:control_act", at="control endre", get=CONTROL_CHANGE,
        post={**CONTROL_CHANGE, "kari": 422, "ola": 422}),
    Row("governance:control_act", at="control resultat", get=CONTROL_CHANGE, post=posted(CONTROL_CHANGE),
        body={"done_on": "2025-05-19", "outcome": "deviation", "found": "Gave uten melding"}),
    Row("governance:control_act", at="control rettet", get=CONTROL_CHANGE,
        post={**CONTROL_CHANGE, "kari": 422, "ola": 422},
        body={"corrected": "Ryddet", "corrected_on": "2025-05-20"}),
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
