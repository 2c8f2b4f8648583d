"""How allauth keeps second factors here: sealed, and every wrong one is written down."""

import logging
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.sealing import NotOpened, open_sealed, seal
from samsvar.platform.ui.logs import note, person_key

WRONG = "incorrect_code"


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        WRONG: _("The code is wrong. Write the one that the app shows now."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. One that no key at hand opens confirms nobody, as if the code were wrong."""
        try:
            return open_sealed(encrypted_text)
        except NotOpened as problem:
            note("second_factor_not_opened", level=logging.ERROR)
            raise ValidationError(self.error_messages[WRONG], code=WRONG) from problem

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code == WRONG:
            note("second_factor_failed", person=person_key(self.request) if self.request else None)
        error: ValidationError = super().validation_error(code, *args)
        return error
