#include "core/shard/commit_builder.hpp"

#include "core/claim_rule.hpp"
#include "core/planted.hpp"
#include "core/utf8.hpp"

namespace fettle {
namespace {

// A record that its own readers refuse would stop its tenant at the next fold: whatever a caller
// got past the faces, it ends here, before anything is written.
void check_readable(const RecordView& record) {
  invariant(is_utf8(record.value()), "an event's data is well-formed UTF-8");
  record.each_header([](const Header& header) {
    invariant(is_utf8(header.value), "an event's headers are well-formed UTF-8");
  });
}

}  // namespace

Checked<BuiltCommit> build_commit(const CommitFacts& facts, const std::vector<DecidedEvent>& events,
                                  const std::vector<std::uint64_t>& sequences,
                                  const FirstAnswer* first, const crypto::Digest& head,
                                  Sealing& sealing, ClaimCursor& cursor) {
  BuiltCommit built{{}, head};
  built.records.reserve(events.size());
  const auto count = static_cast<std::uint32_t>(events.size());
  constexpr std::size_t usual_bytes = 512;
  std::string data;
  data.reserve(usual_bytes);
  for (std::uint32_t i = 0; i < count; ++i) {
    data.clear();
    events[i].event.type->encode(events[i].event.data.get(), data, &sealing);
    const bool second = i == 1 && count == 2 && events[1].id != events[0].id;
    const bool as_first = second && planted(Defect::numbered_as_the_first);
    auto record = make_record(facts, events[i], sequences[as_first ? 0 : i], i, count, data,
                              i == 0 ? first : nullptr);
    const auto view = record.view();
    check_readable(view);
    built.head = chain_hash(built.head, view);
    add_hash(record, built.head);
    add_claim(record, cursor.claim, cursor.next_n + i);
    if (record.size() > record_bytes_max) {
      return Rejection{Refusal::too_large, "commit_too_large", "an event is larger than a record"};
    }
    built.records.push_back(std::move(record));
  }
  cursor.next_n += count;
  return built;
}

}  // namespace fettle
