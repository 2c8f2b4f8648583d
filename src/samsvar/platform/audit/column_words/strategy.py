"""Columns in words: strategies, and the sustainability process."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "process_id": pgettext_lazy("column", "Process"),
    "un_goal": pgettext_lazy("column", "UN goal"),
    "un_goals": pgettext_lazy("column", "UN goals"),
    "telephone": pgettext_lazy("column", "Telephone"),
    "how": pgettext_lazy("column", "How"),
    "service": pgettext_lazy("column", "Service"),
    "stakeholder_id": pgettext_lazy("column", "Stakeholder"),
    "approved_on": pgettext_lazy("column", "Approved on"),
    "approver_name": pgettext_lazy("column", "Approved by"),
    "approver_title": pgettext_lazy("column", "Title of the approver"),
    "authors": pgettext_lazy("column", "Written by"),
    "improvement": pgettext_lazy("column", "How it is improved"),
    "introduction": pgettext_lazy("column", "Introduction"),
    "strategy_id": pgettext_lazy("column", "Strategy"),
    "edition_id": pgettext_lazy("column", "Edition"),
    "ambition": pgettext_lazy("column", "What is wanted"),
    "chapter": pgettext_lazy("column", "Chapter"),
    "footnote": pgettext_lazy("column", "Footnote"),
    "source_document": pgettext_lazy("column", "Source document"),
    "figure": pgettext_lazy("column", "Figure"),
    "quadrant": pgettext_lazy("column", "Part of the situation analysis"),
    "requirement": pgettext_lazy("column", "Requirement"),
    "site": pgettext_lazy("column", "Site"),
    "help_given": pgettext_lazy("column", "Help given"),
    "help_offered": pgettext_lazy("column", "Help offered"),
    "law": pgettext_lazy("column", "Law"),
    "mission": pgettext_lazy("column", "Mission"),
    "owner_expectation": pgettext_lazy("column", "Expectation of the owner"),
    "weight": pgettext_lazy("column", "Weight"),
    "planned_from": pgettext_lazy("column", "Planned from"),
    "planned_to": pgettext_lazy("column", "Planned to"),
    "strategy_strategy.area": pgettext_lazy("column", "Area"),
    "main_goal": pgettext_lazy("column", "Main goal"),
    "either": pgettext_lazy("column", "One axis is enough"),
    "method": pgettext_lazy("column", "Way of working"),
    "threshold": pgettext_lazy("column", "Material from the score"),
    "axis": pgettext_lazy("column", "Axis"),
    "topic_id": pgettext_lazy("column", "Topic"),
}
