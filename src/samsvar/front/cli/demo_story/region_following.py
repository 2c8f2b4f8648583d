"""Who has confirmed the region's ethical guidelines, what owners assign, how far the trusts have come, and controls."""

from datetime import date, datetime, timedelta
from typing import Any

from samsvar.core.rules.dates import oslo_day
from samsvar.front.cli.demo_story.region import Region
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.governance.models import (
    AcknowledgementRound,
    AssignmentReceiver,
    GoverningDocument,
    Requirement,
    Signer,
)
from samsvar.subjects.governance.selectors.signing import asked_at
from samsvar.subjects.governance.services import signing
from samsvar.subjects.governance.services.assignments import assess_assignment, register_assignment
from samsvar.subjects.governance.services.controls import add_control, correct_deviation, note_result
from samsvar.subjects.governance.services.implementing import set_implementation
from samsvar.subjects.governance.services.requirements import back_requirement

#: The monthly look at incidents (seed 003, 3.3-4): what each month showed, and what it came to.
MONITORING = (
    (66, "in_order", "", "none", "", ""),
    (35, "deviation", "Flere meldinger om trusler ved Sengeavdelingen enn måneden før.", "action",
     "Årsaken er den samme som i fjor høst: for få på vakt om kvelden.", ""),
    (5, "in_order", "", "guidance", "Poliklinikken trenger veiledning i å melde nestenhendelser.",
     "Dagbehandlingen går gjennom ukens meldinger på morgenmøtet. Flere melder."),
)  # fmt: skip
GROUPS = ";employees;leaders;board_members;hired_in;representatives;"
#: Unit, group, how many, and how many of them have confirmed.
WRITTEN_IN = (
    ("HF-2", "board_members", 8, 7),
    ("HF-2", "representatives", 6, 5),
    ("HF-2-1", "hired_in", 14, 11),
    ("HF-2-3", "hired_in", 9, 4),
    ("HF-2-8", "hired_in", 3, 3),
)
ASSIGNED = (
    ("expectation", "Eierskapsmeldingen, kapittel om bærekraft", "Styret vurderer hvordan selskapet følger opp FNs "
     "veiledende prinsipper og OECDs retningslinjer."),
    ("assignment", "Styringskrav og rammer", "Lag en handlingsplan for de felles klima- og miljømålene."),
    ("assignment", "Styringskrav og rammer", "Ta vare på de ansatte og se til arbeidsmengden, sammen med "
     "tillitsvalgte og verneombud."),
)  # fmt: skip
#: Document, number of the trust from 0, how far it has come, how many days ago, who answers, and what shows it.
IMPLEMENTED = (
    ("anti-corruption", 0, "under_way", 40, "Økonomidirektøren", ""),
    ("anti-corruption", 1, "under_way", 300, "Compliance-ansvarlig", ""),
    ("anti-corruption", 1, "implemented", 75, "Compliance-ansvarlig", "Kurs holdt i alle klinikker, risikovurdering"),
    ("ethics-region", 1, "followed_up", 30, "HR-sjef", "Tema på nyansattsamlinger og i medarbeidersamtaler"),
)
CONTROLS = (
    ("Habilitet ved innkjøp over 1,3 millioner", "Stikkprøve av ti anskaffelser: er alle bindinger meldt?", 6, 50, ""),
    ("Gaver og representasjon", "Gå gjennom registeret over gaver.", 12, 20,
     "To gaver over beløpsgrensen var ikke meldt til leder."),
    ("Biverv for ledere", "Se at registeret over biverv er oppdatert.", 12, 400, ""),
)  # fmt: skip


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """What follows when the documents are decided. Nothing where it stands already."""
    held = {each.code: each for each in GoverningDocument.objects.filter(enterprise=region.rhf)}
    ethics = held.get("ethics-region")
    version = ethics.versions.order_by("-number").first() if ethics is not None else None
    if ethics is None or version is None or AcknowledgementRound.objects.filter(document_version=version).exists():
        return
    then, today = at - timedelta(days=45), oslo_day(at)
    fields: dict[str, Any] = {"kind": "sign", "groups": GROUPS, "days_at_start": 14, "days_at_new_version": 30}
    fields["message"] = "Les dem i ro og mak, og spør lederen din om det du lurer på."
    one = signing.open_round(document_version=version, fields=fields, by=by, at=then)
    signing.gather_signers(enterprise=region.hospital, by=by, at=then)
    confirmed: list[Signer] = []
    for number, group, count, signed in WRITTEN_IN:
        names = [f"{_GROUP[group]} {n}" for n in range(1, count + 1)]
        given: dict[str, Any] = {"unit": region.units[number], "group": group, "names": names, "by": by, "at": then}
        confirmed += signing.add_signers(**given)[:signed]
    newcomer: dict[str, Any] = {
        "unit": region.units["HF-2-8"],
        "group": "hired_in",
        "names": ["Nina Nyinnleid"],
        "by": by,
        "at": at,
    }
    signing.add_signers(**newcomer, began_on=today - timedelta(days=20))
    asked = asked_at(one, ethics, region.hospital, today)
    noted: dict[str, Any] = {"asked": asked, "by": by, "at": at}
    signing.note_signatures(signers=confirmed, signed_on=today - timedelta(days=25), noted_by=None, **noted)
    there: dict[str, Any] = {"held_on": today - timedelta(days=18), "occasion": "Samling for nye"}
    signing.note_attendance(signers=confirmed[-6:], **there, **noted)
    leader = region.people["leif"]
    signing.sign_document(person=leader, key=ethics.key, by=by, at=at)
    _assigned(region, by, at)
    for code, place, state, days, who, evidence in IMPLEMENTED:
        said: dict[str, Any] = {"state": state, "set_on": today - timedelta(days=days), "responsible_name": who}
        trust = region.trusts[place]
        set_implementation(
            document=held[code], enterprise=trust, fields={**said, "evidence_text": evidence}, by=by, at=at
        )
    _controls(region.hospital, by, at)
    _monitoring(region, by, at)
    _demands(region, held, by, at)


_GROUP = {"board_members": "Styremedlem", "representatives": "Verneombud", "hired_in": "Innleid"}


def _assigned(region: Region, by: Actor, at: datetime) -> None:
    today = oslo_day(at)
    for kind, clause, text in ASSIGNED:
        fields: dict[str, Any] = {"kind": kind, "year": today.year, "clause": clause, "text": text}
        fields |= {"giver": "Helse- og omsorgsdepartementet"} if kind == "expectation" else {}
        receivers = [region.rhf] if kind == "expectation" else list(region.trusts)
        due: dict[str, Any] = {"due_on": None if kind == "expectation" else date(today.year, 10, 1)}
        made = register_assignment(enterprise=region.rhf, fields={**fields, **due}, receivers=receivers, by=by, at=at)
        own = AssignmentReceiver.objects.filter(assignment=made, enterprise=region.hospital).first()
        if own is not None and "klima" in text:
            said: dict[str, Any] = {
                "assessment": "Målene tas inn i foretakets strategi, og hver klinikk får egne mål.",
                "assessed_on": today - timedelta(days=60),
                "body": region.bodies["board"],
                "case_number": f"18/{today:%y}",
                "status": "under_way",
                "answer": "Planen er på høring i klinikkene og vedtas før sommeren.",
                "answered_on": today - timedelta(days=14),
            }
            assess_assignment(receiver=own, fields=said, by=by, at=at)


def _controls(hospital: OrgUnit, by: Actor, at: datetime) -> None:
    today = oslo_day(at)
    for title, description, months, days, found in CONTROLS:
        fields: dict[str, Any] = {"title": title, "description": description, "every_months": months}
        fields |= {"responsible_name": "Compliance-ansvarlig", "begins_on": today - timedelta(days=days)}
        fields["requirement"] = Requirement.objects.filter(code="hmn-2019-corruption").first()
        made = add_control(unit=hospital, fields=fields, by=by, at=at)
        outcome = "deviation" if found else "in_order"
        day = today - timedelta(days=days)
        note_result(control=made, done_on=day, outcome=outcome, found=found, by=by, at=at)


def _monitoring(region: Region, by: Actor, at: datetime) -> None:
    """Incidents are looked at each month with the chief safety representative and the occupational health service."""
    today = oslo_day(at)
    fields: dict[str, Any] = {
        "title": "Månedlig monitorering av HMS-hendelser",
        "description": "Type, antall og alvor, utvikling, årsak og læring. Grunnlag for rapporten til AMU og styret.",
        "every_months": 1,
        "begins_on": today - timedelta(days=66),
        "responsible": region.people["mona"],
        "monitoring": True,
    }
    made = add_control(unit=region.hospital, fields=fields, by=by, at=at)
    for days, outcome, found, judgement, reason, practice in MONITORING:
        judged: dict[str, Any] = {
            "judgement": judgement,
            "judged_with": ";chief_safety_representative;occupational_health;quality_department;",
            "judgement_reason": reason,
            "good_practice": practice,
        }
        if judgement == "action":
            judged |= {"action_title": "Se på bemanningen på kveld ved Sengeavdelingen"}
            judged |= {"action_due_on": today + timedelta(days=40)}
        day = today - timedelta(days=days)
        note_result(control=made, done_on=day, outcome=outcome, found=found, judged=judged, by=by, at=at)
    corrected: dict[str, Any] = {"corrected": "Tiltak er satt i gang.", "corrected_on": today - timedelta(days=30)}
    correct_deviation(control=made, **corrected, by=by, at=at)


def _demands(region: Region, held: dict[str, GoverningDocument], by: Actor, at: datetime) -> None:
    """Where the guideline meets what the state as owner expects; the rest has no place in it yet."""
    expected = Requirement.objects.filter(document__enterprise=region.rhf, document__kind="owner_expectation")
    asked = expected.filter(answered_by__contains=";evidence;").order_by("pk")
    for number, requirement in enumerate(asked[:2], start=2):
        fields = {"document": held["guideline-region"], "label": f"Kapittel {number}", "made_on": oslo_day(at)}
        back_requirement(requirement=requirement, unit=region.rhf, kind="evidence", fields=fields, by=by, at=at)
