// Which commands leave a commit whenever they are accepted.
#pragma once

#include <set>
#include <string_view>

namespace fettle::sim {

// What is accepted without changing anything leaves no commit.
inline bool always_writes(std::string_view command) {
  static const std::set<std::string_view> may_not{
      "StartPayment",    "SyncProducts", "SyncStock",         "PutSetting",
      "EnableConnector", "StopTimer",    "RecognizeCustomer", "ChangeRequisition"};
  return !may_not.contains(command);
}

}  // namespace fettle::sim
