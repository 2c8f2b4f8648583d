"""The account's own pages, one-time links and the demo's sign-in: open to those concerned, whoever they are."""

from typing import Any

from allauth.mfa.totp.internal.auth import TOTP

from samsvar.platform.audit.actor import Actor
from samsvar.platform.links.services import make_sign_in_link
from tests.cast import NOW, Cast
from tests.pages.rows import Places, Row, everyone


def lay(cast: Cast) -> Places:
    """Kari has an app with codes."""
    TOTP.activate(cast.kari, "A" * 32)
    by = Actor(person_key="", name="samsvar", via="cli")
    return {
        "unknown link": {"secret": "0" * 43},
        "open link": {"secret": make_sign_in_link(person=cast.per, by=by, at=NOW)},
        "no provider": {"provider_id": "foretak"},
        "bad key": {"uidb36": "1", "key": "set-password"},
    }


OWN = everyone(200)
ANYBODY = everyone(200, anonymous=200)


def account(name: str, **more: Any) -> Row:
    """An address of allauth's: no secret, so other methods than GET and POST are refused before any sight."""
    return Row(name, beside=405, **more)


ROWS = [
    account("account_login", get=everyone(302, anonymous=200), post=everyone(302, anonymous=200), body={"login": "x"}),
    account("account_logout", get=everyone(200), post=everyone(302)),
    account("account_inactive", get=ANYBODY),
    account("account_reauthenticate", get=everyone(403, kari=302), post=everyone(403, kari=302)),
    account("account_change_password", get=everyone(302), post=everyone(302)),
    account("account_set_password", get=OWN, post=OWN),
    account("account_reset_password", get=ANYBODY, post=ANYBODY, body={"email": "x"}),
    account("account_reset_password_done", get=ANYBODY),
    account("account_reset_password_from_key", at="bad key", get=ANYBODY, post=ANYBODY),
    account("account_reset_password_from_key_done", get=ANYBODY),
    account("mfa_index", get=OWN, post=everyone(405)),
    account("mfa_authenticate", get=everyone(302), post=everyone(302)),
    account(
        "mfa_reauthenticate",
        get=everyone(403, kari=200),
        post=everyone(403, kari=200),
    ),
    account("mfa_activate_totp", get=everyone(200, kari=302), post=everyone(200, kari=302), body={"code": "0"}),
    account("mfa_deactivate_totp", get=everyone(404, kari=200), post=everyone(404, kari=302)),
    account("mfa_view_recovery_codes", get=everyone(404), post=everyone(405)),
    account(
        "mfa_generate_recovery_codes",
        get=OWN,
        post=everyone(200, kari=302),
    ),
    account("mfa_download_recovery_codes", get=everyone(404), post=everyone(404)),
    account("mfa_list_webauthn", get=OWN, post=everyone(405)),
    account("mfa_add_webauthn", get=OWN, post=OWN),
    account("mfa_login_webauthn", get=everyone(302), post=everyone(302)),
    account("mfa_reauthenticate_webauthn", get=everyone(403, kari=302), post=everyone(403, kari=302)),
    account("socialaccount_connections", get=OWN, post=OWN),
    account("socialaccount_login_cancelled", get=ANYBODY),
    account("socialaccount_login_error", get=everyone(401, anonymous=401)),
    account(
        "openid_connect_login", at="no provider", get=everyone(404, anonymous=404), post=everyone(404, anonymous=404)
    ),
    account(
        "openid_connect_callback", at="no provider", get=everyone(404, anonymous=404), post=everyone(404, anonymous=404)
    ),
    account("usersessions_list", get=OWN, post=everyone(302)),
    Row("access:confirm", get=everyone(302), post=everyone(405), put=everyone(405), delete=everyone(405)),
    Row(
        "access:demo_sign_in", get=everyone(404, anonymous=404), post=everyone(404, anonymous=404), body={"person": "x"}
    ),
    Row("links:receive", at="unknown link", get=everyone(302), beside=405),
    Row("links:receive", at="open link", get=everyone(302), beside=405),
    Row("links:open", get=everyone(404, anonymous=404), post=everyone(404, anonymous=404)),
]
