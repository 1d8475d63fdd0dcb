#include "core/trace.hpp"

#include "core/crypto/crypto.hpp"

namespace fettle {

std::string begun_trace(Dice& dice) {
  constexpr std::size_t trace_bytes = 16, span_bytes = 8;
  const auto random = crypto::to_hex(dice.bytes(trace_bytes + span_bytes));
  return "00-" + random.substr(0, 2 * trace_bytes) + "-" + random.substr(2 * trace_bytes) + "-01";
}

}  // namespace fettle
