#include "test/disasters/failing_new.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::int64_t> left = 0;  // of 1, the next one fails
std::atomic<bool> failed = false;
thread_local bool spared = false;

void count() {
  if (spared || left.load(std::memory_order_relaxed) <= 0) return;
  if (left.fetch_sub(1) != 1) return;
  failed = true;
  throw std::bad_alloc();
}

void* made(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void* made_aligned(std::size_t size, std::align_val_t alignment) {
  void* memory = nullptr;
  const auto boundary = static_cast<std::size_t>(alignment);
  return made(::posix_memalign(&memory, boundary, size) == 0 ? memory : nullptr);
}

}  // namespace

namespace fettle::test {

void fail_allocation(std::uint64_t nth) {
  failed = false;
  left = static_cast<std::int64_t>(nth);
}
bool allocation_failed() { return failed; }
void spare_this_thread() { spared = true; }

}  // namespace fettle::test

void* operator new(std::size_t size) {
  count();
  return made(std::malloc(size > 0 ? size : 1));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  count();
  return made_aligned(size, alignment);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return ::operator new(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
