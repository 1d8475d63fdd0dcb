// One submission on its way to another node: what is sent, and who waits for the outcome.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "core/shard/submission.hpp"

namespace fettle::http {

using Deadline = std::chrono::steady_clock::time_point;

struct Letter {
  std::string owner;  // "http://10.0.0.7:8080"
  std::string body;
  std::string proof;  // the value of node_header
  Deadline deadline;
  std::function<void(Outcome)> done;
};

}  // namespace fettle::http
