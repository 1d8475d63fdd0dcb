#include "adapters/wechat_pay/bill_days.hpp"

namespace fettle::wechat_pay {
namespace {

constexpr auto china_is_ahead = std::chrono::hours(8);
constexpr auto there_from = std::chrono::hours(10);  // of the next day, in China

// "2026-11-20"
std::string day_in_china(Moment moment) { return to_text(moment + china_is_ahead).substr(0, 10); }

}  // namespace

void BillDays::connected(Moment at) {
  if (!since_) since_ = day_in_china(at);
}

void BillDays::imported(const std::string& day) {
  imported_.insert(day);
  again_.erase(day);
}

std::optional<std::string> BillDays::next(Moment now) const {
  if (!since_) return std::nullopt;
  for (int back = 1; back <= back_max; ++back) {
    const auto day = day_in_china(now - there_from - std::chrono::days(back));
    if (day < *since_) return std::nullopt;
    const auto again = again_.find(day);
    const bool left_alone = again != again_.end() && now < again->second;
    if (!left_alone && !imported_.contains(day)) return day;
  }
  return std::nullopt;
}

void BillDays::asked(const std::string& day, Moment again) {
  if (!imported_.contains(day)) again_.insert_or_assign(day, again);
}

}  // namespace fettle::wechat_pay
