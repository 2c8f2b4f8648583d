"""Topics that may matter: the matrix as a picture, and the table with the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.numbers import format_number
from samsvar.core.documents.strategy_drawing import MatrixTerms, TopicMark, topic_matrix
from samsvar.core.documents.svg import Svg
from samsvar.core.rules.materiality import AxisScore
from samsvar.platform.ui.language import current_language
from samsvar.subjects.strategy.models import SustainabilityProcess, Topic
from samsvar.subjects.strategy.presenters.goals import dimension_name
from samsvar.subjects.strategy.selectors.process import ScoredTopics


@dataclass(frozen=True)
class TopicLine:
    """A topic: its number in the picture, its scores in words, and whether it is material (None: not known)."""

    topic: Topic
    number: int
    dimension: str
    impact: str
    importance: str
    material: bool | None


@dataclass(frozen=True)
class TopicMatrix:
    """The matrix. `wide` and `narrow` are None where no topic is scored on both axes."""

    lines: Sequence[TopicLine]
    wide: Svg | None
    narrow: Svg | None
    words: str
    finding: str


def topic_lines(found: ScoredTopics) -> list[TopicLine]:
    """The topics as a table has them, numbered as in the picture."""
    return [
        TopicLine(
            topic, number, dimension_name(topic.dimension), _score(place.impact), _score(place.importance), material
        )
        for number, (topic, place, material) in enumerate(found.topics, 1)
    ]


def topic_picture(process: SustainabilityProcess, found: ScoredTopics) -> TopicMatrix:
    """The picture with its words. A topic without a place is in the table and the words, never in the picture."""
    lines = topic_lines(found)
    marks = [
        TopicMark(line.number, _aloud(line), place.impact.mean, place.importance.mean, bool(material))
        for line, (_topic, place, material) in zip(lines, found.topics, strict=True)
        if place.impact.mean is not None and place.importance.mean is not None
    ]
    material = [line for line in lines if line.material]
    finding = ngettext("%(n)s topic is material", "%(n)s topics are material", len(material)) % {"n": len(material)}
    unplaced = len(lines) - len(marks)
    words = [f"{finding}: {', '.join(line.topic.name for line in material)}." if material else f"{finding}."]
    if unplaced:
        said = ngettext("%(n)s topic has no place yet.", "%(n)s topics have no place yet.", unplaced)
        words.append(said % {"n": unplaced})
    if not marks:
        return TopicMatrix(lines, None, None, " ".join(words), _("No topic is scored on both axes yet"))
    terms = MatrixTerms(_("Where we can influence"), _("Importance to stakeholders"), _("Material"))
    if process.either:
        terms = MatrixTerms(_("Our impact on others"), _("Importance to our finances"), _("Material"))
    threshold = Fraction(process.threshold)
    wide, narrow = (
        topic_matrix(marks, threshold, terms, either=process.either, narrow=small) for small in (False, True)
    )
    return TopicMatrix(lines, wide, narrow, " ".join(words), finding)


def _aloud(line: TopicLine) -> str:
    words = {"name": line.topic.name, "impact": line.impact, "importance": line.importance}
    return _("%(name)s: impact %(impact)s, importance %(importance)s") % words


def _score(axis: AxisScore) -> str:
    """The mean with how far apart they stand: `4,3 (3–5)`; a dash where nobody has said."""
    if axis.mean is None:
        return "–"
    mean = format_number(axis.mean, current_language(), 1)
    return mean if axis.lowest == axis.highest else f"{mean} ({axis.lowest}–{axis.highest})"
