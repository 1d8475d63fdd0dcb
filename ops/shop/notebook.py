"""What the play was told: events that each accepted command must have left, and every surprise."""

import collections
import threading


class Notebook:
    """Thread-safe."""

    def __init__(self):
        self._lock = threading.Lock()
        self.events = collections.Counter()  # of the day's orders and their payments
        self.orders = {}  # id -> what it should be now
        self.refusals = collections.Counter()
        self.surprises = []
        self.denied = 0
        self.forged = 0  # callbacks
        self.first_position = self.last_position = ""

    def accepted(self, answer, *events):
        with self._lock:
            self.events.update(events)
            self.see(answer.position)

    def refused(self, what, answer, status, code, field=None):
        """An answer that should be this refusal, naming the field where there is one."""
        fits = answer.status == status and answer.code == code
        if fits and field is not None:
            fits = field in answer.field_codes()
        with self._lock:
            self.refusals[what] += 1
            self.denied += answer.status == 403
            if not fits:
                self._surprise(f"{what}: wanted {status} {code} {field or ''}", answer)
        return fits

    def unverified(self, kind, status):
        """A callback that nobody should believe."""
        with self._lock:
            self.refusals[f"a callback that is {kind.replace('_', ' ')}"] += 1
            self.forged += status == 401
            if status != 401:
                self.surprises.append(f"a callback that is {kind}: wanted 401, got {status}")

    def heard(self, *events):
        """What somebody outside did left these events."""
        with self._lock:
            self.events.update(events)

    def expect(self, what, answer, *statuses):
        """True when the answer has one of the statuses; else it is written down."""
        if answer.status in statuses:
            return True
        with self._lock:
            self._surprise(f"{what}: wanted {' or '.join(map(str, statuses))}", answer)
        return False

    def wrong(self, text):
        with self._lock:
            self.surprises.append(text)

    def order(self, order_id, **facts):
        with self._lock:
            self.orders.setdefault(order_id, {}).update(facts)

    def _surprise(self, text, answer):
        body = answer.body.decode("utf-8", "replace")[:300]
        self.surprises.append(f"{text}, got {answer.status} {body}")

    def see(self, position):
        # One log, one partition: the offset decides which position is the later one.
        if not position:
            return
        self.first_position = min(self.first_position or position, position, key=offset_of)
        self.last_position = max(self.last_position or position, position, key=offset_of)


def offset_of(position):
    return int(position.rsplit(":", 1)[1])
