// A real node on the broker of the tests, and what several of them share.
#pragma once

#include <algorithm>
#include <csignal>
#include <fstream>
#include <thread>

#include "adapters/http/nodes/node_secret.hpp"
#include "core/text_numbers.hpp"
#include "test/http/client.hpp"
#include "test/journey/support/program.hpp"
#include "test/kafka/two_partitions.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

// A cluster, a folder of keys and secrets, and settings: NAME=value.
struct Place {
  explicit Place(std::chrono::milliseconds session_timeout = std::chrono::seconds(6),
                 std::vector<std::string> more_settings = {})
      : more(std::move(more_settings)) {
    settings.session_timeout = session_timeout;
    std::ofstream(secret()) << std::string(http::node_secret_bytes_min, 's');
    std::filesystem::permissions(secret(), std::filesystem::perms::owner_read);
  }
  std::filesystem::path secret() const { return shared.path() / "node.secret"; }

  KafkaSettings settings = kafka_of_a_test(2);
  TempFolder shared;
  const std::vector<std::string> more;
};

class Node {
 public:
  Node(const Place& place, const std::string& roles, const std::vector<std::string>& more = {})
      : environment_(environment(place, roles, more)) {
    program_.emplace(std::vector<std::string>{FETTLE_PROGRAM, "serve"}, environment_);
  }

  // Of one that ends by itself, and says why.
  journey::Finished ended() const {
    if (!program_->line_with("fettle: ")) FAIL(program_->output());
    return {program_->wait(), program_->output()};
  }
  // One of them is called before the others below.
  void wait_until_listening() { wait_for("listening on "); }
  void wait_until_serving() { wait_for("serving on "); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // `fettle` with these words, on the same installation.
  journey::Finished fettle(std::vector<std::string> words) const {
    words.insert(words.begin(), FETTLE_PROGRAM);
    return journey::run(std::move(words), environment_);
  }
  // The same, speaking to the node.
  journey::Finished command(std::vector<std::string> words) const {
    words.insert(words.end(), {"--url", url()});
    return fettle(std::move(words));
  }
  void kill() {
    program_->signal(SIGKILL);
    program_->wait();
  }

  http::test::Reply ask(std::string_view method, std::string_view target,
                        std::string_view body = {}, std::string_view headers = {}) const {
    auto reply = http::test::Client(port_).ask(method, target, body, headers);
    if (!reply) FAIL("no answer to " << method << ' ' << target << ": " << program_->output());
    return *std::move(reply);
  }

  // The value of a gauge without labels.
  std::optional<std::uint64_t> gauge(const std::string& name) const {
    const auto reply = http::test::Client(port_).ask("GET", "/metrics");
    if (!reply) return std::nullopt;
    const auto line = "\nfettle_" + name + ' ';
    const auto at = reply->body.find(line);
    if (at == std::string::npos) return std::nullopt;
    const auto begin = at + line.size();
    return whole_number<std::uint64_t>(
        std::string_view(reply->body).substr(begin, reply->body.find('\n', begin) - begin));
  }
  bool tells(std::uint64_t owned, std::uint64_t serving, std::uint64_t without_owner) const {
    return gauge("partitions_owned") == owned && gauge("partitions_serving") == serving &&
           gauge("partitions_without_owner") == without_owner;
  }

 private:
  std::vector<std::string> environment(const Place& place, const std::string& roles,
                                       const std::vector<std::string>& more) const {
    const auto session = std::chrono::milliseconds(place.settings.session_timeout).count();
    std::vector<std::string> all{
        "FETTLE_LOG_URL=kafka://" + place.settings.servers,
        "FETTLE_KAFKA_PREFIX=" + place.settings.prefix,
        "FETTLE_KAFKA_PARTITIONS=" + std::to_string(place.settings.partitions),
        "FETTLE_KAFKA_SESSION_TIMEOUT_MS=" + std::to_string(session),
        "FETTLE_NODE_ROLES=" + roles,
        "FETTLE_HTTP_PORT=0",
        "FETTLE_DATA_DIR=" + data_.path().string(),
        "FETTLE_KEYS_MASTER_KEY_FILE=" + (place.shared.path() / "master.key").string(),
        "FETTLE_NODE_SECRET_FILE=" + place.secret().string(),
        "FETTLE_TOKENS_KEYS_FOLDER=" + (place.shared.path() / "tokens").string()};
    all.insert(all.end(), place.more.begin(), place.more.end());
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void wait_for(std::string_view text) {
    const auto address = program_->line_with(text);
    if (!address) FAIL(program_->output());
    port_ = static_cast<std::uint16_t>(std::stoul(address->substr(address->rfind(':') + 1)));
  }

  TempFolder data_;
  const std::vector<std::string> environment_;
  mutable std::optional<journey::Program> program_;
  std::uint16_t port_ = 0;
};

template <class Condition>
bool comes(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < deadline) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

}  // namespace fettle::test
