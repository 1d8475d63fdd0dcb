// One connection in pipeline mode: requests are sent without waiting for the answers before them.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "adapters/postgres/connection.hpp"
#include "core/ports/row_store.hpp"

namespace fettle::postgres {

struct Waiting {
  ReadRequest request;
  RowStore::Done done;
};

// Owned by one thread.
class Pipeline {
 public:
  // Sessions read only, as the role fettle_reader, with a time limit for each statement.
  static Result<Pipeline> open(const std::string& url, const std::string& kind,
                               std::chrono::milliseconds statement_max);

  std::size_t in_flight() const { return in_flight_.size(); }
  // To be sent nothing more: when what is in flight is answered, `receive` says false.
  bool outdated() const { return outdated_; }
  int socket() const { return PQsocket(connection_.get()); }

  // False: the connection is broken; `fail` answers what was sent.
  bool send(Waiting waiting);
  bool flush(bool& must_wait);
  bool receive();  // reads what has come, and answers what is complete
  void fail(const Fault& fault);

 private:
  struct Sent {
    RowStore::Done done;
    std::vector<RowSet> sets;
    std::optional<Fault> fault;
    std::vector<std::string> prepared;  // statements that this request prepared
  };

  Pipeline(Connection connection, std::string kind)
      : connection_(std::move(connection)), kind_(std::move(kind)) {}

  bool send_statement(const Statement& statement, Sent& sent);
  bool take(ResultPointer result);
  void finish_first();

  Connection connection_;
  std::string kind_;
  std::deque<Sent> in_flight_;
  std::map<std::string, std::string> names_;  // of prepared statements by their text
  std::uint64_t named_ = 0;                   // names are not used twice
  // A plan met a new generation's table, or nobody knows whether a statement was prepared: the
  // session must begin anew.
  bool outdated_ = false;
};

}  // namespace fettle::postgres
