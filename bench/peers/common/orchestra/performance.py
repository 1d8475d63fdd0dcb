"""One round: one work of one peer on a fresh store, and whether its answer is true."""
from . import http_load, program, stage
from .catalogue import HTTP, READS
from .program import PeerFailed

FILL_CLIENTS = 16
EVENTS_OF_A_STREAM = 10
STREAMS_A_SECOND = 3000  # of what is decided on, each is used once; a round ends when they run out
BATCH = 1000  # of projections, for all that can be told
STREAMS_TO_BE_WARM = 2000  # for works that append to streams of their own
STREAMS_TO_PROJECT = 2000  # some peers project one by one


def streams_for(work, seconds):
    if work in READS:
        return STREAMS_TO_PROJECT
    if work in ("append", "http_append"):
        return STREAMS_TO_BE_WARM
    return STREAMS_A_SECOND * seconds


def perform(peer, cluster_url, work, clients, seconds, warm, streams):
    with stage.store_of(peer, cluster_url) as (url, options):
        filled = program.call(peer, "fill", url, streams=streams, clients=FILL_CLIENTS, **options)
        stored = program.call(peer, "count", url, **options)["operations"]
        if filled["errors"] or stored != streams * EVENTS_OF_A_STREAM:
            raise PeerFailed(f"{peer.name} fill: {stored} events stored of {streams} streams")
        if work == "append":
            check_conflict(peer, url, options)
            stored += 1
        stage.tidy_up(url)
        if work in READS:
            return projected(peer, url, options, work, stored)
        if work in HTTP:
            seen = http_load.measure(peer, url, work, clients, seconds, warm, streams)
            result = {"peer": peer.name, "version": filled["version"], **seen}
        else:
            result = program.call(peer, work, url, clients=clients, seconds=seconds, warm=warm,
                                  streams=streams, **options)
        after = program.call(peer, "count", url, **options)["operations"]
        check_written(result, after - stored)
        return result


def check_conflict(peer, url, options):
    if program.call(peer, "conflict", url, clients=1, **options)["operations"] != 1:
        raise PeerFailed(f"{peer.name}: of two who expect the same version both were let through")


def check_written(result, stored):
    """Of HTTP the last requests are answered when nobody counts any more."""
    acknowledged = result["operations"] + result["warmed"]
    uncounted_max = 2 * result["clients"] if result["work"] in HTTP else 0
    if not acknowledged <= stored <= acknowledged + uncounted_max:
        raise PeerFailed(f"{result['peer']} {result['work']}: {acknowledged} acknowledged, "
                         f"{stored} stored")


def projected(peer, url, options, work, stored):
    """Less than all is told, not refused: bench/peers/loss looks at who loses."""
    result = program.call(peer, "project", url, events=stored, batch=BATCH, **options)
    if work == "rebuild":
        stage.tidy_up(url)
        result = program.call(peer, "rebuild", url, events=stored, batch=BATCH, **options)
    rows = stage.rows_projected(url)
    if rows != result["operations"]:
        raise PeerFailed(f"{peer.name} {work}: says {result['operations']}, {rows} rows there")
    return {**result, "clients": 1, "lost": stored - rows}
