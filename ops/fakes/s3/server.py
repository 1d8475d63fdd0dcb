"""The HTTP side: which operation a request is, its signature, its fault, its answer."""

import http.server
import json
import re
import time
import urllib.parse
from xml.etree import ElementTree

from buckets import Bucket, S3Error
from faults import Faults
from signatures import Refused, Signatures

SLOW_SECONDS = 2
PAGE = b"<html><body>Bad Gateway</body></html>"
NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def element(name: str, children: dict[str, object]) -> ElementTree.Element:
    made = ElementTree.Element(name)
    for child, value in children.items():
        ElementTree.SubElement(made, child).text = str(value)
    return made


def xml_of(name: str, children: dict[str, object], items: list = ()) -> bytes:
    root = element(name, children)
    if name != "Error":
        root.set("xmlns", NAMESPACE)
    root.extend(items)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def operation_of(method: str, key: str, query: dict[str, str]) -> str:
    if method == "GET" and not key:
        return "ListMultipartUploads" if "uploads" in query else ""
    if method == "POST":
        return "CreateMultipartUpload" if "uploads" in query else "CompleteMultipartUpload"
    if "uploadId" in query:
        return {"PUT": "UploadPart", "GET": "ListParts",
                "DELETE": "AbortMultipartUpload"}.get(method, "")
    return {"GET": "GetObject", "HEAD": "HeadObject", "DELETE": "DeleteObject"}.get(method, "")


def serve(port: int, bucket: Bucket, signatures: Signatures, faults: Faults) -> None:
    class Handler(S3Handler):
        pass

    Handler.bucket, Handler.signatures, Handler.faults = bucket, signatures, faults
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


class S3Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: Bucket
    signatures: Signatures
    faults: Faults

    def log_message(self, *_: object) -> None:
        pass

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/_faults":
            self.faults.ask(json.loads(body))
            return self._answer(204)
        try:
            self._carry_out(body)
        except Refused as no:
            self._error(403, str(no))
        except S3Error as no:
            self._error(no.status, no.code)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _serve

    def _carry_out(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.signatures.check(self.command, self.path, headers, body)
        parts = urllib.parse.urlsplit(self.path)
        bucket, _, key = urllib.parse.unquote(parts.path)[1:].partition("/")
        if bucket != self.bucket.name:
            raise S3Error(404, "NoSuchBucket")
        query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
        operation = operation_of(self.command, key, query)
        if not operation:
            raise S3Error(501, "NotImplemented")
        fault = self.faults.take(operation)
        if fault == "refuse":
            return self._cut()
        if fault == "fail":
            return self._error(500, "InternalError")
        if fault == "html":
            return self._answer(502, PAGE, {"Content-Type": "text/html"})
        if fault == "error200":
            return self._answer(200, xml_of("Error", {"Code": "InternalError"}))
        if fault == "slow":
            time.sleep(SLOW_SECONDS)
        answer = getattr(self, "_" + operation)(key, query, body)
        if fault == "cut":
            return self._cut()
        if fault == "never":
            return self._say_nothing()
        self._answer(*answer, halved=fault == "half")

    # Operations: status, body, headers.

    def _ListMultipartUploads(self, _key: str, query: dict[str, str], _body: bytes) -> tuple:
        items = [element("Upload", {"Key": u.key, "UploadId": u.id, "Initiated": u.begun})
                 for u in self.bucket.uploads(query.get("prefix", ""))]
        return 200, xml_of("ListMultipartUploadsResult", {"Bucket": self.bucket.name,
                                                          "IsTruncated": "false"}, items)

    def _CreateMultipartUpload(self, key: str, _query: dict[str, str], _body: bytes) -> tuple:
        metadata = {name.lower(): value for name, value in self.headers.items()
                    if name.lower().startswith("x-amz-meta-")}
        upload = self.bucket.begin(key, self.headers.get("Content-Type", ""), metadata)
        return 200, xml_of("InitiateMultipartUploadResult", {
            "Bucket": self.bucket.name, "Key": key, "UploadId": upload.id})

    def _UploadPart(self, key: str, query: dict[str, str], body: bytes) -> tuple:
        etag = self.bucket.put_part(key, query["uploadId"], int(query["partNumber"]), body)
        return 200, b"", {"ETag": etag}

    def _ListParts(self, key: str, query: dict[str, str], _body: bytes) -> tuple:
        """Two a page, so that whoever reads only the first page is found out."""
        upload = self.bucket.upload(key, query["uploadId"])
        behind = int(query.get("part-number-marker") or 0)
        numbers = [number for number in sorted(upload.parts) if number > behind]
        items = [element("Part", {"PartNumber": number, "ETag": upload.parts[number][0],
                                  "Size": len(upload.parts[number][1])}) for number in numbers[:2]]
        return 200, xml_of("ListPartsResult", {
            "Key": key, "UploadId": upload.id, "IsTruncated": str(len(numbers) > 2).lower(),
            "NextPartNumberMarker": numbers[:2][-1] if numbers else 0}, items)

    def _CompleteMultipartUpload(self, key: str, query: dict[str, str], body: bytes) -> tuple:
        told = [(int(part.findtext("{*}PartNumber")), part.findtext("{*}ETag"))
                for part in ElementTree.fromstring(body)]
        stored = self.bucket.complete(key, query.get("uploadId", ""), told)
        return 200, xml_of("CompleteMultipartUploadResult", {"Key": key, "ETag": stored.etag})

    def _AbortMultipartUpload(self, key: str, query: dict[str, str], _body: bytes) -> tuple:
        self.bucket.abort(key, query["uploadId"])
        return 204, b""

    def _HeadObject(self, key: str, _query: dict[str, str], _body: bytes) -> tuple:
        return self._GetObject(key, _query, _body)

    def _GetObject(self, key: str, _query: dict[str, str], _body: bytes) -> tuple:
        stored = self.bucket.get(key)
        headers = {"ETag": stored.etag, "Content-Type": stored.content_type,
                   "Accept-Ranges": "bytes", **stored.metadata}
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not asked:
            return 200, stored.body, headers
        size = len(stored.body)
        first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
        if first >= size:
            raise S3Error(416, "InvalidRange")
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        return 206, stored.body[first:last + 1], headers

    def _DeleteObject(self, key: str, _query: dict[str, str], _body: bytes) -> tuple:
        self.bucket.remove(key)
        return 204, b""

    # Answers.

    def _error(self, status: int, code: str) -> None:
        self._answer(status, xml_of("Error", {"Code": code}))

    def _answer(self, status: int, body: bytes = b"",
                headers: dict[str, str] | None = None, halved: bool = False) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[:len(body) // 2] if halved else body)
        self.close_connection |= halved

    def _cut(self) -> None:
        self.close_connection = True

    def _say_nothing(self) -> None:
        self.close_connection = True
        while self.connection.recv(4096):
            pass
