#include "adapters/http/nodes/node_secret.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "adapters/http/constant_time.hpp"
#include "adapters/http/text_file.hpp"
#include "core/crypto/crypto.hpp"
#include "core/text_numbers.hpp"

namespace fettle::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view purpose = "fettle-node-1";  // of this use of the secret
// A group may read: so a secret that Kubernetes mounts reaches a process that is not root.
constexpr fs::perms too_open = fs::perms::group_write | fs::perms::others_all;

Fault unusable(const std::string& path, std::string_view why) {
  return {FaultKind::invalid, "node_secret_unusable", fmt::format("{}: {}", path, why)};
}

Rejection unknown(std::string detail) {
  return {Refusal::unauthorized, "node_unknown", std::move(detail), {}};
}

std::int64_t seconds_of(Moment moment) {
  return std::chrono::floor<std::chrono::seconds>(moment.since_epoch()).count();
}

// Each part is led by its length, so that no two messages look alike.
void add(std::string& text, std::string_view part) {
  fmt::format_to(std::back_inserter(text), "{}:", part.size());
  text += part;
}

struct Proof {
  std::string_view seconds, mac;
};

std::optional<Proof> parse(std::string_view proof) {
  constexpr std::string_view before = "t=", between = ",mac=";
  const auto middle = proof.find(between);
  if (!proof.starts_with(before) || middle == std::string_view::npos) return std::nullopt;
  return Proof{proof.substr(before.size(), middle - before.size()),
               proof.substr(middle + between.size())};
}

}  // namespace

NodeSecret::NodeSecret(std::string bytes) : bytes_(std::move(bytes)) {
  invariant(bytes_.size() >= node_secret_bytes_min, "a node secret is long enough");
}

Result<NodeSecret> NodeSecret::load(const std::string& path) {
  std::error_code error;
  const auto allowed = fs::status(path, error).permissions();
  if (!error && allowed != fs::perms::unknown && (allowed & too_open) != fs::perms::none) {
    return unusable(path, "others than its owner and his group may use it; chmod 600, or 440");
  }
  auto text = read_text(path);
  if (!text) return unusable(path, text.error().detail);
  if (!*text) return unusable(path, "is not there");
  auto bytes = **std::move(text);
  bytes.erase(bytes.find_last_not_of(" \r\n\t") + 1);
  if (bytes.size() < node_secret_bytes_min) {
    return unusable(path, "needs at least 32 bytes: openssl rand -hex 32");
  }
  return NodeSecret(std::move(bytes));
}

std::string NodeSecret::mac(std::string_view seconds, const Message& message) const {
  std::string text;
  text.reserve(message.body.size() + message.target.size() + 128);
  for (const auto part : {purpose, seconds, message.method, message.target, message.body}) {
    add(text, part);
  }
  return crypto::to_hex(crypto::text(crypto::hmac_sha256(bytes_, text)));
}

std::string NodeSecret::prove(const Message& message, Moment now) const {
  const auto seconds = std::to_string(seconds_of(now));
  return fmt::format("t={},mac={}", seconds, mac(seconds, message));
}

Checked<void> NodeSecret::check(std::optional<std::string_view> proof, const Message& message,
                                Moment now) const {
  const auto given = proof ? parse(*proof) : std::nullopt;
  const auto at = given ? whole_number<std::int64_t>(given->seconds) : std::nullopt;
  if (!at) return unknown(fmt::format("a {} header is expected", node_header));
  const auto here = seconds_of(now), window = node_clock_window.count();
  if (*at < here - window || *at > here + window) {
    return unknown("the clocks of the two nodes differ, or this is old");
  }
  if (!equal_in_constant_time(mac(given->seconds, message), given->mac)) {
    return unknown("the secret is another one");
  }
  return {};
}

}  // namespace fettle::http
