// One person at the shop's counter: asks, waits, and hears an answer by its code.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <future>
#include <string>
#include <thread>

#include "test/crash/lab/generation.hpp"
#include "test/crash/lab/witness.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

using namespace lab;

inline constexpr std::chrono::seconds patience{30};

// "accepted", or the code of the "no"; "no answer" when none came. Accepted ones are reported.
inline std::string ask(Shop& shop, const Report& report, std::uint64_t number, const Wish& wish) {
  const auto heard = std::make_shared<std::promise<std::string>>();
  auto answer = heard->get_future();
  report.sent(number, wish);
  shop.send(number, wish, [heard, number, &report](Outcome outcome) {
    if (const auto* accepted = std::get_if<Accepted>(&outcome)) {
      report.accepted(
          number, {accepted->id, accepted->version, fettle::number(accepted->position->offset)});
      return heard->set_value("accepted");
    }
    const auto* rejection = std::get_if<Rejection>(&outcome);
    heard->set_value(rejection != nullptr ? rejection->code : std::get<Fault>(outcome).code);
  });
  return answer.wait_for(patience) == std::future_status::ready ? answer.get() : "no answer";
}

inline Wish box(std::uint64_t number) {
  return {Wish::Kind::make_box, "box " + std::to_string(number), "", 0};
}

inline std::string make_box(Shop& shop, const Report& report, std::uint64_t number) {
  return ask(shop, report, number, box(number));
}

// Makes the next boxes until one is refused; says how. `number` is that one's then.
inline std::string until_refused(Shop& shop, const Report& report, std::uint64_t& number) {
  constexpr int boxes_max = 2'000;
  for (int n = 0; n < boxes_max; ++n, ++number) {
    const auto code = make_box(shop, report, number);
    if (code != "accepted") return code;
  }
  return "never refused";
}

// Asks for the same until it is done.
inline bool in_the_end(Shop& shop, const Report& report, std::uint64_t number, const Wish& wish) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (ask(shop, report, number, wish) != "accepted") {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

// A process's whole life, with every check of the crash lab.
inline void live(Witness& witness, const std::filesystem::path& folder, std::uint64_t seed) {
  const int status = witness.in_child(
      [&](const Report& report) { run_generation(folder, witness.ledger(), seed, report); });
  CHECK(status == 0);
}

inline void check_content(const Witness& witness) {
  for (const auto& complaint : witness.tally().complaints) CHECK_MESSAGE(false, complaint);
  CHECK(witness.content());
}

}  // namespace fettle::test
