#include "test/crash/lab/clients.hpp"

namespace fettle::lab {
namespace {

constexpr std::size_t repeated_max = 150;

Answer answer_of(const Accepted& accepted) {
  return {accepted.id, accepted.version,
          accepted.position ? number(accepted.position->offset) : std::uint64_t{0}};
}

// The same answer as before, and marked as such.
Clients::Heard compared(std::uint64_t n, const Sent& sent, const Report& report) {
  return [n, &sent, &report](const Outcome& outcome) {
    const auto* accepted = std::get_if<Accepted>(&outcome);
    const auto* rejection = std::get_if<Rejection>(&outcome);
    const bool same = sent.accepted ? accepted != nullptr && accepted->repeated &&
                                          answer_of(*accepted) == *sent.accepted
                                    : rejection != nullptr && rejection->code == sent.refused;
    if (!same) report.wrong(key_of(n) + " was answered otherwise when it was asked again");
  };
}

}  // namespace

Clients::Heard told(std::uint64_t n, const Report& report) {
  return [n, &report](const Outcome& outcome) {
    if (const auto* accepted = std::get_if<Accepted>(&outcome)) {
      report.accepted(n, answer_of(*accepted));
    } else if (const auto* rejection = std::get_if<Rejection>(&outcome)) {
      report.refused(n, rejection->code);
    } else {
      report.wrong(key_of(n) + ": " + std::get<Fault>(outcome).code);
    }
  };
}

void ask_again(Clients& clients, const Ledger& ledger, const Report& report) {
  std::size_t repeated = 0;
  for (auto sent = ledger.sent.rbegin(); sent != ledger.sent.rend(); ++sent) {
    const auto& [n, said] = *sent;
    if (said.accepted || !said.refused.empty()) {
      if (++repeated <= repeated_max) clients.send(n, said.wish, compared(n, said, report));
    } else {
      clients.send(n, said.wish, told(n, report));
    }
  }
  clients.wait();
  report.count("answers repeated", std::min(repeated, repeated_max));
}

}  // namespace fettle::lab
