"""Filters and tags that every template has without loading them.

Filters write values in the reader's language; what is absent becomes the word for unknown or a dash, never zero.
Tags draw the small marks that stand in rows (icon, level, factors, late and soon), where a component
would cost too much.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

from django import template
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from samsvar.core.documents import html, numbers
from samsvar.core.documents.model import Blocks, Document, Language
from samsvar.core.documents.numbers import DateStyle, MoneyStyle, Number
from samsvar.core.documents.svg import Svg
from samsvar.platform.ui import bars, wording
from samsvar.platform.ui.clock import today as day_in_norway
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.forms import ONCE, FieldParts
from samsvar.platform.ui.forms import field_parts as parts_of
from samsvar.platform.ui.icons import icon as draw_icon
from samsvar.platform.ui.language import current_language

register = template.Library()
NOTHING = "–"
SOON_DAYS = 7
OWN_NAMES = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))
_OFF = SafeString(' class="s-off"')


@register.filter
def number(value: Number | None, decimals: int = 0) -> str:
    """`{{ total|number }}`, `{{ rate|number:1 }}`; None is the word for unknown."""
    return numbers.format_number(value, current_language(), int(decimals))


@register.filter
def percent(value: Number | None, decimals: int = 1) -> str:
    """A number of per cent, 7 for seven: `{{ rate|percent }}`; None is unknown."""
    return numbers.format_percent(value, current_language(), int(decimals))


@register.filter
def share(value: Number | None, decimals: int = 1) -> str:
    """A share between 0 and 1 as per cent: `{{ rate|share:0 }}`; None is unknown."""
    return numbers.format_percent(
        None if value is None else Fraction(str(value)) * 100, current_language(), int(decimals)
    )


@register.filter
def money(ore: int | None, style: str = "whole") -> str:
    """Øre as kroner: `4 400 000 kr`; styles exact, whole, short (61,5 mill. kr), long (61,5 millioner kroner)."""
    return numbers.format_money(ore, current_language(), cast(MoneyStyle, style))


@register.filter
def money_short(ore: int | None) -> str:
    """Øre as `61,5 mill. kr`."""
    return numbers.format_money(ore, current_language(), "short")


@register.filter
def millions(ore: int | None) -> str:
    """Øre as millions of kroner with one decimal and no unit, for a column whose heading says it."""
    return numbers.format_number(None if ore is None else Fraction(ore, 10**8), current_language(), 1)


def _day(value: date | datetime) -> date:
    return value.astimezone(numbers.OSLO).date() if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None, style: str = "text") -> str:
    """A day: `{{ d|day }}` 14. mai 2025, `:"table"` 14.05.2025, `:"near"` ti. 20. mai; None is a dash.

    A day near is written with its year where that is not this year.
    """
    if not value:
        return NOTHING
    on = _day(value)
    shown = numbers.format_date(on, current_language(), cast(DateStyle, style))
    return f"{shown} {on.year}" if style == "near" and on.year != day_in_norway().year else shown


@register.filter
def moment(value: datetime | None) -> str:
    """An instant in Norwegian time: `14. mai 2025 kl. 09.12`; None is a dash."""
    return NOTHING if not value else numbers.format_instant(value, current_language())


@register.filter
def clock_time(value: datetime | None) -> str:
    """The time of an instant: `kl. 09.12`; None is a dash."""
    if not value:
        return NOTHING
    local = value.astimezone(numbers.OSLO)
    return f"{local:%H:%M}" if current_language() == "en" else f"kl.{numbers.NBSP}{local:%H.%M}"


@register.simple_tag
def period(from_on: date | None, to_on: date | None) -> str:
    """A span of days: `{% period contract.starts_on contract.ends_on %}`."""
    return numbers.format_period(from_on, to_on, current_language())


@register.filter
def days_left(value: date | None, today: date | None = None) -> str:
    """A deadline in words: `i morgen`, `fredag 16. mai`, `5 dager over`; None is no deadline."""
    return numbers.format_days_left(value, today or day_in_norway(), current_language())


@register.filter
def orgnr(value: str | None) -> str:
    """`312 345 676`; a dash where there is none."""
    return numbers.format_orgnr(value, current_language()) if value else NOTHING


@register.filter
def country(code: str | None) -> str:
    """The country's name by ISO code; None is unknown."""
    return country_name(code, current_language()) if code else numbers.unknown_word(current_language())


@register.filter
def countries(codes: Iterable[str] | None) -> str:
    """Names of several countries, with commas; none is unknown."""
    return ", ".join(country_name(code, current_language()) for code in codes or ()) or numbers.unknown_word(
        current_language()
    )


@register.filter
def level_word(level: int | None) -> str:
    """The level's word without its number."""
    return wording.level_word(level)


@register.filter
def level_class(level: int | None) -> str:
    """The class that carries the level's colour, for cells and drawings."""
    return f"s-l{level if level in (1, 2, 3, 4) else 0}"


@register.filter
def unit_name(unit: Any) -> str:
    """A unit's name in the reader's language, or a body's."""
    return unit.name(current_language()) if unit is not None else NOTHING


@register.filter
def in_sentence(words: str) -> str:
    """A name inside a sentence: `Styremedlem` becomes `styremedlem`, `HMS-rådgiver` stays."""
    words = str(words)
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


@register.filter
def either(value: Any, other: str) -> Any:
    """The value, or the other text where it is absent (zero is a value)."""
    return other if value is None or value == "" else value


@register.simple_tag
def own_language_names() -> tuple[tuple[str, str], ...]:
    """The languages, each called by its own name."""
    return OWN_NAMES


@register.simple_tag
def once() -> SafeString:
    """`{% once %}` beside `{% csrf_token %}`: a form sent twice acts once (`platform/forms/once`)."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, secrets.token_urlsafe(16))


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`; the names stand in `samsvar.platform.ui.icons`."""
    return draw_icon(name)


@register.simple_tag
def risk(level: int | None, size: str = "") -> SafeString:
    """The level as a chip: bars, number, word. None is unknown. `size="big"` where it is the answer."""
    return _risk(level, size, current_language())


@lru_cache(maxsize=256, typed=True)
def _risk(level: Any, size: str, _language: Language) -> SafeString:
    known = level in (1, 2, 3, 4)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="2.6" height="{}"{}/>',
        (
            (
                k * 4 + 0.5,
                round(9 - k * 2.8, 1),
                round(2.8 * k + 2.6, 1),
                SafeString("") if k < int(level or 0) else _OFF,
            )
            for k in range(4)
        ),
    )
    drawing = format_html('<svg viewBox="0 0 16 12" aria-hidden="true">{}</svg>', bars) if known else ""
    return format_html(
        '<span class="s-risk {}{}">{}{} {}</span>',
        level_class(level),
        SafeString(" s-risk-big") if size == "big" else "",
        drawing,
        level if known else "?",
        wording.level_word(level if known else None),
    )


def _factor(value: Any) -> tuple[str, str]:
    """What a factor shows and its class: 1–4, `?` for unknown (None), a dash for not applicable (empty text)."""
    if value is None or value == "?":
        return "?", "s-l0"
    if value in (1, 2, 3, 4):
        return str(value), f"s-l{value}"
    return NOTHING, "s-none"


def _adjustment(value: Any) -> str:
    if value is None or value == "?":
        return "?"
    if value == "":
        return NOTHING
    return f"+{value}" if value > 0 else numbers.format_number(value, "nb", 0)


@register.simple_tag
def factors(product: Any, country: Any, service: Any, supplier: Any) -> SafeString:
    """Four small squares. Product, country, service: 1–4, None unknown, `""` not applicable; supplier: −1, 0, 1 …"""
    return _factors(product, country, service, supplier, current_language())


@lru_cache(maxsize=2048, typed=True)
def _factors(product: Any, country: Any, service: Any, supplier: Any, _language: Language) -> SafeString:
    shown = [
        (pgettext("factor letter", "P"), *_factor(product)),
        (pgettext("factor letter", "C"), *_factor(country)),
        (pgettext("factor letter", "S"), *_factor(service)),
        (pgettext("factor letter", "Sup"), _adjustment(supplier), "s-l0" if supplier is None else "s-none"),
    ]
    aloud = gettext("Product %(product)s, country %(country)s, service %(service)s, supplier %(supplier)s") % {
        "product": shown[0][1],
        "country": shown[1][1],
        "service": shown[2][1],
        "supplier": shown[3][1],
    }
    squares = format_html_join(
        "", '<span aria-hidden="true" data-letter="{}" class="{}">{}</span>', ((a, c, b) for a, b, c in shown)
    )
    return format_html('<span class="s-factors"><span class="s-unseen">{}</span>{}</span>', aloud, squares)


@register.simple_tag
def factors_head() -> SafeString:
    """The heading over a column of factor strips."""
    heads = format_html_join(
        "",
        '<abbr title="{}">{}</abbr>',
        (
            (gettext("Product"), pgettext("factor letter", "P")),
            (gettext("Country"), pgettext("factor letter", "C")),
            (gettext("Service"), pgettext("factor letter", "S")),
            (gettext("Supplier"), pgettext("factor letter", "Sup")),
        ),
    )
    return format_html(
        '<span class="s-unseen">{}</span><span class="s-factors-head">{}</span>', gettext("Factors:"), heads
    )


@register.simple_tag
def late(words: str) -> SafeString:
    """What is over its deadline: `{% late words %}`."""
    return format_html('<span class="s-late">{} {}</span>', draw_icon("warn"), words)


@register.simple_tag
def soon(words: str) -> SafeString:
    """What is due soon or lacks something: `{% soon words %}`."""
    return format_html('<span class="s-soon">{} {}</span>', draw_icon("clock"), words)


@register.simple_tag
def deadline(value: date | None, today: date | None = None, done: bool = False) -> SafeString | str:
    """A deadline with its mark: late when passed, soon within seven days, plain after that, and plain when done."""
    now = today or day_in_norway()
    if done:
        return day(value)
    words = numbers.format_days_left(value, now, current_language())
    if value is None:
        return words
    if value < now:
        return late(words)
    return soon(words) if (value - now).days <= SOON_DAYS else words


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's own query with changes: `href="{% query page=2 %}"`; None takes a key away. Begins with `?`."""
    request = context.get("request")
    found: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        if value is None or value == "":
            found.pop(key, None)
        elif isinstance(value, (list, tuple)):
            found.setlist(key, [str(one) for one in value])
        else:
            found[key] = str(value)
    return f"?{found.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_heading(
    context: template.Context, key: str, words: str, current: str = "", numeric: bool = False
) -> SafeString:
    """A heading that sorts: `{% sort_heading "value" label current=sort numeric=True %}`; current: key or -key."""
    state = {key: "ascending", f"-{key}": "descending"}.get(current)
    target = query(context, sort=f"-{key}" if state == "ascending" else key, page=None, after=None, before=None)
    return format_html(
        '<th scope="col" role="columnheader"{}{}><a href="{}">{}</a></th>',
        SafeString(' class="s-num"') if numeric else "",
        format_html(' aria-sort="{}"', state) if state else "",
        target,
        words,
    )


@register.simple_tag
def field_parts(field: BoundField, hint: str = "") -> FieldParts:
    """The parts of a bound field, for the component `field`."""
    return parts_of(field, hint)


@register.simple_tag
def level_bar(parts: Iterable[tuple[int | None, int]], label: str) -> SafeString:
    """One bar in parts by level, with a legend in words."""
    return bars.level_bar(list(parts), label)


@register.simple_tag
def share_bar(done: int, waiting: int, late: int, label: str) -> SafeString:
    """One bar: done, waiting within the deadline, late."""
    return bars.share_bar(int(done), int(waiting), int(late), label)


@register.filter
def drawn(picture: Svg) -> SafeString:
    """A picture of `core/documents`, which is checked when it is made: `{{ matrix|drawn }}`."""
    return SafeString(picture.text)


@register.simple_tag
def document_body(document: Document, follow: bool = False, title_level: int = 1) -> SafeString:
    """A whole report as HTML; every text in it is escaped by the renderer.

    `follow`: figures lead to their records. `title_level` is 2 on a page that has a heading of its own.
    """
    options = html.HtmlOptions(follow_figures=bool(follow), title_level=title_level)
    return SafeString(html.render_fragment(document, options))


@register.simple_tag
def document_contents(document: Document) -> SafeString:
    """A report's list of contents as HTML."""
    return SafeString(html.render_contents(document))


@register.simple_tag
def document_blocks(blocks: Blocks, language: Language, follow: bool = True) -> SafeString:
    """A few blocks of a report as HTML, for one section."""
    options = html.HtmlOptions(follow_figures=bool(follow), title_level=2)
    return SafeString(html.render_blocks(blocks, language, options))
