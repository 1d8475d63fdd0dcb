// The days of a merchant whose bills became statements, and those that are still to be asked for.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/moment.hpp"

namespace fettle::wechat_pay {

class BillDays {
 public:
  // WeChat Pay keeps bills for three months; so far back are missing ones asked for.
  static constexpr int back_max = 30;

  // Days before that are not ours to hold against our books. The first time counts.
  void connected(Moment at);
  void imported(const std::string& day);

  // The newest day, as it is in China, whose bill is there, missing, and not to be left alone yet.
  std::optional<std::string> next(Moment now) const;
  // It was asked for: unless it is imported, leave it alone until then.
  void asked(const std::string& day, Moment again);

 private:
  std::optional<std::string> since_;
  std::set<std::string> imported_;
  std::map<std::string, Moment> again_;
};

}  // namespace fettle::wechat_pay
