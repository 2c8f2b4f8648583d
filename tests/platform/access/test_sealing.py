"""Second factors' secrets lie sealed."""

import json
from base64 import b32decode
from typing import Any

import pytest
from allauth.mfa import app_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ValidationError

from samsvar.platform.access.sealing import START, NotOpened, open_sealed, seal

WORD = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_what_is_sealed_opens_and_a_changed_or_foreign_one_does_not(settings: Any) -> None:
    first, second = seal(WORD), seal(WORD)
    assert first != second
    assert open_sealed(first) == open_sealed(second) == WORD
    with pytest.raises(NotOpened):
        open_sealed(seal(WORD, "another purpose"))
    for wrong in (WORD, START, START + "%%%", first[:-6] + ("AAAA" if first[-6:-2] != "AAAA" else "BBBB") + first[-2:]):
        with pytest.raises(NotOpened):
            open_sealed(wrong)


def test_a_retired_key_still_opens_what_it_sealed_and_an_unknown_one_does_not(settings: Any) -> None:
    sealed, old = seal(WORD), settings.SECRET_KEY
    settings.SECRET_KEY = "another key of fifty signs or more, and random besides"
    with pytest.raises(NotOpened):
        open_sealed(sealed)
    settings.SECRET_KEYS_RETIRED = [old]
    assert open_sealed(sealed) == WORD


def test_no_secret_of_a_factor_is_in_the_database_and_without_the_key_no_code_is_right(
    cast: Any, settings: Any
) -> None:
    app, codes = TOTP.activate(cast.kari, WORD), RecoveryCodes.activate(cast.kari)
    kept = json.dumps([app.instance.data, codes.instance.data])
    assert WORD not in kept
    assert kept.count(START) == 2
    assert codes.validate_code(codes.generate_codes()[0])
    assert not codes.validate_code(codes.generate_codes()[0]), "a code is used once"
    settings.SECRET_KEY = "another key of fifty signs or more, and random besides"
    with pytest.raises(ValidationError):
        app.validate_code("000000")


def test_secrets_of_factors_are_long_and_never_alike() -> None:
    apps, seeds = {generate_totp_secret() for _ in range(50)}, {RecoveryCodes.generate_seed() for _ in range(50)}
    assert (len(apps), len(seeds)) == (50, 50)
    assert {len(b32decode(secret)) for secret in apps} == {20}
    assert app_settings.RECOVERY_CODE_DIGITS >= 8
