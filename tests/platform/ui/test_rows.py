"""What is written in Python for speed gives the markup of the component or the form's own template."""

from datetime import date

import pytest
from django import forms
from django.template import Context, engines
from django.urls import reverse
from django.utils import translation

from samsvar.platform.ui.templatetags.samsvar_rows import options, pick_box, picks
from tests.cast import TODAY


def filled(written: str, **names: object) -> str:
    return engines["django"].from_string(written).template.render(Context(names))  # type: ignore[attr-defined]


class Picks(forms.Form):
    one = forms.ChoiceField(choices=[("", "any"), ("a<", "first & last")], widget=forms.RadioSelect, required=False)
    many = forms.MultipleChoiceField(choices=[("x", "x"), ("y", "y")], widget=forms.CheckboxSelectMultiple)


@pytest.mark.parametrize("name", ["one", "many"])
@pytest.mark.parametrize("data", [{}, {"one": "a<", "many": ["x", "y"]}])
def test_a_pick_is_what_the_forms_template_writes(name: str, data: dict[str, object]) -> None:
    for pick in Picks(data)[name]:
        assert str(pick_box(pick)) == "".join(str(pick.tag()).splitlines())


def test_picks_stand_one_a_line_with_a_capital_letter() -> None:
    found = picks(Picks({"one": "a<"})["one"])
    assert found.count('<div class="s-pick">') == 2
    assert '<label for="id_one_1">First &amp; last</label>' in found
    assert found.count(" checked") == 1


def test_the_chosen_option_is_marked_and_all_is_escaped() -> None:
    assert options([("a", "A"), ("<b>", "B & C")], "<b>") == (
        '<option value="a">A</option><option value="&lt;b&gt;" selected>B &amp; C</option>'
    )


@pytest.mark.parametrize("on", [date(2025, 5, 1), TODAY, date(2025, 12, 24), date(2026, 1, 2)])
@pytest.mark.parametrize("reason", ["", "fordi <b>"])
@pytest.mark.parametrize("href", ["", "/sak/1?a=1&b=2"])
def test_a_task_is_drawn_as_the_component(on: date, reason: str, href: str) -> None:
    names = {"on": on, "today": TODAY, "reason": reason, "href": href, "words": "Ring <dem>", "whose": "Kari & co"}
    quick = filled("{% task on today words href whose reason %}", **names)
    component = '<li class="s-task"><time datetime="{{ on|date:\'Y-m-d\' }}"'
    assert quick.startswith(filled(component, **names))
    assert ('class="s-late"' in quick) == (on < TODAY)
    assert "Ring &lt;dem&gt;" in quick
    assert "Kari &amp; co" in quick
    assert ("fordi &lt;b&gt;" in quick) == bool(reason)
    assert ('<a href="/sak/1?a=1&amp;b=2">' in quick) == bool(href)


def test_a_kept_translation_follows_the_language() -> None:
    template = engines["django"].from_string("{% translate 'Search' %}")
    with translation.override("nb"):
        norwegian = template.render()
    with translation.override("en"):
        assert template.render() == "Search"
    with translation.override("nb"):
        assert template.render() == norwegian != "Search"


def test_an_address_is_what_reverse_gives() -> None:
    key = "abcdefgh23456789"
    assert filled("{% url 'due_diligence:contract' key %}", key=key) == reverse("due_diligence:contract", args=[key])
    assert filled("{% url 'due_diligence:contract' 'x-1' %}") == reverse("due_diligence:contract", args=["x-1"])
    assert filled("{% url 'ui:help' as there %}[{{ there }}]") == f"[{reverse('ui:help')}]"
    assert filled("{% url 'nowhere:page' as there %}[{{ there }}]") == "[]"
