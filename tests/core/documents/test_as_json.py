"""The statement as JSON for machines."""

import json

from samsvar.core.documents.as_json import as_values, render_json


def test_the_json_holds_what_the_interface_names(statement):
    values = as_values(statement)
    assert (values["enterprise"], values["edition"], values["status"]) == ("Påfunn helsenett SF", 2, "published")
    assert (values["from"], values["to"], values["year"]) == ("2024-01-01", "2024-12-31", 2024)
    assert values["completeness"][1] == {"letter": "c", "missing": ["results"], "present": []}
    assert values["approved_by"] == [{"at": "2025-06-04T10:00:00Z", "name": "Kari Liksom", "role": "styreleder"}]
    assert [section["id"] for section in values["sections"]] == ["kort", "vurdering", "it"]


def test_each_section_lists_its_figures_with_the_records_behind_them(statement):
    section = as_values(statement)["sections"][1]
    assert [(figure["id"], figure["value"], figure["records"]) for figure in section["figures"]] == [
        ("contracts_assessed", 158, ["contract:A-1", "contract:A-2"]),
        ("contracts_high", 41, ["contract:A-1"]),
    ]


def test_the_figures_in_the_text_are_found_by_their_id(statement):
    blocks = as_values(statement)["sections"][1]["blocks"]
    assert {"text": "158", "figure": "contracts_assessed"} in blocks[0]["inlines"]


def test_keys_are_sorted_and_the_file_ends_in_a_line_feed(statement):
    text = render_json(statement)
    assert text.endswith("}\n")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, indent=2) + "\n"
