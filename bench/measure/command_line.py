"""The arguments of bench/run, and where the report goes."""

import argparse
import datetime
import json
import os
import pathlib
import shutil
import signal
import sys

from measure import machine, plots
from measure.page import page
from measure.parts import PARTS
from measure.processes import Failed, Missing
from measure.rounds import Pace, run_part, say
from measure.summary import put_between_marks, summary

NO_SKIP = "FETTLE_TEST_NO_SKIP"  # what cannot be run is a failure then, as in all our tests
ROOT = pathlib.Path(__file__).resolve().parents[2]


def _arguments(about):
    parser = argparse.ArgumentParser(prog="bench/run", description=about,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART",
                        help=f"of {', '.join(PARTS)}; none: all of them")
    parser.add_argument("--rounds", type=int, default=5, help="that count, of each part")
    parser.add_argument("--seconds", type=float, default=5, help="of each contender in a round")
    parser.add_argument("--aggregates", type=int, default=10**6, metavar="N",
                        help="at most so many, of `growth` (up to 10000000, on 15 GB of disk) and "
                             "`ready`")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--out", type=pathlib.Path, help="default: build/bench, smoke: its smoke/")
    parser.add_argument("--peers", type=pathlib.Path, help="JSON lines of bench/peers")
    parser.add_argument("--publish", action="store_true",
                        help="also put page and plots into bench/, and the goals into README.md")
    parser.add_argument("--smoke", action="store_true",
                        help="one round of a second, a hundredth of the aggregates; answers and "
                             "log are checked")
    options = parser.parse_args()
    for name in options.parts:
        if name not in PARTS:
            parser.error(f"there is no part {name}, only {', '.join(PARTS)}")
    return options


def _read(path):
    return json.loads(path.read_text()) if path.exists() else {"parts": {}}


def _same_machine(one, other):
    return {**one, "commit": ""} == {**other, "commit": ""}


def _still_measured(name, old):
    """A part may measure others today than it did."""
    return name in PARTS and old["contenders"].keys() <= PARTS[name].contenders.keys()


def _add(report, name, found):
    """Figures of two machines, or of two kinds of build, never share a page."""
    report["parts"] = {other: old for other, old in report["parts"].items()
                       if _same_machine(old["machine"], found["machine"])
                       and _still_measured(other, old)}
    report["parts"][name] = found


def _write(report, out):
    """A part that was not run now keeps what it found before."""
    (out / "plots").mkdir(parents=True, exist_ok=True)
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    (out / "report.md").write_text(page(report))
    for name, part in PARTS.items():
        plot, found = out / "plots" / f"{name}.svg", report["parts"].get(name)
        if part.plot and found and found["contenders"]:
            plot.write_text(getattr(plots, part.plot)(part, found))
        else:
            plot.unlink(missing_ok=True)


def _publish(report, out):
    readme = ROOT / "README.md"
    readme.write_text(put_between_marks(readme.read_text(), summary(report)))
    shutil.copy(out / "report.md", ROOT / "bench/report.md")
    shutil.rmtree(ROOT / "bench/plots", ignore_errors=True)
    shutil.copytree(out / "plots", ROOT / "bench/plots")


def _show(name, found):
    for ratio in found["ratios"]:
        print(f"{name}: {ratio['name']}: {ratio['median']:.2f} "
              f"({ratio['min']:.2f} to {ratio['max']:.2f}), {ratio['verdict']}")
    if found["not_judged"] and not found["ratios"]:
        print(f"{name}: {found['not_judged']}")


def _run(options):
    out = options.out or ROOT / "build/bench" / ("smoke" if options.smoke else "")
    pace = Pace(options.rounds, options.seconds, options.smoke, options.aggregates)
    build = options.build.resolve()
    if not options.smoke and machine.describe(ROOT, build, ROOT)["sanitizers"]:
        raise Failed(f"{build} is built with sanitizers: its times say nothing")
    report = _read(out / "report.json")
    if options.peers:
        report["peers"] = [json.loads(line) for line in options.peers.read_text().splitlines()]
    missed = False
    for name in options.parts or PARTS:
        try:
            found = run_part(PARTS[name], pace, ROOT, build, out / "data")
        except Missing as missing:
            if not pace.smoke or NO_SKIP in os.environ:
                raise
            print(f"{name}: skipped: {missing}")
            continue
        found["machine"] = machine.describe(ROOT, build, out)
        found["date"] = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
        _add(report, name, found)
        _write(report, out)
        _show(name, found)
        missed = missed or any(ratio["verdict"] == "missed" for ratio in found["ratios"])
    say(f"{out / 'report.md'}")
    if options.publish:
        _publish(report, out)
    return 1 if missed else 0


def main(about):
    options = _arguments(about)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # not without ending the servers
    if options.publish and options.smoke:
        sys.exit("bench/run: a smoke run says nothing that may be published")
    try:
        return _run(options)
    except Failed as failure:
        print(f"bench/run: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
