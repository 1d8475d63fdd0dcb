// A request that is accepted, for every route of every command.
#pragma once

#include <functional>

#include "test/journey/support/work_order.hpp"

namespace fettle::journey {

struct Request {
  Caller by;
  std::string method;
  std::string path;
  Json body;

  Answer send(const std::string& key) const {
    return by.send(method, path, body.dump(), {{"Idempotency-Key", key}});
  }
};

struct Entry {
  std::string command;
  std::string route;  // "POST /mp/vehicles", as declared
  std::function<Request(Shop&)> make;
};

// For the shared shop, or another beside an Odoo with the products of shelves.hpp.
std::vector<Entry> catalogue();

}  // namespace fettle::journey
