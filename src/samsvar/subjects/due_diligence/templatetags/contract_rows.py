"""The rows of the contract register, of which a page has 25 with nine cells each."""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import unknown_word
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language
from samsvar.platform.ui.templatetags.samsvar_ui import day, deadline, factors, millions, risk, soon
from samsvar.subjects.due_diligence.presenters.contracts import Row, Step

register = template.Library()
_COUNTRIES = 3
_PLACE = "0000000000000000"


@register.simple_tag
def contract_rows(rows: Iterable[Row], sees_prices: bool) -> SafeString:
    """The rows of the register's table (`presenters.contracts.Row`), the values only for those who see prices."""
    price = f'<td role="cell" class="s-num" data-label="{gettext("NOK million")}">' if sees_prices else ""
    ends = f'<td role="cell" class="s-tab" data-label="{gettext("Ends")}">'
    before, _place, after = reverse("due_diligence:contract", args=[_PLACE]).partition(_PLACE)
    return SafeString("".join(_row(row, f"{before}{row.contract.key}{after}", price, ends) for row in rows))


def _row(row: Row, address: str, price: str, ends: str) -> str:
    contract, kept = row.contract, row.assessment
    rank = "" if kept is None or kept.rank is None else kept.rank
    if row.why_no_level:
        level = f'<span class="s-pill">{escape(row.why_no_level)}</span>'
        strip = '<span class="s-quiet">–</span>'
    else:
        level = risk(kept.level if kept else None)
        strip = factors(row.product, row.country, row.service, row.supplier)
    value = f"{price}{escape(millions(contract.value_ore))}</td>\n" if price else "\n"
    return (
        f'<tr role="row">\n<td role="cell" class="s-num s-quiet s-drop">{rank}</td>\n'
        f'<td role="cell" class="s-line">{level}</td>\n'
        f'<th scope="row" role="rowheader" class="s-line"><a href="{escape(address)}">{escape(contract.title)}</a>'
        f'<span class="s-quiet dd-supplier">{escape(contract.supplier.name)}</span></th>\n'
        f'<td role="cell">{strip}</td>\n<td role="cell">{_countries(row.countries)}</td>\n'
        f"{value}{ends}{escape(day(contract.ends_on, 'table'))}</td>\n"
        f'<td role="cell" class="s-line">{_step(row.step)}</td>\n</tr>'
    )


def _countries(codes: tuple[str, ...]) -> str:
    """The first few countries by name; the mark of what is missing where there are none."""
    if not codes:
        return soon(gettext("Missing"))
    language = current_language()
    names = (_name(code, language) for code in codes[:_COUNTRIES])
    return ", ".join(map(escape, names)) + (" …" if len(codes) > _COUNTRIES else "")


def _name(code: str, language: Language) -> str:
    if code == "?":
        return gettext("unknown")
    return country_name(code, language) if code else unknown_word(language)


def _step(step: Step | None) -> str:
    if step is None:
        return ""
    when = f'<br><span class="s-quiet">{deadline(step.on)}</span>' if step.on and not step.missing else ""
    return f"{escape(step.words)}{when}"
