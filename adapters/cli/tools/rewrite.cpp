#include "adapters/cli/tools/rewrite.hpp"

#include <future>

#include "adapters/cli/tools/scan.hpp"
#include "core/crypto/crypto.hpp"
#include "core/under_claim.hpp"

namespace fettle::cli {
namespace {

constexpr std::size_t append_bytes = 1 << 20;

class Rewriter {
 public:
  Rewriter(LogWriter& writer, std::uint64_t first_n) : writer_(writer), first_n_(first_n) {}

  Result<bool> commit(const StoredCommit& commit) {
    for (const auto& record : commit.records) {
      pending_.push_back(under_claim(record, writer_.claim(), first_n_ + events++));
      bytes_ += pending_.back().size();
    }
    if (bytes_ >= append_bytes) TRY(append());
    return true;
  }

  Result<void> append() {
    if (pending_.empty()) return {};
    std::promise<Result<Offset>> written;
    auto outcome = written.get_future();
    writer_.append(std::exchange(pending_, {}),
                   [&written](Result<Offset> first) { written.set_value(std::move(first)); });
    bytes_ = 0;
    TRY(outcome.get());
    return {};
  }

  std::uint64_t events = 0;

 private:
  LogWriter& writer_;
  const std::uint64_t first_n_;
  std::vector<Record> pending_;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<std::uint64_t> rewrite(Log& from, Log& to, Dice& dice, Progress& progress) {
  const auto nonce = crypto::to_hex(dice.bytes(16));
  const auto writer = TRY(to.claim(only_partition, "restore", nonce));
  Rewriter rewriter(*writer, first_number(nonce));
  const auto end = TRY(from.durable_end(only_partition));
  TRY(scan(from, PartitionEnd{only_partition, end}, progress,
           [&](const StoredCommit& commit) { return rewriter.commit(commit); }));
  TRY(rewriter.append());
  return rewriter.events;
}

}  // namespace fettle::cli
