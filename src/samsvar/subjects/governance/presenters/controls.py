"""What the page of an internal control shows of each time it was carried out."""

from dataclasses import dataclass

from django.urls import reverse

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.subjects.governance.models import ControlResult, JudgedWith
from samsvar.subjects.governance.presenters.words import JUDGEMENT_KINDS


@dataclass(frozen=True)
class ResultLine:
    """A result, and what a monitoring came to: the judgement in words with its kind of pill, with whom, the action.

    `action` is empty where none was needed, or the viewer may not see it.
    """

    row: ControlResult
    judgement: str
    kind: str
    judged_with: tuple[str, ...]
    action: str
    href: str


def result_line(row: ControlResult, viewer: Viewer) -> ResultLine:
    """In words. Reads the action, which `control_rows` has fetched."""
    names = dict(JudgedWith.choices)
    action = row.action if row.action is not None and viewer.may(Permission.VIEW_ACTIONS, row.action.unit) else None
    return ResultLine(
        row=row,
        judgement=str(row.get_judgement_display()) if row.judgement else "",
        kind=JUDGEMENT_KINDS.get(row.judgement, ""),
        judged_with=tuple(str(names[code]) for code in parted(row.judged_with) if code in names),
        action=action.title if action else "",
        href=reverse("plans:action", args=[action.key]) if action else "",
    )
