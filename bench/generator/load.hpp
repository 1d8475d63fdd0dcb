// What is sent, and which answers to it are right. One object of this a run, used by one thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "bench/generator/answer.hpp"

namespace fettle::bench {

enum class Verdict {
  right,
  goes_on,  // right so far: `rest_of` has what the operation asks next
  refused,  // a whole answer, but not the wanted one: 409, 429, 503
  wrong,    // says yes, and does not hold what such an answer must
};

class Load {
 public:
  struct Request {
    std::string_view bytes;    // head and body; holds until the next call
    std::uint64_t number = 0;  // of the request in this run, from 1
  };

  virtual ~Load() = default;
  virtual Request next() = 0;
  virtual Verdict judge(std::uint64_t number, const Answer& answer) = 0;
  // False: nothing to send, unless an answer that is still out changes that.
  virtual bool has_more() const { return true; }
  // The operation's next request, once its last answer was judged `goes_on`; latency goes on, too.
  // Most operations are one request.
  virtual std::string_view rest_of(std::uint64_t) { return {}; }
};

}  // namespace fettle::bench
