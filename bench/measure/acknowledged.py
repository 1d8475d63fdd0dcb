"""Every command that was acknowledged must be on the log: once, and where its answer said."""

import array

from measure.processes import Failed

KEY_HEAD, KEY_DIGITS = 8, 12  # bench_load's keys: a UUID of its run and the command's number
MISSES_SHOWN_MAX = 3
FOUND = 1 << 63  # of a place: an event of the command was there


def _parts(key):
    return key[:KEY_HEAD], int(key[-KEY_DIGITS:])


def _place(partition_and_offset):
    partition, offset = partition_and_offset.split(":")
    return (int(partition) << 48) + int(offset) + 1  # 0: nothing was acknowledged


class Acknowledged:
    """A number a command, not an object: a part has millions of them."""

    def __init__(self):
        self._places = {}  # of each run, by the command's number
        self.count = 0

    def add_file(self, path):
        with path.open() as lines:
            for line in lines:
                key, place = line.split()
                run, number = _parts(key)
                places = self._places.setdefault(run, array.array("Q"))
                if number >= len(places):
                    places.extend([0] * (number + 1 - len(places)))
                places[number] = _place(place)
                self.count += 1

    def check(self, fettle):
        """Raises unless the log of that server holds them all, and each is what was written."""
        found = self._found_on_log(fettle)
        if found != self.count:
            missing = [f"{run}…{number:012}" for run, places in self._places.items()
                       for number, place in enumerate(places) if place and not place & FOUND]
            raise Failed(f"{self.count} commands were acknowledged, and {self.count - found} of "
                         f"them are not on the log, or not where their answer said: "
                         f"{', '.join(missing[:MISSES_SHOWN_MAX])} …")
        fettle.tool("verify")

    def _found_on_log(self, fettle):
        found = 0
        with fettle.printing("replay", "--form", "csv") as replay:
            next(replay.stdout, "")  # its heading
            for line in replay.stdout:
                found += self._found(line)
            if replay.wait() != 0:
                raise Failed(f"fettle replay ended with {replay.returncode}")
        return found

    def _found(self, line):
        """1 for the first event of a command that was acknowledged; any other: 0."""
        cells = line.split('","', 14)
        run, number = cells[13][:KEY_HEAD], cells[13][-KEY_DIGITS:]
        places = self._places.get(run)
        if places is None or int(number) >= len(places) or places[int(number)] == 0:
            return 0
        number, place = int(number), _place(cells[0].split(":", 1)[1])
        if places[number] & ~FOUND != place:
            raise Failed(f"the command {cells[13]} was acknowledged at another place than "
                         f"{cells[0]}, where it is on the log")
        seen_before = places[number] & FOUND
        places[number] |= FOUND
        return 0 if seen_before else 1
