"""The four calls. Errors are 200, too, and the type is text/plain, as from the real one."""
import base64
import hashlib
import json

from common.serving import Reply, Request

from memory import Memory

THING_CHARACTERS_MAX = 20


def told(value: dict) -> Reply:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Reply(200, text.encode(), {"Content-Type": "text/plain"})


def error(errcode: int, errmsg: str) -> Reply:
    return told({"errcode": errcode, "errmsg": errmsg})


class OpenApi:
    def __init__(self, appid: str, secret: str, memory: Memory) -> None:
        self._appid, self._secret, self._memory = appid, secret, memory
        self._routes = {
            ("GET", "/sns/jscode2session"): self._login,
            ("POST", "/cgi-bin/stable_token"): self._token,
            ("POST", "/wxa/business/getuserphonenumber"): self._with_token(self._phone),
            ("POST", "/cgi-bin/message/subscribe/send"): self._with_token(self._message)}

    def handle(self, request: Request) -> Reply:
        action = self._routes.get((request.method, request.path))
        if action is None:
            return Reply(404, b"<html>not found</html>", {"Content-Type": "text/html"})
        self._memory.count(request.path)
        return action(request)

    def _with_token(self, action):
        def checked(request: Request) -> Reply:
            if not self._memory.is_good(request.query.get("access_token", "")):
                return error(40001, "invalid credential, access_token is invalid or not latest")
            return action(request)
        return checked

    def _is_app(self, given: dict) -> Reply | None:
        if given.get("appid") != self._appid:
            return error(40013, "invalid appid")
        if given.get("secret") != self._secret:
            return error(40125, "invalid appsecret")
        return None

    def _login(self, request: Request) -> Reply:
        given = request.query
        refusal = self._is_app(given)
        if refusal:
            return refusal
        code = given.get("js_code", "")
        if code.startswith("blocked-"):
            return error(40226, "code blocked")
        if not code.startswith("code-"):
            return error(40029, "invalid code")
        if not self._memory.use_up(code):
            return error(40163, "code been used")
        # "code-li-1" and "code-li-2" are the same person.
        person = code.split("-")[1]
        digest = hashlib.sha256(f"{self._appid} {person}".encode()).digest()
        text = base64.urlsafe_b64encode(digest).decode().replace("=", "")
        return told({"session_key": base64.b64encode(digest[:16]).decode(),
                     "openid": "o" + text[:27], "unionid": "u" + text[-27:]})

    def _token(self, request: Request) -> Reply:
        given = request.json()
        refusal = self._is_app(given)
        if refusal:
            return refusal
        if given.get("grant_type") != "client_credential":
            return error(40002, "invalid grant_type")
        row = self._memory.token(given.get("force_refresh") is True)
        return told({"access_token": row["token"], "expires_in": 7200})

    def _phone(self, request: Request) -> Reply:
        code = request.json().get("code", "")
        if not code.startswith("phone-") or not self._memory.use_up(code):
            return error(40029, "invalid code")
        number = code.split("-")[1]
        # A number here, as in the example; the table of the same page says it is a text.
        country = 86 if number.startswith("1") else "86"
        return told({"errcode": 0, "errmsg": "ok", "phone_info": {
            "phoneNumber": number, "purePhoneNumber": number, "countryCode": country,
            "watermark": {"timestamp": 1637744274, "appid": self._appid}}})

    def _message(self, request: Request) -> Reply:
        given = request.json()
        if not given.get("template_id", "").startswith("template-"):
            return error(40037, "template_id error")
        for name, field in given.get("data", {}).items():
            if name.startswith("thing") and len(field["value"]) > THING_CHARACTERS_MAX:
                return error(47003, f"argument invalid! data.{name}.value invalid")
        if not self._memory.take_consent(given["touser"], given["template_id"]):
            return error(43101, "user refuse to accept the msg")
        self._memory.insert("messages", {
            "openid": given["touser"], "template_id": given["template_id"],
            "page": given.get("page"), "data": json.dumps(given["data"], ensure_ascii=False)})
        row = self._memory.one("SELECT max(msgid) AS msgid FROM messages")
        return told({"errcode": 0, "errmsg": "ok", "msgid": 1_700_000_000_000 + row["msgid"]})
