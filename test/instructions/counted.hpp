// How many commands and events are counted, and how many go before them: caches are warm then.
#pragma once

namespace fettle::test {

constexpr int warm_up = 300, counted = 1'000;

}  // namespace fettle::test
