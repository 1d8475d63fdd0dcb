// Forwards submissions to the nodes that own their tenants, and brings back the outcomes.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "adapters/http/nodes/exchanges.hpp"
#include "adapters/http/nodes/node_secret.hpp"
#include "adapters/http/nodes/owner_queues.hpp"
#include "core/ports/clock.hpp"
#include "core/shard/submission.hpp"

namespace fettle::http {

struct RemoteOptions {
  std::chrono::milliseconds connect_timeout{1'000};
  std::chrono::milliseconds answer_timeout{10'000};  // from submit to the outcome
  std::size_t in_flight_per_owner_max = 128;         // one connection each, kept alive
  std::size_t outstanding_per_owner_max = 4'096;     // in flight, and waiting for it
  std::size_t submission_bytes_max = 1024 * 1024;    // of JSON; what the owner's server takes
  std::size_t outcome_bytes_max = 4 * 1024 * 1024;
  std::string authority_file = {};  // PEM certificates to trust behind https; empty: the machine's
};

class RemoteShards {
 public:
  RemoteShards(NodeSecret secret, const Clock& clock, const RemoteOptions& options);
  // Answers all that is outstanding with unavailable `shutting_down`.
  ~RemoteShards();
  RemoteShards(const RemoteShards&) = delete;
  RemoteShards& operator=(const RemoteShards&) = delete;

  // `owner`: "http://10.0.0.7:8080" or https. Any thread. Calls the submission's `done` exactly
  // once, with what the owner said, or with
  //   unavailable `owner_unreachable`: no connection, no answer in time, or none that can be
  //     believed; unknown whether the command was carried out; retry with the same key.
  //   unavailable `overloaded`: too much is outstanding at this owner; nothing was sent.
  //   too_large `body_too_large`: the command does not fit into a request; nothing was sent.
  //   unavailable `shutting_down`: as owner_unreachable.
  // On a thread of its own; only what was not sent is answered on the caller's, at once.
  void submit(const std::string& owner, Submission submission);

 private:
  void run(const std::stop_token& stop);
  void send_due();
  void finish(Exchanges::Ended ended);
  Outcome outcome_of(const Exchanges::Ended& ended) const;
  void give_up();

  NodeSecret secret_;
  const Clock& clock_;
  RemoteOptions options_;
  OwnerQueues queues_;
  Exchanges exchanges_;
  std::atomic<bool> woken_ = false;
  std::jthread thread_;
};

}  // namespace fettle::http
