#include "adapters/cli/tools/doctor.hpp"

#include <fmt/format.h>

#include "adapters/cli/tools/scan.hpp"
#include "core/envelope.hpp"

namespace fettle::cli {
namespace {

class Decoding {
 public:
  Decoding(const Domain& domain, FoldPorts ports, Diagnosis& diagnosis)
      : domain_(domain), ports_(ports), diagnosis_(diagnosis) {}

  // unavailable: the keys cannot be read, which says nothing about the event.
  Result<void> record(Offset offset, RecordView record) {
    ++diagnosis_.events;
    const auto envelope = Envelope::parse(record);
    if (!envelope) return report(offset, "", std::string(record.key()), envelope.error());
    const auto read = decode(*envelope);
    if (read || read.error().kind == FaultKind::unavailable) return read;
    return report(offset, fmt::format("{} {}", envelope->type, envelope->schema_version),
                  fmt::format("{}/{}/{}", envelope->tenant, envelope->aggregate, envelope->id),
                  read.error());
  }

 private:
  Result<void> decode(const Envelope& envelope) {
    const auto* type = domain_.event(envelope.type);
    if (type == nullptr || domain_.aggregate(envelope.aggregate) == nullptr) {
      return Fault{
          FaultKind::mismatch, "event_unknown",
          fmt::format("this binary has no event {} of a {}", envelope.type, envelope.aggregate)};
    }
    Sealing sealing(TenantId(std::string(envelope.tenant)), ports_.keys, ports_.dice);
    TRY(type->decode(envelope.data, envelope.schema_version, &sealing));
    return {};
  }

  Result<void> report(Offset offset, std::string event, std::string key, const Fault& why) {
    ++diagnosis_.unreadable_count;
    if (diagnosis_.unreadable.size() < unreadable_listed_max) {
      diagnosis_.unreadable.push_back(
          {ports_.partition, offset, std::move(event), std::move(key), why});
    }
    return {};
  }

  const Domain& domain_;
  FoldPorts ports_;
  Diagnosis& diagnosis_;
};

}  // namespace

Result<Diagnosis> diagnose(const Domain& domain, FoldPorts ports, Progress& decoding,
                           Progress& folding) {
  Diagnosis diagnosis;
  const auto end = TRY(ports.log.durable_end(ports.partition));
  Decoding events(domain, ports, diagnosis);
  const VisitCommit visit = [&](const StoredCommit& commit) -> Result<bool> {
    for (const auto& record : commit.records) TRY(events.record(commit.last, record));
    return true;
  };
  diagnosis.end = TRY(scan(ports.log, PartitionEnd{ports.partition, end}, decoding, visit));
  diagnosis.stopped = TRY(fold_into(domain, ports, diagnosis.end, folding));
  return diagnosis;
}

}  // namespace fettle::cli
