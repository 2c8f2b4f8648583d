import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

DEV = Path(__file__).parents[2] / "dev"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DEV / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


template_texts = load("template_texts")
texts = load("texts")
Text = template_texts.Text


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "Save" %}', [Text("Save")]),
        ("{% trans 'Save' as word %}", [Text("Save")]),
        ('{% translate "Low" context "risk level" %}', [Text("Low", context="risk level")]),
        ("{% translate variable %}", []),
        ("<c-note title=\"{% translate 'Why' %}\">", [Text("Why")]),
        ("<c-note :title=\"_('Why')\">", [Text("Why")]),
        ('{{ _("Why") }} {{ x|default:_("None") }}', [Text("Why"), Text("None")]),
        ('{% sort_heading "a" _("Level") %}', [Text("Level")]),
        ('{% translate "7 % of all" %}', [Text("7 %% of all")]),
        (
            "{% blocktranslate trimmed with a=b %}\n  One {{ a }}\n  two\n{% endblocktranslate %}",
            [Text("One %(a)s two")],
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}",
            [Text("%(n)s row", "%(n)s rows")],
        ),
        ('{% comment %}{% translate "No" %}{% endcomment %}{% translate "Yes" %}', [Text("Yes")]),
        ("<p>not_(\"x\") and text_('y')</p>", []),
    ],
)
def test_every_way_of_marking_a_text_in_a_template_is_found(source: str, found: list[object]) -> None:
    assert list(template_texts.texts(source)) == found


def test_a_block_that_is_not_closed_is_told() -> None:
    with pytest.raises(ValueError, match="not closed"):
        list(template_texts.texts("{% blocktranslate %}One"))


def made(*messages: tuple[str, str]) -> Catalog:
    catalog = Catalog(locale="nb")
    for message, string in messages:
        catalog.add(message, string)
    return catalog


def test_gathering_keeps_translations_and_drops_dead_texts() -> None:
    new = texts.merged({("", "Save"), ("", "New")}, made(("Save", "Lagre"), ("Dead", "Død")), {}, "nb")
    assert {message.id: message.string or "" for message in new if message.id} == {"New": "", "Save": "Lagre"}


def test_a_text_that_another_app_has_translated_is_borrowed() -> None:
    known = {("", "Save"): made(("Save", "Lagre"))["Save"]}
    assert texts.merged({("", "Save")}, Catalog(locale="nb"), known, "nb")["Save"].string == "Lagre"


def test_the_file_is_the_same_whatever_the_order_of_the_texts() -> None:
    one = texts.written(texts.merged({("", "b"), ("", "a")}, made(), {}, "nb"), "nb")
    other = texts.written(texts.merged({("", "a"), ("", "b")}, made(), {}, "nb"), "nb")
    assert one == other
    assert b"POT-Creation-Date" not in one


@pytest.mark.parametrize(
    ("message", "string", "fault"),
    [
        ("Save", "Lagre", None),
        ("Save", "", "lacks a translation"),
        ("%(n)s rows", "%(n)s rader", None),
        ("%(n)s rows", "%(m)s rader", "other placeholders than the text"),
        ("{who} saved", "{hvem} lagret", "other placeholders than the text"),
        ("7 %% of all", "7 %% av alle", None),
        (("One row", "%(n)s rows"), ("Én rad", "%(n)s rader"), None),
        (("One row", "%(n)s rows"), ("Én rad", "rader"), "other placeholders than the text"),
        (("One row", "%(n)s rows"), ("Én rad", ""), "lacks a translation"),
    ],
)
def test_faults_of_a_translation_are_told(message: str, string: str, fault: str | None) -> None:
    catalog = Catalog(locale="nb")
    catalog.add(message, string)
    found = next(one for one in catalog if one.id)
    assert list(texts.faults(found)) == ([fault] if fault else [])


def test_an_unsure_translation_is_a_fault() -> None:
    catalog = Catalog(locale="nb")
    catalog.add("Save", "Lagre", flags=["fuzzy"])
    assert list(texts.faults(next(one for one in catalog if one.id))) == ["unsure"]


def test_every_name_that_texts_are_marked_with_is_one_that_they_are_gathered_by() -> None:
    """A text marked with a name of one's own is in no file for translators, and stands in English on every page."""
    marked = re.compile(r"^\s*(?:from django\.utils\.translation import )?(?:n|p|np)?gettext\w* as (\w+)", re.MULTILINE)
    own = {
        (str(file.relative_to(texts.PACKAGE)), name)
        for file in texts.PACKAGE.rglob("*.py")
        for name in marked.findall(file.read_text())
        if name not in texts.KEYWORDS
    }
    assert own == set()
