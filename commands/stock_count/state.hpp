// What a decision must know of a stock count.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/stock_count/events.hpp"

namespace fettle {

enum class CountStanding { OPEN, APPROVED, FINISHED, WITHDRAWN };
FETTLE_ENUM(CountStanding, OPEN, APPROVED, FINISHED, WITHDRAWN)

enum class LineStanding { OPEN, APPROVED, POSTED };
FETTLE_ENUM(LineStanding, OPEN, APPROVED, POSTED)

struct CountedNumber {
  std::int64_t counted;
  std::int64_t expected;
  std::optional<std::string> reason;

  bool differs() const { return counted != expected; }
};
FETTLE_STRUCT(CountedNumber, (counted, expected, reason))

struct CountLine {
  ProductId product;
  std::optional<CountedNumber> number;
  LineStanding standing;
  std::optional<ErrandId> errand;
};
FETTLE_STRUCT(CountLine, (product, number, standing, errand))

struct CountState {
  std::optional<StoreId> store;  // of every count
  std::string period;
  CountStanding standing = CountStanding::OPEN;
  std::vector<CountLine> lines;

  const CountLine* line(const ProductId& product) const;
  bool has(LineStanding standing) const;
};
FETTLE_STRUCT(CountState, (store, period, standing, lines))

struct StockCount {
  static constexpr std::string_view type = "stock_count";
  static constexpr std::string_view shape = "2";
  using Key = CountId;
  using State = CountState;
  using Events =
      boost::mp11::mp_list<CountOpened, CountEntered, CountApproved, CountLineApproved,
                           CountLinePosted, CountLineOutdated, CountFinished, CountWithdrawn>;
};

void evolve(CountState&, const CountOpened&);
void evolve(CountState&, const CountEntered&);
void evolve(CountState&, const CountApproved&);
void evolve(CountState&, const CountLineApproved&);
void evolve(CountState&, const CountLinePosted&);
void evolve(CountState&, const CountLineOutdated&);
void evolve(CountState&, const CountFinished&);
void evolve(CountState&, const CountWithdrawn&);

}  // namespace fettle
