// fettle-sim: runs the engine under seeds. One seed repeats one run exactly.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>

#include "test/simulation/checks/rules.hpp"
#include "test/simulation/mutation.hpp"
#include "test/simulation/shrink.hpp"
#include "test/simulation/world.hpp"

namespace {

using namespace fettle::sim;

struct Options {
  std::uint64_t seed = 1, count = 1;
  double hours = 0;
  bool beyond = false, story = false, shrink = true;
  bool planted = false;
  std::string defect;  // empty: none, or all
  std::vector<std::string> unchecked;
};

struct Totals {
  std::uint64_t runs = 0, steps = 0, commands = 0, accepted = 0, commits = 0;
  std::map<std::string, std::uint64_t, std::less<>> counts;

  void add(const Ending& ending) {
    ++runs;
    steps += ending.steps;
    commands += ending.commands;
    accepted += ending.accepted;
    commits += ending.commits;
    for (const auto& [what, count] : ending.counts) counts[what] += count;
  }
};

void show(const Ending& ending) {
  for (const auto& line : ending.story) fmt::print("{}\n", line);
  if (ending.violation) fmt::print("{}: {}\n", ending.violation->rule, ending.violation->what);
}

int fail(const Plan& plan, const Ending& ending, bool shrinks) {
  fmt::print("seed {} breaks {}: {}\n", plan.seed, ending.violation->rule, ending.violation->what);
  if (!shrinks) return 1;
  auto smaller = shrunk(plan, ending.violation->rule);
  smaller.told = true;
  fmt::print("shrunk to {} requests a client, without:", smaller.requests_max);
  for (const auto& kind : smaller.without) fmt::print(" {}", kind);
  fmt::print("\n");
  show(run(smaller));
  return 1;
}

// What each rule alone finds: how soon, and who finds it without the rule.
bool show_pairs(std::uint64_t seeds_max) {
  bool all_needed = true;
  for (const auto& [rule, defect, promise] : rules::pairs) {
    const auto& planted = about(defect);
    const auto with = find(planted, seeds_max, {}, promise);
    const auto without = find(planted, seeds_max, {std::string(rule)});
    all_needed = all_needed && with.rule == rule && without.rule.empty();
    fmt::print("{:<32} {:<24} {:>4} {:<7} without it: {}\n", rule, planted.name, with.runs,
               with.rule == rule ? "" : with.rule, without.rule.empty() ? "nobody" : without.rule);
    std::fflush(stdout);
  }
  return all_needed;
}

// Each planted defect with how soon it was found, and by which rule.
int show_planted(const Options& options) {
  bool all_found = true;
  for (const auto& one : planted_defects()) {
    if (!options.defect.empty() && options.defect != one.name) continue;
    const auto found = find(one, options.count, options.unchecked);
    all_found = all_found && !found.rule.empty();
    fmt::print("{:<28} {:<62} {:>4} {:<7} {}\n", one.name, one.what, found.runs,
               found.beyond ? "beyond" : "within",
               found.rule.empty() ? "NOT FOUND" : found.rule + ": " + found.what);
    std::fflush(stdout);
  }
  if (options.defect.empty()) all_found = show_pairs(options.count) && all_found;
  return all_found ? 0 : 1;
}

int play(const Options& options) {
  using Clock = std::chrono::steady_clock;
  const auto began = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - began).count(); };
  Totals totals;
  for (std::uint64_t i = 0;
       options.hours > 0 ? seconds() < options.hours * 3600 : i < options.count; ++i) {
    const Plan plan{.seed = options.seed + i,
                    .promise = options.beyond ? Promise::beyond : Promise::within,
                    .told = options.story,
                    .unchecked = options.unchecked};
    const auto ending = run(plan);
    totals.add(ending);
    if (options.story) show(ending);
    if (ending.violation) return fail(plan, ending, options.shrink);
    if (i % 100 == 99) {
      fmt::print(stderr, "\r{} seeds, {:.0f} s ", i + 1, seconds());
      std::fflush(stderr);
    }
  }
  fmt::print(
      "{} seeds from {}: {} steps, {} commands answered ({:.0f} a second), {} accepted, "
      "0 violations, {:.1f} s\n",
      totals.runs, options.seed, totals.steps, totals.commands,
      static_cast<double>(totals.commands) / seconds(), totals.accepted, seconds());
  for (const auto& [what, count] : totals.counts) fmt::print("  {:<18} {}\n", what, count);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Runs the engine in one thread under seeds, with faults, and checks what is left."};
  Options options;
  app.add_option("--seed", options.seed, "the first seed");
  app.add_option("--count", options.count, "how many seeds");
  app.add_option("--hours", options.hours, "go on for so long, whatever the count");
  app.add_flag("--beyond", options.beyond, "also faults that nobody can survive unharmed");
  app.add_flag("--story", options.story, "tell what happens");
  app.add_flag("!--as-it-is", options.shrink, "do not look for a smaller run that fails too");
  app.add_flag("--planted", options.planted, "plant each defect in turn: --count seeds find it");
  app.add_option("--defect", options.defect, "plant only this one");
  app.add_option("--unchecked", options.unchecked, "leave out the rule of this name");
  CLI11_PARSE(app, argc, argv);
  return options.planted ? show_planted(options) : play(options);
}
