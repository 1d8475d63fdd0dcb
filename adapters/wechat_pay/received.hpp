// A callback as the command that keeps it: whatever its verdict, and with what it says if that can
// be believed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "adapters/wechat_pay/merchant.hpp"
#include "schemas/inbound/commands.hpp"

namespace fettle::wechat_pay {

using ReceivedHeaders = std::vector<std::pair<std::string, std::string>>;  // names in lower case

// May fetch certificates, as Callbacks::read. Headers that are not WeChat Pay's are not kept.
RecordCallback received(Merchant& merchant, const ReceivedHeaders& headers, std::string_view body);

}  // namespace fettle::wechat_pay
