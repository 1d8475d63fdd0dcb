// One HTTP answer out of the bytes of a connection: only what a generator must know, since whatever
// it does for an answer is taken from the server it measures.
#pragma once

#include <string_view>

namespace fettle::bench {

struct Answer {
  int status = 0;
  std::string_view body;
};

struct Received {
  enum class State { partial, whole, malformed };
  State state = State::partial;
  Answer answer = {};
  std::size_t size = 0;  // of the whole answer, head and body
  bool closes = false;   // the server takes no more on this connection
};

// Answers without Content-Length (chunked ones) count as malformed: none of ours has such.
Received parse_answer(std::string_view bytes);

}  // namespace fettle::bench
