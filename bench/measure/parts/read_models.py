"""From the log to the rows, and what queries and commands notice of it."""

import os

from measure.beside import Beside, Meanwhile, WithoutRows
from measure.contenders import FETTLE, Generated
from measure.part import Part, Ratio, share
from measure.projector import Projected

COMMANDS_A_SECOND, QUERIES_A_SECOND = 1000, 500


def _projection():
    one, two, rebuilt = "projected, one lane", "projected, two lanes", "rebuilt from nothing"
    indexed, bare = "COPY into the same indexed tables", "COPY into tables without index"
    kafka = "projected from Kafka, one lane"
    contenders = {one: Projected("one-lane"), two: Projected("two-lanes"),
                  indexed: Projected("copy-indexed"), rebuilt: Projected("rebuild"),
                  bare: Projected("copy-bare")}
    ratios = [Ratio("one lane, of COPY with indexes", share(one, indexed), least=0.38, floor=0.25),
              Ratio("two lanes, of COPY with indexes", share(two, indexed), least=0.7, floor=0.45),
              Ratio("one lane, of COPY with indexes, in final rows",
                    share(one, indexed, "final_per_second")),
              Ratio("two lanes, of one", share(two, one)),
              Ratio("rebuild, of COPY without index, in final rows",
                    share(rebuilt, bare, "final_per_second"), least=0.6, floor=0.3)]
    if "FETTLE_BENCH_KAFKA" in os.environ:
        contenders[kafka] = Projected("from-kafka")
        ratios.append(Ratio("from Kafka, of the embedded log", share(kafka, one), least=0.8))
    return Part("projection", "Rows from the log, beside COPY",
                "Rows sent to PostgreSQL a second, one that changes in two transactions twice (of "
                "COPY and rebuild: final rows); whole orders of two shops, batches of at most 4 "
                "MiB, rows and checkpoint in one transaction; a lane is a partition of the log "
                "with a thread and a connection; all with synchronous_commit off",
                contenders, tuple(ratios))


def _visible():
    both, alone = "command, then its row in a query", "command alone"
    schedule = {"connections": 256, "rate": COMMANDS_A_SECOND}

    def p99(measured):
        return measured[both]["p99_ms"]

    return Part("visible", "Command to visible in a query",
                f"{COMMANDS_A_SECOND:,} POST of work orders a second on a schedule; each is then "
                "asked for with the position of its answer (Fettle-Position), and must be there; "
                "latency from the moment its command was meant to be sent",
                {both: Generated(FETTLE, "visible", **schedule),
                 alone: Generated(FETTLE, "orders", **schedule)},
                (Ratio("p99 of command to visible, in ms", p99, most=20, floor=100),),
                plot="histogram", with_rows=True)


def _beside():
    alone, both = "commands alone", "commands, projector and queries beside"
    commands = Generated(FETTLE, "repairs", 64)
    queries = Generated(FETTLE, "get", 2, rate=QUERIES_A_SECOND)
    return Part("beside", "Commands with projector and queries beside",
                "64 connections, closed loop; the seven commands of a work order from intake until "
                f"its repair begins, with {QUERIES_A_SECOND} lists of 20 work orders a second on a "
                "schedule meanwhile, beside the same commands on a server without rows",
                {alone: WithoutRows(commands), both: Beside(commands, queries),
                 "those queries": Meanwhile(both, "queries"),
                 "those commands, until their rows are there": Meanwhile(both, "rows")},
                (Ratio("commands with projector and queries, of commands alone",
                       share(both, alone), least=0.5, floor=0.25),),
                with_rows=True)


PARTS = (_projection(), _visible(), _beside())
