// bench/run itself: that it finds a command missing on the log, and that all of it works.
#include <doctest/doctest.h>

#include "test/support/command.hpp"
#include "test/support/temp_folder.hpp"

namespace {

using fettle::test::CommandRun;
using fettle::test::run_command;
using fettle::test::TempFolder;

CommandRun run(const std::string& command) {
  return run_command("cd '" FETTLE_SOURCE_ROOT "' && " + command + " 2>&1");
}

// Two commands were acknowledged, at 0:5 and 0:7; the log holds these lines.
CommandRun check(const std::string& log) {
  const TempFolder folder;
  const std::string script = R"(
import contextlib, io, pathlib, sys
sys.path.insert(0, 'bench')
from measure.acknowledged import Acknowledged
class Log:
    returncode = 0
    def __init__(self): self.stdout = io.StringIO('heading\n' + sys.argv[2])
    def wait(self): return 0
class Fettle:
    def tool(self, name): print(name)
    @contextlib.contextmanager
    def printing(self, *arguments): yield Log()
path = pathlib.Path(sys.argv[1]) / 'acknowledged'
key = '0badcafe-0000-4000-8000-%012d'
path.write_text(f'{key % 1} 0:5\n{key % 2} 0:7\n')
promised = Acknowledged()
promised.add_file(path)
promised.check(Fettle())
)";
  return run("python3 -c \"" + script + "\" '" + folder.path().string() + "' '" + log + "'");
}

std::string line(const std::string& offset, const std::string& number) {
  std::string text = "\"0123456789abcdef:0:" + offset + '"';
  for (int cell = 1; cell < 13; ++cell) text += ",\"\"";
  return text + ",\"0badcafe-0000-4000-8000-00000000000" + number + "\",\"\",\"\",\"{}\"\n";
}

// A part of which something cannot be had here.
CommandRun smoke_without_network(const std::string& environment) {
  const std::string script = R"(
import sys
sys.path.insert(0, 'bench')
from measure import command_line
from measure.processes import Missing
def part(*arguments): raise Missing('no network')
command_line.run_part = part
sys.argv[1:] = ['--smoke', 'kafka']
sys.exit(command_line.main(''))
)";
  return run("env -u FETTLE_TEST_NO_SKIP " + environment + " python3 -c \"" + script + "\"");
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a command that was acknowledged and is not on the log ends the bench") {
  // The second command has two events; the third was sent, and its answer never came.
  const auto fine = check(line("5", "1") + line("7", "2") + line("7", "2") + line("8", "3"));
  CHECK_MESSAGE(fine.status == 0, fine.text);
  CHECK(fine.text == "verify\n");
  const auto lost = check(line("5", "1") + line("8", "3"));
  CHECK(lost.status == 1);
  CHECK(has(lost.text, "1 of them are not on the log"));
  CHECK(has(lost.text, "000000000002"));
  CHECK(has(check(line("5", "1") + line("6", "2")).text, "at another place"));
  CHECK(has(check(line("5", "1") + line("7", "2") + line("9", "2")).text, "at another place"));
}

TEST_CASE("what cannot be had is skipped by a smoke run, and said, unless nothing may be skipped") {
  const auto skipped = smoke_without_network("");
  CHECK(skipped.status == 0);
  CHECK(has(skipped.text, "kafka: skipped: no network"));
  const auto failed = smoke_without_network("FETTLE_TEST_NO_SKIP=1");
  CHECK(failed.status == 1);
  CHECK(has(failed.text, "bench/run: no network"));
}

TEST_CASE("the bench runs: its answers are right, and its log holds what was acknowledged") {
  const TempFolder folder;
  // What is set in the environment of who measures is not measured.
  const auto ran =
      run("FETTLE_HTTP_PORT=many bench/run --smoke --build '" FETTLE_BUILD "' --out '" +
          folder.path().string() + "' commands repairs tail growth ready replay");
  CHECK_MESSAGE(ran.status == 0, ran.text);
  CHECK(has(ran.text, "commands: durable commands, of the idiomatic empty reply"));
  CHECK(has(ran.text, "ready: seconds to ready"));
  CHECK(has(ran.text, "not judged: smoke"));
  for (const std::string part : {"commands", "repairs", "tail", "growth", "replay"}) {
    CHECK(has(ran.text, "acknowledged commands, all on the log"));
    const auto drawn = run("cd '" + folder.path().string() + "' && head plots/" + part + ".svg");
    CHECK(has(drawn.text, "<svg"));
  }
  const auto page = run("cat '" + folder.path().string() + "/report.md'");
  CHECK(has(page.text, "## Durable commands at 64 connections"));
}
