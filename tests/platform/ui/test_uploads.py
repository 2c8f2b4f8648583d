"""What is sent with a form is bounded before it reaches the disk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

#: A page that looks for files, and opens nothing here.
PAGE = "/apenhet/912345674/min-klage/0123456789abcdef/"


@pytest.mark.django_db
def test_a_form_that_is_too_large_is_not_read_and_least_of_all_a_strangers(settings):
    settings.MOST_UPLOADED, settings.MOST_UPLOADED_BY_NOBODY = 2_000, 1_000

    def sent(size, client):
        return client.post(PAGE, {"text": "Se", "file": SimpleUploadedFile("a.txt", b"a" * size)}).status_code

    somebody = Client()
    somebody.cookies["complaint-link"] = "x"
    assert [sent(100, Client()), sent(1_100, Client())] == [404, 400]
    assert [sent(1_100, somebody), sent(2_100, somebody)] == [404, 400]
