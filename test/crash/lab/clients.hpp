// People at the shop's counter, and what they make of the answers.
#pragma once

#include "test/crash/lab/report.hpp"
#include "test/crash/lab/shop.hpp"

namespace fettle::lab {

// Clients with so many commands under way at once. What is answered is reported before anything
// else, on the shard's thread.
class Clients {
 public:
  Clients(Shop& shop, const Report& report, std::size_t under_way_max)
      : shop_(shop), report_(report), under_way_max_(under_way_max) {}

  using Heard = std::function<void(const Outcome&)>;
  void send(std::uint64_t number, const Wish& wish, Heard heard) {
    begin();
    shop_.send(number, wish, [this, heard = std::move(heard)](Outcome outcome) {
      heard(outcome);
      end();
    });
  }
  void make_tenant() {
    begin();
    shop_.make_tenant([this](Outcome outcome) {
      if (!std::holds_alternative<Accepted>(outcome)) report_.wrong("no tenant could be made");
      end();
    });
    wait();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return under_way_ == 0; });
  }

 private:
  void begin() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return under_way_ < under_way_max_; });
    ++under_way_;
  }
  void end() {
    const std::lock_guard lock(mutex_);
    --under_way_;
    changed_.notify_all();
  }

  Shop& shop_;
  const Report& report_;
  const std::size_t under_way_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t under_way_ = 0;
};

// Asks for everything again that was never answered, and for the newest of what was.
void ask_again(Clients& clients, const Ledger& ledger, const Report& report);

// Tells the ledger what a first or unanswered command came to.
Clients::Heard told(std::uint64_t number, const Report& report);

}  // namespace fettle::lab
