#include "adapters/cli/tools/verify.hpp"

#include <fmt/format.h>

#include <set>

#include "adapters/cli/tools/scan.hpp"
#include "core/envelope.hpp"
#include "core/hash_chain.hpp"
#include "core/header_names.hpp"

namespace fettle::cli {
namespace {

constexpr std::size_t read_bytes = 1 << 20;

class Verifier {
 public:
  Verifier(const Heads& against, Appends appends) : against_(against), appends_(appends) {}

  void begin(Partition partition) {
    partition_ = partition;
    rule_ = ClaimRule(ClaimState{});
    claims_.clear();
  }

  void end(Offset end) {
    if (!rule_.open() || appends_ == Appends::single_records) return;
    damaged(end, "commit_unfinished", "the log ends inside a commit");
  }

  void see(Offset offset, RecordView record) {
    ++found_.records;
    const auto verdict = rule_.see(offset, record);
    if (verdict == ClaimRule::Verdict::claims) {
      claims_.insert(offset);
      ++found_.claims;
      return;
    }
    check_claim(offset, record);
    if (verdict == ClaimRule::Verdict::void_record) {
      ++found_.void_records;
      return;
    }
    if (verdict == ClaimRule::Verdict::completes) ++found_.commits;
    ++found_.events;
    check_envelope(offset, record);
    check_chain(offset, record);
  }

  void damaged(Offset offset, std::string code, std::string detail) {
    ++found_.damage_count;
    if (found_.damage.size() < damage_listed_max) {
      found_.damage.push_back({partition_, offset, std::move(code), std::move(detail)});
    }
  }

  Verification finish(const PartitionEnd& last) {
    for (const auto& [tenant, head] : against_) {
      if (met_.contains(tenant)) continue;
      damaged(last.end, "head_missing",
              fmt::format("the chain of {} never had the hash {}, which it had at offset {}",
                          tenant, crypto::to_hex(crypto::text(head.hash)), number(head.offset)));
    }
    return std::move(found_);
  }

 private:
  void check_claim(Offset offset, RecordView record) {
    const auto claim = numeric_header(record, header::claim);
    if (!claim) {
      damaged(offset, "claim_missing", "the record names no claim");
    } else if (!claims_.contains(Offset{*claim})) {
      damaged(offset, "claim_missing", fmt::format("no claim lies at offset {}", *claim));
    }
  }

  void check_envelope(Offset offset, RecordView record) {
    const auto envelope = Envelope::parse(record);
    if (!envelope) {
      damaged(offset, envelope.error().code, envelope.error().detail);
    } else if (envelope->tenant != record.key()) {
      damaged(offset, "key_wrong",
              fmt::format("the key is {}, the tenant {}", record.key(), envelope->tenant));
    }
  }

  void check_chain(Offset offset, RecordView record) {
    auto& head = found_.heads[std::string(record.key())];
    const auto& before = head.events == 0 ? chain_start : head.hash;
    const auto stored = stored_hash(record);
    if (!stored) {
      damaged(offset, "hash_missing", "the record has no fettle_hash");
    } else if (chain_hash(before, record) != *stored) {
      damaged(offset, "chain_broken",
              fmt::format("the chain of {} does not lead to this record", record.key()));
    }
    head = {offset, stored.value_or(head.hash), head.events + 1};
    const auto wanted = against_.find(record.key());
    if (wanted != against_.end() && wanted->second.hash == head.hash) {
      met_.insert(std::string(record.key()));
    }
  }

  const Heads& against_;
  const Appends appends_;
  Partition partition_{};
  ClaimRule rule_{ClaimState{}};
  std::set<Offset> claims_;
  std::set<std::string, std::less<>> met_;
  Verification found_;
};

Result<void> verify_partition(Log& log, const PartitionEnd& one, Verifier& verifier,
                              Progress& progress) {
  const auto reader = TRY(log.read(one.partition, Offset{0}));
  verifier.begin(one.partition);
  for (Offset at{0}; at < one.end;) {
    const auto records = reader->next(read_bytes, std::chrono::milliseconds(0));
    if (!records) {
      if (records.error().kind != FaultKind::damaged) return records.error();
      verifier.damaged(at, records.error().code, records.error().detail);
      break;
    }
    for (const auto& [offset, record] : *records) {
      if (offset >= one.end) break;
      verifier.see(offset, record);
      at = next(offset);
    }
    if (!progress.at(number(at), number(one.end))) return interrupted();
  }
  verifier.end(one.end);
  return {};
}

}  // namespace

Result<Verification> verify(Log& log, const Heads& against, Progress& progress, Appends appends) {
  const auto ends = TRY(durable_ends(log));
  ProgressOfAll all(progress, ends);
  Verifier verifier(against, appends);
  for (const auto& one : ends) {
    TRY(verify_partition(log, one, verifier, all));
    all.ended(one);
  }
  return verifier.finish(ends.back());
}

}  // namespace fettle::cli
