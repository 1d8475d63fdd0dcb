// Loads over as many stores as one likes: n-000000000001 and so on, of shop-1. One makes them, the
// other edits one of all of them, drawn anew each time, so that most were not touched for long.
#pragma once

#include <deque>
#include <random>

#include "bench/generator/loads.hpp"
#include "bench/generator/numbered_text.hpp"

namespace fettle::bench {

// Ends when all are there: who is refused is asked for again, with the same key.
class NewStores final : public Load {
 public:
  NewStores(const LoadSettings& settings, Acknowledged& acknowledged);
  Request next() override;
  Verdict judge(std::uint64_t number, const Answer& answer) override;
  bool has_more() const override { return !refused_.empty() || begun_ < count_; }

 private:
  NumberedText request_;
  const std::uint64_t there_, count_;
  Acknowledged& acknowledged_;
  std::uint64_t begun_ = 0;
  std::deque<std::uint64_t> refused_;
};

class AnyStore final : public Load {
 public:
  AnyStore(const LoadSettings& settings, Acknowledged& acknowledged);
  Request next() override;
  Verdict judge(std::uint64_t number, const Answer& answer) override;

 private:
  NumberedText request_;
  std::mt19937_64 dice_;
  std::uniform_int_distribution<std::uint64_t> one_of_all_;
  Acknowledged& acknowledged_;
  std::uint64_t sent_ = 0;
};

}  // namespace fettle::bench
