#include "adapters/cli/tools/migrate.hpp"

#include <fmt/format.h>

#include "adapters/cli/read_side.hpp"
#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/cli/tools/terminal.hpp"
#include "adapters/postgres/generations.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "projections/auto_repair.hpp"

namespace fettle::cli {
namespace {

struct MigrateOptions {
  std::string from, to;
};

// The settings of the house that is left, and of the one that is moved into: the same master key.
struct Places {
  EngineSettings from, to;
};

Result<Places> places(const EngineSettings& settings, const MigrateOptions& options) {
  constexpr std::string_view embedded = "embedded:", kafka = "kafka://";
  const std::string_view from = options.from, to = options.to;
  if (!from.starts_with(embedded) || from.size() == embedded.size() || !to.starts_with(kafka) ||
      to.size() == kafka.size()) {
    return Fault{FaultKind::invalid, "places_malformed",
                 "--from embedded:DIR --to kafka://host:port,host:port"};
  }
  Places places{settings, settings};
  places.from.log_url = "embedded";
  places.from.data_dir = from.substr(embedded.size());
  places.from.create_master_key = false;
  places.to = places.from;
  places.to.log_url = to;
  places.to.kafka.servers = to.substr(kafka.size());
  return places;
}

// The log first: its lock is what a server holds for as long as it runs.
struct OldHouse {
  segment_log::PosixDisk disk;
  std::unique_ptr<segment_log::SegmentLog> log;
  std::unique_ptr<FileKeys> keys;
};

Result<std::unique_ptr<OldHouse>> enter(const EngineSettings& settings, Dice& dice) {
  const Folders folders(settings);
  auto house = std::make_unique<OldHouse>();
  const auto there =
      TRY(segment_log::SegmentLog::open_read_only(house->disk, folders.log().string()));
  house->log =
      TRY(segment_log::SegmentLog::open(house->disk, folders.log().string(), there->id(),
                                        {.segment_bytes = settings.segment_bytes, .scrub = {}}));
  house->keys = TRY(
      FileKeys::open({.folder = folders.keys(), .master_key_file = folders.master_key()}, dice));
  return house;
}

// Only rows that were folded from the old log: their checkpoints mean nothing in the new one.
Result<bool> leave_rows(const EngineSettings& settings, const LogId& old) {
  if (settings.postgres_url.empty()) return false;
  const auto projection = projections::auto_repair();
  const auto shape = shape_of(projection);
  auto connection = TRY(postgres::Connection::open(settings.postgres_url));
  return postgres::Generations(connection, shape).begin_anew(old);
}

std::string name_of(const EngineSettings& to, const LogId& log) {
  return fmt::format("{} (log {}, topics {}.*)", to.log_url, log.text(), to.kafka.prefix);
}

void tell_what_is_next(const Places& places, bool rows_left) {
  fmt::print(stderr, "The old log is closed; it can still be read. Next:\n");
  fmt::print(stderr,
             "  1. fettle serve --log {} with this master.key, on every node; tokens/ and "
             "revocations too.\n",
             places.to.log_url);
  fmt::print(stderr, "  2. Rows in Postgres: {}.\n",
             rows_left ? "the tables are new and empty, the projector fills them"
                       : "any that were folded from the old log are refused until you run "
                         "`fettle rebuild --anew`");
  fmt::print(stderr,
             "  3. Once it serves, delete log/ and keys/ in {}: a person who is erased from now on "
             "is erased in the new log alone.\n",
             places.from.data_dir.string());
}

int show(const Migrated& migrated) {
  for (const auto& [tenant, tally] : migrated.tenants) {
    fmt::print("{} {} commits {} events {}\n", tenant, tally.commits, tally.events,
               crypto::to_hex(crypto::text(tally.head)));
  }
  fmt::print("{} tenants, {} commits, {} events, {} keys of persons; {} commits copied now\n",
             migrated.tenants.size(), commits_of(migrated.tenants), events_of(migrated.tenants),
             migrated.keys, migrated.copied);
  return exit_fine;
}

Result<Migrated> run(const Surroundings& around, const MigrateOptions& options) {
  const auto places = TRY(cli::places(around.settings.engine, options));
  const auto old = TRY(enter(places.from, around.dice));
  const auto fresh = TRY(open_kafka(places.to, around.dice));
  const auto watch = [](const std::string& what) -> std::unique_ptr<Progress> {
    return std::make_unique<TerminalProgress>(what);
  };
  auto migrated =
      TRY(migrate({*old->log, *old->keys, *fresh.log, *fresh.keys, around.dice, watch}));
  const auto rows_left = TRY(leave_rows(places.to, old->log->id()));
  TRY(old->log->close_for_good(name_of(places.to, fresh.log->id())));
  tell_what_is_next(places, rows_left);
  return migrated;
}

}  // namespace

void add_migrate(Menu& menu) {
  auto options = std::make_shared<MigrateOptions>();
  auto app = menu.add(
      "migrate", "Move keys, log and history from one machine's files to Kafka.",
      "  fettle migrate --from embedded:var/fettle --to kafka://host:9092\n"
      "  fettle --kafka-partitions 24 --kafka-copies 3 --postgres-url postgres://… migrate \\\n"
      "      --from embedded:var/fettle --to kafka://a:9092,b:9092,c:9092\n\n"
      "The server is stopped before. Cut off at any moment, it goes on when run again. At the\n"
      "end both logs are compared, and the old one is closed for good (`log_moved`).",
      [options](Surroundings& around) {
        const auto migrated = run(around, *options);
        return migrated ? show(*migrated) : report(migrated.error());
      });
  app.needed("--from", options->from,
             "embedded:DIR, the data folder of the server that was stopped");
  app.needed("--to", options->to, "kafka://host:port,host:port");
}

}  // namespace fettle::cli
