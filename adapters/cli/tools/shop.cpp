#include "adapters/cli/tools/shop.hpp"

#include "core/crypto/crypto.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {
namespace {

using json::Document;

// The same step has the same key, a changed one another.
std::string key_of(const ShopStep& step) {
  crypto::Sha256 hash;
  for (const auto& part : {step.account, step.method, step.path, step.body}) {
    hash.add(part);
    hash.add("\n");
  }
  const auto digest = hash.finish();
  return "seed-" + crypto::to_hex(crypto::text(digest).substr(0, 12));
}

// Refused because an earlier run, or somebody else, made the same thing.
bool is_there(const WebReply& reply) {
  const auto problem = Document::parse(reply.body);
  if (!problem) return false;
  const auto* code = problem->find("code");
  if (code == nullptr || code->text() == nullptr) return false;
  const auto& text = *code->text();
  return text.ends_with("_exists") || text.ends_with("_taken") || text.ends_with("_registered");
}

Fault refused(const ShopStep& step, const WebReply& reply) {
  return {FaultKind::invalid, "step_refused",
          step.method + " " + step.path + " answered " + std::to_string(reply.status) + ": " +
              reply.body};
}

}  // namespace

Result<ShopOutcome> play(WebClient& client, const std::string& prefix,
                         const std::vector<ShopStep>& steps, const Mint& mint, Progress& progress) {
  ShopOutcome outcome;
  std::uint64_t done = 0;
  for (const auto& step : steps) {
    const auto token = TRY(mint(step));
    const auto reply =
        TRY(client.send({step.method, prefix + step.path, token, key_of(step), step.body}));
    if (reply.status / 100 == 2) {
      ++outcome.accepted;
    } else if (is_there(reply)) {
      ++outcome.there_already;
    } else {
      return refused(step, reply);
    }
    if (!progress.at(++done, steps.size())) return interrupted();
  }
  return outcome;
}

}  // namespace fettle::cli
