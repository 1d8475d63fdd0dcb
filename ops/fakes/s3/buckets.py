"""One bucket in memory: objects and multipart uploads, by the rules of S3."""

import datetime
import hashlib
import threading
import uuid
from dataclasses import dataclass, field


class S3Error(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass
class Stored:
    body: bytes
    content_type: str
    metadata: dict[str, str]
    etag: str


@dataclass
class Upload:
    key: str
    content_type: str
    metadata: dict[str, str]
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    begun: str = field(default_factory=lambda: datetime.datetime.utcnow().strftime(
        "%Y-%m-%dT%H:%M:%S.000Z"))
    parts: dict[int, tuple[str, bytes]] = field(default_factory=dict)


def etag_of(body: bytes) -> str:
    return '"' + hashlib.md5(body).hexdigest() + '"'


class Bucket:
    def __init__(self, name: str, part_bytes_min: int) -> None:
        self.name, self._part_bytes_min = name, part_bytes_min
        self._lock = threading.Lock()
        self._objects: dict[str, Stored] = {}
        self._uploads: dict[str, Upload] = {}

    def begin(self, key: str, content_type: str, metadata: dict[str, str]) -> Upload:
        with self._lock:
            upload = Upload(key, content_type, metadata)
            self._uploads[upload.id] = upload
            return upload

    def upload(self, key: str, upload_id: str) -> Upload:
        found = self._uploads.get(upload_id)
        if found is None or found.key != key:
            raise S3Error(404, "NoSuchUpload")
        return found

    def uploads(self, prefix: str) -> list[Upload]:
        with self._lock:
            return sorted((u for u in self._uploads.values() if u.key.startswith(prefix)),
                          key=lambda upload: (upload.key, upload.begun))

    def put_part(self, key: str, upload_id: str, number: int, body: bytes) -> str:
        if not 1 <= number <= 10000:
            raise S3Error(400, "InvalidArgument")
        with self._lock:
            self.upload(key, upload_id).parts[number] = (etag_of(body), body)
        return etag_of(body)

    def complete(self, key: str, upload_id: str, told: list[tuple[int, str]]) -> Stored:
        with self._lock:
            upload = self.upload(key, upload_id)
            if [number for number, _ in told] != sorted({number for number, _ in told}):
                raise S3Error(400, "InvalidPartOrder")
            bodies = []
            for number, etag in told:
                if upload.parts.get(number, ("", b""))[0] != etag:
                    raise S3Error(400, "InvalidPart")
                bodies.append(upload.parts[number][1])
            if not bodies or any(len(body) < self._part_bytes_min for body in bodies[:-1]):
                raise S3Error(400, "EntityTooSmall")
            # Of several parts the tag is no MD5 of the whole.
            stored = Stored(b"".join(bodies), upload.content_type, upload.metadata,
                            f'"{uuid.uuid4().hex}-{len(bodies)}"')
            self._objects[key] = stored
            del self._uploads[upload_id]
            return stored

    def abort(self, key: str, upload_id: str) -> None:
        with self._lock:
            self.upload(key, upload_id)
            del self._uploads[upload_id]

    def get(self, key: str) -> Stored:
        with self._lock:
            if key not in self._objects:
                raise S3Error(404, "NoSuchKey")
            return self._objects[key]

    def remove(self, key: str) -> None:
        with self._lock:
            self._objects.pop(key, None)
