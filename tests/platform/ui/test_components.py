import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override

import samsvar
from samsvar.platform.ui.gallery import SampleImport, documented, gallery
from tests.platform.ui.drawing import draw, request_for

PACKAGE = Path(samsvar.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
FORBIDDEN = re.compile(
    r"""\sstyle=["']|\son[a-z]+=["']|<script(?![^>]*(?:\ssrc=|application/json))|<style""", re.IGNORECASE
)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_template_has_inline_styles_or_scripts(file: Path) -> None:
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not FORBIDDEN.search(text)


def test_every_component_says_what_it_is_for_at_its_top() -> None:
    assert all(len(words) > 20 for words in documented().values())


def test_the_gallery_draws_and_documents_every_component() -> None:
    drawn = render_to_string("ui/components.html", gallery(), request=request_for())
    assert "<c-" not in drawn
    for name, words in documented().items():
        beginning = words.split(".")[0].split('"')[0].split("&")[0][:30]
        assert beginning in drawn, name


class ContractForm(forms.Form):
    title = forms.CharField(label="Tittel", help_text="Slik den står i avtalen.")
    kind = forms.ChoiceField(
        label="Type", widget=forms.RadioSelect, choices=[("goods", "Vare"), ("services", "Tjeneste")]
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def form_with_errors() -> ContractForm:
    form = ContractForm({"title": "", "kind": ""})
    form.is_valid()
    return form


def test_the_error_summary_counts_and_leads_to_each_field() -> None:
    drawn = draw('<c-errors :form="form" />', form=form_with_errors())
    assert "Rett 2 felt før dette kan lagres" in drawn
    assert 'href="#id_title"' in drawn
    assert 'role="alert"' in drawn


class FiguresForm(forms.Form):
    name = forms.CharField(max_length=3)
    year = forms.IntegerField(min_value=1900)
    persons = forms.IntegerField()
    share = forms.DecimalField()
    due_on = forms.DateField()
    link = forms.URLField(assume_scheme="https")
    kind = forms.ChoiceField(choices=[("goods", "Vare")])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ["Kort ned til 3 tegn. Nå er det 6.", "Skriv 1900 eller mer.", "Skriv et helt tall med bare sifre."]),
        ("nn", ["Kort ned til 3 teikn. No er det 6.", "Skriv 1900 eller meir.", "Skriv eit heilt tal"]),
        ("nb", ["31.12.2025", "1,5", "https://eksempel.no", "Velg noe av det som står i listen. «x» står der ikke."]),
    ],
)
def test_the_message_at_a_field_says_what_to_write(language: str, said: list[str]) -> None:
    written = {"name": "Eksempel"[:6], "year": "18", "persons": "ni", "share": "ni", "due_on": "31.02.2025"}
    form = FiguresForm({**written, "link": "x", "kind": "x"})
    with override(language):
        drawn = "".join(str(error) for errors in form.errors.values() for error in errors)
    assert [words for words in said if words not in drawn] == []
    assert "gyldig" not in drawn
    assert "verdi" not in drawn


def test_a_form_without_errors_has_no_summary() -> None:
    assert "ds-error-summary" not in draw('<c-errors :form="form" />', form=ContractForm())


def test_a_field_is_tied_to_its_hint_and_its_message() -> None:
    drawn = draw('<c-field :field="form.title" />', form=form_with_errors())
    described = re.search(r'aria-describedby="([^"]+)"', drawn)
    assert described
    assert all(f'id="{one}"' in drawn for one in described.group(1).split())
    assert 'aria-invalid="true"' in drawn
    assert '<label for="id_title"' in drawn


def test_radio_buttons_are_a_group_with_a_legend_and_a_label_each() -> None:
    drawn = draw('<c-field :field="form.kind" />', form=ContractForm())
    assert drawn.count("<legend>") == 1
    assert re.findall(r'<label for="(id_kind_\d)">', drawn) == ["id_kind_0", "id_kind_1"]


def test_a_page_with_errors_says_so_first_in_its_title() -> None:
    drawn = render_to_string("ui/bare.html", {"form": form_with_errors()}, request=request_for())
    assert re.search(r"<title>\s*Feil: ", drawn)


def test_what_people_write_is_escaped_in_components() -> None:
    drawn = draw(
        '<c-note title="{{ v }}">{{ v }}</c-note><c-fact name="{{ v }}">{{ v }}</c-fact>', v="<script>x</script>"
    )
    assert "<script>" not in drawn


def test_an_import_with_errors_saves_nothing_and_offers_no_button() -> None:
    wrong = {"row": 48, "column": "Slutt", "message": "31.02.2025 finnes ikke.", "remedy": "Rett datoen."}
    drawn = draw('<c-import-result :result="r">KNAPP</c-import-result>', r=SampleImport(errors=[wrong]))
    assert "Ingenting er lagret" in drawn
    assert "KNAPP" not in drawn
    assert "31.02.2025" in drawn
    both = SampleImport(errors=[wrong, wrong])  # of one row: errors are counted, also those that are not shown
    assert "2 feil må rettes" in draw('<c-import-result :result="r" />', r=both)
    assert "252 feil må rettes" in draw('<c-import-result :result="r" :more="250" />', r=both)


def test_a_dry_run_counts_and_names_the_columns_it_did_not_read() -> None:
    result = SampleImport(created=1204, changed=37, unchanged=9, ignored_columns=["Merknad"])
    drawn = draw('<c-import-result :result="r">KNAPP</c-import-result>', r=result).replace("\N{NO-BREAK SPACE}", " ")
    assert "Nye: 1 204. Endret: 37. Like: 9." in drawn
    assert "KNAPP" in drawn
    assert "Merknad" in drawn


def test_the_same_file_again_says_that_nothing_changed() -> None:
    drawn = draw('<c-import-result :result="r" />', r=SampleImport(unchanged=9, dry_run=False))
    assert "Ingenting er endret" in drawn


def test_two_versions_stand_side_by_side_and_both_are_whole() -> None:
    drawn = draw(
        '<c-conflict who="Kari Liksom" :at="at" :differences="d" />',
        at=gallery()["at"],
        d=[("Oppfølging", "deres tekst", "din tekst")],
    )
    assert "Kari Liksom lagret kl." in drawn
    assert "deres tekst" in drawn
    assert "din tekst" in drawn


def test_a_link_button_and_a_form_button_look_alike() -> None:
    drawn = draw('<c-button href="/x">Se</c-button><c-button name="a" value="b">Lagre</c-button>')
    assert re.search(r'<a href="/x" class="ds-button"', drawn)
    assert re.search(r'<button type="submit" class="ds-button"[^>]*name="a"', drawn)
