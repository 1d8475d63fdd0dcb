// A table by text that is searched with a view, so that a look-up makes no copy.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fettle {

struct TextHash : std::hash<std::string_view> {
  using is_transparent = void;
};

template <class Value>
using ByName = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace fettle
