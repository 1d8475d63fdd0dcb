#include "adapters/cli/tools/as_of.hpp"

#include "adapters/cli/tools/scan.hpp"
#include "core/envelope.hpp"
#include "core/text_numbers.hpp"

namespace fettle::cli {
namespace {

class Folding {
 public:
  Folding(const Domain& domain, const AggregateType& type, const AggregateKey& key, Sealing sealing)
      : domain_(domain), type_(type), key_(key), sealing_(sealing), state_(type.initial()) {}

  Result<void> commit(const StoredCommit& commit) {
    for (const auto& record : commit.records) {
      const auto envelope = TRY(Envelope::parse(record));
      if (envelope.aggregate != key_.type || envelope.id != key_.id) continue;
      TRY(event(envelope));
      result_.changed = envelope.time;
      result_.position = commit.last;
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

Result<Instant> parse_instant(std::string_view text, const LogId& log) {
  if (const auto moment = parse_moment(text)) return Instant(*moment);
  if (const auto position = parse_position(text)) {
    if (position->log == log) return Instant(position->offset);
    return Fault{FaultKind::mismatch, "position_of_another_log",
                 std::string(text) + " is not of log " + log.text()};
  }
  const auto offset = whole_number<std::uint64_t>(text);
  if (!offset) return malformed(text);
  return Instant(Offset{*offset});
}

Result<AggregateAsOf> state_as_of(Log& log, const Domain& domain, Keys& keys, Dice& dice,
                                  const AggregateKey& key, std::optional<Instant> until,
                                  Progress& progress) {
  const auto* type = domain.aggregate(key.type);
  if (type == nullptr) {
    return Fault{FaultKind::invalid, "aggregate_unknown", "there is no type " + key.type};
  }
  Folding folding(domain, *type, key, Sealing(TenantId(key.tenant), keys, dice));
  const auto end = TRY(log.durable_end(only_partition));
  const auto visit = [&](const StoredCommit& commit) -> Result<bool> {
    const bool by_offset = until && std::holds_alternative<Offset>(*until);
    if (by_offset && commit.last > std::get<Offset>(*until)) return false;
    if (commit.tenant() != key.tenant) return true;
    if (until && !by_offset) {
      const auto first = TRY(Envelope::parse(commit.records.front()));
      if (first.time > std::get<Moment>(*until)) return true;  // clocks may have gone back
    }
    TRY(folding.commit(commit));
    return true;
  };
  TRY(scan(log, end, progress, visit));
  return folding.take();
}

json::Document to_document(const AggregateAsOf& aggregate, const LogId& log) {
  auto document =
      json::Document::object({{"version", static_cast<std::int64_t>(aggregate.version)}});
  if (aggregate.changed) document["changed"] = to_text(*aggregate.changed);
  if (aggregate.position) {
    document["position"] = to_text(Position{log, only_partition, *aggregate.position});
  }
  document["state"] = aggregate.state;
  return document;
}

}  // namespace fettle::cli
