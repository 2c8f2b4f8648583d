from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django.template import Context, RequestContext, Template, engines
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from samsvar.platform.ui.quick import QuickTemplate


class Pair(NamedTuple):
    first: str
    second: str

    def joined(self) -> str:
        return self.first + self.second


class Lines(list[str]):
    name = "lines"


class Sealed:
    @property
    def broken(self) -> str:
        raise AttributeError("within")

    def erase(self) -> str:
        return "gone"

    erase.alters_data = True  # type: ignore[attr-defined]

    def asks(self, more: str) -> str:
        return more


NAMES: dict[str, Any] = {
    "text": "<b>&\"'",
    "safe": SafeString("<b>"),
    "late": gettext_lazy("Search"),
    "zero": 0,
    "big": 1234567,
    "share": 0.5,
    "yes": True,
    "nothing": None,
    "day": date(2025, 5, 20),
    "at": datetime(2025, 5, 20, 12, 0, tzinfo=UTC),
    "mapped": {"items": "the key", "a b": 1, "inner": {"x": "deep"}},
    "pair": Pair("a", "b"),
    "lines": Lines(["x", "y"]),
    "thing": SimpleNamespace(name="it", inner=SimpleNamespace(text="<i>")),
    "sealed": Sealed(),
    "call": lambda: "called",
    "kind": Pair,
}
WRITTEN = [
    "{{ text }}|{{ safe }}|{{ late }}|{{ zero }}|{{ big }}|{{ share }}|{{ yes }}|{{ nothing }}|{{ day }}|{{ at }}",
    "{{ mapped.items }}|{{ mapped.inner.x }}|{{ mapped.none }}|{{ mapped.keys }}",
    "{{ pair.first }}|{{ pair.1 }}|{{ pair.joined }}|{{ pair.none }}|{{ lines.0 }}|{{ lines.name }}|{{ lines.7 }}",
    "{{ thing.name }}|{{ thing.inner.text }}|{{ thing.inner.none }}|{{ thing.none.none }}|{{ absent }}|{{ absent.x }}",
    "{{ sealed.erase }}|{{ sealed.asks }}|{{ call }}|{{ kind.first }}|{{ dicts }}|{{ update }}|{{ template }}",
    "{{ text|upper }}|{{ safe|upper }}|{{ absent|default:text }}|{{ nothing|default_if_none:thing.name }}",
    "{{ mapped.inner.x|default:'<'|add:text }}|{{ _('Search') }}|{{ 'a<b' }}|{{ 1.50 }}|{{ text|safe }}",
    "{% autoescape off %}{{ text }}|{{ big }}|{{ thing.inner.text }}{% endautoescape %}",
    "{% for a in lines %}{{ forloop.counter }}{{ a }}{% endfor %}{% if thing.none == None %}none{% endif %}",
    "{% with x=thing.inner %}{{ x.text }}{% endwith %}{% if absent or not mapped.inner.x %}a{% else %}b{% endif %}",
    "{{ True }}|{{ None }}|{{ request.path }}|{{ request.GET.q }}|{{ csrf_token|length }}",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_quick_template_gives_what_djangos_own_gives(written: str) -> None:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    plain, quick = Template(written, engine=engine), QuickTemplate(written, engine=engine)
    assert quick.render(Context(NAMES)) == plain.render(Context(NAMES))
    request = RequestFactory().get("/sted?q=a%26b")
    request.session = {}  # type: ignore[assignment]
    assert quick.render(RequestContext(request, NAMES)) == plain.render(RequestContext(request, NAMES))


def test_a_fault_inside_a_property_is_told_and_not_shown_as_nothing() -> None:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="within"):
        QuickTemplate("{{ sealed.broken }}", engine=engine).render(Context(NAMES))


def test_the_pages_are_quick_templates() -> None:
    found = engines["django"].get_template("ui/base.html").template  # type: ignore[attr-defined]
    assert isinstance(found, QuickTemplate)
