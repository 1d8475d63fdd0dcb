"""Commands over HTTP on the embedded log."""

from measure.contenders import FETTLE, ByWrk, Generated, Synced
from measure.part import Part, Ratio, Share, share

RENAMES = "PATCH of 100 stores in turn, unique Idempotency-Key and words, keep-alive"
BYTES_OF_MIX = 1_100  # that a command of it leaves on the log, beside what a bare record adds
CONNECTIONS = (1, 8, 16, 64, 256)
SERVERS = {"durable commands": (FETTLE, "stores"), "empty reply, our server": ("tuned", "post"),
           "empty reply, idiomatic Beast": ("idiomatic", "post")}


def _commands():
    contenders = {"empty reply, our server": Generated("tuned", "post", 64),
                  "durable commands": Generated(FETTLE, "stores", 64),
                  "bare append behind HTTP": Generated("appending", "post", 64),
                  "empty reply, idiomatic Beast": Generated("idiomatic", "post", 64),
                  "fdatasync, one at a time": Synced(),
                  "durable commands, by wrk": ByWrk(FETTLE, 64),
                  "empty reply, our server, by wrk": ByWrk("tuned", 64)}
    ratios = (Ratio("durable commands, of a bare append behind HTTP",
                    share("durable commands", "bare append behind HTTP"), least=0.6, floor=0.4),
              Ratio("durable commands, of the idiomatic empty reply",
                    share("durable commands", "empty reply, idiomatic Beast"), least=0.6,
                    floor=0.35),
              Ratio("durable commands, of our own empty reply",
                    share("durable commands", "empty reply, our server")),
              Ratio("durable commands, of fdatasync one at a time",
                    share("durable commands", "fdatasync, one at a time")),
              Ratio("our generator, of wrk, on our empty reply",
                    share("empty reply, our server", "empty reply, our server, by wrk")))
    return Part("commands", "Durable commands at 64 connections",
                f"64 connections, closed loop; {RENAMES}", contenders, ratios)


def _connections():
    crossing = {server: [f"{server}, {count}" for count in CONNECTIONS] for server in SERVERS}
    contenders = {f"{name}, {count}": Generated(server, load, count) for count in CONNECTIONS
                  for name, (server, load) in SERVERS.items()}
    return Part("connections", "Throughput over connections",
                f"{', '.join(map(str, CONNECTIONS))} connections, closed loop; {RENAMES}",
                contenders, plot="lines", crossing=crossing)


def _latency():
    contenders = {"fdatasync": Synced(), "empty reply": Generated("tuned", "post", 1),
                  "durable command": Generated(FETTLE, "stores", 1)}
    of_its_parts = Share(("durable command", "p50_ms"),
                         (("fdatasync", "p50_ms"), ("empty reply", "p50_ms")))
    return Part("latency", "Latency of one client", f"1 connection, closed loop; {RENAMES}",
                contenders, (Ratio("p50 of a durable command, of fdatasync and an empty reply "
                                   "together", of_its_parts, most=0.9, floor=1.6),),
                plot="histogram")


def _tail():
    closed = "closed loop, 64 connections"
    contenders = {closed: Generated(FETTLE, "stores", 64)}
    for percent in (30, 50, 70, 90):
        contenders[f"{percent} % of that, on a schedule"] = Generated(
            FETTLE, "stores", 256, share_of=closed, share=percent / 100)

    at_70 = "70 % of that, on a schedule"
    spread = Share((at_70, "p99_ms"), ((at_70, "p50_ms"),))
    return Part("tail", "Latency on a schedule",
                "Requests on a fixed schedule over at most 256 connections, latency from the "
                f"moment each was meant to be sent; {RENAMES}", contenders,
                (Ratio("p99 at 70 % of the top rate, of its p50", spread, most=6, floor=15),),
                plot="histogram")


def _repairs():
    ours, appended = "commands of the mix", "bare append of as many bytes"
    bare = "empty reply, idiomatic Beast"
    return Part("repairs", "The mix: work orders from intake until the repair begins",
                "64 connections, closed loop; create, accept, start-diagnosis, diagnosis, quotes, "
                "confirm-quote and start-repair of each order, unique Idempotency-Key; the log "
                "takes 1.8 events a command, those of the notices that follow among them",
                {ours: Generated(FETTLE, "repairs", 64),
                 appended: Generated("appending", "post", 64, bytes=BYTES_OF_MIX),
                 bare: Generated("idiomatic", "post", 64)},
                (Ratio("commands of the mix, of a bare append of as many bytes",
                       share(ours, appended), least=0.6, floor=0.4),
                 Ratio("commands of the mix, of the idiomatic empty reply", share(ours, bare),
                       least=0.6, floor=0.35)))


PARTS = (_commands(), _repairs(), _connections(), _latency(), _tail())
