// Looks at a log that was read to its end, by itself: what is wrong, in words.
#pragma once

#include "test/simulation/checks/books.hpp"

namespace fettle::sim {

Wrong gap_of_versions(const ReadLog& log);
Wrong break_of_chain(const ReadLog& log);
Wrong key_applied_twice(const ReadLog& log);

}  // namespace fettle::sim
