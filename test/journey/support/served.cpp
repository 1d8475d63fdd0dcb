#include "test/journey/support/served.hpp"

#include <fmt/format.h>

#include <cctype>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "adapters/http/tokens.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/dice.hpp"
#include "core/crypto/crypto.hpp"
#include "test/http/client.hpp"

namespace fettle::journey {
namespace {

// The key whose tokens the tests mint themselves.
const http::TokenKey test_key{"journey", http::TokenAlgorithm::hs256, std::string(32, 'j'), {}};

void put_key(const std::filesystem::path& data_dir) {
  const auto folder = data_dir / "tokens";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / (test_key.id + ".hs256")) << crypto::to_hex(test_key.verifier) << "\n";
}

// rate.token_burst is set by FETTLE_RATE_TOKEN_BURST.
std::string variable(const std::string& setting) {
  std::string name = "FETTLE_";
  for (const char c : setting) {
    name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

std::uint16_t port_in(const std::string& address) {
  return static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
}

}  // namespace

Served::Served(Settings more_settings) : settings_(std::move(more_settings)) {
  settings_.insert({{"data_dir", data_dir()},
                    {"http.port", "0"},
                    {"postgres.url", database_.url()},
                    {"default_tenant", default_tenant}});
  if (const char* log = std::getenv("FETTLE_TEST_LOG")) take_log(log);
  put_key(data_dir());
  start();
}

// Topics of its own on a cluster that others use, too.
void Served::take_log(const std::string& url) {
  SystemDice dice;
  settings_.insert({{"log.url", url},
                    {"kafka.prefix", "journey-" + crypto::to_hex(dice.bytes(6))},
                    {"kafka.partitions", "3"},
                    {"kafka.session_timeout_ms", "3000"}});
}

Served::~Served() {
  if (program_) kill();
}

std::vector<std::string> Served::environment() const {
  std::vector<std::string> all;
  for (const auto& [name, value] : settings_) all.push_back(variable(name) + "=" + value);
  return all;
}

Finished Served::command(std::vector<std::string> words) const {
  words.insert(words.begin(), FETTLE_PROGRAM);
  return beside(std::move(words));
}

Finished Served::beside(std::vector<std::string> program) const {
  return run(std::move(program), environment());
}

void Served::set(const std::string& name, const std::string& value) { settings_[name] = value; }

void Served::start() {
  program_ =
      std::make_unique<Program>(std::vector<std::string>{FETTLE_PROGRAM, "serve"}, environment());
  const auto address = program_->line_with("serving on ");
  if (!address) throw std::runtime_error("fettle serve did not start:\n" + program_->output());
  port_ = port_in(*address);
  wait_until_ready();
}

// On Kafka a node listens before the group has dealt its partitions.
void Served::wait_until_ready() const {
  constexpr unsigned ready_status = 200;
  if (!settings_.contains("log.url")) return;
  const auto ready = [this] {
    const auto reply = http::test::Client(port_).ask("GET", "/ready");
    return reply && reply->status == ready_status;
  };
  if (!http::test::eventually(ready)) {
    throw std::runtime_error("fettle serve is not ready:\n" + program_->output());
  }
}

void Served::stop() {
  program_->signal(SIGTERM);
  const auto exit = program_->wait();
  if (exit != 0) throw std::runtime_error("fettle serve ended badly:\n" + program_->output());
  program_.reset();
}

void Served::kill() {
  program_->signal(SIGKILL);
  program_->wait();
  program_.reset();
}

void Served::restart() {
  stop();
  start();
}

std::string Served::token(const Bearer& bearer) const {
  const auto now = SystemClock().now();
  const auto token =
      http::issue_token(test_key, {.account = AccountId(bearer.account),
                                   .tenant = TenantId(bearer.tenant),
                                   .role = bearer.role,
                                   .token_id = fmt::format("{}.{}.{}", bearer.role, bearer.account,
                                                           bearer.store.value_or("all")),
                                   .store = bearer.store,
                                   .face = {},
                                   .scope = {},
                                   .issued = now - std::chrono::hours(2),
                                   .expires = now + bearer.lifetime});
  if (!token) throw std::runtime_error(token.error().detail);
  return *token;
}

std::string Served::fresh(const std::string& word) { return fmt::format("{}-{}", word, ++number_); }

std::string Served::fresh_key() {
  return fmt::format("00000000-0000-4000-8000-{:012x}", ++number_);
}

void Served::saw(const std::string& position) {
  const auto parsed = parse_position(position);
  if (!parsed) return;
  const std::lock_guard lock(mutex_);
  // Those of a log that was left mean nothing in the one that is served now.
  if (!newest_.empty() && newest_.begin()->second.log != parsed->log) newest_.clear();
  auto& known = newest_.try_emplace(parsed->partition, *parsed).first->second;
  if (known.offset < parsed->offset) known = *parsed;
}

std::string Served::newest() const {
  const std::lock_guard lock(mutex_);
  std::string all;
  for (const auto& [partition, position] : newest_) {
    all += (all.empty() ? "" : ",") + to_text(position);
  }
  return all;
}

}  // namespace fettle::journey
