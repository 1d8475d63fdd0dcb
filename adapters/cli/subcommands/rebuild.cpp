#include "adapters/postgres/rebuild.hpp"

#include <fmt/format.h>

#include "adapters/cli/subcommands/filling.hpp"

namespace fettle::cli {
namespace {

Result<void> has_rows(const Surroundings& around) {
  if (!around.settings.engine.postgres_url.empty()) return {};
  return Fault{FaultKind::invalid, "postgres_url_missing", "set postgres.url: there are no rows"};
}

Result<postgres::RebuildReport> run(const Surroundings& around) {
  TRY(has_rows(around));
  return fill_tables(around, "rebuild", postgres::rebuild);
}

int show(const postgres::RebuildReport& report) {
  bool equal = true;
  if (report.comparison) {
    for (const auto& table : report.comparison->tables) {
      fmt::print("{:<24} {:>10} rows, were {:>10}{}\n", table.table, table.shadow_rows,
                 table.serving_rows, table.equal ? "" : "   not equal");
    }
    equal = report.comparison->equal();
    if (!report.comparison->same_position) fmt::print("compared at two positions\n");
  }
  if (!report.swapped) {
    fmt::print("generation {} is not whole yet; run it again to go on\n", report.generation);
    return exit_interrupted;
  }
  fmt::print("generation {} is served now{}\n", report.generation,
             equal ? "" : "; its rows are not those served before");
  return exit_fine;
}

// Of use where the log itself is another one: there is nothing to compare with.
Result<bool> begin_anew(const Surroundings& around) {
  TRY(has_rows(around));
  const auto projection = projections::auto_repair();
  const auto shape = shape_of(projection);
  auto connection = TRY(postgres::Connection::open(around.settings.engine.postgres_url));
  return postgres::Generations(connection, shape).begin_anew({});
}

int show_anew(bool begun) {
  fmt::print("{}\n", begun ? "new, empty tables are served now; the projector fills them"
                           : "there were no tables; the projector makes and fills them");
  return exit_fine;
}

}  // namespace

void add_rebuild(Menu& menu) {
  auto anew = std::make_shared<bool>(false);
  auto app = menu.add(
      "rebuild", "Fold the log into new tables beside those that serve, then swap them.",
      "  fettle --postgres-url postgres://… rebuild\n\nStopped by Ctrl-C (exit code 130), it goes "
      "on where it was when run again; queries go on all\nthe while. Says of each table "
      "whether its rows are those served before.",
      [anew](Surroundings& around) {
        if (*anew) {
          const auto begun = begin_anew(around);
          return begun ? show_anew(*begun) : report(begun.error());
        }
        const auto report_of_it = run(around);
        return report_of_it ? show(*report_of_it) : report(report_of_it.error());
      });
  app.flag("--anew", *anew,
           "Serve new, empty tables, which the running projector fills: after a restore or a move, "
           "when the log is another one. Servers are stopped meanwhile");
}

}  // namespace fettle::cli
