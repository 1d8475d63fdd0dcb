// Letters that wait until one of their owner's connections is free: a bounded queue an owner, so
// that an owner that hangs holds up nobody's letters but its own.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/http/nodes/letter.hpp"
#include "core/result.hpp"

namespace fettle::http {

// Any thread may call anything.
class OwnerQueues {
 public:
  struct Limits {
    std::size_t in_flight_max;    // letters of one owner that are under way
    std::size_t outstanding_max;  // and those with the waiting ones
  };
  explicit OwnerQueues(Limits limits) : limits_(limits) {}

  // unavailable `overloaded` | `shutting_down`, and `letter` untouched.
  Result<void> add(Letter& letter);

  struct Due {
    std::vector<Letter> to_send;  // under way from now on, until `ended`
    std::vector<Letter> late;     // their deadline passed while they waited
  };
  Due take(Deadline now);
  void ended(const std::string& owner);  // one that was under way

  std::vector<Letter> close();  // all that wait; nothing is added any more

 private:
  struct Owner {
    std::deque<Letter> waiting;
    std::size_t in_flight = 0;
  };

  Limits limits_;
  std::mutex mutex_;
  std::map<std::string, Owner> owners_;
  bool closed_ = false;
};

}  // namespace fettle::http
