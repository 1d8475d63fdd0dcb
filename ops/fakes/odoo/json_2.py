"""`/json/2/<model>/<method>` of Odoo 19: a key, named arguments, real statuses."""

from __future__ import annotations

import json
from email.message import Message

import errors
import schema
from answers import Answer, of_html, of_json
from database import Database

NO_DATABASE = "<h1>Not Found</h1>\n<p>No database is selected.</p>"


def _plain_error(name: str, message: str, status: int) -> Answer:
    kind = f"werkzeug.exceptions.{name}"
    return of_json(errors.OdooError(kind, message, status).data(), status)


def answer(database: Database, path: str, headers: Message, body: bytes) -> Answer:
    if headers.get("X-Odoo-Database", database.account.database) != database.account.database:
        return of_html(404, NO_DATABASE)
    if not headers.get("Content-Type", "").startswith("application/json"):
        return of_html(415, "<h1>Unsupported Media Type</h1>")
    if headers.get("Authorization", "").lower() != f"bearer {database.account.key}":
        return _plain_error("Unauthorized", "Invalid apikey", 401)
    try:
        named = json.loads(body or b"{}")
    except ValueError:
        return _plain_error("BadRequest", "could not parse the body as json", 400)
    model, _, method = path.removeprefix("/json/2/").partition("/")
    return _call(database, model, method, named)


def _call(database: Database, model: str, method: str, named: dict) -> Answer:
    if schema.fields_of(database.version, model) is None:
        return _plain_error("NotFound", f"the model '{model}' does not exist", 404)
    try:
        return of_json(database.call("json_2", model, method, [], named))
    except errors.OdooError as caught:
        if caught.name == "builtins.AttributeError":
            return _plain_error("NotFound", caught.message, 404)
        if caught.name == "builtins.TypeError":
            return _plain_error("UnprocessableEntity", caught.message, 422)
        return of_json(caught.data(), caught.status)
