// Owners of tenants on the loopback: good ones, and some that do not behave.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/http/nodes/node_face.hpp"
#include "adapters/http/nodes/outcome_codec.hpp"
#include "adapters/http/nodes/remote_shards.hpp"
#include "test/http/nodes/answers.hpp"
#include "test/http/serving.hpp"
#include "test/support/toy_domain.hpp"

namespace fettle::http::test {

inline NodeSecret shared_secret() { return NodeSecret(std::string(32, 's')); }

inline const Domain& boxes() {
  static const Domain domain = toy::domain();
  return domain;
}

inline std::string loopback(std::uint16_t port) {
  return "http://127.0.0.1:" + std::to_string(port);
}

// Puts things into the box; the key is the box's name as well.
inline Submission add_things(const std::string& box, Answers& answers) {
  return {.tenant = TenantId("shop"),
          .caller = {AccountId("lin"), "manager", "admin", "s-1"},
          .type = boxes().command("AddThings"),
          .command = std::make_shared<const toy::AddThings>(
              toy::AddThings{toy::Box::Key(box), Whole<0, 100>(7)}),
          .key = box,
          .request_hash = std::string("\0\xff\x01", 3),
          .route = "POST /admin/boxes/{box}/things",
          .if_match = UINT64_MAX,
          .correlation_id = "c-1",
          .causation_id = "c-2",
          .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          .done = answers.next()};
}

inline Accepted accepted(const Submission& submission) {
  return {.status = 201,
          .id = submission.key,
          .version = 3,
          .position = Position{LogId("log-1"), Partition{2}, Offset{9}},
          .members = R"("count":7)",
          .repeated = true};
}

inline void carry_out(const Submission& submission) { submission.done(accepted(submission)); }

// A node with the node face, and any shard behind it.
struct Owner {
  explicit Owner(NodeFace::Submit submit = carry_out, const Clock& clock = wall_clock,
                 const ServerSettings& settings = {})
      : face(boxes(), shared_secret(), std::move(submit), clock) {
    face.mount(router);
    server = serve(std::ref(router), settings);
  }
  std::string url() const { return loopback(server->port()); }

  NodeFace face;
  Router router{{standard_faces(), TenantId("home")}};
  std::unique_ptr<Server> server;
};

// A shard that answers nothing until it is told to.
class Holding {
 public:
  void operator()(Submission submission) {
    const std::lock_guard lock(mutex_);
    held_.push_back(std::move(submission));
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }
  void answer_all() {
    std::vector<Submission> all;
    {
      const std::lock_guard lock(mutex_);
      all.swap(held_);
    }
    for (const auto& one : all) carry_out(one);
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Submission> held_;
};

// A port that takes connections and never says a word; nobody even reads what is sent.
class SilentPort {
 public:
  SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    invariant(::bind(socket_, any, size) == 0 && ::listen(socket_, 1'024) == 0 &&
                  ::getsockname(socket_, any, &size) == 0,
              "a silent port opens");
    port_ = ntohs(address.sin_port);
  }
  ~SilentPort() { ::close(socket_); }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;

  std::string url() const { return loopback(port_); }

 private:
  int socket_;
  std::uint16_t port_;
};

}  // namespace fettle::http::test
