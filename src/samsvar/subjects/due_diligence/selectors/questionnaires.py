"""Questionnaires as pages and campaigns need them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from samsvar.core.catalogues.questionnaires import ShippedQuestionnaire, shipped_questionnaires
from samsvar.core.rules.questionnaires import Template, digest_of, template_from_plain
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import Questionnaire, QuestionnaireVersion
from samsvar.subjects.due_diligence.models.questionnaires import VersionStatus


@dataclass(frozen=True)
class Listed:
    """A questionnaire in the list: its versions without their documents, newest first."""

    questionnaire: Questionnaire
    versions: tuple[QuestionnaireVersion, ...]

    @property
    def draft(self) -> QuestionnaireVersion | None:
        return next((each for each in self.versions if each.is_draft), None)

    @property
    def in_use(self) -> QuestionnaireVersion | None:
        return next((each for each in self.versions if each.status == VersionStatus.IN_USE), None)

    @property
    def shown(self) -> QuestionnaireVersion:
        """The one its line is about: in use, else the newest."""
        return self.in_use or self.versions[0]


def questionnaires_of(viewer: Viewer, enterprise: OrgUnit) -> list[Listed]:
    """The enterprise's questionnaires, oldest first. One query."""
    rows = (
        versions_seen(viewer)
        .filter(enterprise=enterprise)
        .select_related("questionnaire")
        .defer("document")
        .order_by("questionnaire__created_at", "questionnaire_id", "-number")
    )
    found: dict[int, list[QuestionnaireVersion]] = {}
    for version in rows:
        found.setdefault(version.questionnaire_id, []).append(version)
    return [Listed(versions[0].questionnaire, tuple(versions)) for versions in found.values()]


def versions_seen(viewer: Viewer) -> QuerySet[QuestionnaireVersion]:
    """The versions somebody may see."""
    return QuestionnaireVersion.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)


def not_adopted(listed: list[Listed]) -> list[ShippedQuestionnaire]:
    """The questionnaires that ship and the enterprise has not taken in use. No query."""
    held = {each.questionnaire.shipped for each in listed}
    return [each for each in shipped_questionnaires() if each.code not in held]


def version_before(version: QuestionnaireVersion) -> QuestionnaireVersion | None:
    """The version published before this one; None for the first. One query."""
    rows = QuestionnaireVersion.objects.filter(questionnaire_id=version.questionnaire_id, number__lt=version.number)
    return rows.order_by("-number").first()


def siblings_of(version: QuestionnaireVersion) -> list[QuestionnaireVersion]:
    """All versions of the same questionnaire, newest first, without their documents. One query."""
    rows = QuestionnaireVersion.objects.filter(questionnaire_id=version.questionnaire_id)
    return list(rows.defer("document").order_by("-number"))


def version_in_use(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    """The version to send; None where all are withdrawn or none is published yet. One query."""
    return questionnaire.versions.filter(status=VersionStatus.IN_USE).first()


def template_of(version: QuestionnaireVersion) -> Template:
    """The version's questionnaire, as the rules read it."""
    return template_from_plain(version.document)


def is_intact(version: QuestionnaireVersion) -> bool:
    """Whether a published version still is what was published, to the byte."""
    return version.is_draft or digest_of(version.document) == version.sha256
