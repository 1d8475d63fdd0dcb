// The books of one shelf, kept by rules of their own, apart from the code that is tested: what is
// on hand, what is kept for whom, what went out and what came back.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace fettle::test {

struct Wish {
  enum class State { requested, approved, recalled, short_of, posted, ended };
  State state = State::requested;
  std::int64_t quantity = 0, issued = 0, returned = 0;
  std::vector<std::int64_t> pending = {};  // returns that Odoo was asked for
  bool tried = false, dead = false, asked_odoo = false;

  bool open() const { return state != State::posted && state != State::ended; }
  bool undecided() const { return state == State::requested || state == State::short_of; }
  bool with_odoo() const { return state == State::approved || state == State::recalled; }
  std::int64_t returnable() const {
    auto left = issued - returned;
    for (const auto one : pending) left -= one;
    return left;
  }
};

class StockBooks {
 public:
  std::int64_t on_hand = 0;
  std::int64_t claimed = 0;
  std::vector<Wish> wishes;

  std::int64_t reserved() const {
    std::int64_t sum = 0;
    for (const auto& wish : wishes) sum += wish.open() ? wish.quantity : 0;
    return sum;
  }
  std::int64_t available() const { return on_hand - reserved() - claimed; }

  void sync(std::int64_t figure) {
    on_hand = figure;
    claimed = 0;
  }
  void approve(Wish& wish) {
    wish.state = Wish::State::approved;
    wish.asked_odoo = true;
    wish.tried = wish.dead = false;
  }
  void post(Wish& wish, std::int64_t quantity) {
    wish.asked_odoo = false;
    if (!wish.open()) return;  // a case for a person; the shelf waits for Odoo's figure
    on_hand -= quantity;
    finish(wish, std::min(quantity, wish.quantity));
  }
  void run_short(Wish& wish) {
    if (!wish.asked_odoo) return;
    wish.asked_odoo = false;
    wish.state = wish.state == Wish::State::recalled ? Wish::State::ended : Wish::State::short_of;
  }
  void say_posted(Wish& wish) {
    wish.asked_odoo = false;
    claimed += wish.quantity;
    finish(wish, wish.quantity);
  }
  void end(Wish& wish) {
    wish.state = Wish::State::ended;
    wish.asked_odoo = false;
  }
  void cancel_all() {
    for (auto& wish : wishes) {
      if (wish.undecided() || (wish.state == Wish::State::approved && !wish.tried)) end(wish);
      if (wish.state == Wish::State::approved) wish.state = Wish::State::recalled;
    }
  }
  void come_back(Wish& wish) {
    on_hand += wish.pending.front();
    wish.returned += wish.pending.front();
    wish.pending.erase(wish.pending.begin());
  }

 private:
  static void finish(Wish& wish, std::int64_t issued) {
    if (wish.state == Wish::State::recalled) wish.pending.push_back(issued);
    wish.issued = issued;
    wish.state = Wish::State::posted;
  }
};

}  // namespace fettle::test
