"""Where the pages are opened: the keys of the demo's records, and the few records that the demo's story lacks."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from samsvar.core.readers.attachments import Attachment
from samsvar.core.rules.questionnaires.editing import remove_question
from samsvar.front.cli.demo import STORY
from samsvar.front.cli.demo_story.laying import BY
from samsvar.front.reporting.transparency_statement.publishing import drawn_on, frozen_for_approval, levels_of
from samsvar.front.reporting.transparency_statement.signatories import signatories_of
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.services import create_token
from samsvar.platform.access.viewer import viewer_of
from samsvar.platform.audit.models import Event
from samsvar.platform.cases.receipts import sealed
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.services import Recipient
from samsvar.platform.delivery.trial import queue_test
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import keep_file
from samsvar.platform.imports.models import ImportRun, ImportStatus
from samsvar.platform.links.services import make_sign_in_link, place_of
from samsvar.platform.organisation.models import Body, BodyMember, OrgUnit, Person, Post, Site
from samsvar.registers.actions.models import Action
from samsvar.registers.catalogues.models import Edition
from samsvar.registers.suppliers.models import (
    Contract,
    ContractTerm,
    DialogueEntry,
    OwnerInquiry,
    Partner,
    Supplier,
    SupplierCode,
)
from samsvar.registers.suppliers.views.records import OF_CONTRACT, OF_SUPPLIER
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    AreaContract,
    Campaign,
    Check,
    CheckFinding,
    DifferentialTreatment,
    ImpactLink,
    ImpactShare,
    PositionGroup,
    Remediation,
    RiskArea,
    ScreeningHit,
    TermsInquiryLine,
    Vulnerability,
)
from samsvar.subjects.due_diligence.services import questionnaires
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import OwnTemplate, Statement
from tests.stories.places_steering import STAMPS, Places, lay_steering
from tests.subjects.due_diligence.answering import link_to, make_asked
from tests.subjects.due_diligence.laid_answers import make_answer


def person(word: str) -> Person:
    return Person.objects.get(email=f"{word}@demo.invalid")


def lay_places() -> Places:
    """Every place by its name, as `reverse()` takes it. Lays what the demo lacks, in its copy."""
    enterprise = OrgUnit.objects.get(number="SF-1")
    return {
        **_supply(enterprise),
        **_impacts(enterprise),
        **_checks(enterprise),
        **_questionnaires(enterprise),
        **_requests(enterprise),
        **_complaints(enterprise),
        **lay_steering(enterprise),
        **_statements(enterprise),
        **_setup(enterprise),
    }


def _supply(enterprise: OrgUnit) -> Places:
    contract = Contract.objects.get(enterprise=enterprise, number="K-2023-014")
    supplier = Supplier.objects.get(enterprise=enterprise, name="Demodata Maskinvare AS")
    term = ContractTerm.objects.filter(contract__enterprise=enterprise).select_related("contract")[0]
    talk = DialogueEntry.objects.filter(supplier=supplier)[0]
    inquiry = OwnerInquiry.objects.filter(enterprise=enterprise)[0]
    return {
        "contract": {"key": contract.key},
        "term": {"key": term.contract.key, "word": "vilkar", "part_key": term.key},
        "supplier": {"key": supplier.key},
        "talk": {"key": supplier.key, "word": "dialog", "part_key": talk.key},
        **{f"new {word}": {"key": supplier.key, "word": word} for word in OF_SUPPLIER},
        **{f"new {word}": {"key": contract.key, "word": word} for word in OF_CONTRACT},
        "partner": {"key": Partner.objects.filter(enterprise=enterprise)[0].key},
        "owner's inquiry": {"key": inquiry.key},
        "hit": {"key": _hit(enterprise, supplier).key},
        "code": {"key": SupplierCode.objects.get(enterprise=enterprise).key},
        "source": {"source": "freedom-house"},
        "edition": {"source": "dfo", "edition": "2021"},
        "method": {"key": "default"},
        "kind": {"word": "contracts"},
        "kind of editions": {"word": "editions"},
        "kind of lists": {"word": "watchlist"},
        **{f"run, {status.value}": {"key": _run(enterprise, status).key} for status in ImportStatus},
    }


def _questionnaires(enterprise: OrgUnit) -> Places:
    """A questionnaire in use, and a draft of its next version with a question removed; and the campaign that runs."""
    campaign = Campaign.objects.get(enterprise=enterprise, number="K-2025-01")
    used = campaign.questionnaire_version
    recipient = campaign.recipients.get(supplier__name="Oppdiktet Flytting AS")
    draft = questionnaires.begin_version(questionnaire=used.questionnaire, by=BY, at=STORY)
    questionnaires.change_draft(
        version=draft, change=lambda held: remove_question(held, "payslips"), seen=draft.version, by=BY, at=STORY
    )
    question = {"key": draft.key, "question": "minimum"}
    supplier = Supplier.objects.filter(enterprise=enterprise).order_by("name")[0]
    return {
        "campaign": {"key": campaign.key},
        "campaign to close": {"key": campaign.key, "act": "close"},
        "campaign's recipient": {"key": campaign.key, "part": recipient.key},
        "questionnaire asked": {"key": used.key},
        "answer": {"key": make_answer(enterprise, supplier).key},
        "questionnaire in use": {"key": used.key},
        "questionnaire draft": {"key": draft.key},
        "questionnaire section": {"key": draft.key, "section": "pay"},
        "questionnaire question": question,
        "questionnaire gap": {**question, "number": 1},
    }


def _hit(enterprise: OrgUnit, supplier: Supplier) -> ScreeningHit:
    """A hit on a made list, which the demo has none of."""
    Edition.objects.create(
        source="watchlist-oppdiktet", edition="2025", order=1, title="Oppdiktet liste", publisher="Oppdiktet",
        sha256="0" * 64, loaded_at=STORY,
    )  # fmt: skip
    subject = {"name": supplier.name, "other_names": [], "country": "NOR", "numbers": [supplier.orgnr], "place": ""}
    facts = {"ours": supplier.name, "listed": "Demodata Maskin Co., Ltd.", "likeness": 84}
    return ScreeningHit.objects.create(
        enterprise=enterprise, supplier=supplier, source="watchlist-oppdiktet", edition="2025", entry="x1",
        likeness=84, reasons=[["alike_name", facts], ["country_unknown", {"whose": "listed"}]], subject=subject,
        listed={"name": "Demodata Maskin Co., Ltd."}, method_version=1, found_on=date(2025, 5, 1), **STAMPS,
    )  # fmt: skip


def _run(enterprise: OrgUnit, status: ImportStatus) -> ImportRun:
    wrong = {"row": 48, "column": "Slutt", "code": "not_a_date", "facts": {"text": "31.02.2025"}}
    return ImportRun.objects.create(
        enterprise=enterprise, kind="contracts", file_name="avtaler.csv", sha256="0" * 64, person=person("ingrid"),
        status=status, created=3, changed=1, errors=[wrong] if status == ImportStatus.REFUSED else [], **STAMPS,
    )  # fmt: skip


def _requests(enterprise: OrgUnit) -> Places:
    held = InformationRequest.objects.filter(enterprise=enterprise)
    answered, extended, received = (held.get(number=f"2025-{number}") for number in (1, 2, 3))
    copies = {}
    for number, status, more in (
        ("2025-8", "clarification", {}),
        ("2025-9", "reasons_requested", {"reasons_asked_on": STORY.date()}),
    ):
        copies[status] = InformationRequest.objects.create(
            enterprise=enterprise, number=number, regime="transparency_act", channel="email", status=status,
            received_at=STORY, received_on=STORY.date(), answer_due_on=date(2025, 6, 10), due_on=date(2025, 6, 10),
            question="Hvor er hanskene laget?", **more, **STAMPS,
        )  # fmt: skip
    receipt = sealed(received.number, "demo-demo-demo-demo", STORY)
    return {
        "request": {"key": extended.key},
        "request's part": {"key": extended.key, "part": extended.parts.get().key},
        "answered request": {"key": answered.key},
        "clarified request": {"key": copies["clarification"].key},
        "request for reasons": {"key": copies["reasons_requested"].key},
        "request's receipt": {"orgnr": enterprise.orgnr, "held": receipt},
        "public answer": {"orgnr": enterprise.orgnr, "key": answered.public_answer.key},
        "no such case": {"orgnr": enterprise.orgnr, "place": "0" * 16},
    }


def _complaints(enterprise: OrgUnit) -> Places:
    held = Complaint.objects.filter(enterprise=enterprise)
    going, newest = held.get(number="2025-2"), held.get(number="2025-3")
    return {
        "complaint": {"key": going.key},
        "complaint's people": {"key": going.key, "word": "behandlere"},
        "criterion": {"year": 2025, "code": "learning"},
        "public text": {"kind": "how_we_work"},
        "complaint's receipt": {
            "orgnr": enterprise.orgnr, "held": sealed(newest.number, "demo-demo-demo-demo", STORY)
        },
    }  # fmt: skip


def _file(impact: AdverseImpact) -> Evidence:
    return keep_file(
        enterprise=impact.enterprise, unit=impact.unit, about=Owner("impact", impact.key), at=STORY, by=BY,
        upload=Attachment("txt", "Referat fra fabrikken.txt", b"Lonn etterbetalt"), permission=Permission.VIEW_IMPACTS,
    )  # fmt: skip


def _supplier(enterprise: OrgUnit) -> Places:
    """A supplier's page, which the browser has the link to (`test_every_page.places`)."""
    _link, secret = link_to(make_asked(enterprise, number="K-2025-90", supplier=Supplier.objects.filter(
        enterprise=enterprise)[0]), expires_at=STORY + timedelta(days=90), at=STORY)  # fmt: skip
    place = {"place": place_of(secret)}
    return {
        "supplier's link": {"secret": secret},
        "supplier's page": place,
        "supplier's part": place | {"section": "places"},
    }


def _impacts(enterprise: OrgUnit) -> Places:
    link = ImpactLink.objects.filter(impact__enterprise=enterprise).select_related("impact").order_by("pk")[0]
    impact = link.impact
    closed = AdverseImpact.objects.create(
        enterprise=enterprise, unit=enterprise, number="NK-2024-09", title="Sak som er ferdig", actuality="actual",
        verification="confirmed", status="closed", closed_on=date(2025, 5, 1), conclusion="Rettet", **STAMPS,
    )  # fmt: skip
    neighbour = OrgUnit.objects.get(number="HF-1")
    theirs = AdverseImpact.objects.create(
        enterprise=neighbour, unit=neighbour, number="N-1", title="Delt av naboen", actuality="potential",
        verification="alleged", **STAMPS,
    )  # fmt: skip
    ImpactShare.objects.create(impact=theirs, enterprise=enterprise, **STAMPS)
    share = ImpactShare.objects.create(impact=impact, enterprise=neighbour, **STAMPS)
    area = RiskArea.objects.filter(enterprise=enterprise).order_by("rank")[0]
    line = Remediation.objects.filter(impact=impact)[0]
    return {
        "impact": {"key": impact.key},
        "impact's owner": {"key": impact.key, "partner": Partner.objects.filter(enterprise=enterprise)[0].key},
        "no owner's place": {"place": "0" * 16},
        **_supplier(enterprise),
        "impact's files": {"kind": "impact", "key": impact.key},
        "impact's file": {"key": _file(impact).key},
        "closed impact": {"key": closed.key},
        "impact shared with us": {"key": theirs.key},
        "link": {"key": impact.key, "link": link.key},
        "remedy": {"key": impact.key, "line": line.key},
        "share": {"key": impact.key, "share": share.key},
        "open action": {"key": Action.objects.filter(status="in_progress").order_by("pk")[0].key},
        "done action": {"key": Action.objects.filter(status="done").order_by("pk")[0].key},
        "area": {"key": area.key},
        "group": {"key": PositionGroup.objects.filter(enterprise=enterprise)[0].key},
        "case": {"key": DifferentialTreatment.objects.filter(enterprise=enterprise)[0].key},
        "gathered": {"key": area.key, "link": AreaContract.objects.filter(area=area)[0].key},
        "trait": {"key": area.key, "trait": getattr(Vulnerability.objects.filter(area=area).first(), "key", "")},
    }


def _checks(enterprise: OrgUnit) -> Places:
    check = Check.objects.get(enterprise=enterprise, number="2025-2")
    finding = CheckFinding.objects.filter(check_of__enterprise=enterprise, closed_on__isnull=True)[0]
    line = TermsInquiryLine.objects.filter(inquiry__enterprise=enterprise, asked__isnull=False)[0]
    return {
        "check": {"key": check.key},
        "finding": {"key": finding.check_of.key, "part": finding.key},
        "inquiry": {"key": line.inquiry.key},
        "inquiry's line": {"key": line.inquiry.key, "part": line.key},
    }


def _statements(enterprise: OrgUnit) -> Places:
    draft = Statement.objects.get(enterprise=enterprise, year=2024)
    submitted, approved = _submitted(enterprise, 2021), _submitted(enterprise, 2022)
    for word in ("bodil", "tor", "per"):
        services.approve_statement(
            statement=approved, person=person(word), sha256=approved.frozen_sha256, reservation="", by=BY, at=STORY
        )
        approved.refresh_from_db()
    sections = [{"id": "short", "draws": "short", "title": "Kort", "level": 1}]
    template = OwnTemplate.objects.create(
        enterprise=enterprise, title="Vår mal", definition={"sections": sections}, **STAMPS
    )
    orgnr = enterprise.orgnr
    return {
        "draft": {"key": draft.key},
        "draft's section": {"key": draft.key, "section": "outlook"},
        "submitted": {"key": submitted.key},
        "approved": {"key": approved.key},
        "published": {"key": Statement.objects.get(enterprise=enterprise, year=2023).key},
        "template": {"key": template.key},
        "public": {"orgnr": orgnr},
        "public year": {"orgnr": orgnr, "year": 2023},
        "public edition": {"orgnr": orgnr, "year": 2023, "edition": 1},
    }


def _submitted(enterprise: OrgUnit, year: int) -> Statement:
    statement = services.start_statement(
        enterprise=enterprise, year=year, language="nb", template="chapters", by=BY, at=STORY
    )
    drawn = drawn_on(statement, STORY.date())
    board = Body.objects.get(enterprise=enterprise)
    return services.submit_statement(
        statement=statement, frozen=frozen_for_approval(drawn), levels=levels_of(drawn.records),
        signatories=signatories_of(board, enterprise, STORY.date()), untold=(), board=board, board_case="31/25",
        board_meeting_on=date(2025, 6, 4), opened_version=statement.version, person=person("ingrid"), by=BY, at=STORY,
    )  # fmt: skip


def _letters(enterprise: OrgUnit) -> Places:
    found = {}
    for status in ("queued", "sent", "uncertain"):
        with transaction.atomic():
            to = Recipient("post@demo.invalid", "Påfunn Renhold AS")
            message = queue_test(to=to, enterprise=enterprise, by=BY, at=STORY)
        more = (
            {"sent_at": STORY} if status == "sent" else {"failure_code": "no_answer" if status == "uncertain" else ""}
        )
        OutgoingMessage.objects.filter(pk=message.pk).update(status=status, **more)
        found[f"message, {status}"] = {"key": message.key}
    return found


def _setup(enterprise: OrgUnit) -> Places:
    token, _secret = create_token(
        enterprise=enterprise, name="Økonomisystem", owner=viewer_of(person("ada"), on=STORY.date()),
        permissions=[Permission.VIEW_UNITS], ends_on=date(2025, 12, 31), at=STORY,
    )  # fmt: skip
    hanne = person("hanne")
    TOTP.activate(hanne, "A" * 32)
    RecoveryCodes.activate(hanne)
    letters = _letters(enterprise)
    passkey = Authenticator.objects.create(
        user=hanne, type=Authenticator.Type.WEBAUTHN, data={"name": "Telefon", "credential": {}}
    )
    rolf = person("rolf")
    rolf.set_password("et langt passord 14")
    rolf.save()
    return {
        **letters,
        "unit": {"key": OrgUnit.objects.get(number="SF-1-D").key},
        "person": {"key": person("lise").key},
        "role": {"key": RoleAssignment.objects.get(person=person("lise")).key},
        "post": {"key": Post.objects.filter(enterprise=enterprise)[0].key},
        "own body": {"key": Body.objects.get(enterprise=enterprise).key},
        "member": {"key": BodyMember.objects.filter(body__enterprise=enterprise)[0].key},
        "site": {"key": Site.objects.filter(enterprise=enterprise)[0].key},
        "token": {"key": token.key},
        "event": {"number": Event.objects.of_enterprises(enterprise.key).order_by("pk")[0].sequence},
        "passkey": {"pk": passkey.pk},
        "sign-in link": {"secret": make_sign_in_link(person=person("lise"), by=BY, at=STORY)},
        "bad key": {"uidb36": "1", "key": "set-password"},
    }
