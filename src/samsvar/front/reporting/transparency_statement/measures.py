"""What was done in the period so that the ethical guidelines are known and followed (R001-26)."""

from django.utils import translation

from samsvar.core.documents.model import Language
from samsvar.front.reporting.transparency_statement.records import MeasureLine
from samsvar.platform.ui.language import as_language
from samsvar.registers.actions.models import Action
from samsvar.subjects.governance.models import GoverningDocument, RequirementBacking
from samsvar.subjects.governance.presenters.measures import measure_words
from samsvar.subjects.governance.selectors.measures import ethical_guidelines, measures_of
from samsvar.subjects.meetings.models import CampaignEvent
from samsvar.subjects.statements.models import Statement


def measures_in(statement: Statement) -> tuple[MeasureLine, ...]:
    """What the enterprise did for its guidelines on ethics in the statement's period, the oldest first. Seven queries.

    Trainings and meetings of a campaign week count for the guideline that the week is tied to.
    """
    language = as_language(statement.language)
    documents = {each.pk: each for each in ethical_guidelines(statement.enterprise)}
    if not documents:
        return ()
    first, last = statement.period_from, statement.period_to
    actions = Action.objects.filter(enterprise=statement.enterprise)
    found = measures_of(statement.enterprise, list(documents.values()), actions, first, last)
    with translation.override(language):
        lines = [
            MeasureLine(documents[each.document_id].name(language), measure_words(each, language), each.on)
            for each in found
        ]
        lines += _of_campaigns(statement, documents, language)
    return tuple(sorted(dict.fromkeys(lines), key=lambda line: (line.document, line.on, line.what)))


def _of_campaigns(
    statement: Statement, documents: dict[int, GoverningDocument], language: Language
) -> list[MeasureLine]:
    """The events of campaign weeks whose activity answers what a guideline asks. Two queries."""
    tied = RequirementBacking.objects.filter(requirement__document__in=list(documents), activity__isnull=False)
    asked: dict[int, set[int]] = {}
    for activity, document in tied.values_list("activity_id", "requirement__document_id"):
        asked.setdefault(activity, set()).add(document)
    events = CampaignEvent.objects.filter(
        review__enterprise=statement.enterprise,
        review__occurrence__activity__in=list(asked),
        held_on__range=(statement.period_from, statement.period_to),
    )
    return [
        MeasureLine(documents[document].name(language), title, on)
        for title, on, activity in events.values_list("title", "held_on", "review__occurrence__activity_id")
        if on is not None
        for document in asked[activity]
    ]
