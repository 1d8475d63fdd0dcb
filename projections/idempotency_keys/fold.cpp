#include <fmt/format.h>

#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/audit/idempotency_row.hpp"

namespace fettle::projections {
namespace {

// The answer speaks of the first event's aggregate, after the whole commit.
std::string answer_of(std::span<const EventFacts> events) {
  const auto& first = events.front();
  std::uint64_t version = 0;
  for (const auto& event : events) {
    if (event.envelope.id == first.envelope.id) version = event.envelope.sequence;
  }
  const auto& members = first.envelope.first->answer;
  return fmt::format(R"({{"id":"{}","version":{},"position":"{}:{}:{}"{}{}}})", first.envelope.id,
                     version, first.log, number(first.partition), number(first.offset),
                     members.empty() ? "" : ",", members);
}

}  // namespace

// A key may be used again after it has expired: its row is then the newer one.
void fold_idempotency_keys(ProjectionBuilder& to) {
  to.put_each_commit<IdempotencyRow>(
      [](std::span<const EventFacts> events) -> std::optional<IdempotencyRow> {
        const auto& first = events.front();
        if (!first.envelope.first) return std::nullopt;
        const auto& answer = *first.envelope.first;
        return IdempotencyRow{facts::tenant(first),
                              facts::account(first),
                              std::string(answer.key),
                              std::string(answer.route),
                              std::string(answer.request_hash),
                              {answer_of(events)},
                              answer.status,
                              facts::time(first)};
      });
}

}  // namespace fettle::projections
