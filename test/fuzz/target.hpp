// A fuzz target is one function of the name that libFuzzer calls. It throws `Broken` when what the
// product promises does not hold; the program of the replayed corpora gives each a name of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fettle::fuzz {

struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void expect(bool holds, std::string_view promise) {
  if (!holds) throw Broken(std::string(promise));
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Numbers and texts drawn from the front of an input; when it is used up, zeros and nothing.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }
  std::uint8_t below(std::uint8_t bound) { return static_cast<std::uint8_t>(byte() % bound); }
  bool coin() { return (byte() & 1) != 0; }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8 | byte();
    return value;
  }
  std::string_view bytes(std::size_t count) {
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  // Led by its size in one byte.
  std::string_view text() { return bytes(byte()); }
  // Up to the end of the line, which is passed over.
  std::string_view line() {
    const auto taken =
        bytes(rest_.find('\n') == std::string_view::npos ? rest_.size() : rest_.find('\n'));
    bytes(1);
    return taken;
  }
  std::string_view rest() { return bytes(rest_.size()); }

 private:
  std::string_view rest_;
};

}  // namespace fettle::fuzz
