// HTTP exchanges with other nodes, many at once on one thread, over connections that are kept.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "adapters/http/nodes/letter.hpp"
#include "core/result.hpp"

namespace fettle::http {

class Exchanges {
 public:
  struct Limits {
    std::chrono::milliseconds connect_timeout;
    std::size_t answer_bytes_max;
    std::string authority_file;  // empty: the machine's own
  };
  struct Answer {
    long status = 0;
    std::string proof;  // the value of node_header; empty: there was none
    std::string body;
  };
  struct Ended {
    Letter letter;
    Result<Answer> answer;  // any status is an answer; unavailable `owner_unreachable`
  };

  explicit Exchanges(Limits limits);
  ~Exchanges();

  // Each letter that is started comes back once, by `turn` or by `abandon`.
  void start(Letter letter);
  // Waits until something happens, at most so long, and gives what has ended.
  std::vector<Ended> turn(std::chrono::milliseconds wait);
  std::vector<Letter> abandon();

  void wake();  // ends the wait of this turn, or of the next; any thread

 private:
  struct Exchange;
  struct Line;

  Limits limits_;
  std::unique_ptr<Line> line_;
};

}  // namespace fettle::http
