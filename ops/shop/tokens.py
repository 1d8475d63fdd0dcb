"""Tokens for the people of the play, signed with the key that `fettle serve` checks against."""

import base64
import hashlib
import hmac
import json
import pathlib
import threading
import time
import uuid

LIFETIME_SECONDS = 12 * 3600


def _base64url(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


class Mint:
    """Issues tokens with a key <kid>.hs256 of the folder, the secret in hex."""

    def __init__(self, folder, tenant):
        keys = sorted(pathlib.Path(folder).glob("*.hs256"))
        if not keys:
            raise SystemExit(f"ops/demo: there is no key <kid>.hs256 in {folder}")
        self._kid = keys[0].stem
        self._secret = bytes.fromhex(keys[0].read_text().strip())
        self._tenant = tenant
        self._tokens = {}
        self._lock = threading.Lock()

    def token(self, person):
        with self._lock:
            if person.account not in self._tokens:
                self._tokens[person.account] = self.issue(person)
            return self._tokens[person.account]

    def keep(self, person, token):
        """One that the server gave to him."""
        with self._lock:
            self._tokens[person.account] = token

    def issue(self, person, tenant=None, expires_in=LIFETIME_SECONDS, secret=None):
        now = int(time.time())
        claims = {"sub": person.account, "tenant": tenant or self._tenant, "role": person.role,
                  "jti": uuid.uuid4().hex, "iat": now, "exp": now + expires_in}
        if person.store:
            claims["store"] = person.store
        header = {"alg": "HS256", "typ": "JWT", "kid": self._kid}
        signed = b".".join(_base64url(json.dumps(part).encode()) for part in (header, claims))
        signature = hmac.new(secret or self._secret, signed, hashlib.sha256).digest()
        return (signed + b"." + _base64url(signature)).decode()
