"""Answers as the enterprise assesses them: which wait, one with what stands beside it, and what it has changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from samsvar.core.rules.questionnaires import Carried, Gravity, carry_over, template_from_plain
from samsvar.core.rules.risk import Assessor, questionnaires_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.models import EventRow
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.suppliers.events import QUESTIONNAIRES_NOTED
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import (
    AnswerConclusion,
    ContractAssessment,
    Judged,
    QuestionJudgement,
    SupplierAnswer,
)
from samsvar.subjects.due_diligence.selectors.answering.asked import ANSWER_FILES
from samsvar.subjects.due_diligence.selectors.facts import facts_for
from samsvar.subjects.due_diligence.selectors.methods import method_in_use

#: The kind of the mail that tells a supplier that its answer is assessed.
CONCLUDED = "answer_concluded"
VIEWS = ("waiting", "concluded", "all")
_COLUMNS = (
    *("questionnaire_asked_on", "questionnaire_due_on", "questionnaire_answered_on", "open_gaps"),
    *("code_accepted_on", "code_accepted_version"),
)
_GRAVER = {Gravity.MINOR: 1, Gravity.SERIOUS: 2, Gravity.CRITICAL: 3}


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A contract's level as it was before the answer came, and as it stands."""

    contract: Contract
    was: int | None
    now: int | None


def answers_seen(viewer: Viewer) -> QuerySet[SupplierAnswer]:
    """What suppliers have sent in, of the campaigns that the viewer may see. Half-finished answers are nobody's."""
    rows = SupplierAnswer.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(submitted_at__isnull=False)
    return rows.select_related("recipient__campaign__unit", "recipient__supplier", "enterprise")


def answers_of(viewer: Viewer, enterprise: OrgUnit, text: str = "") -> QuerySet[SupplierAnswer]:
    """The enterprise's answers, of each recipient the newest round alone, the oldest that waits first.

    `text` is looked for in the supplier's name, the receipt, and the campaign's title.
    """
    rows = answers_seen(viewer).filter(enterprise=enterprise)
    newer = SupplierAnswer.objects.filter(
        recipient=OuterRef("recipient"), submitted_at__isnull=False, round__gt=OuterRef("round")
    )
    newest = rows.filter(~Exists(newer))
    if text:
        named = Q(recipient__supplier__name_folded__contains=text.casefold()) | Q(receipt__icontains=text)
        newest = newest.filter(named | Q(recipient__campaign__title__icontains=text))
    return newest.select_related("conclusion").defer("answers", "touched").order_by("submitted_at", "pk")


def view_filters() -> dict[str, Q]:
    """The saved views by code."""
    return {"waiting": Q(conclusion=None), "concluded": Q(conclusion__isnull=False), "all": Q()}


def last_answer(answer: SupplierAnswer) -> tuple[SupplierAnswer | None, Carried]:
    """What the supplier answered before to the same questionnaire, as far as it fits this version. One query."""
    rows = SupplierAnswer.objects.filter(
        enterprise=answer.enterprise_id,
        recipient__supplier=answer.recipient.supplier_id,
        questionnaire_version__questionnaire=answer.questionnaire_version.questionnaire_id,
        submitted_at__lt=answer.submitted_at,
    )
    last = rows.select_related("questionnaire_version").order_by("-submitted_at", "-pk").first()
    if last is None:
        return None, Carried({}, (), ())
    old = template_from_plain(last.questionnaire_version.document)
    return last, carry_over(old, template_from_plain(answer.questionnaire_version.document), last.answers)


def files_of(answer: SupplierAnswer) -> dict[str, Evidence]:
    """The files that came with the recipient's answers, by key. One query."""
    owners = SupplierAnswer.objects.filter(recipient=answer.recipient_id).values("key")
    rows = Evidence.objects.filter(enterprise=answer.enterprise_id, owner_kind=ANSWER_FILES, owner_key__in=owners)
    return {file.key: file for file in rows}


def conclusion_of(answer: SupplierAnswer) -> AnswerConclusion | None:
    """What is concluded of the answer; None before. One query."""
    return AnswerConclusion.objects.filter(answer=answer).select_related("decided_by").first()


def gaps_with_gravity(answer: SupplierAnswer, judgements: Iterable[QuestionJudgement]) -> dict[str, Gravity | None]:
    """The open gaps by question: what the rule found and nobody has held to be met, and what a person found."""
    found: dict[str, Gravity | None] = {}
    for gap in (answer.score or {}).get("gaps", ()):
        gravity, held = Gravity(gap["gravity"]), found.get(gap["question"])
        if held is None or _GRAVER[gravity] > _GRAVER[held]:
            found[gap["question"]] = gravity
    for judgement in judgements:
        if judgement.judged == Judged.MET:
            found.pop(judgement.question, None)
        elif judgement.judged == Judged.GAP:
            found.setdefault(judgement.question, None)
    return found


def level_changes(answer: SupplierAnswer, viewer: Viewer, on: date) -> list[LevelChange]:
    """What came of the answer in the supplier's contracts that the viewer may see: each level before and now.

    Before: worked out by the method in use from the same facts, but with what the register held of the supplier just
    before the answer came, as the trail tells. Nothing, where the answer moved nothing in the register.
    """
    supplier = answer.recipient.supplier
    held = _held_before(supplier, answer)
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(supplier=supplier)
    contracts = {contract.pk: contract for contract in rows.order_by("number")[:200]}
    if not held or not contracts:
        return []
    assessor = Assessor(method_in_use(answer.enterprise), risk_catalogues(), on)
    stored = ContractAssessment.objects.filter(contract__in=contracts).values_list("contract_id", "level")
    now = dict(stored)
    was = {
        pk: assessor.assess(facts._replace(supplier=_as_before(facts.supplier, held))).level
        for pk, facts in facts_for(answer.enterprise, on, list(contracts))
    }
    return [LevelChange(contract, was.get(pk), now.get(pk)) for pk, contract in contracts.items()]


def _held_before(supplier: Supplier, answer: SupplierAnswer) -> dict[str, Any]:
    """The register's columns as they stood before the answer was recorded; none where it moved none of them."""
    rows = EventRow.objects.filter(
        table=Supplier._meta.db_table, row_key=supplier.key, event__kind=QUESTIONNAIRES_NOTED,
        event__at__gte=answer.saved_at,
    )  # fmt: skip
    before: dict[str, Any] = {}
    for content in rows.order_by("event__sequence").values_list("content", flat=True):
        was: Mapping[str, Any] = (json.loads(content) if content else {}).get("was", {})
        for column in _COLUMNS:
            if column in was:
                before.setdefault(column, was[column])
    if not before:
        return {}
    return {column: before.get(column, getattr(supplier, column)) for column in _COLUMNS}


def _as_before(now: Any, held: Mapping[str, Any]) -> Any:
    """The supplier's facts with what the register held before."""
    asked, due, answered = (_day(held[column]) for column in _COLUMNS[:3])
    gaps = held["open_gaps"]
    return now._replace(
        questionnaires=questionnaires_of(asked, due, answered, gaps),
        code_accepted_on=_day(held["code_accepted_on"]),
        code_accepted_version=held["code_accepted_version"] or None,
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
