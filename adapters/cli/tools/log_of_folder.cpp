#include "adapters/cli/tools/log_of_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include "adapters/file_keys/file.hpp"
#include "adapters/kafka_log/topics.hpp"

namespace fettle::cli {
namespace {

namespace fs = std::filesystem;

fs::path note_in(const fs::path& folder) { return folder / "log.id"; }

Result<std::optional<LogId>> remembered(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(note_in(folder), error)) return std::optional<LogId>();
  const auto file = TRY(file_keys::File::open(note_in(folder), O_RDONLY));
  return std::optional(LogId(TRY(file.read_from(0))));
}

Fault wrong_cluster(const fs::path& folder, const KafkaSettings& settings, const LogId& ours,
                    std::string_view found) {
  return {FaultKind::mismatch, "wrong_cluster",
          fmt::format("{} belongs to log {}, and at {} {}: correct log.url or kafka.prefix; if the "
                      "old log is gone for good, delete log.id and partition-* there, they come "
                      "anew from the log",
                      folder.string(), ours.text(), settings.servers, found)};
}

// Looks only: nothing is made on a cluster that may be somebody else's.
Result<void> find_there(const fs::path& folder, const KafkaSettings& settings, const LogId& ours) {
  const auto log = KafkaLog::open_read_only(settings);
  if (log && (*log)->id() == ours) return {};
  if (log) {
    return wrong_cluster(folder, settings, ours,
                         fmt::format("{} holds log {}", settings.events(), (*log)->id().text()));
  }
  if (log.error().code != "log_not_found" && log.error().code != "not_our_topic") {
    return log.error();
  }
  return wrong_cluster(folder, settings, ours, log.error().detail);
}

}  // namespace

Result<std::unique_ptr<KafkaLog>> open_log_of(const fs::path& folder, const KafkaSettings& settings,
                                              Dice& dice) {
  const auto ours = TRY(remembered(folder));
  if (ours) TRY(find_there(folder, settings, *ours));
  TRY(kafka::ensure_topics(settings, {kafka::events_topic(settings), kafka::owners_topic(settings),
                                      kafka::routes_topic(settings), kafka::keys_topic(settings)}));
  auto log = TRY(KafkaLog::open(settings, dice));
  if (!ours) TRY(file_keys::replace_file(note_in(folder), log->id().text()));
  return log;
}

}  // namespace fettle::cli
