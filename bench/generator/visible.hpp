// Work orders that are opened, and asked for at once by whoever opened them: an operation is over
// when a query shows the row.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "bench/generator/loads.hpp"

namespace fettle::bench {

class Visible final : public Load {
 public:
  // `orders` opens them, each with its number in its description.
  Visible(const LoadSettings& settings, std::unique_ptr<Load> orders);

  Request next() override { return orders_->next(); }
  Verdict judge(std::uint64_t number, const Answer& answer) override;
  std::string_view rest_of(std::uint64_t number) override { return queries_.at(number); }

 private:
  Verdict judge_command(std::uint64_t number, const Answer& answer);

  const LoadSettings settings_;
  const std::unique_ptr<Load> orders_;
  std::unordered_map<std::uint64_t, std::string>
      queries_;  // of the commands that were acknowledged
};

}  // namespace fettle::bench
