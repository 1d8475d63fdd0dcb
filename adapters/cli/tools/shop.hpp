// What `fettle tenant create` and `fettle seed` send: commands over HTTP, each with the token of
// the role that may send it, and a key that makes a second run harmless.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "adapters/cli/tools/progress.hpp"
#include "adapters/cli/tools/web_client.hpp"

namespace fettle::cli {

struct ShopStep {
  std::string account;  // who sends it
  std::string role;
  std::string method = "POST";
  std::string path;
  std::string body;
};

ShopStep tenant_step(const std::string& name, const std::string& kind);

// A shop for trying things out: two stores, their bays and staff, templates, a threshold, and
// customers with vehicles.
std::vector<ShopStep> demo_shop();

// Makes a token for an account and a role.
using Mint = std::function<Result<std::string>(const ShopStep& step)>;

struct ShopOutcome {
  std::size_t accepted = 0;
  std::size_t there_already = 0;
};

// A node starts, or a partition changes hands: for so long a step is sent again, with its key.
inline constexpr std::chrono::seconds not_ready_max{30};

// `prefix`: "/north" for a tenant that is not the default one. `patience`: of each step with a
// server that answers 503 and when to come again; whatever it may have done, it does once.
//   invalid `step_refused` names the step and the problem; what is there already is no refusal.
//   unavailable `server_not_ready`: patience came to its end.
Result<ShopOutcome> play(WebClient& client, const std::string& prefix,
                         const std::vector<ShopStep>& steps, const Mint& mint, Progress& progress,
                         std::chrono::seconds patience);

}  // namespace fettle::cli
