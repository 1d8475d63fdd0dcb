#include "adapters/cli/tools/shop.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/cli/tools/terminal.hpp"
#include "core/crypto/crypto.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {
namespace {

using json::Document;

// Also of a server that says: at once.
constexpr std::chrono::milliseconds pause_min{50};

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

// Of a problem; else nothing.
std::string code_of(const WebReply& reply) {
  const auto problem = Document::parse(reply.body);
  const auto* code = problem ? problem->find("code") : nullptr;
  return code == nullptr || code->text() == nullptr ? "" : *code->text();
}

// Refused because an earlier run, or somebody else, made the same thing.
bool is_there(const WebReply& reply) {
  const auto text = code_of(reply);
  return text.ends_with("_exists") || text.ends_with("_taken") || text.ends_with("_registered");
}

Fault refused(const ShopStep& step, const WebReply& reply) {
  return {FaultKind::invalid, "step_refused",
          step.method + " " + step.path + " answered " + std::to_string(reply.status) + ": " +
              reply.body};
}

Fault not_ready(const ShopStep& step, const WebReply& reply, std::chrono::seconds patience) {
  return {FaultKind::unavailable, "server_not_ready",
          fmt::format("{} {} was answered 503 {} for {} s; when /ready of the server says 200, run "
                      "it again: nothing is made twice",
                      step.method, step.path, code_of(reply), patience.count())};
}

Result<WebReply> send(WebClient& client, const WebRequest& request, const ShopStep& step,
                      std::chrono::seconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    auto reply = TRY(client.send(request));
    if (!reply.retry_after) return reply;
    const auto pause = std::max<std::chrono::milliseconds>(*reply.retry_after, pause_min);
    if (std::chrono::steady_clock::now() + pause > end) return not_ready(step, reply, patience);
    if (stop_comes_within(pause)) return interrupted();
  }
}

}  // namespace

Result<ShopOutcome> play(WebClient& client, const std::string& prefix,
                         const std::vector<ShopStep>& steps, const Mint& mint, Progress& progress,
                         std::chrono::seconds patience) {
  ShopOutcome outcome;
  std::uint64_t done = 0;
  for (const auto& step : steps) {
    const auto token = TRY(mint(step));
    const WebRequest request{step.method, prefix + step.path, token, key_of(step), step.body};
    const auto reply = TRY(send(client, request, step, patience));
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
