// Values that the business chose for itself.
#pragma once

#include <optional>
#include <string>

#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct SettingPut {
  std::string name;
  std::optional<StoreId> store;  // nothing: all stores without a value of their own
  std::int64_t value;
  std::optional<std::int64_t> previous;
};
FETTLE_EVENT(SettingPut, 1, "A setting got a value.", (name, store, value, previous))

}  // namespace fettle
