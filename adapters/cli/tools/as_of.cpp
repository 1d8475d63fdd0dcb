#include "adapters/cli/tools/as_of.hpp"

#include <fmt/format.h>

#include "adapters/cli/tools/scan.hpp"
#include "core/envelope.hpp"
#include "core/text_numbers.hpp"

namespace fettle::cli {
namespace {

class Folding {
 public:
  Folding(const AsOfPorts& ports, const AggregateType& type, const AggregateKey& key)
      : log_(ports.log.id()),
        domain_(ports.domain),
        type_(type),
        key_(key),
        sealing_(TenantId(key.tenant), ports.keys, ports.dice),
        state_(type.initial()) {}

  Result<void> commit(const StoredCommit& commit) {
    for (const auto& record : commit.records) {
      const auto envelope = TRY(Envelope::parse(record));
      if (envelope.aggregate != key_.type || envelope.id != key_.id) continue;
      TRY(event(envelope));
      result_.changed = envelope.time;
      result_.position = Position{log_, commit.partition, commit.last};
    }
    return {};
  }

  Result<AggregateAsOf> take() {
    if (result_.version == 0) return std::move(result_);
    std::string text;
    type_.encode(state_.get(), text, nullptr);
    result_.state = json::Document::of(text);
    return std::move(result_);
  }

 private:
  Result<void> event(const Envelope& envelope) {
    const auto* type = domain_.event(envelope.type);
    if (type == nullptr) {
      return Fault{FaultKind::mismatch, "event_unknown",
                   "this binary has no event " + std::string(envelope.type)};
    }
    auto data = TRY(type->decode(envelope.data, envelope.schema_version, &sealing_));
    type_.evolve(state_.get(), {type, std::move(data)});
    result_.version = envelope.sequence;
    return {};
  }

  const LogId log_;
  const Domain& domain_;
  const AggregateType& type_;
  const AggregateKey& key_;
  Sealing sealing_;
  std::shared_ptr<void> state_;
  AggregateAsOf result_;
};

Fault malformed(std::string_view what) {
  return {FaultKind::invalid, "instant_malformed",
          std::string(what) + " is no moment (2026-11-20T08:00:00Z), position or offset"};
}

}  // namespace

Result<AggregateKey> AggregateKey::parse(std::string_view text) {
  const auto first = text.find('/');
  const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos) {
    return Fault{FaultKind::invalid, "key_malformed",
                 std::string(text) + " is not <tenant>/<type>/<id>"};
  }
  AggregateKey key{std::string(text.substr(0, first)),
                   std::string(text.substr(first + 1, second - first - 1)),
                   std::string(text.substr(second + 1))};
  if (TenantId::well_formed(key.tenant) && !key.type.empty() && !key.id.empty()) return key;
  return Fault{FaultKind::invalid, "key_malformed",
               std::string(text) + " is not <tenant>/<type>/<id>"};
}

Result<Instant> parse_instant(std::string_view text, const Log& log) {
  if (const auto moment = parse_moment(text)) return Instant(*moment);
  if (auto position = parse_position(text)) {
    if (position->log == log.id()) return Instant(*std::move(position));
    return Fault{FaultKind::mismatch, "position_of_another_log",
                 std::string(text) + " is not of log " + log.id().text()};
  }
  const auto offset = whole_number<std::uint64_t>(text);
  if (!offset) return malformed(text);
  if (log.partitions() == 1) return Instant(Position{log.id(), only_partition, Offset{*offset}});
  return Fault{FaultKind::invalid, "instant_malformed",
               fmt::format("offset {} of which of the {} partitions? Give a position: {}:0:{}",
                           text, log.partitions(), log.id().text(), text)};
}

Result<AggregateAsOf> state_as_of(const AsOfPorts& ports, Partition partition,
                                  const AggregateKey& key, const std::optional<Instant>& until,
                                  Progress& progress) {
  const auto* type = ports.domain.aggregate(key.type);
  if (type == nullptr) {
    return Fault{FaultKind::invalid, "aggregate_unknown", "there is no type " + key.type};
  }
  const auto* last = until ? std::get_if<Position>(&*until) : nullptr;
  const auto* moment = until ? std::get_if<Moment>(&*until) : nullptr;
  if (last != nullptr && last->partition != partition) {
    return Fault{FaultKind::mismatch, "position_of_another_partition",
                 fmt::format("{} lies in partition {}, not in {}", key.tenant, number(partition),
                             number(last->partition))};
  }
  Folding folding(ports, *type, key);
  const auto end = TRY(ports.log.durable_end(partition));
  const auto visit = [&](const StoredCommit& commit) -> Result<bool> {
    if (last != nullptr && commit.last > last->offset) return false;
    if (commit.tenant() != key.tenant) return true;
    if (moment != nullptr) {
      const auto first = TRY(Envelope::parse(commit.records.front()));
      if (first.time > *moment) return true;  // clocks may have gone back
    }
    TRY(folding.commit(commit));
    return true;
  };
  TRY(scan(ports.log, PartitionEnd{partition, end}, progress, visit));
  return folding.take();
}

json::Document to_document(const AggregateAsOf& aggregate) {
  auto document =
      json::Document::object({{"version", static_cast<std::int64_t>(aggregate.version)}});
  if (aggregate.changed) document["changed"] = to_text(*aggregate.changed);
  if (aggregate.position) document["position"] = to_text(*aggregate.position);
  document["state"] = aggregate.state;
  return document;
}

}  // namespace fettle::cli
