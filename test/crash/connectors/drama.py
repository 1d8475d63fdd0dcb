"""What goes wrong meanwhile, drawn from the seed: processes die, vendors answer badly or not."""
import collections
import random
import threading
import time

PAY_FAULTS = ["cut", "half", "html", "error", "slow", "unsigned"]
PAY_CALLS = ["POST /v3/pay", "GET /v3/pay", "POST /v3/refund"]
ODOO_FAULTS = ["cut_before", "cut_after_commit", "html_502", "html_502_after_commit", "null_result",
               "half_reply", "server_error"]
ODOO_CALLS = ["create", "action_confirm", "action_assign", "write", "button_validate",
              "search_read", "read"]
PAUSE_SECONDS = (0.1, 0.9)  # between two strokes


class Drama:
    def __init__(self, scene, seed, give_up):
        """`give_up`: called when it ends too early, with somebody dead for good."""
        self._scene, self._give_up = scene, give_up
        self._dice = random.Random(f"drama {seed}")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._play_on)
        self.counts = collections.Counter()
        self.troubles = []

    def begin(self):
        self._thread.start()

    def end(self, strokes_min):
        """Goes on to so many strokes. Everybody is well again when this returns."""
        while self._thread.is_alive() and self.counts.total() < strokes_min:
            time.sleep(0.1)
        self._stop.set()
        self._thread.join()
        if not self.troubles:
            self._scene.control("odoo", "clear", {})

    def _play_on(self):
        try:
            self._play()
        except BaseException as trouble:  # noqa: BLE001  a thread's end must be told
            self.troubles.append(f"the drama ended: {trouble!r}")
            self._give_up()

    def _play(self):
        strokes = [self._kill_fettle, self._kill_fettle, self._kill_pay, self._kill_odoo,
                   self._odoo_away, self._pay_fault, self._pay_fault, self._pay_fault,
                   self._odoo_fault, self._odoo_fault, self._odoo_fault]
        while not self._stop.wait(self._dice.uniform(*PAUSE_SECONDS)):
            stroke = self._dice.choice(strokes)
            self.counts[stroke.__name__.strip("_")] += 1
            stroke()

    def _kill(self, name):
        self._scene.processes[name].kill()
        self._stop.wait(self._dice.uniform(0, 1))
        self._scene.processes[name].start()

    def _kill_fettle(self):
        self._kill("fettle")

    def _kill_pay(self):
        self._kill("pay")

    def _kill_odoo(self):
        self._kill("odoo")

    def _odoo_away(self):
        self._scene.control("odoo", "down", {"down": True})
        self._stop.wait(self._dice.uniform(1, 5))
        self._scene.control("odoo", "down", {"down": False})

    def _pay_fault(self):
        kind = self._dice.choice(PAY_FAULTS)
        self._scene.control("pay", "faults", {
            "match": self._dice.choice(PAY_CALLS), "kind": kind, "seconds": 1,
            "times": self._dice.randint(1, 3), "after": self._dice.random() < 0.5})

    def _odoo_fault(self):
        self._scene.control("odoo", "fault", {
            "kind": self._dice.choice(ODOO_FAULTS), "method": self._dice.choice(ODOO_CALLS),
            "times": self._dice.randint(1, 3)})
