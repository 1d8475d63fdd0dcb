"""Checks AWS Signature Version 4 of a request, in its headers or its query, by botocore."""

import datetime
import hashlib
import hmac
import urllib.parse

from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SKEW_SECONDS_MAX = 15 * 60


class Refused(Exception):
    """With the code that S3 gives."""


class Signatures:
    def __init__(self, access_key: str, secret_key: str, region: str) -> None:
        self._credentials = Credentials(access_key, secret_key)
        self._access_key = access_key
        self._region = region

    def check(self, method: str, target: str, headers: dict[str, str], body: bytes) -> None:
        query = urllib.parse.parse_qsl(urllib.parse.urlsplit(target).query,
                                       keep_blank_values=True)
        if "X-Amz-Signature" in dict(query):
            self._check_link(method, target, headers, dict(query))
        else:
            self._check_headers(method, target, headers, body)

    def _check_headers(self, method: str, target: str, headers: dict[str, str],
                       body: bytes) -> None:
        algorithm, _, rest = headers.get("authorization", "").partition(" ")
        fields = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
        if algorithm != "AWS4-HMAC-SHA256" or len(fields) != 3:
            raise Refused("AccessDenied")
        if headers.get("x-amz-content-sha256") != hashlib.sha256(body).hexdigest():
            raise Refused("XAmzContentSHA256Mismatch")
        time = headers.get("x-amz-date", "")
        age = datetime.datetime.utcnow() - self._time(time)
        if abs(age.total_seconds()) > SKEW_SECONDS_MAX:
            raise Refused("RequestTimeTooSkewed")
        names = fields["SignedHeaders"].split(";")
        needed = {"host"} | {name for name in headers if name.startswith("x-amz-")}
        if not needed <= set(names):
            raise Refused("AccessDenied")
        signed = {name: headers.get(name, "") for name in names}
        auth = S3SigV4Auth(self._credentials, "s3", self._region)
        self._compare(auth, AWSRequest(method, self._url(target, headers), signed), time,
                      fields["Credential"], fields["Signature"])

    def _check_link(self, method: str, target: str, headers: dict[str, str],
                    query: dict[str, str]) -> None:
        expires = int(query.get("X-Amz-Expires", "0"))
        time = query.get("X-Amz-Date", "")
        ends = self._time(time) + datetime.timedelta(seconds=expires)
        if not 1 <= expires <= 604800 or datetime.datetime.utcnow() > ends:
            raise Refused("AccessDenied")
        unsigned = "&".join(part for part in urllib.parse.urlsplit(target).query.split("&")
                            if not part.startswith("X-Amz-Signature="))
        url = self._url(target.partition("?")[0] + "?" + unsigned, headers)
        auth = S3SigV4QueryAuth(self._credentials, "s3", self._region, expires=expires)
        self._compare(auth, AWSRequest(method, url, {"host": headers.get("host", "")}), time,
                      query.get("X-Amz-Credential", ""), query["X-Amz-Signature"])

    def _compare(self, auth: S3SigV4Auth, request: AWSRequest, time: str, credential: str,
                 signature: str) -> None:
        request.context["timestamp"] = time
        if credential != f"{self._access_key}/{auth.credential_scope(request)}":
            raise Refused("InvalidAccessKeyId")
        expected = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)),
                                  request)
        if not hmac.compare_digest(expected, signature):
            raise Refused("SignatureDoesNotMatch")

    @staticmethod
    def _url(target: str, headers: dict[str, str]) -> str:
        return "http://" + headers.get("host", "") + target

    @staticmethod
    def _time(text: str) -> datetime.datetime:
        try:
            return datetime.datetime.strptime(text, "%Y%m%dT%H%M%SZ")
        except ValueError:
            raise Refused("AccessDenied") from None
