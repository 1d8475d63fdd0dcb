// The table of goals that `bench/run --publish` puts into README.md.
#include <doctest/doctest.h>

#include "test/support/command.hpp"

namespace {

using fettle::test::run_command;

// Of a machine, a commit and two rivals; `script` has it as `report`.
std::string with_report(const std::string& script) {
  const std::string given = R"(
import sys
sys.path.insert(0, 'bench')
from measure import summary
spread = lambda value: {'median': value}
ratio = lambda name, value, least: {'name': name, 'median': value, 'least': least, 'most': 0,
                                    'floor': 0.35, 'verdict': 'floor kept'}
line = lambda peer, work, clients, rate: {'peer': peer, 'work': work, 'clients': clients,
                                          'operations': 2 * rate, 'seconds': 2}
commands = {
    'machine': {'cpu': 'Z80', 'cores': 2, 'memory_gib': 4, 'commit': 'abc'},
    'date': '2026-11-22 18:07 UTC', 'not_judged': '',
    'contenders': {'durable commands': {'per_second': spread(40000)},
                   'empty reply, idiomatic Beast': {'per_second': spread(100000)}},
    'ratios': [ratio('durable commands, of the idiomatic empty reply', 0.41, 0.6),
               ratio('durable commands, of our own empty reply', 0.2, 0)]}
report = {'parts': {'commands': commands},
          'peers': [line('crud', 'append', 16, 4000), line('crud', 'append', 64, 9000),
                    line('crud', 'append', 64, 8000), line('crud', 'append', 64, 1000),
                    line('emmett', 'append', 16, 9)]}
)";
  const auto ran =
      run_command("cd '" FETTLE_SOURCE_ROOT "' && python3 -c \"" + given + script + "\" 2>&1");
  CHECK_MESSAGE(ran.status == 0, ran.text);
  return ran.text;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("each goal is in the table, with ours, the limit, and where and when it was measured") {
  const auto table = with_report("print(summary.summary(report))");
  CHECK(has(table,
            "| durable commands, of the idiomatic empty reply | 40,000/s | 100,000/s | 0.41 | "
            "at least 0.6 | at least 0.35 | floor kept |"));
  CHECK(has(table, "2026-11-22 18:07 UTC, commit abc, on Z80, 2 cores"));
  CHECK_FALSE(has(table, "our own empty reply"));  // it has no goal
}

TEST_CASE("a rival counts with the middle turn of its best number of clients") {
  const auto table = with_report("print(summary.summary(report))");
  CHECK(has(table,
            "| durable commands, of hand-written CRUD, by pgbench | 40,000/s | 8,000/s | "
            "5.00 | at least 9 | at least 5 | floor kept |"));
}

TEST_CASE("a goal without a figure is in the table too") {
  const auto table = with_report("print(summary.summary(report))");
  CHECK(has(table,
            "Emmett's command handler, in process |  |  |  | at least 30 | at least 15 | "
            "not measured |"));
  CHECK(has(table, "a query, of the same SELECT by pgbench |  |  |  | at least 0.8 | "));
}

TEST_CASE("what was too busy to be judged gives no verdict on a rival") {
  const auto table = with_report(R"(
commands['not_judged'] = 'not judged: busy'
print(summary.summary(report)))");
  CHECK(has(table, "| 5.00 | at least 9 | at least 5 | not judged: busy |"));
}

TEST_CASE("a table takes the place of the one before, and of nothing else") {
  CHECK(with_report(R"(
text = f'head\n{summary.BEGIN}\nold\n{summary.END}\ntail\n'
once = summary.put_between_marks(text, 'new')
print(once == f'head\n{summary.BEGIN}\nnew\n{summary.END}\ntail\n')
print(summary.put_between_marks(once, 'new') == once))") == "True\nTrue\n");
  CHECK(has(with_report(R"(
try: summary.put_between_marks('no marks', 'new')
except summary.Failed as failed: print(failed))"),
            "no place for the table"));
}

TEST_CASE("README.md has a place for the table") {
  CHECK(has(with_report("print(summary.put_between_marks(open('README.md').read(), 'new'))"),
            "-->\nnew\n<!--"));
}

TEST_CASE("a smoke run publishes nothing") {
  const auto ran =
      run_command("cd '" FETTLE_SOURCE_ROOT "' && bench/run --smoke --publish commands 2>&1");
  CHECK(ran.status == 1);
  CHECK(has(ran.text, "nothing that may be published"));
}
