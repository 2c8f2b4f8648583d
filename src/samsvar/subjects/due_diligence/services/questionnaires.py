"""Questionnaires: taken from those that ship, written in a draft, published, withdrawn.

A version that is published is never changed. What differs is written in a draft of the next version.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.catalogues.questionnaires import shipped_questionnaire
from samsvar.core.rules.questionnaires import (
    Section,
    Template,
    check_template,
    digest_of,
    template_from_plain,
    template_to_plain,
)
from samsvar.core.rules.questionnaires.reading import Fault
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, removed, snapshot
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    Refused,
    enterprise_key,
    save_values,
    take_version,
)
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import Questionnaire, QuestionnaireVersion
from samsvar.subjects.due_diligence.models.questionnaires import VersionStatus


class HasFaults(Refused):
    """The questionnaire cannot be published; `faults` tell why and where."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("has_faults")
        self.faults = faults


@transaction.atomic
def adopt_shipped(*, enterprise: OrgUnit, codes: Iterable[str], by: Actor, at: datetime) -> list[QuestionnaireVersion]:
    """Take questionnaires that ship in use, as version 1. Raises NotAllowed: `adopted_already`."""
    made, rows = [], []
    for code in codes:
        shipped = shipped_questionnaire(code)
        if Questionnaire.objects.filter(enterprise=enterprise, shipped=code).exists():
            raise NotAllowed("adopted_already")
        row = Questionnaire.objects.create(enterprise=enterprise, shipped=code, created_at=at, updated_at=at)
        version = _new_version(row, 1, shipped.template, at)
        version.status, version.published_at = VersionStatus.IN_USE, at
        version.sha256, version.shipped_edition = shipped.sha256, shipped.edition
        version.save()
        made.append(version)
        rows += [changed(row), changed(version)]
    about = {"questionnaires": len(made)}
    record(events.QUESTIONNAIRES_ADOPTED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)
    return made


@transaction.atomic
def create_questionnaire(
    *, enterprise: OrgUnit, title: Mapping[str, str], first_section: Mapping[str, str], by: Actor, at: datetime
) -> QuestionnaireVersion:
    """Begin a questionnaire of the enterprise's own: a draft with one empty section."""
    row = Questionnaire.objects.create(enterprise=enterprise, created_at=at, updated_at=at)
    template = Template(title=dict(title), sections=(Section("section_1", dict(first_section)),))
    version = _new_version(row, 1, template, at)
    version.save()
    _tell(events.QUESTIONNAIRE_BEGUN, version, [changed(row), changed(version)], by, at)
    return version


@transaction.atomic
def begin_version(*, questionnaire: Questionnaire, by: Actor, at: datetime) -> QuestionnaireVersion:
    """Begin the next version as a copy of the last. Raises NotAllowed: `draft_already`."""
    last = questionnaire.versions.select_for_update().order_by("-number").first()
    if last is None or last.is_draft:
        raise NotAllowed("draft_already")
    version = _new_version(questionnaire, last.number + 1, template_from_plain(last.document), at)
    version.save()
    _tell(events.QUESTIONNAIRE_BEGUN, version, [changed(version)], by, at)
    return version


@transaction.atomic
def change_draft(
    *,
    version: QuestionnaireVersion,
    change: Callable[[Template], Template],
    seen: int | None,
    by: Actor,
    at: datetime,
) -> QuestionnaireVersion:
    """Change what stands in a draft. Nothing happens where the change gives what stood there.

    Raises StaleVersion where somebody saved after `seen`, and NotAllowed: `published`.
    """
    _only_draft(version)
    new = change(template_from_plain(version.document))
    document = template_to_plain(new)
    if document == version.document:
        return version
    was = snapshot(version)
    take_version(version, seen, at)
    _put(version, new, document)
    version.save()
    _tell(events.QUESTIONNAIRE_CHANGED, version, [changed(version, was=was)], by, at)
    return version


@transaction.atomic
def publish_version(
    *, version: QuestionnaireVersion, seen: int | None, by: Actor, at: datetime
) -> QuestionnaireVersion:
    """Put a draft in use for good; the version in use until now is withdrawn, and its answers stay with it.

    Raises HasFaults, StaleVersion, and NotAllowed: `published`.
    """
    _only_draft(version)
    faults = check_template(template_from_plain(version.document))
    if faults:
        raise HasFaults(faults)
    rows = [
        _withdraw(other, at)
        for other in version.questionnaire.versions.filter(status=VersionStatus.IN_USE).select_for_update()
    ]
    change = save_values(
        version,
        {"status": VersionStatus.IN_USE, "published_at": at, "sha256": digest_of(version.document)},
        at=at,
        version=seen,
    )
    _tell(events.QUESTIONNAIRE_PUBLISHED, version, [change, *rows], by, at)
    return version


@transaction.atomic
def withdraw_version(*, version: QuestionnaireVersion, by: Actor, at: datetime) -> QuestionnaireVersion:
    """Take a version out of use: it is sent to nobody more. Raises NotAllowed: `not_in_use`."""
    if version.status != VersionStatus.IN_USE:
        raise NotAllowed("not_in_use")
    _tell(events.QUESTIONNAIRE_WITHDRAWN, version, [_withdraw(version, at)], by, at)
    return version


@transaction.atomic
def discard_draft(*, version: QuestionnaireVersion, seen: int | None, by: Actor, at: datetime) -> None:
    """Throw a draft away, and the questionnaire with it where it has no other version.

    Raises StaleVersion, and NotAllowed: `published`.
    """
    _only_draft(version)
    questionnaire = version.questionnaire
    take_version(version, seen, at)
    rows = [removed(version)]
    number, enterprise = version.number, version.enterprise
    version.delete()
    if not questionnaire.versions.exists():
        rows.append(removed(questionnaire))
        questionnaire.delete()
    kind, about = events.QUESTIONNAIRE_DISCARDED, {"number": number}
    record(kind, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)


def ids_ever_used(version: QuestionnaireVersion) -> set[str]:
    """The ids of parts in all versions: a new question never takes the id of one that was answered."""
    found: set[str] = set()
    for document in version.questionnaire.versions.values_list("document", flat=True):
        template = template_from_plain(document)
        found |= {section.id for section in template.sections} | {question.id for question in template.questions}
    return found


def _new_version(questionnaire: Questionnaire, number: int, template: Template, at: datetime) -> QuestionnaireVersion:
    version = QuestionnaireVersion(
        enterprise=questionnaire.enterprise, questionnaire=questionnaire, number=number, created_at=at, updated_at=at
    )
    _put(version, template, template_to_plain(template))
    return version


def _put(version: QuestionnaireVersion, template: Template, document: dict[str, Any]) -> None:
    version.document, version.titles, version.questions = document, document["title"], len(template.questions)


def _only_draft(version: QuestionnaireVersion) -> None:
    if not version.is_draft:
        raise NotAllowed("published")


def _withdraw(version: QuestionnaireVersion, at: datetime) -> RowChange:
    return save_values(version, {"status": VersionStatus.WITHDRAWN, "withdrawn_at": at}, at=at)


def _tell(kind: str, version: QuestionnaireVersion, rows: list[RowChange], by: Actor, at: datetime) -> None:
    about = {"number": version.number}
    record(kind, by=by, at=at, enterprise=enterprise_key(version.enterprise), rows=rows, about=about)
