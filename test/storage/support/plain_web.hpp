// Outgoing calls over a plain socket of their own, for tests of what is built on them.
#pragma once

#include <atomic>
#include <string>

#include "core/ports/web.hpp"
#include "test/http/client.hpp"

namespace fettle::test {

class PlainWeb final : public OutgoingWeb {
 public:
  // Only http://host:port/….
  Result<IncomingReply> send(const OutgoingRequest& request) override {
    ++calls;
    const auto host_at = request.url.find("://") + 3;
    const auto path_at = request.url.find('/', host_at);
    const auto host = request.url.substr(host_at, path_at - host_at);
    std::string text = request.method + " " + request.url.substr(path_at) + " HTTP/1.1\r\n";
    text += "Host: " + host + "\r\nConnection: close\r\n";
    for (const auto& [name, value] : request.headers) text += name + ": " + value + "\r\n";
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
    http::test::Client client(
        static_cast<std::uint16_t>(std::stoul(host.substr(host.find(':') + 1))));
    const Fault lost{FaultKind::unavailable, "reply_missing", "the connection ended"};
    if (!client.send(text)) return lost;
    const auto reply = client.receive(request.method);
    if (!reply) return lost;
    IncomingReply incoming{reply->status, {}, reply->body};
    for (const auto& [name, value] : reply->headers) incoming.headers.emplace_back(name, value);
    return incoming;
  }

  Result<IncomingReply> get(const std::string& url) {
    OutgoingRequest request;
    request.url = url;
    return send(request);
  }

  std::atomic<int> calls = 0;
};

}  // namespace fettle::test
