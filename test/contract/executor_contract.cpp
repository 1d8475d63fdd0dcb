// What every executor promises (core/ports/executor.hpp): later, once, in order, on one thread.
#include <doctest/doctest.h>

#include <algorithm>
#include <future>
#include <map>
#include <set>
#include <thread>

#include "core/thread_executor.hpp"
#include "test/support/step_executor.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

struct OnThread {
  std::unique_ptr<ThreadExecutor> executor = std::make_unique<ThreadExecutor>();

  // Until all that was posted so far has run.
  void run() {
    std::promise<void> reached;
    executor->post([&] { reached.set_value(); });
    reached.get_future().wait();
  }
};

struct Stepped {
  std::unique_ptr<StepExecutor> executor = std::make_unique<StepExecutor>();
  void run() { executor->run(); }
};

using Numbers = std::vector<int>;

Numbers up_to(int end) {
  Numbers all(static_cast<std::size_t>(end));
  for (int n = 0; n < end; ++n) all[static_cast<std::size_t>(n)] = n;
  return all;
}

}  // namespace

#define EVERY_EXECUTOR OnThread, Stepped

TEST_CASE_TEMPLATE("work runs once, in the order it was posted", On, EVERY_EXECUTOR) {
  On on;
  Numbers ran;
  for (int n = 0; n < 1'000; ++n) on.executor->post([&ran, n] { ran.push_back(n); });
  on.run();
  CHECK(ran == up_to(1'000));
  on.run();
  CHECK(ran.size() == 1'000);
}

TEST_CASE_TEMPLATE("work that work posts runs later, behind what was there", On, EVERY_EXECUTOR) {
  On on;
  Numbers ran;
  std::promise<void> both_posted;
  on.executor->post([&] {
    both_posted.get_future().wait();
    on.executor->post([&] { ran.push_back(2); });
    ran.push_back(0);
  });
  on.executor->post([&] { ran.push_back(1); });
  both_posted.set_value();
  on.run();
  on.run();
  CHECK(std::is_sorted(ran.begin(), ran.end()));
  CHECK(ran.size() == 3);
}

TEST_CASE(
    "many threads may post: nothing is lost, each one's work keeps its order, on one thread") {
  constexpr int threads = 4, each = 2'000;
  std::map<int, Numbers> ran;  // touched by the executor's thread alone
  std::set<std::thread::id> where;
  OnThread on;
  {
    std::vector<std::jthread> posting;
    for (int t = 0; t < threads; ++t) {
      posting.emplace_back([&, t] {
        for (int n = 0; n < each; ++n) {
          on.executor->post([&, t, n] {
            ran[t].push_back(n);
            where.insert(std::this_thread::get_id());
          });
        }
      });
    }
  }
  on.run();
  for (int t = 0; t < threads; ++t) CHECK(ran[t] == up_to(each));
  CHECK(where.size() == 1);
  CHECK_FALSE(where.contains(std::this_thread::get_id()));
}

TEST_CASE("an executor that ends first runs what was posted before") {
  Numbers ran;
  {
    ThreadExecutor executor;
    for (int n = 0; n < 500; ++n) executor.post([&ran, n] { ran.push_back(n); });
  }
  CHECK(ran == up_to(500));
}
