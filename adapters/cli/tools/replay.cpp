#include "adapters/cli/tools/replay.hpp"

#include <ostream>

#include "adapters/cli/tools/cloud_event.hpp"
#include "adapters/cli/tools/personal_fields.hpp"
#include "adapters/cli/tools/scan.hpp"

namespace fettle::cli {
namespace {

// "job" admits every job, "job/17" one.
bool names(std::string_view wanted, const Envelope& envelope) {
  const auto slash = wanted.find('/');
  if (wanted.substr(0, slash) != envelope.aggregate) return false;
  return slash == std::string_view::npos || wanted.substr(slash + 1) == envelope.id;
}

class Export {
 public:
  Export(Log& log, const ReplayPlan& plan, Dice& dice, std::ostream& out)
      : log_(log), plan_(plan), dice_(dice), out_(out) {
    if (plan.form == ReplayForm::csv) out << csv_heading();
  }

  Result<bool> commit(const StoredCommit& commit) {
    const auto& filter = plan_.filter;
    if (filter.from && commit.last < *filter.from) return true;
    if (filter.to && commit.last > *filter.to) return false;
    const Position position{log_.id(), commit.partition, commit.last};
    for (const auto& record : commit.records) TRY(event(record, position));
    if (!out_) return Fault{FaultKind::unavailable, "output_failed", "the output takes no more"};
    return true;
  }

  std::uint64_t written = 0;

 private:
  Result<void> event(RecordView record, const Position& at) {
    const auto envelope = TRY(Envelope::parse(record));
    if (!plan_.filter.admits(envelope, at.offset)) return {};
    const auto position = to_text(at);
    const auto data = TRY(data_of(envelope));
    out_ << (plan_.form == ReplayForm::csv ? csv_line(envelope, position, data)
                                           : cloud_event(record, position, data));
    ++written;
    return {};
  }

  Result<std::string> data_of(const Envelope& envelope) {
    if (plan_.keys == nullptr) return std::string(envelope.data);
    auto document = json::Document::parse(envelope.data);
    if (!document) {
      return Fault{FaultKind::damaged, "stored_value_unreadable", document.error().detail};
    }
    Sealing sealing(TenantId(std::string(envelope.tenant)), *plan_.keys, dice_);
    open_personal_fields(*document, sealing);
    if (sealing.fault()) return *sealing.fault();
    return document->compact();
  }

  Log& log_;
  const ReplayPlan& plan_;
  Dice& dice_;
  std::ostream& out_;
};

}  // namespace

bool EventFilter::admits(const Envelope& envelope, Offset offset) const {
  if (from && offset < *from) return false;
  if (to && offset > *to) return false;
  if (since && envelope.time < *since) return false;
  if (before && envelope.time >= *before) return false;
  if (!tenant.empty() && envelope.tenant != tenant) return false;
  if (!envelope.type.starts_with(type)) return false;
  return aggregate.empty() || names(aggregate, envelope);
}

Result<Replayed> replay(Log& log, const ReplayPlan& plan, Dice& dice, std::ostream& out,
                        Progress& progress) {
  auto ends = TRY(durable_ends(log));
  if (const auto wanted = plan.filter.partition) {
    std::erase_if(ends, [&](const PartitionEnd& one) { return one.partition != *wanted; });
  }
  Export exported(log, plan, dice, out);
  TRY(scan(log, ends, progress,
           [&](const StoredCommit& commit) { return exported.commit(commit); }));
  out.flush();
  return Replayed{exported.written};
}

}  // namespace fettle::cli
