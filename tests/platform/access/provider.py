"""A small OpenID Connect provider on this machine: discovery, authorisation with PKCE, tokens signed by RS256.

It checks what a real one checks: the client, the redirect address, the one-time code, and the PKCE verifier.
"""

import base64
import json
import threading
import time
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "samsvar", "et lite hemmelig ord"


@dataclass
class Provider:
    """`claims` is who signs in next. The rest is to see the service refused.

    `lies` replaces claims of the ID token, `header` parts of its head, `says` what the service tells of itself;
    `another_key` signs with a key that is not the service's; `elsewhere` leads whoever asks to another address, and
    `followed` counts who went there.
    """

    claims: dict[str, Any]
    lies: dict[str, Any] = field(default_factory=dict)
    without_id_token: bool = False
    header: dict[str, str] = field(default_factory=dict)
    another_key: bool = False
    says: dict[str, str] = field(default_factory=dict)
    elsewhere: bool = False
    followed: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer_get(self)

            def do_POST(self) -> None:
                provider.answer_post(self)

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer_get(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        if parts.path == "/elsewhere":
            self.followed += 1
            _send(handler, {"issuer": self.issuer})
        elif parts.path == "/.well-known/openid-configuration" and self.elsewhere:
            handler.send_response(302)
            handler.send_header("Location", f"{self.issuer}/elsewhere")
            handler.end_headers()
        elif parts.path == "/.well-known/openid-configuration":
            _send(
                handler,
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "userinfo_endpoint": f"{self.issuer}/userinfo",
                    "jwks_uri": f"{self.issuer}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                    **self.says,
                },
            )
        elif parts.path == "/keys":
            public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
            _send(handler, {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]})
        elif parts.path == "/userinfo":
            _send(handler, self.claims)
        elif parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.asked.append(asked)
            assert asked["client_id"] == CLIENT
            assert asked["response_type"] == "code"
            assert asked["code_challenge_method"] == "S256"
            code = f"code{len(self.codes)}"
            self.codes[code] = asked
            handler.send_response(302)
            handler.send_header(
                "Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            )
            handler.end_headers()
        else:
            handler.send_error(404)

    def answer_post(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        asked = self.codes.pop(given.get("code", ""), None)
        challenge = (
            base64.urlsafe_b64encode(sha256(given.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        )
        right = (
            asked is not None
            and given.get("client_id") == CLIENT
            and given.get("client_secret") == SECRET
            and given.get("redirect_uri") == asked["redirect_uri"]
            and challenge == asked["code_challenge"]
        )
        if not right:
            _send(handler, {"error": "invalid_grant"}, 400)
            return
        answer: dict[str, Any] = {"access_token": "a", "token_type": "Bearer", "expires_in": 60}
        if not self.without_id_token:
            now = int(time.time())
            said = {
                "iss": self.issuer,
                "aud": CLIENT,
                "iat": now,
                "exp": now + 60,
                "nonce": asked.get("nonce"),
                **self.claims,
                **self.lies,
            }
            answer["id_token"] = self._signed(said)
        _send(handler, answer)

    def _signed(self, said: dict[str, Any]) -> str:
        head = {"kid": "1", **self.header}
        if head.get("alg") == "none":
            return jwt.encode(said, None, algorithm="none", headers=head)
        if head.get("alg") == "HS256":  # with a secret that both know, as if it were the service's own signature
            return jwt.encode(said, SECRET * 3, algorithm="HS256", headers=head)
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048) if self.another_key else self.key
        return jwt.encode(said, key, algorithm="RS256", headers=head)


def _send(handler: BaseHTTPRequestHandler, content: dict[str, Any], status: int = 200) -> None:
    body = json.dumps(content).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
