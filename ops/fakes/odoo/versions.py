"""What differs between Odoo 16, 17, 18 and 19, as far as Fettle meets it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Version:
    major: int

    @property
    def text(self) -> str:
        return f"{self.major}.0"

    @property
    def info(self) -> list:
        return [self.major, 0, 0, "final", 0, ""]

    @property
    def done_field(self) -> str:
        return "quantity_done" if self.major <= 16 else "quantity"

    @property
    def has_picked(self) -> bool:
        return self.major >= 17

    @property
    def has_move_name(self) -> bool:
        return self.major <= 18

    @property
    def immediate_wizard(self) -> bool:
        return self.major <= 16

    @property
    def refuses_done_again(self) -> bool:
        """Whether validating what is done already is an error or just true."""
        return self.major <= 17

    @property
    def reserves_at_confirm(self) -> bool:
        """A setting of the picking type in truth; here both ways are met."""
        return self.major >= 18

    @property
    def type_names_customers(self) -> bool:
        return self.major >= 18

    @property
    def error_code(self) -> int:
        return 200 if self.major <= 18 else 0

    @property
    def has_json_2(self) -> bool:
        return self.major >= 19

    @property
    def warehouse_context(self) -> str:
        return "warehouse" if self.major <= 17 else "warehouse_id"
