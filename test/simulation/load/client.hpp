// Clients: each asks for one thing after the other, sends it again under the same key while it has
// no answer, and now and then gives up.
#pragma once

#include <functional>

#include "test/simulation/load/shop.hpp"
#include "test/simulation/node.hpp"

namespace fettle::sim {

class Client {
 public:
  Client(Stage stage, Shop& shop, std::vector<std::unique_ptr<Node>>& nodes, History& history)
      : stage_(stage), shop_(shop), nodes_(nodes), history_(history) {}

  // Opens the shop, if it is the first of its clients, then asks for `count` things.
  void begin(bool opens, std::size_t count);
  // Nothing is left to ask for, and everything was answered or given up.
  bool done() const { return done_; }

 private:
  void next();
  void send();
  void deliver(const std::shared_ptr<Asked>& asked, std::size_t number);
  void answered(const std::shared_ptr<Asked>& asked, std::size_t number, const Outcome& outcome);
  void missed(const std::shared_ptr<Asked>& asked, std::size_t number);

  Stage stage_;
  Shop& shop_;
  std::vector<std::unique_ptr<Node>>& nodes_;
  History& history_;
  bool opens_ = false, done_ = false;
  std::size_t left_ = 0;
  std::size_t node_ = 0;
  std::shared_ptr<Asked> asked_;  // on its way
  std::size_t sending_ = 0;       // its newest sending
};

Submission submission_of(const Request& request, std::function<void(Outcome)> done);

}  // namespace fettle::sim
