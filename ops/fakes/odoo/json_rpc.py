"""`/jsonrpc`: status 200 whatever happens, errors inside, and no `result` for nothing."""

from __future__ import annotations

import json
from typing import Any

import errors
from answers import Answer, of_html, of_json
from database import Database


def parse(content_type: str, body: bytes) -> dict | Answer:
    if not content_type.startswith("application/json"):
        return of_html(400, "Bad Request")
    try:
        request = json.loads(body)
    except ValueError:
        return of_html(400, "Bad Request")
    if not isinstance(request, dict) or not isinstance(request.get("params"), dict):
        return of_html(400, "Invalid JSON-RPC data")
    return request


def result(request: dict, value: Any) -> Answer:
    reply = {"jsonrpc": "2.0", "id": request.get("id")}
    return of_json(reply if value is None else {**reply, "result": value})


def error(request: dict, code: int, caught: errors.OdooError) -> Answer:
    return of_json({
        "jsonrpc": "2.0", "id": request.get("id"),
        "error": {"code": code, "message": "Odoo Server Error", "data": caught.data()}})


def named_method(request: dict) -> tuple[str, str]:
    """Model and method, for faults that are meant for one of them."""
    params = request["params"]
    if params.get("service") == "object":
        return params["args"][3], params["args"][4]
    return "common", params.get("method", "")


def answer(database: Database, request: dict) -> Answer:
    try:
        return result(request, _call(database, request["params"]))
    except errors.OdooError as caught:
        return error(request, database.version.error_code, caught)


def _call(database: Database, params: dict) -> Any:
    args = params["args"]
    if params["service"] == "common":
        return _common(database, params["method"], args)
    database.check_user(args[0], args[1], args[2])
    named = args[6] if len(args) > 6 else {}
    return database.call("json_rpc", args[3], args[4], args[5], named)


def _common(database: Database, method: str, args: list) -> Any:
    version = database.version
    if method == "version":
        return {"server_version": version.text, "server_version_info": version.info,
                "server_serie": version.text, "protocol_version": 1}
    return database.authenticate(args[0], args[1], args[2])
