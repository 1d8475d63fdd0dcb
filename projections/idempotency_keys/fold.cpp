#include <fmt/format.h>

#include "core/answer_version.hpp"
#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/audit/idempotency_row.hpp"

namespace fettle::projections {
namespace {

std::string answer_of(std::span<const EventFacts> events) {
  const auto& first = events.front();
  const auto version = answer_version(events.size(), [&](std::size_t i) {
    const auto& event = events[i].envelope;
    return Reached{event.aggregate, event.id, event.sequence};
  });
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
