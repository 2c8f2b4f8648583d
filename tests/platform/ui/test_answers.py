"""A file that is taken down bears its name as it was written."""

import pytest

from samsvar.platform.ui.answers import as_file


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("plan-12-2025.pdf", 'attachment; filename="plan-12-2025.pdf"'),
        ('a"b.pdf', r'attachment; filename="a\"b.pdf"'),
        ("øre.pdf", "attachment; filename*=utf-8''%C3%B8re.pdf"),
    ],
)
def test_the_name_is_kept_whole(name: str, header: str) -> None:
    assert as_file(b"", name, "application/pdf")["Content-Disposition"] == header
