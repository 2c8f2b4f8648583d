"""The enterprises' own sign-in services (OpenID Connect), from the environment or a JSON file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def oidc_providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """Settings for allauth.

    One service by `SAMSVAR_OIDC_ISSUER`, `SAMSVAR_OIDC_CLIENT_ID`, `SAMSVAR_OIDC_CLIENT_SECRET_FILE`, optionally
    `SAMSVAR_OIDC_NAME` and `SAMSVAR_OIDC_TWO_FACTORS=1` (the service always asks for two factors; else its `amr` claim
    must say `mfa`). Several by `SAMSVAR_OIDC_FILE`, a JSON list of objects with `id`, `name`, `issuer`, `client_id`,
    `client_secret_file`, `two_factors`. Raises ValueError naming what is missing.
    """
    if environment.get("SAMSVAR_OIDC_FILE"):
        listed = json.loads(Path(environment["SAMSVAR_OIDC_FILE"]).read_text(encoding="utf-8"))
    elif environment.get("SAMSVAR_OIDC_ISSUER"):
        listed = [
            {
                "id": "foretak",
                "name": environment.get("SAMSVAR_OIDC_NAME", ""),
                "issuer": environment["SAMSVAR_OIDC_ISSUER"],
                "client_id": environment.get("SAMSVAR_OIDC_CLIENT_ID", ""),
                "client_secret_file": environment.get("SAMSVAR_OIDC_CLIENT_SECRET_FILE", ""),
                "two_factors": environment.get("SAMSVAR_OIDC_TWO_FACTORS") == "1",
            }
        ]
    else:
        listed = []
    stricter = {"OAUTH_PKCE_ENABLED": True, "provider_class": "samsvar.platform.access.openid.Provider"}
    return {"openid_connect": {**stricter, "APPS": [_app(one) for one in listed]}}


def _app(given: Mapping[str, Any]) -> dict[str, Any]:
    for needed in ("id", "issuer", "client_id", "client_secret_file"):
        if not given.get(needed):
            raise ValueError(f"sign-in service: {needed} is missing")
    return {
        "provider_id": given["id"],
        "name": given.get("name") or given["id"],
        "client_id": given["client_id"],
        "secret": Path(given["client_secret_file"]).read_text(encoding="utf-8").strip(),
        "settings": {
            "server_url": given["issuer"],
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
            "two_factors": bool(given.get("two_factors")),
        },
    }
