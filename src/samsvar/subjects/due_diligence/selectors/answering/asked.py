"""What a link opens: one recipient's questionnaire, its answer so far, and the one it gave last time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from samsvar.core.rules.questionnaires import (
    Answer,
    Answers,
    Carried,
    Kind,
    Question,
    Section,
    Template,
    carry_over,
    shown_sections,
    template_from_plain,
)
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.links.models import SingleLink
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import (
    Campaign,
    CampaignRecipient,
    CampaignStatus,
    QuestionnaireVersion,
    SupplierAnswer,
)

ANSWER = "answer"
"""The purpose of the links."""
SECTIONS = "sections"
"""What the scope of a colleague's link names."""
ANSWER_FILES = "supplier_answer"
"""The kind of record that the files of answers hang on."""


@dataclass(frozen=True)
class Asked:
    """What whoever holds the link is asked. `answer` is the newest, open or sent in; None before anything is saved."""

    link: SingleLink
    recipient: CampaignRecipient
    answer: SupplierAnswer | None

    @property
    def campaign(self) -> Campaign:
        return self.recipient.campaign

    @property
    def enterprise(self) -> OrgUnit:
        return self.recipient.enterprise

    @property
    def version(self) -> QuestionnaireVersion:
        """The version that is asked, or the one that was answered."""
        return self.answer.questionnaire_version if self.answer else self.campaign.questionnaire_version

    @cached_property
    def template(self) -> Template:
        return template_from_plain(self.version.document)

    @property
    def answers(self) -> Answers:
        return self.answer.answers if self.answer else {}

    @property
    def is_whole(self) -> bool:
        """Whether the link is the letter's own: it sends in, shares, and asks colleagues."""
        return SECTIONS not in self.link.scope

    @property
    def is_sent(self) -> bool:
        """Whether the answer is sent in, and not opened again since."""
        return self.recipient.answered_at is not None

    @cached_property
    def sections(self) -> tuple[tuple[Section, tuple[Question, ...]], ...]:
        """The sections that are shown and that the link opens, each with its questions that are shown."""
        shown = shown_sections(self.template, self.answers)
        return tuple(each for each in shown if self.link.allows(SECTIONS, each[0].id))

    def section(self, id: str) -> Section | None:
        """A section that the link opens."""
        return self.template.section(id) if self.link.allows(SECTIONS, id) else None

    def file_keys(self, questions: Iterable[Question] | None = None) -> set[str]:
        """The keys of the files in the answers to questions; None: to all that the link opens."""
        asked = questions if questions is not None else [one for each in self.sections for one in each[1]]
        found: set[str] = set()
        for question in asked:
            held = self.answers.get(question.id)
            if question.kind is Kind.FILE and isinstance(held, list):
                found.update(str(key) for key in held)
        return found


def find_asked(link: SingleLink) -> Asked | None:
    """What the link opens; None where the recipient is gone or taken out, or its campaign was never sent."""
    rows = CampaignRecipient.objects.filter(enterprise=link.enterprise, key=link.target, withdrawn_at=None)
    rows = rows.exclude(campaign__status=CampaignStatus.DRAFT)
    recipient = rows.select_related("campaign__questionnaire_version", "enterprise", "supplier").first()
    if recipient is None:
        return None
    return Asked(link, recipient, newest_answer(recipient))


def newest_answer(recipient: CampaignRecipient) -> SupplierAnswer | None:
    """The recipient's newest answer, open or sent in."""
    return recipient.answers.select_related("questionnaire_version").order_by("-round").first()


def contracts_of(recipient: CampaignRecipient) -> list[Contract]:
    """The contracts that the supplier is asked about, by title."""
    return list(Contract.objects.filter(asked_in__recipient=recipient).order_by("title", "pk"))


def earlier_answers(asked: Asked) -> tuple[SupplierAnswer | None, Carried]:
    """What the supplier answered last time it was asked the same questionnaire, as far as it fits this version."""
    rows = SupplierAnswer.objects.filter(
        enterprise=asked.enterprise,
        recipient__supplier=asked.recipient.supplier_id,
        questionnaire_version__questionnaire=asked.version.questionnaire_id,
        submitted_at__isnull=False,
    ).exclude(recipient=asked.recipient)
    last = rows.select_related("questionnaire_version").order_by("-submitted_at", "-pk").first()
    if last is None:
        return None, Carried({}, (), ())
    return last, carry_over(template_from_plain(last.questionnaire_version.document), asked.template, last.answers)


def files_of_answers(asked: Asked, keys: Iterable[str]) -> dict[str, Evidence]:
    """The files with the keys that came with this recipient's answers, whoever of them sent each."""
    wanted = set(keys)
    if not wanted:
        return {}
    owners = list(SupplierAnswer.objects.filter(recipient=asked.recipient).values_list("key", flat=True))
    rows = Evidence.objects.filter(
        enterprise=asked.enterprise, owner_kind=ANSWER_FILES, owner_key__in=owners, key__in=wanted
    )
    return {file.key: file for file in rows}


@dataclass(frozen=True)
class Colleague:
    """Somebody who was asked to answer some sections."""

    link: SingleLink
    sections: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.link.recipient or self.link.address


def colleagues_of(asked: Asked) -> list[Colleague]:
    """Whom the supplier has asked to answer a part, the first first; whose link has ended is left out."""
    rows = SingleLink.objects.filter(
        purpose=ANSWER, target=asked.recipient.key, parent__isnull=False, revoked_at=None
    ).select_related("parent")
    return [
        Colleague(link, tuple(link.scope[SECTIONS]))
        for link in rows.order_by("pk")
        if SECTIONS in link.scope and link.parent is not None and SECTIONS not in link.parent.scope
    ]


def touched_by(answer: SupplierAnswer | None, question: str) -> tuple[str, str]:
    """Who saved the answer to a question last, and when (ISO); empty where nobody has."""
    held: Any = (answer.touched if answer else {}).get(question)
    return (str(held[2]), str(held[1])) if isinstance(held, list) and len(held) > 2 else ("", "")


def replaced_in(answer: SupplierAnswer | None, question: str) -> tuple[Answer, str] | None:
    """What a question's answer has replaced that somebody else saved in between, and whose it was."""
    held: Any = (answer.touched if answer else {}).get(question)
    if isinstance(held, list) and len(held) > 3 and isinstance(held[3], Mapping):
        return held[3].get("answer"), str(held[3].get("by", ""))
    return None
