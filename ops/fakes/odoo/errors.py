"""Odoo's exceptions by their names on the wire, and the status that JSON-2 gives them."""

from __future__ import annotations


class OdooError(Exception):
    def __init__(self, name: str, message: str, status: int) -> None:
        super().__init__(message)
        self.name = name
        self.message = message
        self.status = status

    def data(self) -> dict:
        return {
            "name": self.name,
            "message": self.message,
            "arguments": [self.message],
            "context": {},
            "debug": "Traceback (most recent call last):\n  File \"odoo/http.py\", line 1\n",
        }


def access_denied() -> OdooError:
    return OdooError("odoo.exceptions.AccessDenied", "Access Denied", 401)


def access_error(message: str) -> OdooError:
    return OdooError("odoo.exceptions.AccessError", message, 403)


def user_error(message: str) -> OdooError:
    return OdooError("odoo.exceptions.UserError", message, 422)


def validation_error(message: str) -> OdooError:
    return OdooError("odoo.exceptions.ValidationError", message, 422)


def missing_error(model: str, record: int) -> OdooError:
    message = f"Record does not exist or has been deleted.\n(Record: {model}({record},), User: 2)"
    return OdooError("odoo.exceptions.MissingError", message, 404)


def unknown_field(model: str, field: str) -> OdooError:
    return OdooError("builtins.ValueError", f"Invalid field '{field}' on model '{model}'", 500)


def unknown_argument(name: str) -> OdooError:
    message = f"got an unexpected keyword argument '{name}'"
    return OdooError("builtins.TypeError", message, 422)


def no_database(name: str) -> OdooError:
    message = f'connection to server failed: FATAL:  database "{name}" does not exist'
    return OdooError("psycopg2.OperationalError", message, 500)
