"""All goals in one short table: for the head of the page and for README.md."""

from measure.part import Share
from measure.parts import PARTS
from measure.processes import Failed
from measure.rivals import against_rivals

BEGIN, END = "<!-- made by bench/run --publish -->", "<!-- made until here -->"
COLUMNS = ("work", "ours", "limit or rival", "ratio", "goal", "floor", "verdict")


def plain(value):
    """Three figures of what is small, whole numbers of what is large."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _with_unit(value, field):
    if field.endswith("per_second"):
        return f"{plain(value)}/s"
    return f"{plain(value)} ms" if field.endswith("_ms") else plain(value)


def _figures(share, contenders):
    """Ours and the limit, where the ratio is told as their share."""
    if not isinstance(share, Share):
        return "", ""

    def figure(name, field):
        return contenders[name][field]["median"]

    field = share.ours[1]
    return (_with_unit(figure(*share.ours), field),
            _with_unit(sum(figure(*limit) for limit in share.limits), field))


def _row(goal, ours="", limit="", ratio="", verdict="not measured"):
    side = "at least" if goal["least"] else "at most"
    bounds = [f"{side} {bound:,.10g}" if bound else ""
              for bound in (goal["least"] or goal["most"], goal["floor"])]
    return f"| {' | '.join((goal['name'], ours, limit, ratio, *bounds, verdict))} |"


def _row_of_part(ratio, found):
    """A goal without a figure is told too: a part that was not run, or never in a quiet moment."""
    judged = next((one for one in found.get("ratios", ()) if one["name"] == ratio.name), None)
    if not judged:
        return _row(vars(ratio), verdict=found.get("not_judged") or "not measured")
    return _row(judged, *_figures(ratio.of, found["contenders"]), plain(judged["median"]),
                judged["verdict"])


def _row_of_rival(one):
    if "median" not in one:
        return _row(one)
    ours, theirs = (_with_unit(one[who], "per_second") for who in ("ours", "theirs"))
    return _row(one, ours, theirs, plain(one["median"]), one["verdict"])


def _rows(report):
    for name, part in PARTS.items():
        for ratio in part.ratios:
            if ratio.least or ratio.most:
                yield _row_of_part(ratio, report["parts"].get(name, {}))
    for one in against_rivals(report):
        yield _row_of_rival(one)


def _span(texts):
    """`2026-11-22 18:07 UTC` until another one of them, which may be the same."""
    first, last = min(texts), max(texts)
    return first if first == last else f"{first} to {last}"


def summary(report):
    parts = [report["parts"][name] for name in PARTS if name in report["parts"]]
    machine = parts[0]["machine"]
    commits = ", ".join(dict.fromkeys(part["machine"]["commit"] for part in parts))
    rivals = ("; rivals by `bench/peers/run --json`, in rounds of their own, each with the number "
              "of clients that suited it best" if report.get("peers") else "")
    return "\n".join([
        f"Measured by `bench/run`, {_span([part['date'] for part in parts])}, commit {commits}, on "
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB, servers and "
        f"generator on the same ones. Medians of the rounds{rivals}.",
        "", f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS), *_rows(report)])


def put_between_marks(text, table):
    """The text with that table in it instead of the one before."""
    head, begin, rest = text.partition(BEGIN)
    _before, end, tail = rest.partition(END)
    if not begin or not end:
        raise Failed(f"there is no place for the table: {BEGIN} … {END}")
    return f"{head}{BEGIN}\n{table}\n{END}{tail}"
