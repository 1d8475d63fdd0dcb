// Real nodes on a real broker: begun together in an empty place, and what they tell of partitions.
#include <algorithm>
#include <csignal>

#include "adapters/http/tokens.hpp"
#include "core/text_numbers.hpp"
#include "test/http/client.hpp"
#include "test/journey/support/program.hpp"
#include "test/kafka/two_partitions.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {
namespace {

using journey::Program;

// What several nodes share: a cluster, and a folder of keys.
struct Place {
  Place() { settings.session_timeout = std::chrono::seconds(2); }

  KafkaSettings settings = kafka_of_a_test(2);
  TempFolder shared;
};

class Node {
 public:
  Node(const Place& place, const std::string& roles) : environment_(environment(place, roles)) {
    program_.emplace(std::vector<std::string>{FETTLE_PROGRAM, "serve"}, environment_);
  }

  // One of them is called before the others below.
  void wait_until_listening() { wait_for("listening on "); }
  void wait_until_serving() { wait_for("serving on "); }
  // `fettle` with these words, beside the node and speaking to it.
  journey::Finished command(std::vector<std::string> words) const {
    words.insert(words.begin(), FETTLE_PROGRAM);
    words.insert(words.end(), {"--url", "http://127.0.0.1:" + std::to_string(port_)});
    return journey::run(std::move(words), environment_);
  }
  void kill() {
    program_->signal(SIGKILL);
    program_->wait();
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
  std::vector<std::string> environment(const Place& place, const std::string& roles) const {
    const auto session = std::chrono::milliseconds(place.settings.session_timeout).count();
    return {"FETTLE_LOG_URL=kafka://" + place.settings.servers,
            "FETTLE_KAFKA_PREFIX=" + place.settings.prefix,
            "FETTLE_KAFKA_PARTITIONS=" + std::to_string(place.settings.partitions),
            "FETTLE_KAFKA_SESSION_TIMEOUT_MS=" + std::to_string(session),
            "FETTLE_NODE_ROLES=" + roles,
            "FETTLE_HTTP_PORT=0",
            "FETTLE_DATA_DIR=" + data_.path().string(),
            "FETTLE_KEYS_MASTER_KEY_FILE=" + (place.shared.path() / "master.key").string(),
            "FETTLE_TOKENS_KEYS_FOLDER=" + (place.shared.path() / "tokens").string()};
  }
  void wait_for(std::string_view text) {
    const auto address = program_->line_with(text);
    if (!address) FAIL(program_->output());
    port_ = static_cast<std::uint16_t>(std::stoul(address->substr(address->rfind(':') + 1)));
  }

  TempFolder data_;
  const std::vector<std::string> environment_;
  std::optional<Program> program_;
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

TEST_CASE("nodes that begin together in an empty place serve with one key of each kind") {
  const Place place;
  Node nodes[] = {{place, "query"}, {place, "query"}, {place, "query"}};
  for (auto& node : nodes) node.wait_until_serving();
  CHECK(must(http::read_token_keys((place.shared.path() / "tokens").string())).size() == 1);
  // Nothing that was on its way to a name is left.
  CHECK(std::distance(std::filesystem::directory_iterator(place.shared.path()), {}) == 2);
}

TEST_CASE(
    "a tenant is made at a node that only begins: the command comes again until it is taken") {
  const Place place;
  Node node(place, "command");
  node.wait_until_listening();
  const auto made = node.command({"tenant", "create", "north"});
  INFO(made.output);
  CHECK(made.exit == 0);
  CHECK(made.output.find("1 commands accepted") != std::string::npos);
}

TEST_CASE("partitions whose owner died are told by another node, until an owner is back") {
  const Place place;
  Node owner(place, "command"), watcher(place, "query");
  owner.wait_until_serving();
  watcher.wait_until_serving();
  CHECK(comes([&] { return owner.tells(2, 2, 0); }));
  CHECK(comes([&] { return watcher.tells(0, 0, 0); }));
  owner.kill();
  CHECK(comes([&] { return watcher.tells(0, 0, 2); }));
  Node heir(place, "command");
  heir.wait_until_serving();
  CHECK(comes([&] { return heir.tells(2, 2, 0); }));
  CHECK(comes([&] { return watcher.tells(0, 0, 0); }));
}

}  // namespace
}  // namespace fettle::test
