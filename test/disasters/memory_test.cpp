// No memory for one allocation while commands are handled: the process ends, as one that is killed
// does, or the command is refused; nothing is lost, doubled or half done either way.
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>

#include "test/disasters/counter.hpp"
#include "test/disasters/failing_new.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

void no_core_file() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

// A box is made, and again, with one allocation failing on the way.
void make_boxes(Shop& shop, const Report& report, std::uint64_t number, std::uint64_t nth) {
  fail_allocation(nth);
  const auto first = make_box(shop, report, number);
  const auto second = make_box(shop, report, number + 1);
  const bool met = allocation_failed();
  fail_allocation(0);
  if (first == "no answer" || second == "no answer") return report.wrong("no answer");
  report.count(met ? "lived on" : "never met");
  for (const auto n : {number, number + 1}) {
    if (!in_the_end(shop, report, n, box(n))) report.wrong("no service afterwards");
  }
}

}  // namespace

TEST_CASE("an allocation that fails under a command loses, doubles and half does nothing") {
  const TempFolder folder;
  Witness witness;
  live(witness, folder.path(), 1);
  constexpr std::uint64_t step = 13, allocations_max = 3'000;
  for (std::uint64_t nth = 1; nth < allocations_max; nth += step) {
    if (witness.tally().of("never met") > 2 || !witness.content()) break;
    const auto number = witness.ledger().next();
    witness.place("allocation " + std::to_string(nth) + ": ");
    const int status = witness.in_child([&](const Report& report) {
      no_core_file();
      spare_this_thread();
      const auto shop = open_checked(folder.path(), witness.ledger(), nth, report);
      if (shop) make_boxes(*shop, report, number, nth);
    });
    const bool aborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    CHECK_MESSAGE((status == 0 || aborted), status);
    if (aborted) witness.tally().add("aborted");
  }
  CHECK(witness.tally().of("aborted") > 10);
  live(witness, folder.path(), 2);
  check_content(witness);
}
