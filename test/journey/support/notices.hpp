// The messages of a customer, which come some time after what they tell of.
#pragma once

#include "test/http/client.hpp"
#include "test/journey/support/caller.hpp"

namespace fettle::journey {

// The newest first; waits until there are so many, and gives what there is when none more come.
inline Json notices_of(const Caller& customer, std::size_t expected) {
  auto notices = Json::array();
  http::test::eventually([&] {
    notices = customer.list("/mp/notices");
    return notices.size() >= expected;
  });
  return notices;
}

}  // namespace fettle::journey
