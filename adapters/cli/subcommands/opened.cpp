#include "adapters/cli/subcommands/opened.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/tools/progress.hpp"
#include "adapters/file_keys/file_keys.hpp"
#include "adapters/file_keys/master_key_file.hpp"
#include "adapters/kafka_log/routes.hpp"
#include "adapters/kafka_log/topics.hpp"

namespace fettle::cli {

int report(const Fault& fault) {
  if (is_interruption(fault)) return exit_interrupted;
  fmt::print(stderr, "fettle: {}: {}\n", fault.code, fault.detail);
  if (fault.kind == FaultKind::damaged) return exit_found_wrong;
  return fault.kind == FaultKind::invalid ? exit_bad_use : exit_failed;
}

Result<std::unique_ptr<OpenedLog>> open_log(const Surroundings& around) {
  const auto& settings = around.settings.engine;
  auto opened = std::make_unique<OpenedLog>();
  if (settings.on_kafka()) {
    const auto kafka = TRY(kafka_settings(settings));
    opened->log = TRY(KafkaLog::open_read_only(kafka));
    return opened;
  }
  auto log =
      TRY(segment_log::SegmentLog::open_read_only(opened->disk, Folders(settings).log().string()));
  opened->segments = log.get();
  opened->log = std::move(log);
  return opened;
}

Result<std::unique_ptr<Keys>> open_keys(const Surroundings& around) {
  const auto& settings = around.settings.engine;
  const Folders folders(settings);
  if (settings.on_kafka()) {
    const auto kafka = TRY(kafka_settings(settings));
    TRY(kafka::find_topics(kafka, {kafka::keys_topic(kafka)}));
    auto master = TRY(file_keys::load_master_key(folders.master_key()));
    return std::unique_ptr<Keys>(TRY(KafkaKeys::open(kafka, {}, std::move(master), around.dice)));
  }
  return std::unique_ptr<Keys>(TRY(FileKeys::open({.folder = folders.keys(),
                                                   .master_key_file = folders.master_key(),
                                                   .access = file_keys::Access::read_only},
                                                  around.dice)));
}

Result<Partition> partition_of(const Surroundings& around, const TenantId& tenant) {
  if (!around.settings.engine.on_kafka()) return Partition{0};
  const auto kafka = TRY(kafka_settings(around.settings.engine));
  TRY(kafka::find_topics(kafka, {kafka::routes_topic(kafka)}));
  return TRY(Routes::open(kafka, {}))->partition_of(tenant);
}

Result<void> needs_files(const Surroundings& around, std::string_view command,
                         std::string_view remedy) {
  if (!around.settings.engine.on_kafka()) return {};
  return Fault{FaultKind::invalid, "embedded_log_only",
               fmt::format("`fettle {}` copies the files of the embedded log, and this log lies on "
                           "Kafka: {}",
                           command, remedy)};
}

ScratchFolder::ScratchFolder(std::filesystem::path path)
    : path_(std::move(path) += "." + std::to_string(getpid())) {}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace fettle::cli
