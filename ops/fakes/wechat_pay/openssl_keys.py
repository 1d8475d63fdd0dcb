"""Keys of both sides, made and used by the openssl command line."""
import base64
import json
import pathlib
import secrets
import subprocess
import tempfile
import time

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PUBLIC_KEY_ID = "PUB_KEY_ID_0116000000012024110100000000000001"


def openssl(*arguments: str, given: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.decode()}")
    return done.stdout


def make_certificate(folder: pathlib.Path, name: str) -> None:
    """NAME.key.pem, NAME.pub.pem and, last, NAME.cert.pem."""
    key, certificate = folder / f"{name}.key.pem", folder / f"{name}.cert.pem"
    openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", str(key))
    key.chmod(0o600)
    openssl("pkey", "-in", str(key), "-pubout", "-out", str(folder / f"{name}.pub.pem"))
    openssl("req", "-x509", "-key", str(key), "-subj", f"/CN={name}", "-days", "1825",
            "-out", str(certificate) + ".new")
    pathlib.Path(str(certificate) + ".new").rename(certificate)


def serial_of(certificate: pathlib.Path) -> str:
    text = openssl("x509", "-in", str(certificate), "-noout", "-serial").decode()
    return text.strip().removeprefix("serial=")


class Keys:
    def __init__(self, folder: pathlib.Path) -> None:
        self._platform = folder / "platform"
        self._merchant = folder / "merchant"
        for place in (self._platform, self._merchant):
            place.mkdir(exist_ok=True)
        if not self._names():
            self.rotate()
        if not (self._merchant / "account.json").is_file():
            self._make_merchant()
        self.account = json.loads((self._merchant / "account.json").read_text())
        self._serials = {name: self._serial(name) for name in self._names()}

    def _names(self) -> list[str]:
        return sorted(path.name.removesuffix(".cert.pem")
                      for path in self._platform.glob("*.cert.pem"))

    def _serial(self, name: str) -> str:
        return serial_of(self._platform / f"{name}.cert.pem")

    def _make_merchant(self) -> None:
        make_certificate(self._merchant, "merchant")
        (self._merchant / "merchant.key.pem").rename(self._merchant / "key.pem")
        account = {"mchid": "1900000109", "appid": "wx8888888888888888",
                   "serial": serial_of(self._merchant / "merchant.cert.pem"),
                   "api_key": secrets.token_hex(16), "public_key_id": PUBLIC_KEY_ID}
        public = self._merchant / "public_keys"
        public.mkdir(exist_ok=True)
        first = self._platform / f"{self._names()[0]}.pub.pem"
        (public / f"{PUBLIC_KEY_ID}.pem").write_text(first.read_text())
        (self._merchant / "account.json").write_text(json.dumps(account))

    def rotate(self) -> str:
        """The newest platform key signs; the older ones are listed beside it."""
        name = f"platform-{len(self._names()) + 1:02}"
        make_certificate(self._platform, name)
        self._serials = {one: self._serial(one) for one in self._names()}
        return self._serials[name]

    def signed_headers(self, body: bytes, wanted: str = "", at: float | None = None) -> dict:
        """As WeChat Pay signs. A public key id that is asked for is answered by its key."""
        name = self._names()[0 if wanted == PUBLIC_KEY_ID else -1]
        serial = PUBLIC_KEY_ID if wanted == PUBLIC_KEY_ID else self._serials[name]
        timestamp, nonce = str(int(time.time() if at is None else at)), secrets.token_hex(16)
        text = f"{timestamp}\n{nonce}\n".encode() + body + b"\n"
        signature = openssl("dgst", "-sha256", "-sign",
                            str(self._platform / f"{name}.key.pem"), given=text)
        return {"Wechatpay-Timestamp": timestamp, "Wechatpay-Nonce": nonce,
                "Wechatpay-Serial": serial,
                "Wechatpay-Signature": base64.b64encode(signature).decode(),
                "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048"}

    def is_merchants(self, text: bytes, signature: bytes) -> bool:
        with tempfile.NamedTemporaryFile() as file:
            file.write(signature)
            file.flush()
            try:
                openssl("dgst", "-sha256", "-verify", str(self._merchant / "merchant.pub.pem"),
                        "-signature", file.name, given=text)
                return True
            except RuntimeError:
                return False

    def seal(self, plain: str, about: str, original_type: str = "") -> dict:
        """openssl's command line has no GCM: this alone is Debian's python3-cryptography."""
        nonce = secrets.token_hex(6)
        key = self.account["api_key"].encode()
        sealed = AESGCM(key).encrypt(nonce.encode(), plain.encode(), about.encode())
        made = {"algorithm": "AEAD_AES_256_GCM", "nonce": nonce, "associated_data": about,
                "ciphertext": base64.b64encode(sealed).decode()}
        return made | ({"original_type": original_type} if original_type else {})

    def certificates(self) -> list[dict]:
        return [{"serial_no": serial, "effective_time": "2026-01-01T00:00:00+08:00",
                 "expire_time": "2031-01-01T00:00:00+08:00",
                 "encrypt_certificate": self.seal(
                     (self._platform / f"{name}.cert.pem").read_text(), "certificate")}
                for name, serial in self._serials.items()]
