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
  explicit Verifier(const Heads& against) : against_(against) {}

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
      found_.damage.push_back({offset, std::move(code), std::move(detail)});
    }
  }

  Verification finish(Offset end) {
    if (rule_.open()) damaged(end, "commit_unfinished", "the log ends inside a commit");
    for (const auto& [tenant, head] : against_) {
      if (met_.contains(tenant)) continue;
      damaged(end, "head_missing",
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
  ClaimRule rule_{ClaimState{}};
  std::set<Offset> claims_;
  std::set<std::string, std::less<>> met_;
  Verification found_;
};

}  // namespace

Result<Verification> verify(Log& log, const Heads& against, Progress& progress) {
  const auto end = TRY(log.durable_end(only_partition));
  const auto reader = TRY(log.read(only_partition, Offset{0}));
  Verifier verifier(against);
  for (Offset at{0}; at < end;) {
    const auto records = reader->next(read_bytes, std::chrono::milliseconds(0));
    if (!records) {
      if (records.error().kind != FaultKind::damaged) return records.error();
      verifier.damaged(at, records.error().code, records.error().detail);
      break;
    }
    for (const auto& [offset, record] : *records) {
      if (offset >= end) break;
      verifier.see(offset, record);
      at = next(offset);
    }
    if (!progress.at(number(at), number(end))) return interrupted();
  }
  return verifier.finish(end);
}

}  // namespace fettle::cli
