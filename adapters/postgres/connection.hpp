// One connection of libpqxx and its results as values; errors of the server become faults. Its
// libpq handle serves COPY and pipelining, which libpqxx 6 has not.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <optional>
#include <pqxx/result>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/table.hpp"

namespace fettle::postgres {

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, FreeResult>;

// The rows of one statement, all values as text.
class Answer {
 public:
  explicit Answer(pqxx::result result) : result_(std::move(result)) {}
  int rows() const { return static_cast<int>(result_.size()); }
  int columns() const { return static_cast<int>(result_.columns()); }
  FieldText at(int row, int column) const;
  std::string text(int row, int column) const { return std::string(at(row, column).value_or("")); }
  std::uint64_t affected() const { return static_cast<std::uint64_t>(result_.affected_rows()); }

 private:
  pqxx::result result_;
};

using Parameters = std::span<const std::optional<std::string>>;

// invalid `row_refused` or `row_exists`, full, or unavailable with the server's words.
Fault fault_of(PGconn* connection, const PGresult* result);
std::string quoted(std::string_view identifier);
// {"a","b"}: the text of a text[].
std::string array_of(std::span<const std::string> texts);

// Owned by one thread.
class Connection {
 public:
  // unavailable `postgres_unavailable` when the server cannot be reached within some seconds.
  static Result<Connection> open(const std::string& url);

  Result<Answer> run(const std::string& sql, Parameters parameters = {});
  // COPY … FROM STDIN: the lines as they are.
  Result<void> copy_in(const std::string& sql, std::string_view lines);

  PGconn* get() const;

 private:
  class Session;
  struct Close {
    void operator()(Session* session) const;
  };
  explicit Connection(std::unique_ptr<Session, Close> session) : session_(std::move(session)) {}

  std::unique_ptr<Session, Close> session_;
};

}  // namespace fettle::postgres
