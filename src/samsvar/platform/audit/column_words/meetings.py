"""Columns in words: cases and decisions of bodies, and reviews."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "case_id": pgettext_lazy("column", "Case"),
    "meeting_id": pgettext_lazy("column", "Meeting"),
    "review_id": pgettext_lazy("column", "Review"),
    "decision_id": pgettext_lazy("column", "Decision"),
    "occurrence_id": pgettext_lazy("column", "Occurrence in the annual wheel"),
    "event_id": pgettext_lazy("column", "Event"),
    "summary": pgettext_lazy("column", "Summary"),
    "weighed_climate": pgettext_lazy("column", "Weighed: climate and environment"),
    "weighed_social": pgettext_lazy("column", "Weighed: social"),
    "weighed_economy": pgettext_lazy("column", "Weighed: economy and governance"),
    "meetings_decisionstep.what": pgettext_lazy("column", "What is to be done"),
    "proposed_on": pgettext_lazy("column", "Proposed"),
    "planned_on": pgettext_lazy("column", "Planned for"),
    "led_by": pgettext_lazy("column", "Led by"),
    "took_part": pgettext_lazy("column", "Took part"),
    "asked": pgettext_lazy("column", "Asked"),
    "frozen_at": pgettext_lazy("column", "Minutes frozen"),
    "meetings_review.gathered": pgettext_lazy("column", "Input"),
    "gathered_at": pgettext_lazy("column", "Input collected"),
    "point": pgettext_lazy("column", "Point of the agenda"),
    "meetings_finding.criterion": pgettext_lazy("column", "Held against"),
    "closed_with": pgettext_lazy("column", "Closed with"),
    "document_key": pgettext_lazy("column", "Document"),
    "meetings_revieweddocument.verdict": pgettext_lazy("column", "Decision on the document"),
    "person_years": pgettext_lazy("column", "Person-years, hundredths"),
    "amount_ore": pgettext_lazy("column", "Amount, øre"),
    "meetings_decisionstep.position": pgettext_lazy("column", "Place in the order"),
}
