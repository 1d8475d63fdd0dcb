"""A request that WeChat Pay would not carry out."""
from common.serving import json_reply


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.reply = json_reply({"code": code, "message": message or code}, status)
