// The bodies of our requests.
#pragma once

#include <string>

#include "adapters/wechat_pay/settings.hpp"

namespace fettle::wechat_pay {

struct PrepayOrder;
struct RefundOrder;

std::string prepay_body(const Settings& settings, const PrepayOrder& order);
std::string close_body(const Settings& settings);
std::string refund_body(const Settings& settings, const RefundOrder& order);

}  // namespace fettle::wechat_pay
