"""Answers as the enterprise assesses them: which wait, one with what stands beside it, and what it has changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from samsvar.core.catalogues import load_method
from samsvar.core.rules.questionnaires import Carried, Gravity, carry_over, template_from_plain
from samsvar.core.rules.risk import Assessor, Method, questionnaires_of
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
    AssessmentMethod,
    Judged,
    QuestionJudgement,
    SupplierAnswer,
)
from samsvar.subjects.due_diligence.selectors.answering.asked import ANSWER_FILES
from samsvar.subjects.due_diligence.selectors.facts import facts_of, links_touching
from samsvar.subjects.due_diligence.selectors.methods import as_core
from samsvar.subjects.due_diligence.selectors.supplier_codes import code_in_force

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


def one_answer(viewer: Viewer) -> QuerySet[SupplierAnswer]:
    """The answers that the viewer may see, each with what its page needs at once: its conclusion and own method."""
    own = AssessmentMethod.objects.filter(enterprise=OuterRef("enterprise"), in_use=True).order_by("-method_version")
    rows = answers_seen(viewer).annotate(own_method=Subquery(own.values("pk")[:1]))
    return rows.select_related("questionnaire_version", "conclusion__decided_by")


def conclusion_of(answer: SupplierAnswer) -> AnswerConclusion | None:
    """What is concluded of an answer of `one_answer`; None before."""
    return getattr(answer, "conclusion", None)


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
    """What came of an answer of `one_answer` in the supplier's contracts that the viewer may see: each level before
    and now. Contracts whose agreement is not ours to assess are left out.

    Before: worked out by the method in use from the same facts, but with what the register held of the supplier just
    before the answer came, as the trail tells. Nothing, where the answer moved nothing in the register. Five queries;
    one more for a method of the enterprise's own, and for impacts shared by others.
    """
    supplier = answer.recipient.supplier
    held = _held_before(supplier, answer)
    if not held:
        return []
    method = _method(answer)
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(supplier=supplier)
    rows = rows.filter(ownership__in=method.assessed).select_related("supplier", "enterprise", "assessment")
    contracts = list(rows.order_by("number")[:200])
    if not contracts:
        return []
    assessor = Assessor(method, risk_catalogues(), on)
    code, links = code_in_force(answer.enterprise, on), links_touching(contracts[0], on)
    found = []
    for contract in contracts:
        facts = facts_of(contract, code=code, links=links, owner_asked=(None, None))
        was = assessor.assess(facts._replace(supplier=_as_before(facts.supplier, held))).level
        stored = getattr(contract, "assessment", None)
        found.append(LevelChange(contract, was, stored.level if stored is not None else None))
    return found


def _method(answer: SupplierAnswer) -> Method:
    own = getattr(answer, "own_method", None)
    return load_method() if own is None else as_core(AssessmentMethod.objects.get(pk=own))


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
