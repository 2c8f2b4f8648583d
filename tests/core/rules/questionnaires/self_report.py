"""A made-up questionnaire with every kind of condition and gap, answers to it, and how tests change it."""

from dataclasses import replace

from hypothesis import strategies as st

from samsvar.core.rules.questionnaires import editing

PLAIN = {
    "format": 1,
    "title": {"nb": "Egenrapport", "en": "Self-report"},
    "sections": [
        {
            "id": "code",
            "title": {"nb": "Krav"},
            "questions": [
                {
                    "id": "accepts",
                    "kind": "yes_no",
                    "text": {"nb": "Godtar dere kravene?"},
                    "weight": 3,
                    "feeds": "code_of_conduct",
                    "gaps": [{"gravity": "critical", "words": {"nb": "Godtar ikke kravene"}, "answers": ["no"]}],
                },
                {
                    "id": "why_not",
                    "kind": "text",
                    "text": {"nb": "Hvorfor ikke?"},
                    "shown_when": {"all": [{"question": "accepts", "is": ["no"]}]},
                },
                {
                    "id": "checks",
                    "kind": "several",
                    "text": {"nb": "Hva kontrollerer dere?"},
                    "allows_unknown": True,
                    "choices": [{"id": "pay", "text": {"nb": "Lønn"}}, {"id": "hours", "text": {"nb": "Arbeidstid"}}],
                    "weight": 1,
                    "gaps": [{"gravity": "minor", "words": {"nb": "Kontrollerer ikke lønn"}, "lacks": ["pay"]}],
                },
            ],
        },
        {
            "id": "sites",
            "title": {"nb": "Fabrikker"},
            "shown_when": {"any": [{"question": "accepts", "is": ["yes"]}, {"question": "checks", "is": ["pay"]}]},
            "questions": [
                {
                    "id": "hours",
                    "kind": "number",
                    "text": {"nb": "Lengste arbeidsuke"},
                    "unit": {"nb": "timer"},
                    "least": "0",
                    "most": "168",
                    "decimals": 1,
                    "weight": 2,
                    "gaps": [{"gravity": "serious", "words": {"nb": "Mer enn 60 timer"}, "above": "60"}],
                },
                {
                    "id": "places",
                    "kind": "table",
                    "text": {"nb": "Hvor blir varene laget?"},
                    "columns": ["name", "country", "workers"],
                    "allows_none": True,
                    "mandatory": False,
                    "feeds": "countries_of_production",
                    "gaps": [{"gravity": "minor", "words": {"nb": "Land mangler"}, "unfilled": ["country"]}],
                },
            ],
        },
    ],
}
ALL = {
    "accepts": "yes",
    "checks": ["pay", "hours"],
    "hours": "48.5",
    "places": [{"name": "Oppdiktet fabrikk", "country": "CHN", "workers": "40"}],
}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "accepts": st.sampled_from(["yes", "no", "", None, "perhaps"]),
        "why_not": st.text(max_size=5),
        "checks": st.lists(st.sampled_from(["pay", "hours", "unknown"]), unique=True),
        "hours": st.sampled_from(["", "0", "60", "60.1", "169", "mange"]),
        "places": st.sampled_from(["none", [], [{"name": "A"}], [{"name": "A", "country": "CHN"}], [{"country": "?"}]]),
    },
)


def ids(questions):
    return [question.id for question in questions]


def codes(faults):
    return [fault.code for fault in faults]


def changed(template, id, **parts):
    return editing.put_question(template, replace(template.question(id), **parts))
