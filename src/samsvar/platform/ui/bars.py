"""Small bars in parts, as SVG: the lengths are the counts, the words stand in the legend or the sentence beside."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from samsvar.platform.ui.wording import level_word

WIDTH, LEAST, GAP = 100.0, 9.0, 0.6


def _lengths(counts: Sequence[int]) -> list[float]:
    """Lengths in per cent that share the width; a part that is there is wide enough for its number."""
    total, room = sum(counts), WIDTH - GAP * (len(counts) - 1)
    wanted = [max(LEAST, room * count / total) for count in counts]
    excess = sum(wanted) - room
    spare = sum(length - LEAST for length in wanted)
    return [length - (excess * (length - LEAST) / spare if spare else 0) for length in wanted]


def _drawing(classes: Sequence[str], counts: Sequence[int], label: str, numbered: bool) -> SafeString:
    shapes, start = [], 0.0
    for style, count, length in zip(classes, counts, _lengths(counts), strict=True):
        text = format_html('<text class="{}" x="{}%" y="19">{}</text>', style, round(start + length / 2, 2), count)
        shapes.append(
            format_html(
                '<rect class="s-part {}" x="{}%" y="1" width="{}%" height="26" rx="2"/>{}',
                style,
                round(start, 2),
                round(length, 2),
                text if numbered else "",
            )
        )
        start += length + GAP
    inside = format_html_join("", "{}", ((shape,) for shape in shapes))
    return format_html('<svg role="img" aria-label="{}">{}</svg>', label, inside)


def level_bar(parts: Sequence[tuple[int | None, int]], label: str) -> SafeString:
    """Counts by level (None is unknown), in the order given; parts of zero are left out of the bar and the legend."""
    shown = [(level, count) for level, count in parts if count]
    if not shown:
        return SafeString("")
    classes = [f"s-l{level or 0}" for level, _ in shown]
    legend = format_html_join(
        "",
        '<span><i class="{}"></i>{}{}</span>',
        ((f"s-l{level or 0}", f"{level} " if level else "", level_word(level)) for level, _ in shown),
    )
    drawing = _drawing(classes, [count for _, count in shown], label, numbered=True)
    return format_html('{}<p class="s-legend">{}</p>', drawing, legend)


def share_bar(done: int, waiting: int, late: int, label: str) -> SafeString:
    """Done, waiting within the deadline, late; parts of zero are left out."""
    kinds = (("s-part-own", done), ("s-part-rest", waiting), ("s-part-late", late))
    shown = [(style, count) for style, count in kinds if count]
    if not shown:
        return SafeString("")
    return _drawing([style for style, _ in shown], [count for _, count in shown], label, numbered=False)
