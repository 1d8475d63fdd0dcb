"""Fields of each model, by version. A link's type is `many2one:` and the model it leads to."""

from __future__ import annotations

from versions import Version

_LOCATIONS = {"location_id": "many2one:stock.location",
              "location_dest_id": "many2one:stock.location"}


def _product(version: Version) -> dict[str, str]:
    fields = {
        "default_code": "char", "name": "char", "type": "selection", "tracking": "selection",
        "active": "boolean",
        "standard_price": "float", "list_price": "float", "uom_id": "many2one:uom.uom",
        "product_tmpl_id": "many2one:product.template", "write_date": "datetime",
        "qty_available": "float", "virtual_available": "float", "free_qty": "float",
        "incoming_qty": "float", "outgoing_qty": "float",
    }
    if version.major <= 17:
        return {**fields, "detailed_type": "selection"}
    return {**fields, "is_storable": "boolean"}


def _move(version: Version) -> dict[str, str]:
    fields = {
        **_LOCATIONS, "product_id": "many2one:product.product", "product_uom_qty": "float",
        "product_uom": "many2one:uom.uom", "state": "selection", "reference": "char",
        "picking_id": "many2one:stock.picking", "is_inventory": "boolean", "date": "datetime",
        "origin_returned_move_id": "many2one:stock.move", version.done_field: "float",
    }
    if version.major <= 16:
        fields["reserved_availability"] = "float"
    if version.has_picked:
        fields["picked"] = "boolean"
    if version.has_move_name:
        fields["name"] = "char"
    return fields


_FIXED: dict[str, dict[str, str]] = {
    "product.template": {"name": "char"},
    "product.supplierinfo": {
        "product_tmpl_id": "many2one:product.template", "product_id": "many2one:product.product",
        "partner_id": "many2one:res.partner", "product_code": "char", "price": "float",
        "delay": "integer"},
    "uom.uom": {"name": "char"},
    "stock.location": {"name": "char", "usage": "selection"},
    "stock.warehouse": {
        "code": "char", "lot_stock_id": "many2one:stock.location",
        "out_type_id": "many2one:stock.picking.type", "in_type_id": "many2one:stock.picking.type"},
    "stock.picking.type": {
        "name": "char", "code": "selection", "default_location_src_id": "many2one:stock.location",
        "default_location_dest_id": "many2one:stock.location",
        "return_picking_type_id": "many2one:stock.picking.type"},
    "stock.quant": {
        "product_id": "many2one:product.product", "location_id": "many2one:stock.location",
        "quantity": "float", "reserved_quantity": "float", "inventory_quantity": "float",
        "lot_id": "many2one:stock.lot", "package_id": "many2one:stock.quant.package",
        "owner_id": "many2one:res.partner"},
    "stock.picking": {
        **_LOCATIONS, "name": "char", "origin": "char", "state": "selection",
        "picking_type_id": "many2one:stock.picking.type", "move_ids": "one2many:stock.move",
        "date_done": "datetime", "company_id": "integer",
        "products_availability_state": "selection"},
    "stock.inventory.conflict": {"quant_ids": "one2many:stock.quant"},
    "ir.model.data": {"module": "char", "name": "char", "res_id": "integer"},
    "res.partner": {"name": "char", "ref": "char", "phone": "char"},
    "sale.order": {
        "name": "char", "state": "selection", "partner_id": "many2one:res.partner",
        "client_order_ref": "char", "origin": "char", "order_line": "one2many:sale.order.line"},
    "sale.order.line": {
        "product_id": "many2one:product.product", "name": "char", "product_uom_qty": "float",
        "price_unit": "float", "order_id": "many2one:sale.order"},
    "account.move": {
        "name": "char", "state": "selection", "partner_id": "many2one:res.partner", "ref": "char",
        "move_type": "selection", "invoice_origin": "char", "narration": "html",
        "invoice_line_ids": "one2many:account.move.line"},
    "account.move.line": {
        "product_id": "many2one:product.product", "name": "char", "quantity": "float",
        "price_unit": "float", "sale_line_ids": "many2many", "move_id": "many2one:account.move"},
    "res.users": {"name": "char", "login": "char"},
}

# Of a new line, the field that leads back to its head.
PARENTS = {"stock.move": "picking_id", "sale.order.line": "order_id",
           "account.move.line": "move_id"}


def fields_of(version: Version, model: str) -> dict[str, str] | None:
    if model == "product.product":
        return _product(version)
    if model == "stock.move":
        return _move(version)
    return _FIXED.get(model)
