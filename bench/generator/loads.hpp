// The loads that --load names. Shops and tokens come from the environment, as for bench/load.lua.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/generator/acknowledged.hpp"
#include "bench/generator/http_text.hpp"
#include "bench/generator/load.hpp"
#include "core/result.hpp"

namespace fettle::bench {

struct LoadSettings {
  Target target;
  std::string run;  // eight hex digits that no other run has: keys begin with them
  std::size_t body_bytes = 250;
  std::vector<std::string> tokens;  // shop-1 has the first, shop-2 the second
  std::size_t stores = 0;           // of each shop
  std::size_t count = 0;            // of `stores-new`: so many more
  std::size_t bays = 0;             // of each of these
};

// A name for each of them, for --help and for whoever asks for one that is none of them.
inline constexpr std::string_view load_names =
    "stores, stores-new, stores-any, orders, repairs, visible, post, get";

// Commands write down what was acknowledged.
Result<std::unique_ptr<Load>> make_load(const std::string& name, const LoadSettings& settings,
                                        Acknowledged& acknowledged);

}  // namespace fettle::bench
