// Looks after every step of a run: keeps the books and asks the rules about what is new, so that
// what breaks one is met at the step where it happens.
#pragma once

#include <vector>

#include "test/simulation/checks/books.hpp"
#include "test/simulation/witness.hpp"

namespace fettle::sim {

class Watch final : public Witness {
 public:
  using Nodes = Books::Nodes;
  Watch(const Plan& plan, const Site& site, const Nodes& nodes, const Schedule& schedule);

  // After a step.
  std::optional<Violation> look();
  // When all is settled.
  std::optional<Violation> last_look();
  // All that became visible on the log.
  const ReadLog& log() const { return books_.reading.log(); }

  std::size_t timers_fired() const { return books_.fired.size(); }

  void handed(const std::shared_ptr<const Handed>& command) override;
  void answered(const Handed& command, const Outcome& outcome) override;

 private:
  void read_on();
  template <class Rules, class... About>
  void ask(const Rules& rules, const About&... about);

  const Plan& plan_;
  Books books_;
  std::size_t noted_ = 0;  // commits
  std::optional<Violation> found_;
};

}  // namespace fettle::sim
