"""The file of connections that leads a Fettle to the stand-ins: see ops/CONNECTIONS.md."""

import json
import os
import pathlib

KEY = "0123456789abcdef0123456789abcdef01234567"  # of the user of Odoo's stand-in
TEXT = """[{tenant}.wechat_pay]
mch_id = "{mchid}"
app_id = "{appid}"
serial = "{serial}"
private_key_file = "{merchant}/key.pem"
api_key = "{api_key}"
notify_url = "{fettle}/webhooks/wechatpay/paid"
base_url = "{pay}"

[{tenant}.mini_program]
app_id = "{appid}"
secret = "a-secret-of-the-mini-program"
base_url = "{mini}"

[{tenant}.odoo]
url = "{odoo}"
database = "shop"
login = "fettle"
secret = "{key}"
look_seconds = 2

[{tenant}.odoo.warehouses]
"""


def write(path, tenant, fettle, urls, pay_folder, warehouses):
    """`fettle`: the URL that callbacks go to. Its owner alone may read it: it holds secrets."""
    merchant = pathlib.Path(pay_folder).resolve() / "merchant"
    account = json.loads((merchant / "account.json").read_text())
    text = TEXT.format(**account, **urls, tenant=tenant, merchant=merchant, fettle=fettle, key=KEY)
    text += "".join(f'{store} = "{code}"\n' for store, code in warehouses.items())
    with open(path, "w", encoding="utf-8", opener=lambda *a: os.open(*a, 0o600)) as file:
        file.write(text)
