"""An object store for tests and the demo: speaks S3 as far as Fettle does, keeps all in memory.

    python3 ops/fakes/s3 [--port 0] [--access-key fettle] [--secret-key secret]
                         [--region us-east-1] [--bucket media]

Says "listening on http://127.0.0.1:PORT" when it does. Signatures are checked by botocore, which
knows nothing of our signer. POST /_faults makes it fail on request, see faults.py.
"""

import argparse

from buckets import Bucket
from faults import Faults
from server import serve
from signatures import Signatures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--access-key", default="fettle")
    parser.add_argument("--secret-key", default="secret")
    parser.add_argument("--region", default="us-east-1")
    parser.add_argument("--bucket", default="media")
    parser.add_argument("--part-bytes-min", type=int, default=5 * 1024 * 1024)
    told = parser.parse_args()
    serve(told.port, Bucket(told.bucket, told.part_bytes_min),
          Signatures(told.access_key, told.secret_key, told.region), Faults())


if __name__ == "__main__":
    main()
