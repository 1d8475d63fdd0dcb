// How often this thread has asked for memory: this program's operator new counts.
#pragma once

#include <cstddef>

namespace fettle::test {

std::size_t allocations();

}  // namespace fettle::test
