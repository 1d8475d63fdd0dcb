#include "test/journey/support/dead_errands.hpp"

#include <stdexcept>

#include "test/http/client.hpp"

namespace fettle::journey {

std::string dead_errand_of(Shop& shop, const std::string& subject) {
  std::string id;
  const auto is_dead = [&] {
    for (const auto& errand : shop.manager.list("/admin/errands?status=DEAD")) {
      if (errand.at("subject") == subject) id = errand.at("id");
    }
    return !id.empty();
  };
  if (!http::test::eventually(is_dead)) throw std::runtime_error("no dead errand of " + subject);
  return id;
}

}  // namespace fettle::journey
