"""The business that all peers do: streams of ten events, and a rule that folds them."""
import itertools
import math

EVENTS_OF_A_STREAM = 10
LIMIT_MINOR = 100_000_000


class OverLimit(Exception):
    """The rule refuses."""


def charged(part):
    return part["price_minor"] * part["quantity"]


def check(charged_minor, part):
    if charged_minor + charged(part) > LIMIT_MINOR:
        raise OverLimit(f"{charged_minor + charged(part)} over {LIMIT_MINOR}")


def bounds(options):
    """Of an append: so many events, when they are told, else so many seconds."""
    if options.events:
        return {"seconds": math.inf, "limit": options.events}
    return {"seconds": options.seconds}


def refused(operation):
    """Of two who expect the same version this is the second."""
    try:
        operation()
    except Exception:  # each store has its own
        return {"operations": 1}
    return {"operations": 0}


def filled(operation):
    """Takes one filled stream after the other."""
    numbers = itertools.count()

    def take(_client):
        stream = f"f{next(numbers)}"
        return lambda: operation(stream)
    return take


def appended(operation):
    """Each client appends to streams of its own, in order, with the version that it expects."""
    sent = {}

    def take(client):
        number, version = divmod(sent.get(client, 0), EVENTS_OF_A_STREAM)
        sent[client] = sent.get(client, 0) + 1
        return lambda: operation(f"a{client}x{number}", version)
    return take
