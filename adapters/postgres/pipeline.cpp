#include "adapters/postgres/pipeline.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace fettle::postgres {
namespace {

// Statements beyond these are parsed each time.
constexpr std::size_t prepared_max = 300;

// Tenant, generation and role hold for the transaction, which ends with the request.
constexpr const char* begin_request =
    "SELECT set_config('fettle.tenant', $1, true), set_config('search_path', $2 || '_g' || "
    "(SELECT current FROM fettle.generations WHERE kind = $2), true), "
    "set_config('role', 'fettle_reader', true)";

constexpr std::string_view query_canceled = "57014";
constexpr std::string_view feature_not_supported = "0A000";  // "cached plan must not change …"

std::string_view state_of(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state == nullptr ? "" : state;
}

Fault fault_of_query(const PGresult* result) {
  std::string words = PQresultErrorMessage(result);
  while (words.ends_with('\n')) words.pop_back();
  const auto code =
      state_of(result) == query_canceled ? "query_too_slow" : "read_models_unavailable";
  return {FaultKind::unavailable, code, std::move(words)};
}

RowSet rows_of(const PGresult* result) {
  const int columns = PQnfields(result), rows = PQntuples(result);
  RowSet set(static_cast<std::size_t>(columns));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(result, row, column) != 0) {
        set.add(std::nullopt);
      } else {
        set.add(std::string_view(PQgetvalue(result, row, column),
                                 static_cast<std::size_t>(PQgetlength(result, row, column))));
      }
    }
  }
  return set;
}

std::vector<const char*> values_of(const Statement& statement) {
  std::vector<const char*> values;
  for (const auto& value : statement.parameters) values.push_back(value ? value->c_str() : nullptr);
  return values;
}

}  // namespace

Result<Pipeline> Pipeline::open(const std::string& url, const std::string& kind,
                                std::chrono::milliseconds statement_max) {
  auto connection = TRY(Connection::open(url));
  TRY(
      connection.run(fmt::format("SET statement_timeout TO {}; SET jit TO off; "
                                 "SET default_transaction_read_only TO on; "
                                 "SET application_name TO 'fettle query'",
                                 statement_max.count())));
  if (PQsetnonblocking(connection.get(), 1) != 0 || PQenterPipelineMode(connection.get()) != 1) {
    return fault_of(connection.get(), nullptr);
  }
  Pipeline pipeline(std::move(connection), kind);
  pipeline.names_[begin_request] = "begin";
  if (PQsendPrepare(pipeline.connection_.get(), "begin", begin_request, 0, nullptr) != 1) {
    return fault_of(pipeline.connection_.get(), nullptr);
  }
  return pipeline;
}

bool Pipeline::send(Waiting waiting) {
  auto& sent = in_flight_.emplace_back(Sent{std::move(waiting.done), {}, {}, {}});
  if (!send_statement({begin_request, {waiting.request.tenant.text(), kind_}}, sent)) return false;
  for (const auto& statement : waiting.request.statements) {
    if (!send_statement(statement, sent)) return false;
  }
  return PQpipelineSync(connection_.get()) == 1;
}

bool Pipeline::send_statement(const Statement& statement, Sent& sent) {
  const auto values = values_of(statement);
  const auto count = static_cast<int>(values.size());
  auto known = names_.find(statement.sql);
  if (known == names_.end() && names_.size() >= prepared_max) {
    return PQsendQueryParams(connection_.get(), statement.sql.c_str(), count, nullptr,
                             values.data(), nullptr, nullptr, 0) == 1;
  }
  if (known == names_.end()) {
    known = names_.emplace(statement.sql, fmt::format("q{}", ++named_)).first;
    sent.prepared.push_back(statement.sql);
    if (PQsendPrepare(connection_.get(), known->second.c_str(), statement.sql.c_str(), 0,
                      nullptr) != 1) {
      return false;
    }
  }
  return PQsendQueryPrepared(connection_.get(), known->second.c_str(), count, values.data(),
                             nullptr, nullptr, 0) == 1;
}

bool Pipeline::flush(bool& must_wait) {
  const int left = PQflush(connection_.get());
  must_wait = left == 1;
  return left >= 0;
}

bool Pipeline::receive() {
  if (PQconsumeInput(connection_.get()) != 1) return false;
  // One null ends a statement's results, a second one means that nothing more has come.
  for (int nulls = 0; nulls < 2 && PQisBusy(connection_.get()) == 0;) {
    ResultPointer result(PQgetResult(connection_.get()));
    nulls = result ? 0 : nulls + 1;
    if (result && !take(std::move(result))) return false;
  }
  return PQstatus(connection_.get()) == CONNECTION_OK && !(outdated_ && in_flight_.empty());
}

bool Pipeline::take(ResultPointer result) {
  const auto status = PQresultStatus(result.get());
  if (in_flight_.empty()) return status == PGRES_COMMAND_OK;
  auto& first = in_flight_.front();
  if (status == PGRES_PIPELINE_SYNC) {
    finish_first();
  } else if (status == PGRES_TUPLES_OK) {
    first.sets.push_back(rows_of(result.get()));
  } else if (status == PGRES_FATAL_ERROR && !first.fault) {
    first.fault = fault_of_query(result.get());
    outdated_ = outdated_ || state_of(result.get()) == feature_not_supported;
  }
  return true;
}

void Pipeline::finish_first() {
  auto first = std::move(in_flight_.front());
  in_flight_.pop_front();
  if (first.fault) {
    for (const auto& sql : first.prepared) names_.erase(sql);
    outdated_ = outdated_ || !first.prepared.empty();
    return first.done(*std::move(first.fault));
  }
  first.sets.erase(first.sets.begin());  // of begin_request
  first.done(std::move(first.sets));
}

void Pipeline::fail(const Fault& fault) {
  for (auto& sent : std::exchange(in_flight_, {})) sent.done(fault);
}

}  // namespace fettle::postgres
