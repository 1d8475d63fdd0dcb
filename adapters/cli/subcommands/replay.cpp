#include "adapters/cli/tools/replay.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/as_of.hpp"
#include "adapters/cli/tools/terminal.hpp"

namespace fettle::cli {
namespace {

struct ReplayOptions {
  std::string since, before, from, to, type, tenant, aggregate;
  std::string form = "ndjson", out;
  bool personal = false;
};

Result<std::optional<Moment>> moment_of(const std::string& text) {
  if (text.empty()) return std::optional<Moment>();
  if (const auto moment = parse_moment(text)) return std::optional(*moment);
  return Fault{FaultKind::invalid, "moment_malformed", text + " is not like 2026-11-20T08:00:00Z"};
}

// Puts the filter on the partition that is named.
Result<std::optional<Offset>> offset_of(const std::string& text, const Log& log,
                                        EventFilter& filter) {
  if (text.empty()) return std::optional<Offset>();
  const auto instant = TRY(parse_instant(text, log));
  const auto* position = std::get_if<Position>(&instant);
  if (position == nullptr) {
    return Fault{FaultKind::invalid, "position_malformed", text + " is no position or offset"};
  }
  if (filter.partition.value_or(position->partition) != position->partition) {
    return Fault{FaultKind::invalid, "positions_of_two_partitions",
                 "--from and --to must name the same partition"};
  }
  filter.partition = position->partition;
  return std::optional(position->offset);
}

Result<ReplayPlan> plan_of(const ReplayOptions& options, const Log& log) {
  ReplayPlan plan;
  plan.filter.since = TRY(moment_of(options.since));
  plan.filter.before = TRY(moment_of(options.before));
  plan.filter.from = TRY(offset_of(options.from, log, plan.filter));
  plan.filter.to = TRY(offset_of(options.to, log, plan.filter));
  plan.filter.type = options.type;
  plan.filter.tenant = options.tenant;
  plan.filter.aggregate = options.aggregate;
  plan.form = options.form == "csv" ? ReplayForm::csv : ReplayForm::ndjson;
  return plan;
}

// Under its name only once it is whole.
Result<Replayed> into_file(Log& log, const ReplayPlan& plan, Dice& dice, const std::string& path,
                           Progress& progress) {
  const auto part = path + ".part";
  std::ofstream out(part, std::ios::binary);
  auto replayed = replay(log, plan, dice, out, progress);
  out.close();
  std::error_code error;
  if (replayed && out) {
    std::filesystem::rename(part, path, error);
    if (!error) return replayed;
    replayed = Fault{FaultKind::unavailable, "output_failed", path + ": " + error.message()};
  }
  std::filesystem::remove(part, error);
  if (!replayed) return replayed;
  return Fault{FaultKind::unavailable, "output_failed", path + " cannot be written"};
}

Result<Replayed> run(const Surroundings& around, const ReplayOptions& options) {
  const auto opened = TRY(open_log(around));
  auto plan = TRY(plan_of(options, *opened->log));
  std::unique_ptr<Keys> keys;
  if (options.personal) {
    keys = TRY(open_keys(around));
    plan.keys = keys.get();
  }
  TerminalProgress progress("replay");
  if (options.out.empty()) return replay(*opened->log, plan, around.dice, std::cout, progress);
  return into_file(*opened->log, plan, around.dice, options.out, progress);
}

}  // namespace

void add_replay(Menu& menu) {
  auto options = std::make_shared<ReplayOptions>();
  auto app = menu.add("replay", "Export events, also beside a running server.",
                      "  fettle replay --type Quote --tenant demo\n"
                      "  fettle replay --aggregate job/01J… --personal\n"
                      "  fettle replay --since 2026-11-20T00:00:00Z --form csv --out day.csv",
                      [options](Surroundings& around) {
                        const auto replayed = run(around, *options);
                        if (!replayed) return report(replayed.error());
                        fmt::print(stderr, "{} events\n", replayed->events);
                        return static_cast<int>(exit_fine);
                      });
  app.text("--since", options->since, "Events of this moment or later");
  app.text("--before", options->before, "Events before this moment");
  app.text("--from", options->from, "From this position or offset; of its partition only");
  app.text("--to", options->to,
           "Up to this position or offset, it included; of its partition only");
  app.text("--type", options->type, "How the event's name begins");
  app.text("--tenant", options->tenant, "One tenant");
  app.text("--aggregate", options->aggregate, "job, or job/<id>");
  app.one_of("--form", options->form, {"ndjson", "csv"}, "NDJSON of CloudEvents, or CSV");
  app.text("--out", options->out, "A file; else standard output");
  app.flag("--personal", options->personal, "Open personal fields; else they stay sealed");
}

}  // namespace fettle::cli
