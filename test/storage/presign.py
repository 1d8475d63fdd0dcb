"""Prints the URLs that boto3 signs for GET of the keys given, at a clock that stands still."""

import datetime
import sys
from unittest import mock

import boto3
import botocore.auth
from botocore.config import Config

NOW = datetime.datetime(2013, 5, 24)


class StandingStill(datetime.datetime):
    @classmethod
    def utcnow(cls) -> datetime.datetime:
        return NOW


def standing_clock() -> mock._patch:
    """botocore asked datetime itself before 1.40, and a function of its own since."""
    if hasattr(botocore.auth, "get_current_datetime"):
        return mock.patch.object(botocore.auth, "get_current_datetime", lambda *_, **__: NOW)
    return mock.patch.object(botocore.auth.datetime, "datetime", StandingStill)


def main(endpoint: str, keys: list[str]) -> None:
    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1",
        aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
        aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}))
    with standing_clock():
        for key in keys:
            print(client.generate_presigned_url(
                "get_object", Params={"Bucket": "media", "Key": key}, ExpiresIn=300))


main(sys.argv[1], sys.argv[2:])
