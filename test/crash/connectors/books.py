"""Three sets of books: our rows, the stand-ins', and the log. All must tell the same."""
import collections
import json

from work import FEN, REFUND_FEN, SKU, STOCK


def events(scene, name):
    lines = scene.run("replay", "--type", name).splitlines()
    return [json.loads(line) for line in lines if line.startswith(b"{")]


def compare(scene, work):
    wrong = list(work.troubles)
    counts = {**payments(scene, work, wrong), **refunds(scene, work, wrong),
              **postings(scene, work, wrong)}
    return counts, wrong


def payments(scene, work, wrong):
    ours = {row["id"]: row for row in work.rows("/admin/payments?state=SUCCEEDED")}
    theirs = {order["out_trade_no"]: order for order in scene.state("pay")["orders"]
              if order["state"] in ("SUCCESS", "REFUND")}
    log = collections.Counter(event["subject"].split("/")[1]
                              for event in events(scene, "PaymentSucceeded"))
    paid = collections.Counter(event["subject"] for event in events(scene, "JobPaid"))
    for number in set(ours) | set(theirs):
        if number not in ours or number not in theirs:
            wrong.append(f"payment {number}: ours {number in ours}, theirs {number in theirs}")
            continue
        if ours[number]["transaction_id"] != theirs[number]["transaction_id"]:
            wrong.append(f"payment {number}: another transaction")
        if ours[number]["amount"]["minor"] != theirs[number]["total"]:
            wrong.append(f"payment {number}: another amount")
        if log[number] != 1:
            wrong.append(f"payment {number}: {log[number]} times on the log")
    wrong += [f"{job} is paid {times} times" for job, times in paid.items() if times != 1]
    for order, number in work.payments.items():
        if paid[f"job/{order}"] != 1:
            wrong.append(f"order {order}, payment {number}, is not paid")
    return {"payments": len(ours), "fen ours": sum(r["amount"]["minor"] for r in ours.values()),
            "fen theirs": sum(order["total"] for order in theirs.values()),
            "fen expected": FEN * len(work.payments)}


def refunds(scene, work, wrong):
    ours = {row["id"]: row for row in work.rows("/admin/refunds?state=SUCCEEDED")}
    theirs = {refund["out_refund_no"]: refund for refund in scene.state("pay")["refunds"]}
    log = collections.Counter(event["data"]["refund"]
                              for event in events(scene, "RefundSucceeded"))
    for number in set(ours) | set(theirs) | set(work.refunds):
        if number not in ours or number not in theirs:
            wrong.append(f"refund {number}: ours {number in ours}, theirs {number in theirs}")
            continue
        payment = work.refunds.get(number)
        if (ours[number]["payment_id"], theirs[number]["out_trade_no"]) != (payment, payment):
            wrong.append(f"refund {number}: of another payment than {payment}")
        if (ours[number]["amount"]["minor"], theirs[number]["refund"]) != (REFUND_FEN, REFUND_FEN):
            wrong.append(f"refund {number}: another amount")
        if log[number] != 1:
            wrong.append(f"refund {number}: {log[number]} times on the log")
    return {"refunds": len(ours), "fen back ours": sum(r["amount"]["minor"] for r in ours.values()),
            "fen back theirs": sum(refund["refund"] for refund in theirs.values()),
            "fen back expected": REFUND_FEN * len(work.refunds)}


def postings(scene, work, wrong):
    ours = {row["document"]: row for row in work.rows("/admin/requisitions?state=POSTED")}
    state = scene.state("odoo")
    done = collections.defaultdict(int)
    for picking in state["pickings"]:
        if picking["state"] == "done":
            done[picking["name"]] += sum(int(line["done"]) for line in picking["lines"])
    for name in set(ours) | set(done):
        issued = ours[name]["issued"] if name in ours else 0
        if issued != done.get(name, 0):
            wrong.append(f"picking {name}: ours {issued}, Odoo's {done.get(name, 0)}")
    posted = collections.Counter(event["subject"] for event in events(scene, "RequisitionPosted"))
    wrong += [f"{one} was posted {times} times" for one, times in posted.items() if times != 1]
    for one in work.requisitions:
        if posted[f"requisition/{one}"] != 1:
            wrong.append(f"requisition {one} is not posted")
    left = sum(int(place["quantity"]) for place in state["stock"]
               if place["code"] == SKU and place["place"] == "WH/Stock")
    if left != STOCK - sum(done.values()):
        wrong.append(f"Odoo's stock is {left}, and {sum(done.values())} were issued")
    seen = work.stock_seen(left)
    if seen != left:
        wrong.append(f"Odoo's stock is {left}, and our view of it {seen}")
    return {"postings": len(ours), "pieces ours": sum(r["issued"] for r in ours.values()),
            "pieces theirs": sum(done.values()), "Odoo has left": left, "our view of it": seen}
