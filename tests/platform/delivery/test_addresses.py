"""Which addresses a letter is sent to, and that none can carry anything but itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.platform.delivery.addresses import BadAddress, checked_address, shown_address


@pytest.mark.parametrize(
    "written, used",
    [
        ("kari@example.org", "kari@example.org"),
        (" kari@Example.ORG ", "kari@example.org"),
        ("Kari.Liksom+sak@example.org", "Kari.Liksom+sak@example.org"),
        ("o'hara@example.org", "o'hara@example.org"),
        ("post@blåbær.example", "post@xn--blbr-roah.example"),
        ("post@localhost", "post@localhost"),
    ],
)
def test_an_address_as_people_write_it(written: str, used: str) -> None:
    assert checked_address(written) == used


@pytest.mark.parametrize(
    "written, code",
    [
        ("", "not_an_address"),
        ("kari", "not_an_address"),
        ("@example.org", "not_an_address"),
        ("kari@", "not_an_address"),
        ("kari@example.org\r\nBcc: alle@example.org", "not_an_address"),
        ("kari@example.org\n", "not_an_address"),
        ("kari@example.org>\r\nDATA", "not_an_address"),
        ("kari\x00@example.org", "not_an_address"),
        ("a@b@example.org", "not_an_address"),
        ('"kari liksom"@example.org', "not_an_address"),
        ("kari@[127.0.0.1]", "not_an_address"),
        ("kari@example.org, ola@example.org", "not_an_address"),
        ("<kari@example.org>", "not_an_address"),
        ("kari@example..org", "not_an_address"),
        ("kari@-example.org", "not_an_address"),
        (".kari@example.org", "not_an_address"),
        ("kari\u2028@example.org", "not_an_address"),
        ("kari\u200b@example.org", "not_an_address"),
        ("kari@exam\u00adple.org ola", "not_an_address"),
        ("k" * 65 + "@example.org", "not_an_address"),
        ("kari@" + "a." * 130 + "org", "not_an_address"),
        ("kåre@example.org", "needs_smtputf8"),
        ("мария@example.org", "needs_smtputf8"),
    ],
)
def test_what_is_no_address_here(written: str, code: str) -> None:
    with pytest.raises(BadAddress) as refused:
        checked_address(written)
    assert refused.value.code == code


@given(st.text(max_size=80))
def test_whatever_is_written_an_address_is_one_line_of_ascii_without_brackets_or_blanks(written: str) -> None:
    try:
        used = checked_address(f"{written}@example.org")
    except BadAddress:
        return
    assert used.isascii()
    assert used.isprintable()
    assert not set(' <>,;:"()[]\\') & set(used)
    assert used.count("@") == 1


@given(st.text())
def test_what_is_shown_of_it_is_one_line_of_print(written: str) -> None:
    assert len(shown_address(written)) <= 254
    assert not written or shown_address(written).isprintable()
