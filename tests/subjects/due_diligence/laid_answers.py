"""An answer to a short questionnaire, laid without services, for tests of pages."""

from datetime import timedelta
from typing import Any

from samsvar.core.rules.questionnaires import digest_of, template_from_plain
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import (
    Campaign,
    CampaignRecipient,
    Questionnaire,
    QuestionnaireVersion,
    SupplierAnswer,
)
from samsvar.subjects.due_diligence.services.answering.recording import score_of
from tests.cast import NOW, TODAY

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def document(words: str) -> dict[str, Any]:
    """A questionnaire with one question: a no to it is a serious gap called by the words."""
    gap = {"gravity": "serious", "words": {"nb": words}, "answers": ["no"]}
    question = {"id": "contracts", "kind": "yes_no", "text": {"nb": "Har alle arbeidsavtale?"}, "weight": 3}
    section = {"id": "time", "title": {"nb": "Arbeidstid"}, "questions": [{**question, "gaps": [gap]}]}
    return {"format": 1, "title": {"nb": "Egenrapport"}, "sections": [section]}


def make_answer(
    enterprise: OrgUnit, supplier: Supplier, number: str = "K-2025-09", words: str = "Mangler avtaler"
) -> SupplierAnswer:
    """A submitted answer with one gap, in a campaign that is closed."""
    plain = document(words)
    held = Questionnaire.objects.create(enterprise=enterprise, **STAMPS)
    version = QuestionnaireVersion.objects.create(
        enterprise=enterprise, questionnaire=held, number=1, status="in_use", titles=plain["title"], questions=1,
        document=plain, sha256=digest_of(plain), published_at=NOW, **STAMPS,
    )  # fmt: skip
    campaign = Campaign.objects.create(
        enterprise=enterprise, unit=enterprise, number=number, title="Egenrapport om lønn", status="closed",
        questionnaire_version=version, opens_on=TODAY - timedelta(days=40), due_on=TODAY - timedelta(days=10),
        begun_at=NOW - timedelta(days=40), closed_at=NOW, **STAMPS,
    )  # fmt: skip
    recipient = CampaignRecipient.objects.create(
        enterprise=enterprise, campaign=campaign, supplier=supplier, name="Pål Påfunn", address="pal@example.org",
        due_on=campaign.due_on, answered_at=NOW, **STAMPS,
    )  # fmt: skip
    answers = {"contracts": "no"}
    return SupplierAnswer.objects.create(
        enterprise=enterprise, recipient=recipient, questionnaire_version=version, answers=answers, saved_at=NOW,
        submitted_at=NOW, submitted_by="Pål Påfunn", receipt=f"{number}-{recipient.key[:8].upper()}",
        digest=digest_of(answers), score=score_of(template_from_plain(plain), answers), **STAMPS,
    )  # fmt: skip
