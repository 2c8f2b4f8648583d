"""A report due as a pack: its sections, one of them drawn, and the whole that is frozen when it is handed in."""

from dataclasses import replace
from datetime import date
from typing import Any

from samsvar.core.documents.frozen import thaw
from samsvar.core.documents.model import Blocks, Document
from samsvar.core.documents.model import Status as PaperStatus
from samsvar.core.rules.indicators.status import Status
from samsvar.front.reporting.tertial.asked import Asked
from samsvar.front.reporting.tertial.document import figures_handed_in, pack_document, section_blocks
from samsvar.front.reporting.tertial.hiding import as_may_be_told
from samsvar.front.reporting.tertial.indicators import acceptance, counted
from samsvar.front.reporting.tertial.joint import joint_blocks, joint_document, joint_titles
from samsvar.front.reporting.tertial.sections import sections_in
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.language import as_language
from samsvar.subjects.reports.models import Pack, Report, ReportState
from samsvar.subjects.reports.selectors import comments_of


def asked_for(report: Report, viewer: Viewer, today: date, language: str = "") -> Asked:
    """What the report asks the records for, as the viewer sees them."""
    spoken = as_language(language or viewer.language)
    return Asked(viewer, report.unit, report.of_period, today, spoken, report.kind.reader)


def section_titles(report: Report, asked: Asked) -> dict[str, str]:
    """The sections that the report has, by id, in order."""
    if report.kind.pack == Pack.JOINT:
        return joint_titles()
    return {each.id: str(each.title) for each in sections_in(asked)}


def drawn_section(report: Report, asked: Asked, section: str) -> Blocks:
    """One section, drawn from the records as they are now."""
    return joint_blocks(asked, section) if report.kind.pack == Pack.JOINT else section_blocks(asked, section)


def frozen_document(report: Report) -> Document | None:
    """The report as it was handed in, and what has become of it since; None where it is not handed in.

    What must be hidden now is masked, and said first (decision 31). Five queries.
    """
    if report.frozen is None:
        return None
    found = as_may_be_told(report, thaw(report.frozen))
    return replace(found, status="published") if report.state == ReportState.ACCEPTED else found


def whole_document(report: Report, asked: Asked, status: PaperStatus = "draft") -> Document:
    """The whole report as it was handed in; as it is now where it is not."""
    if frozen := frozen_document(report):
        return frozen
    comments = {section: each.text for section, each in comments_of(report).items()}
    make = joint_document if report.kind.pack == Pack.JOINT else pack_document
    return make(asked, comments, status)


def figures_of_report(report: Report, asked: Asked) -> list[dict[str, Any]]:
    """The figures that are kept beside the frozen document. A joint report has none of its own."""
    return [] if report.kind.pack == Pack.JOINT else figures_handed_in(asked)


def lacks(report: Report, asked: Asked) -> dict[str, int]:
    """What a reader would miss: figures unknown, units whose figures are not accepted, sections nobody wrote in.

    Six queries; nothing of it stops anybody from handing in.
    """
    written = {section for section, each in comments_of(report).items() if each.text.strip()}
    titles = section_titles(report, asked)
    found = {"unwritten": len(titles.keys() - written)}
    if report.kind.pack == Pack.JOINT:
        return found
    found["unknown"] = counted(asked)[Status.UNKNOWN]
    accepted = acceptance(asked, [asked.period])[asked.period]
    found["not_accepted"] = 0 if accepted.whole else len(accepted.missing) or 1
    return found


def is_open(report: Report) -> bool:
    """Whether the text may be changed."""
    return report.state in (ReportState.BEGUN, ReportState.RETURNED, ReportState.REOPENED)
