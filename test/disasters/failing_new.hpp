// The allocator of this test program: it can be told to fail once, at the n-th allocation.
#pragma once

#include <cstdint>

namespace fettle::test {

// From now on, on any thread but those that are spared; 0: never.
void fail_allocation(std::uint64_t nth);
// Whether it has failed since.
bool allocation_failed();
// The calling thread's allocations succeed and do not count.
void spare_this_thread();

}  // namespace fettle::test
