"""Taking in the documents that ship, with their requirements and what they stand on, in one step or one by one.

Invariant: a second run takes in nothing; what an enterprise above has taken in is not taken in again beneath it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.catalogues.governance import (
    Reach,
    ShippedDocument,
    ShippedRequirement,
    shipped_documents,
    shipped_requirements,
    shipped_ties,
)
from samsvar.core.rules.documents import Standing, Tie
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key
from samsvar.subjects.governance import events
from samsvar.subjects.governance.models import (
    DocumentApproval,
    DocumentStanding,
    DocumentTie,
    DocumentValidity,
    GoverningDocument,
    Requirement,
    ReviewRule,
)

_BODIES = {"board": "Styret", "directors_meeting": "Direktørmøtet"}


@dataclass(frozen=True)
class Adopted:
    """How many were taken in, and how many stood there before."""

    documents: int
    requirements: int
    there_before: int


@transaction.atomic
def adopt_documents(
    *, enterprise: OrgUnit, codes: Collection[str], by: Actor, at: datetime, ours: Collection[str] = ()
) -> Adopted:
    """Take in shipped documents by their codes. Documents of the organisations named in `ours` are set up as the
    enterprise's own, under its own name; all others stand as another organisation's, by link.

    What holds for the country holds for the enterprise and all beneath it; another organisation's own rules hold for
    nobody here. Raises NotAllowed: `no_such_document`.
    """
    shipped = {each.code: each for each in shipped_documents()}
    if not set(codes) <= set(shipped):
        raise NotAllowed("no_such_document")
    held = held_codes(enterprise)
    new = [each for code, each in shipped.items() if code in codes and code not in held]
    if not new:
        return Adopted(0, 0, len(set(codes)))
    step = _Step(enterprise, frozenset(ours), at)
    for each in new:
        step.take(each)
    step.requirements(shipped_requirements())
    step.ties(held)
    record(events.DOCUMENTS_ADOPTED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=map(changed, step.rows))
    return Adopted(len(new), step.taken, len(set(codes)) - len(new))


def held_codes(enterprise: OrgUnit) -> dict[str, GoverningDocument]:
    """The shipped documents that the enterprise, or one above it, has taken in, by code."""
    above = enterprise.line_keys
    rows = GoverningDocument.objects.filter(enterprise__key__in=above).exclude(code="")
    return {row.code: row for row in rows}


class _Step:
    """One step's new rows. A document and all that hangs on it are recorded by one event."""

    def __init__(self, enterprise: OrgUnit, ours: Collection[str], at: datetime) -> None:
        self._enterprise, self._ours, self._at = enterprise, ours, at
        self._by_code: dict[str, GoverningDocument] = {}
        self._shipped: list[ShippedDocument] = []
        self.rows: list[Record] = []
        self.taken = 0

    def take(self, shipped: ShippedDocument) -> None:
        """The document with its validity, approvals and review rule."""
        mine = shipped.organisation in self._ours or shipped.organisation == self._enterprise.name_nb
        document = self._kept(
            GoverningDocument(
                enterprise=self._enterprise,
                unit=self._enterprise,
                code=shipped.code,
                kind=shipped.kind.value,
                number=shipped.number,
                organisation="" if mine else shipped.organisation,
                standing=DocumentStanding(shipped.standing.value),
                applies_from=shipped.applies_from,
                subjects=joined(shipped.subjects),
                themes=joined(shipped.themes),
                link=shipped.url,
                signed_by=joined(group.value for group in shipped.acknowledged_by) if mine else "",
                manager_role=shipped.owner_role if mine else "",
                **self._texts("name", shipped.name, shipped.organisation, mine),
                **self._texts("about", shipped.about, shipped.organisation, mine),
            )
        )
        self._by_code[shipped.code] = document
        self._shipped.append(shipped)
        if (mine or shipped.reach is Reach.COUNTRY) and shipped.standing is Standing.IN_FORCE:
            self._kept(DocumentValidity(document=document, unit=self._enterprise, subtree=True))
        for each in shipped.approvals:
            if not mine or each.organisation == self._enterprise.name_nb:
                self._kept(
                    DocumentApproval(
                        document=document,
                        organisation=each.organisation,
                        body_name=_BODIES.get(each.body, ""),
                        act=each.act,
                        case_number=each.case,
                        decided=each.on,
                    )
                )

    def requirements(self, shipped: Iterable[ShippedRequirement]) -> None:
        """What the documents taken in ask."""
        for each in shipped:
            document = self._by_code.get(each.document)
            if document is not None:
                self._kept(_requirement(document, each))
                self.taken += 1

    def ties(self, held: dict[str, GoverningDocument]) -> None:
        """What they stand on and replace, and the rules of their review, where both ends are here."""
        known = {**held, **self._by_code}
        for tie in shipped_ties():
            new = tie.document_id in self._by_code or tie.other_id in self._by_code
            one, other = known.get(tie.document_id), known.get(tie.other_id)
            mine = one is not None and one.enterprise_id == self._enterprise.pk
            if new and mine and one is not None and other is not None:
                self._kept(DocumentTie(document=one, tie=Tie(tie.tie).value, other=other))
        for each in self._shipped:
            document = self._by_code[each.code]
            if each.review_months and (document.is_ours or each.reach is Reach.COUNTRY):
                rests_on = known.get(each.review_rule)
                self._kept(
                    ReviewRule(document=document, months=each.review_months, whole_years=True, rests_on=rests_on)
                )

    def _texts(self, column: str, texts: Any, organisation: str, mine: bool) -> dict[str, str]:
        """The texts by column; our own bear our own name where the source's stood."""
        found = {f"{column}_{language}": text for language, text in texts.items()}
        short = organisation.removesuffix(" RHF").removesuffix(" HF").removesuffix(" SF")
        if not mine or organisation == self._enterprise.name_nb:
            return found
        own = self._enterprise.name_nb.removesuffix(" RHF").removesuffix(" HF").removesuffix(" SF")
        for name in (short, short.replace("Norge", "Noreg")):
            found = {key: text.replace(name, own) for key, text in found.items()}
        return found

    def _kept(self, row: Any) -> Any:
        row.created_at = row.updated_at = self._at
        row.save()
        self.rows.append(row)
        return row


def _requirement(document: GoverningDocument, shipped: ShippedRequirement) -> Requirement:
    facts = shipped.facts
    return Requirement(
        document=document,
        code=shipped.code,
        clause=shipped.clause,
        phase=shipped.phase.value,
        strength=shipped.strength.value,
        asks_of=joined(sorted(each.value for each in facts.asks_of)),
        answered_by=joined(sorted(each.value for each in facts.answered_by)),
        in_writing=shipped.written,
        every_months=facts.every_months,
        set_by=shipped.yearly_set_by,
        from_employees=facts.from_employees,
        applies_from_on=facts.applies_from,
        subjects=joined(shipped.subjects),
        **{f"name_{language}": text for language, text in shipped.name.items()},
    )
