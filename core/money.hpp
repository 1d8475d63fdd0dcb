// Money in whole minor units (fen) with its currency. No floating point anywhere.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace fettle {

class Currency {
 public:
  // ISO 4217 letters. Precondition: well_formed(code).
  explicit Currency(std::string_view code) {
    invariant(well_formed(code), "a currency is three capital letters");
    code.copy(code_.data(), 3);
  }
  static bool well_formed(std::string_view code) {
    return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char letter) {
             return letter >= 'A' && letter <= 'Z';
           });
  }
  std::string_view code() const { return {code_.data(), 3}; }
  bool operator==(const Currency&) const = default;

 private:
  std::array<char, 3> code_{};
};

class Money {
 public:
  Money(std::int64_t minor, Currency currency) : minor_(minor), currency_(currency) {}
  static Money fen(std::int64_t minor) { return {minor, Currency("CNY")}; }

  std::int64_t minor() const { return minor_; }
  Currency currency() const { return currency_; }
  bool operator==(const Money&) const = default;

  // Same currency and no overflow, else InvariantBroken.
  Money operator+(const Money& other) const {
    std::int64_t sum = 0;
    invariant(currency_ == other.currency_, "sum across currencies");
    invariant(!__builtin_add_overflow(minor_, other.minor_, &sum), "sum of money overflows");
    return {sum, currency_};
  }
  bool at_least(const Money& other) const {
    invariant(currency_ == other.currency_, "comparison across currencies");
    return minor_ >= other.minor_;
  }

 private:
  std::int64_t minor_;
  Currency currency_;
};

}  // namespace fettle
