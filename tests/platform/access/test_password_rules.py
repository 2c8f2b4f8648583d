"""Which passwords are refused, and that no others are."""

from hashlib import sha1
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings

from samsvar.platform.organisation.models import OrgUnit, Person

KARI = Person(
    name="Kari Liksom",
    email="kari.liksom@example.org",
    title="rådgiver",
    enterprise=OrgUnit(name_nb="Eksempel helsenett HF"),
)


def refusals(password: str, user: Any = KARI) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {each.code or "" for each in error.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elleve tegn", "password_too_short"),
        ("Dragon!!20252025", "password_too_common"),
        ("sunshinesunshine", "password_too_common"),
        ("12345p@ssw0rd67890", "password_too_common"),
        ("samsvar20252025!", "password_known_words"),
        ("Helsenett-Passord1", "password_known_words"),
        ("Eksempel123456789", "password_known_words"),
        ("kari.liksom@example.or", "password_too_similar"),
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str, code: str) -> None:
    assert code in refusals(password)


@pytest.mark.parametrize(
    "password", ["et langt og trygt passord", "ingenstoretegnellertall", "æøå🙂 «blandet» 漢字 tekst", "x y" * 200]
)
def test_any_signs_and_great_length_are_permitted(password: str) -> None:
    assert refusals(password) == set()


def test_a_leaked_password_is_found_in_a_file_whatever_its_size(tmp_path: Any) -> None:
    known = [f"leaked word number {number}" for number in range(200)]
    lines = sorted(f"{sha1(word.encode()).hexdigest().upper()}:{len(word)}" for word in known)
    place = tmp_path / "leaked"
    place.write_text("\r\n".join(lines) + "\r\n")
    with override_settings(LEAKED_PASSWORDS_FILE=str(place)):
        assert all(refusals(word) == {"password_leaked"} for word in known)
        assert refusals("not leaked word number one") == set()
        place.write_text("")
        assert refusals(known[0]) == set()


def test_a_password_is_kept_by_argon2id_with_nineteen_mebibytes() -> None:
    kept = make_password("et langt og trygt passord")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != make_password("et langt og trygt passord")
