"""What governs Helse Eksempel: the catalogue taken in, decided and reviewed, and what answers some of what it asks."""

from datetime import date, datetime, timedelta

from samsvar.core.catalogues.governance import shipped_documents
from samsvar.core.rules.dates import oslo_day
from samsvar.front.cli.demo_story.region import Region
from samsvar.platform.audit.actor import Actor
from samsvar.subjects.governance.models import GoverningDocument, Requirement
from samsvar.subjects.governance.services.adopting import adopt_documents
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.governance.services.documents import (
    add_approval,
    add_version,
    register_document,
    review_document,
    tie_documents,
)
from samsvar.subjects.governance.services.requirements import back_requirement, delegate_requirement

MIDT = "Helse Midt-Norge RHF"
#: What answers a requirement, in words, how many days before it was made, and where: r(egion) or h(ospital).
EVIDENCE = (
    ("ta-4-a", "Aktsomhet er forankret i regionens retningslinjer", 200, "r"),
    ("aml-2a-6", "Varslingsrutine, sist gjennomgått med de tillitsvalgte", 150, "h"),
    ("aml-3-5", "Kursbevis for HMS-opplæring av øverste leder", 700, "h"),
    ("aml-6-1", "Oversikt over valgte verneombud", 60, "h"),
    ("aml-7-2-6", "Årsrapport fra arbeidsmiljøutvalget", 500, "h"),
    ("hmn-2019-purchasing", "Innkjøpsrutinen, kapittel om samfunnsansvar", 90, "h"),
    ("hmn-responsible-placed", "Rollebeskrivelse for rådgiver i samfunnsansvar", 120, "r"),
)
_IMPARTIAL = ["Habilitet", "Meld fra om bindinger før saken behandles."]
ETHICS = (
    (date(2022, 1, 1), "2022", [_IMPARTIAL, ["Gaver", "Ta ikke imot gaver."]]),
    (
        date(2025, 1, 1),
        "2025",
        [
            _IMPARTIAL,
            ["Gaver", "Ta ikke imot gaver. En blomst eller en kopp kaffe er greit."],
            ["Varsling", "Si fra, åpent eller anonymt."],
        ],
    ),
)


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """All documents of the catalogue at the region, one of the hospital's own, and what answers some requirements."""
    codes = [each.code for each in shipped_documents()]
    if not adopt_documents(enterprise=region.rhf, codes=codes, ours=[MIDT], by=by, at=at).documents:
        return
    held = {each.code: each for each in GoverningDocument.objects.filter(enterprise=region.rhf)}
    _decided(region, held, by, at)
    _hospital(region, held, by, at)
    today = oslo_day(at)
    asked = {each.code: each for each in Requirement.objects.filter(document__enterprise=region.rhf)}
    for code, label, days, where in EVIDENCE:
        if code in asked:
            unit = region.rhf if where == "r" else region.hospital
            fields = {"label": label, "made_on": today - timedelta(days=days), "for_subtree": True}
            back_requirement(requirement=asked[code], unit=unit, kind="evidence", fields=fields, by=by, at=at)
    leader = region.people.get("mona")
    if leader is not None:
        delegate_requirement(
            requirement=asked["aml-3-1-h"],
            unit=region.hospital,
            person=leader,
            from_on=date(2025, 1, 1),
            by=by,
            at=at,
        )
    for enterprise in (region.rhf, *region.trusts):
        work_out_coverage(enterprise=enterprise, at=at)


def _decided(region: Region, held: dict[str, GoverningDocument], by: Actor, at: datetime) -> None:
    board, last_year = region.bodies["rhf_board"], oslo_day(at).year - 1
    for code, case, decided in (
        ("anti-corruption", "96/18", "2018-12-13"),
        ("guideline-region", "40/23", "2023-04-26"),
        ("climate-goals", "108/21", "2021-11-25"),
    ):
        fields = {"body": board, "act": "adopted", "case_number": case, "decided": decided}
        add_approval(document=held[code], fields=fields, by=by, at=at)
    for first, label, texts in ETHICS:
        fields = {"in_force_from": first, "label": label, "texts": texts, "sign_anew": True}
        add_version(document=held["ethics-region"], fields=fields, by=by, at=at)
    for code, day in (("ethics-region", date(last_year, 11, 20)), ("guideline-region", date(last_year - 1, 11, 21))):
        case = f"88/{day:%y}"
        review_document(
            document=held[code], outcome="keep", reviewed_on=day, body=board, case_number=case, by=by, at=at
        )


def _hospital(region: Region, held: dict[str, GoverningDocument], by: Actor, at: datetime) -> None:
    fields = {
        "kind": "routine",
        "name_nb": "Varslingsrutine for Sykehuset Eksempel",
        "name_nn": "Varslingsrutine for Sjukehuset Døme",
        "name_en": "Whistleblowing routine of Sykehuset Eksempel",
        "manager_role": "HR-sjef",
        "subjects": ";whistleblowing;",
    }
    routine = register_document(unit=region.hospital, fields=fields, by=by, at=at)
    tie_documents(document=routine, tie="rests_on", other=held["aml"], by=by, at=at)
    tie_documents(document=routine, tie="builds_on", other=held["ethics-region"], by=by, at=at)
