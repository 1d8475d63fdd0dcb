// The port of outgoing calls by plain sockets, for tests against a stand-in on this machine.
#pragma once

#include "core/ports/web.hpp"

namespace fettle::test {

class SocketWeb : public OutgoingWeb {
 public:
  Result<IncomingReply> send(const OutgoingRequest& request) override;
};

}  // namespace fettle::test
