"""What the product's queries say of the day."""

import urllib.parse

PAGES_MAX = 10_000


class QueryFailed(Exception):
    pass


def one(api, person, path, position=""):
    answer = api.get(person, path, position)
    if answer.status != 200:
        raise QueryFailed(f"GET {path}: {answer.status} {answer.code}")
    return answer.json


def rows(api, person, path, position="", **filters):
    """All pages of a list."""
    found, cursor = [], None
    for _ in range(PAGES_MAX):
        query = {**filters, **({"cursor": cursor} if cursor else {})}
        page = one(api, person, f"{path}?{urllib.parse.urlencode(query)}" if query else path,
                   position)
        found += page["items"]
        cursor = page.get("next")
        if not cursor:
            return found
    raise QueryFailed(f"GET {path} has no last page")


def timeline(api, person, order, position):
    """As replayed.step has it: version, kind, from, to, who, when."""
    detail = one(api, person, f"/admin/work-orders/{order}", position)
    return [(row["version"], row["kind"], row.get("from_state"), row["to_state"],
             row["operator_id"], row["at"]) for row in detail["timeline"]]
