"""Pictures and clips, sent by pieces as the apps do it; sometimes a piece comes twice."""

import hashlib
from random import Random

from shop.api import Api

PIECE_BYTES = 16 * 1024
TYPES = {"photo": "image/jpeg", "clip": "video/mp4"}


def upload(shop, person, face: str, kind: str, dice: Random) -> str:
    """The id of a complete medium; empty, and written down, when something went wrong."""
    api, book = shop.api, shop.book
    content = dice.randbytes(dice.randint(1, 3 * PIECE_BYTES))
    digest = hashlib.sha256(content).hexdigest()
    begun = api.post(person, f"/{face}/uploads", {
        "size": len(content), "sha256": digest, "content_type": TYPES[kind]})
    if not book.expect("begin an upload", begun, 201):
        return ""
    identity = begun.json["id"]
    path = f"/{face}/uploads/{identity}"
    for first in range(0, len(content), PIECE_BYTES):
        piece = content[first:first + PIECE_BYTES]
        times = 2 if dice.random() < 0.2 else 1
        for _ in range(times):
            answer = put(api, person, path, piece, first, len(content))
            if not book.expect("a piece", answer, 200):
                return ""
    if not answer.json.get("completed"):
        book.wrong(f"upload {identity} is not complete behind its last piece")
    shop.seen("upload", answer)
    check_bytes(api, book, person, f"/{face}/media/{identity}", content)
    return identity


def put(api: Api, person, path: str, piece: bytes, first: int, size: int):
    content_range = f"bytes {first}-{first + len(piece) - 1}/{size}"
    return api.command("PUT", person, path, piece, headers={"Content-Range": content_range})


def check_bytes(api: Api, book, person, path: str, content: bytes) -> None:
    """The link serves what was sent."""
    link = api.get(person, path)
    if not book.expect("a link", link, 200):
        return
    served = api.fetch(link.json["url"])
    if served.status != 200 or served.body != content:
        book.wrong(f"{path} serves other bytes than were sent: {served.status}")
