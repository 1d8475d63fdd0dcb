#include <algorithm>

#include "commands/stock_count/state.hpp"

namespace fettle {
namespace {

template <class Change>
void change_line(CountState& count, const ProductId& product, Change&& change) {
  for (auto& line : count.lines) {
    if (line.product == product) change(line);
  }
}

}  // namespace

const CountLine* CountState::line(const ProductId& product) const {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const CountLine& one) { return one.product == product; });
  return found == lines.end() ? nullptr : &*found;
}

bool CountState::has(LineStanding which) const {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const CountLine& one) { return one.standing == which; });
}

void evolve(CountState& count, const CountOpened& e) {
  count.store = e.store;
  count.period = e.period;
  for (const auto& product : e.products) {
    count.lines.push_back({product, std::nullopt, LineStanding::OPEN, std::nullopt});
  }
}

void evolve(CountState& count, const CountEntered& e) {
  change_line(count, e.product, [&](CountLine& line) {
    line.number = CountedNumber{e.counted, e.expected, e.reason};
  });
}

// A line without a difference is as Odoo has it.
void evolve(CountState& count, const CountApproved&) {
  count.standing = CountStanding::APPROVED;
  for (auto& line : count.lines) {
    const bool agrees = line.number && !line.number->differs();
    if (line.standing == LineStanding::OPEN && agrees) line.standing = LineStanding::POSTED;
  }
}

void evolve(CountState& count, const CountLineApproved& e) {
  change_line(count, e.product, [&](CountLine& line) {
    line.standing = LineStanding::APPROVED;
    line.errand = e.errand;
  });
}

void evolve(CountState& count, const CountLinePosted& e) {
  change_line(count, e.product, [](CountLine& line) { line.standing = LineStanding::POSTED; });
}

// It is open again until its line is counted and approved anew.
void evolve(CountState& count, const CountLineOutdated& e) {
  count.standing = CountStanding::OPEN;
  change_line(count, e.product, [](CountLine& line) {
    line.standing = LineStanding::OPEN;
    line.number.reset();
    line.errand.reset();
  });
}

void evolve(CountState& count, const CountFinished&) { count.standing = CountStanding::FINISHED; }

void evolve(CountState& count, const CountWithdrawn&) { count.standing = CountStanding::WITHDRAWN; }

}  // namespace fettle
