// POST /mp/login: a WeChat code becomes a customer and a token of ours. POST /mp/me/phone: the code
// of the telephone button becomes his number. Exchanging a credential comes before the command;
// only its outcome enters it.
#pragma once

#include <atomic>
#include <filesystem>

#include "adapters/cli/outside/outside.hpp"
#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/router.hpp"

namespace fettle::cli {

class LoginFace {
 public:
  struct Ports {
    Outside& outside;
    const Domain& domain;
    const Clock& clock;
    Dice& dice;
    std::filesystem::path token_keys;
    std::function<void(Submission)> submit;
  };
  static constexpr std::chrono::hours token_lifetime{7 * 24};
  static constexpr int waiting_max = 256;  // beyond it 503

  explicit LoginFace(Ports ports) : ports_(std::move(ports)) {}

  // `commands` records the denial of whoever is no customer.
  void mount(http::Router& router, http::Gate& gate, http::CommandFace& commands);

 private:
  using Reply = std::shared_ptr<http::Responder>;
  void log_in(const http::Routed& routed, const Reply& reply);
  void add_phone(const http::Call& call, const Reply& reply);
  void post(const Reply& reply, std::function<void()> work);
  void submit(const http::Routed& routed, const AccountId& account, const ErrandResult& command,
              std::string route, std::function<void(Outcome)> done);
  http::Response with_token(const TenantId& tenant, const Accepted& known);

  const Ports ports_;
  std::atomic<int> waiting_ = 0;
};

}  // namespace fettle::cli
