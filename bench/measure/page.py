"""The report as a page: what was measured, on what, and what the figures say of the goals."""

from measure.parts import PARTS
from measure.summary import summary

PEERS_HEADING = "## Peers"
FSYNC = ("Before a command is answered, `fdatasync` has returned for the file that holds its "
         "events; commands that wait meanwhile share the next one. Nothing is relaxed here.")


COLUMNS = {"per_second": ("a second, median", ",.0f"), "p50_ms": ("p50 ms", ".2f"),
           "p99_ms": ("p99 ms", ".2f"), "p99_9_ms": ("p99.9 ms", ".2f"),
           "seconds_to_ready": ("seconds to ready", ".2f"), "megabytes": ("MB resident", ",.0f"),
           "megabytes_anonymous": ("no file's", ",.0f"), "megabytes_most": ("at most", ",.0f"),
           "cores": ("of a core", ".3f")}


def _spread_of(one, field, form):
    return f"{one[field]['min']:{form}} to {one[field]['max']:{form}}" if field in one else ""


def _table(contenders):
    """Columns of what was measured of any of them."""
    fields = [field for field in COLUMNS if any(field in one for one in contenders.values())]
    main, form = fields[0], COLUMNS[fields[0]][1]
    titles = [COLUMNS[field][0] for field in fields]
    lines = ["", f"| | {titles[0]} | min to max | {' | '.join([*titles[1:], 'refused'])} |",
             "|" + "---|" * (len(fields) + 3)]
    for name, one in contenders.items():
        cells = [f"{one[field]['median']:{COLUMNS[field][1]}}" if field in one else ""
                 for field in fields]
        cells.insert(1, _spread_of(one, main, form))
        lines.append(f"| {name} | {' | '.join([*cells, str(one['refused'])])} |")
    return lines


def _goal(ratio):
    bound, side = (ratio["least"], "least") if ratio["least"] else (ratio["most"], "most")
    if not bound:
        return ""
    floor = f", floor {ratio['floor']:g}" if ratio["floor"] else ""
    return f"at {side} {bound:g}{floor}"


def _ratios(found):
    if not found["ratios"]:
        return []
    lines = ["", "| ratio, each of one round | median | min to max | goal | verdict |",
             "|---|---|---|---|---|"]
    return lines + [f"| {one['name']} | {one['median']:.2f} | {one['min']:.2f} to {one['max']:.2f} "
                    f"| {_goal(one)} | {one['verdict']} |" for one in found["ratios"]]


def _section(name, found):
    lines = [f"## {found['title']}", "",
             f"`bench/run {name}`, {found['date']}, commit {found['machine']['commit']}. "
             f"{found['load']}. {found['rounds']} rounds in turns, {found['seconds']:g} s each "
             f"after a warm-up; {found['thrown_away']} more were thrown away because others used "
             f"the machine."]
    if found["acknowledged"]:
        lines.append(f"{found['acknowledged']:,} commands were acknowledged, and all of them were "
                     "on the log afterwards.")
    if found["not_judged"]:
        lines += ["", f"**{found['not_judged'].capitalize()}.**"]
    if not found["contenders"]:
        return lines + [""]
    if PARTS[name].plot:
        lines += ["", f"![{found['title']}](plots/{name}.svg)"]
    return lines + _table(found["contenders"]) + _ratios(found) + [""]


def _machine(found):
    machine = found["machine"]
    packages = ", ".join(" ".join(pair) for pair in machine["packages"].items())
    disk = machine["disk"]
    return [f"- Machine: {machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB, "
            f"Linux {machine['kernel']}, virtual machine: {machine['hypervisor']}; servers and "
            "generator share it.",
            f"- Disk: {disk['filesystem']} ({disk['options']}), write cache: "
            f"{disk['write_cache']}.",
            f"- Build: {machine['compiler']}, `{machine['flags']}`; {packages}.",
            f"- Durability: {FSYNC}"]


def _peers(peers, parts):
    lines = [PEERS_HEADING, ""]
    if not peers:
        return lines + ["Not measured here: `bench/run --peers FILE` takes the JSON lines that "
                        "`bench/peers` writes.", ""]
    ours = parts.get("commands", {}).get("contenders", {}).get("durable commands")
    lines += ["| peer | version | work | clients | a second | p50 ms | p99 ms | errors | "
              "our durable commands, of it |", "|---|---|---|---|---|---|---|---|---|"]
    for peer in peers:
        rate = peer["operations"] / peer["seconds"]
        ratio = f"{ours['per_second']['median'] / rate:.1f}" if ours and rate else ""
        lines.append(f"| {peer['peer']} | {peer['version']} | {peer['work']} | {peer['clients']} | "
                     f"{rate:,.0f} | {peer['p50_ms']:.2f} | {peer['p99_ms']:.2f} | "
                     f"{peer['errors']} | {ratio} |")
    return lines + [""]


def page(report):
    parts = report["parts"]
    lines = ["# What the bench found", "",
             "Made by `bench/run --publish`; figures are medians of the rounds. Only ratios of one "
             "round are goals: rates are this machine's.", "", summary(report), ""]
    lines += _machine(next(iter(parts.values()))) + [""]
    for name in PARTS:
        if name in parts:
            lines += _section(name, parts[name])
    return "\n".join(lines + _peers(report.get("peers", []), parts))
