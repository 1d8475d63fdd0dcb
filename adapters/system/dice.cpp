#include "adapters/system/dice.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace fettle {
namespace {

// Drawn at once: a system call costs more than an id's bytes.
constexpr std::size_t stock_bytes = 4096;

void fill(char* to, std::size_t count) {
  while (count > 0) {
    const auto got = getrandom(to, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) std::abort();  // without randomness no key may be made
    to += got;
    count -= static_cast<std::size_t>(got);
  }
}

class Stock {
 public:
  std::string take(std::size_t count) {
    if (count > left_) refill();
    char* const from = bytes_.data() + (stock_bytes - left_);
    std::string taken(from, count);
    std::memset(from, 0, count);  // a key that was handed out does not linger here
    left_ -= count;
    return taken;
  }

 private:
  void refill() {
    fill(bytes_.data(), stock_bytes);
    left_ = stock_bytes;
  }

  std::array<char, stock_bytes> bytes_{};
  std::size_t left_ = 0;
};

}  // namespace

std::string SystemDice::bytes(std::size_t count) {
  if (count <= stock_bytes) {
    thread_local Stock stock;
    return stock.take(count);
  }
  std::string drawn(count, '\0');
  fill(drawn.data(), count);
  return drawn;
}

}  // namespace fettle
