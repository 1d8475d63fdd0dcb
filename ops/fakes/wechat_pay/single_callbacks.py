"""Callbacks that are sent once and at once; all but the genuine kind must be refused."""
import secrets
import time
from typing import Callable

from callbacks import body_of, post
from openssl_keys import Keys

Made = tuple[dict, bytes]


def genuine(keys: Keys, body: bytes) -> Made:
    return keys.signed_headers(body), body


def forged(keys: Keys, body: bytes) -> Made:
    return keys.signed_headers(body), body.replace(b'"id"', b'"ID"', 1)


def stale(keys: Keys, body: bytes) -> Made:
    return keys.signed_headers(body, at=time.time() - 400), body


def truncated(keys: Keys, body: bytes) -> Made:
    return keys.signed_headers(body), body[:len(body) // 2]


def probe(keys: Keys, body: bytes) -> Made:
    headers = keys.signed_headers(body)
    headers["Wechatpay-Signature"] = "WECHATPAY/SIGNTEST/" + headers["Wechatpay-Signature"]
    return headers, body


def unknown_serial(keys: Keys, body: bytes) -> Made:
    return keys.signed_headers(body) | {"Wechatpay-Serial": secrets.token_hex(20).upper()}, body


def unsigned(_: Keys, body: bytes) -> Made:
    return {}, body


def garbage(keys: Keys, _: bytes) -> Made:
    body = b"\x00\xff not JSON"
    return keys.signed_headers(body), body


def sealed_wrongly(keys: Keys, body: bytes) -> Made:
    changed = body.replace(b'"nonce":"', b'"nonce":"x', 1)
    return keys.signed_headers(changed), changed


KINDS: dict[str, Callable[[Keys, bytes], Made]] = {
    made.__name__: made for made in (genuine, forged, stale, truncated, probe, unknown_serial,
                                     unsigned, garbage, sealed_wrongly)}


def make(keys: Keys, kind: str, callback: dict) -> Made:
    return KINDS[kind](keys, body_of(keys, callback))


def send(keys: Keys, kind: str, callback: dict) -> int | None:
    headers, body = make(keys, kind, callback)
    return post(callback["notify_url"], headers, body)
