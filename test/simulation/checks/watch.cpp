#include "test/simulation/checks/watch.hpp"

#include "test/simulation/checks/rules.hpp"
#include "test/simulation/engine/planting.hpp"

namespace fettle::sim {

Watch::Watch(const Plan& plan, const Site& site, const Nodes& nodes, const Schedule& schedule)
    : plan_(plan), books_(site, nodes, schedule) {}

template <class Rules, class... About>
void Watch::ask(const Rules& all, const About&... about) {
  for (const auto& [name, broken, alone] : all) {
    if (found_) return;
    if (!plan_.checks(name)) continue;
    if (auto wrong = broken(books_, about...)) {
      found_ = Violation{std::string(name), *std::move(wrong)};
    }
  }
}

void Watch::read_on() {
  if (!books_.reading.read_on()) return;
  const auto& read = books_.reading.log();
  for (; noted_ < read.commits.size() && !found_; ++noted_) {
    const auto& commit = read.commits[noted_];
    ask(rules::of_commits, commit);
    books_.note(noted_);
  }
}

std::optional<Violation> Watch::look() {
  const Planting shared(of_the_trade(plan_.planted));
  read_on();
  ask(rules::of_moments);
  return found_;
}

std::optional<Violation> Watch::last_look() {
  ask(rules::of_the_books);
  return found_;
}

void Watch::handed(const std::shared_ptr<const Handed>& command) {
  if (command->key.empty()) return;
  books_.handed.insert_or_assign(
      key_name(command->tenant.text(), command->caller.account.text(), command->key), command);
}

void Watch::answered(const Handed& command, const Outcome& outcome) {
  const Planting shared(of_the_trade(plan_.planted));
  read_on();
  ask(rules::of_answers, command, outcome);
}

}  // namespace fettle::sim
