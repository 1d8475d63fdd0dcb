// The binary as an operator calls it: help, exit codes, settings, each subcommand beside a server.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

// As adapters/cli/subcommands/menu.hpp declares them.
constexpr int fine = 0, found_wrong = 1, bad_use = 2, failed = 3, interrupted = 130;

using Words = std::vector<std::string>;

const std::vector<Words> subcommands{
    {"serve"},    {"tenant"},  {"tenant", "create"}, {"token"},   {"seed"},      {"replay"},
    {"state"},    {"verify"},  {"doctor"},           {"check"},   {"rebuild"},   {"status"},
    {"relay"},    {"migrate"}, {"backup"},           {"restore"}, {"contracts"}, {"settings"},
    {"reconcile"}};

Finished fettle_with(Words words, const Words& environment = {}) {
  words.insert(words.begin(), FETTLE_PROGRAM);
  return run(std::move(words), environment);
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

long lines_of(const std::string& text, std::string_view part) {
  std::istringstream in(text);
  long count = 0;
  for (std::string line; std::getline(in, line);) count += holds(line, part) ? 1 : 0;
  return count;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A server with a shop and one order that has got a second quote, and what is asked beside it.
struct Installation {
  Installation() : shop(served), order(shop) {
    order.to("QUOTED").quote(usual_fen + 500);
    order.shown();  // the rows have it
  }

  Finished call(const Words& words, int expected) {
    auto done = served.command(words);
    INFO(words.front() << ": " << done.output);
    CHECK(done.exit == expected);
    return done;
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(served.port()); }
  std::string replayed(Words options) {
    options.insert(options.begin(), "replay");
    return call(options, fine).output;
  }

  Served served;
  Shop shop;
  WorkOrder order;
  test::TempFolder folder;
};

Installation& installation() {
  static Installation one;
  return one;
}

}  // namespace

TEST_CASE("every subcommand has help with examples") {
  for (auto words : subcommands) {
    const auto name = words.back();
    CAPTURE(name);
    words.emplace_back("--help");
    const auto done = fettle_with(words);
    CHECK(done.exit == fine);
    CHECK(holds(done.output, "Examples:\n  "));
    CHECK(holds(done.output, "fettle"));
  }
  const auto all = fettle_with({"--help"});
  CHECK(all.exit == fine);
  for (const auto& words : subcommands) {
    if (words.size() == 1) CHECK_MESSAGE(holds(all.output, "  " + words[0] + " "), words[0]);
  }
}

TEST_CASE("what cannot be understood is bad use: flags, arguments, settings") {
  for (const auto& words : {Words{}, Words{"mend"}, Words{"serve", "--nonsense"}, Words{"state"},
                            Words{"replay", "--form", "xml"}, Words{"token", "--role", "king"},
                            Words{"--http-port", "many", "settings"},
                            Words{"--config", "/tmp/nowhere.toml", "settings"}}) {
    CAPTURE(words.empty() ? "" : words.back());
    CHECK(fettle_with(words).exit == bad_use);
  }
  const auto unknown = fettle_with({"settings"}, {"FETTLE_HTTP_PROT=1"});
  CHECK(unknown.exit == bad_use);
  CHECK(holds(unknown.output, "setting_unknown"));
}

TEST_CASE("what the world refuses has a code of its own") {
  const test::TempFolder empty;
  for (const auto* name : {"verify", "replay", "doctor", "check"}) {
    CAPTURE(name);
    const auto done = fettle_with({"--data-dir", empty.path(), name});
    CHECK(done.exit == failed);
    CHECK(holds(done.output, "fettle: log_not_found: "));
  }
  auto& served = installation().served;
  CHECK(holds(served.command({"serve"}).output, "keys_in_use"));
  CHECK(served.command({"serve"}).exit == failed);
  CHECK(fettle_with({"--data-dir", empty.path(), "seed", "--url", "http://127.0.0.1:1"}).exit ==
        failed);
}

TEST_CASE("a flag goes before the environment, that before the file, that before the default") {
  const test::TempFolder folder;
  std::ofstream(folder.path() / "fettle.toml") << "[http]\nport = 1\nio_threads = 5\n";
  std::ofstream(folder.path() / "named.toml") << "[http]\nport = 2\n";
  const auto origin = [&](const std::string& words, const Words& environment) {
    const auto done = run(
        {"/bin/sh", "-c",
         "cd " + folder.path().string() + " && exec " + FETTLE_PROGRAM + " " + words + " settings"},
        environment);
    CHECK(done.exit == fine);
    const auto at = done.output.find("http.port ");
    std::istringstream line(done.output.substr(at, done.output.find('\n', at) - at));
    std::string name, value, from;
    line >> name >> value >> from;
    return value + " " + from;
  };
  const auto named = "FETTLE_CONFIG=" + (folder.path() / "named.toml").string();
  CHECK(origin("", {}) == "1 file");
  CHECK(origin("", {named}) == "2 file");
  CHECK(origin("--config fettle.toml", {named}) == "1 file");
  CHECK(origin("", {named, "FETTLE_HTTP_PORT=3"}) == "3 environment");
  CHECK(origin("--http-port 4", {named, "FETTLE_HTTP_PORT=3"}) == "4 flag");
}

TEST_CASE("a tenant is made and seeded at the running server, and a token opens it") {
  auto& one = installation();
  one.call({"tenant", "create", "north", "--kind", "auto", "--url", one.url()}, fine);
  const auto seeded = one.call({"seed", "--tenant", "north", "--url", one.url()}, fine);
  CHECK(holds(seeded.output, "commands accepted"));
  const auto events = one.call({"replay", "--tenant", "north"}, fine).output;
  one.call({"seed", "--tenant", "north", "--url", one.url()}, fine);
  CHECK(one.call({"replay", "--tenant", "north"}, fine).output == events);
  auto token =
      one.call({"token", "--tenant", "north", "--role", "manager", "--account", "m-9"}, fine)
          .output;
  token.erase(token.find_last_not_of('\n') + 1);
  const Headers bearer{{"Authorization", "Bearer " + token}};
  CHECK(ask(one.served, "GET", "/north/admin/audit", "", bearer).status == 200);
  CHECK(ask(one.served, "GET", "/admin/audit", "", bearer).code() == "wrong_tenant");
}

TEST_CASE("events are exported by time and position, as lines or as a table, to a file") {
  auto& one = installation();
  const auto job = "job/" + one.order.id;
  const auto all = one.replayed({"--aggregate", job});
  CHECK(lines_of(all, "\"subject\":\"" + job) == one.order.version());
  CHECK(lines_of(one.replayed({"--aggregate", job, "--since", "2099-01-01T00:00:00Z"}), job) == 0);
  CHECK(lines_of(one.replayed({"--aggregate", job, "--before", "2099-01-01T00:00:00Z"}), job) ==
        one.order.version());
  const auto begin = all.rfind("\n{") + 1;
  const std::string last =
      Json::parse(all.substr(begin, all.find('\n', begin) - begin)).at("fettleposition");
  CHECK(lines_of(one.replayed({"--aggregate", job, "--from", last}), job) == 1);
  CHECK(lines_of(one.replayed({"--aggregate", job, "--to", last}), job) == one.order.version());

  const auto file = one.folder.path() / "day.csv";
  const auto told = one.replayed({"--aggregate", job, "--form", "csv", "--out", file});
  CHECK(holds(told, std::to_string(one.order.version()) + " events"));
  const auto table = text_of(file);
  CHECK(lines_of(table, one.order.id) == one.order.version());
  CHECK(holds(table.substr(0, table.find('\n')), "type"));
  one.call({"replay", "--since", "yesterday"}, bad_use);
  one.call({"replay", "--out", "/proc/nowhere/day.csv"}, failed);
}

TEST_CASE("an aggregate is shown as it was, and what changed since") {
  auto& one = installation();
  const auto key = default_tenant + "/" + "job/" + one.order.id;
  const auto quotes = one.replayed({"--type", "QuoteIssued", "--aggregate", "job/" + one.order.id});
  const auto begin = quotes.find('{');
  const std::string first =
      Json::parse(quotes.substr(begin, quotes.find('\n', begin) - begin)).at("fettleposition");
  const auto now = Json::parse(one.call({"state", key}, fine).output);
  CHECK(now.at("version") == one.order.version());
  const auto then = Json::parse(one.call({"state", key, "--as-of", first}, fine).output);
  CHECK(then.at("version") < now.at("version"));
  const auto newest = one.served.newest();
  const auto changes =
      Json::parse(one.call({"state", key, "--as-of", first, "--diff", newest}, fine).output);
  CHECK(changes.at("to") == one.order.version());
  CHECK(holds(changes.dump(), "quote.version"));
  one.call({"state", "no-key"}, bad_use);
}

TEST_CASE("the log is proven, against heads noted elsewhere too") {
  auto& one = installation();
  const auto proven = one.call({"verify"}, fine);
  CHECK(holds(proven.output, "void 0"));
  const auto heads = one.folder.path() / "HEADS";
  const auto noted = proven.output.substr(proven.output.find("# heads"));
  std::ofstream(heads) << noted;
  one.call({"verify", "--against", heads}, fine);
  auto forged = noted;
  const auto digit = forged.find_last_not_of('\n');
  forged[digit] = forged[digit] == '0' ? '1' : '0';
  std::ofstream(heads) << forged;
  one.call({"verify", "--against", heads}, found_wrong);
}

TEST_CASE("a doctor folds the whole log, and prepares snapshots for the next binary") {
  auto& one = installation();
  CHECK(holds(one.call({"doctor"}, fine).output, " 0 unreadable; 0 tenants would stop"));
  CHECK(!std::filesystem::exists(one.served.data_dir() / "snapshots-next"));
  one.call({"doctor", "--prepare"}, fine);
  CHECK(std::filesystem::exists(one.served.data_dir() / "snapshots-next"));
}

TEST_CASE("a check finds a changed row by its name, a rebuild says so and mends it") {
  auto& one = installation();
  const auto fair = one.call({"check"}, fine);
  CHECK(holds(fair.output, "log and snapshots of partition 0 up to offset "));
  CHECK(holds(fair.output, "log and rows up to 0:"));
  const auto schema =
      "auto_g" + one.served.database().value("SELECT current FROM fettle.generations");
  one.served.database().rows(
      "UPDATE " + schema + ".work_orders SET status = 'CLOSED' WHERE id = '" + one.order.id + "'");
  const auto wrong = one.call({"check"}, found_wrong);
  CHECK(holds(wrong.output, "row_differs: work_orders " + default_tenant + "/" + one.order.id +
                                ": another status"));
  const auto rebuilt = one.call({"rebuild"}, fine);
  CHECK(lines_of(rebuilt.output, "not equal") == 1);
  CHECK(holds(rebuilt.output, "its rows are not those served before"));
  one.call({"check"}, fine);
  CHECK(one.order.shown().at("status") == "QUOTED");
}

TEST_CASE("status shows the newest claim, and how far the rows have come") {
  auto& one = installation();
  one.order.shown();
  const auto status = Json::parse(one.call({"status", "--json"}, fine).output);
  for (const auto& partition : status.at("partitions")) {
    CHECK(partition.at("lag") ==
          partition.at("end").get<int>() - partition.at("projected").get<int>());
    CHECK(partition.at("claim").at("offset") < partition.at("end"));
    CHECK_FALSE(partition.at("claim").at("owner").get<std::string>().empty());
  }
  const auto table = one.call({"status"}, fine).output;
  CHECK(holds(table, "log " + status.at("log").get<std::string>() + " on "));
  CHECK(lines_of(table, "") == static_cast<long>(status.at("partitions").size()) + 2);
}

TEST_CASE("a relay says what it lacks before it does anything") {
  auto& one = installation();
  const auto refused = one.call({"relay", "--to", "x", "--cluster", "127.0.0.1:9"}, bad_use);
  CHECK(holds(refused.output, "relay_cluster_malformed"));
}

TEST_CASE("a rebuild that is interrupted goes on when run again, while queries are answered") {
  auto& one = installation();
  const auto current = [&] {
    return one.served.database().value("SELECT current FROM fettle.generations");
  };
  const auto before = current();
  // The signal waits for the process from its first moment on.
  const auto program = run({"/usr/bin/python3", "-c",
                            "import os, signal, sys\n"
                            "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])\n"
                            "os.kill(os.getpid(), signal.SIGINT)\n"
                            "os.execv(sys.argv[1], sys.argv[1:])",
                            FETTLE_PROGRAM, "--data-dir", one.served.data_dir(), "--postgres-url",
                            one.served.database().url(), "rebuild"});
  INFO(program.output);
  CHECK(program.exit == interrupted);
  CHECK(holds(program.output, "is not whole yet; run it again to go on"));
  CHECK(current() == before);
  CHECK(one.order.shown().at("status") == "QUOTED");
  const auto resumed = one.call({"rebuild"}, fine);
  CHECK(holds(resumed.output, "generation " + current() + " is served now"));
  CHECK(current() != before);
  CHECK(one.order.shown().at("status") == "QUOTED");
}

TEST_CASE("a backup of the running server is restored as an installation with equal events") {
  auto& one = installation();
  const auto backup = one.folder.path() / "monday", again = one.folder.path() / "again";
  one.call({"backup", backup}, fine);
  one.call({"backup", backup}, bad_use);  // not over another
  const auto key = one.served.data_dir() / "master.key";
  const Words restore{"--data-dir", again, "restore", backup, "--master-key", key};
  const auto restored = fettle_with(restore);
  CHECK_MESSAGE(restored.exit == fine, restored.output);
  CHECK(fettle_with(restore).exit == bad_use);
  const auto job = "job/" + one.order.id;
  const auto events = fettle_with({"--data-dir", again, "replay", "--aggregate", job}).output;
  CHECK(lines_of(events, "\"subject\":\"" + job) == one.order.version());
  CHECK(fettle_with({"--data-dir", again, "verify"}).exit == fine);
}
