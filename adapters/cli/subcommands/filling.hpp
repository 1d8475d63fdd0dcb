// Folding the log into tables beside the serving process: what `rebuild` and `check` share.
#pragma once

#include "adapters/cli/read_side.hpp"
#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/scan.hpp"
#include "adapters/cli/tools/terminal.hpp"
#include "adapters/postgres/filling.hpp"
#include "projections/auto_repair.hpp"

namespace fettle::cli {

// `fill` is postgres::rebuild or another of its shape.
template <class Report>
Result<Report> fill_tables(const Surroundings& around, const std::string& what,
                           Result<Report> (&fill)(const postgres::FillPlan&, postgres::FillPorts)) {
  const auto opened = TRY(open_log(around));
  const auto keys = TRY(open_keys(around));
  const auto projection = projections::auto_repair();
  const auto shape = shape_of(projection);
  std::vector<CheckpointKey> lanes;
  for (const auto partition : partitions_of(*opened->log)) {
    lanes.push_back({projection.name, partition, 0});
  }
  TerminalProgress progress(what);
  const auto watch = [&](const postgres::FillProgress& now) {
    return progress.at(now.done, now.end) ? postgres::GoOn::yes : postgres::GoOn::stop;
  };
  return fill({.url = around.settings.engine.postgres_url,
               .shape = shape,
               .domain = around.domain,
               .projection = projection,
               .keys = std::move(lanes),
               .on_progress = watch},
              {*opened->log, *keys, around.dice, around.clock});
}

}  // namespace fettle::cli
