"""Queries over HTTP."""

from measure.contenders import FETTLE, ByPgbench, Generated
from measure.part import Part, Ratio, share


def _queries():
    ours, bare = "list of 20 work orders", "the same SELECT, by pgbench"
    return Part("queries", "Queries of PostgreSQL's rows",
                "16 connections, closed loop; GET of the newest 20 of 5,000 work orders, beside "
                "the same SELECT by 16 clients of pgbench",
                {ours: Generated(FETTLE, "get", 16), bare: ByPgbench(16),
                 "list, 1 connection": Generated(FETTLE, "get", 1),
                 "list, 64 connections": Generated(FETTLE, "get", 64)},
                (Ratio("a query, of the same SELECT by pgbench", share(ours, bare), least=0.8,
                       floor=0.45),),
                with_rows=True)


PARTS = (_queries(),)
