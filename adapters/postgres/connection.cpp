#include "adapters/postgres/connection.hpp"

#include <charconv>

namespace fettle::postgres {
namespace {

constexpr std::string_view unique_violation = "23505";
constexpr std::string_view disk_full = "53100";

// Values are read and written as text in one spelling, whatever the server's settings.
constexpr const char* session =
    "SET DateStyle TO ISO; SET TimeZone TO 'UTC'; SET client_min_messages TO warning; "
    "SET client_encoding TO 'UTF8'";

void add(std::string& url, std::string_view setting) {
  const bool is_uri = url.starts_with("postgres://") || url.starts_with("postgresql://");
  if (is_uri) url += url.find('?') == std::string::npos ? '?' : '&';
  if (!is_uri) url += ' ';
  url += setting;
}

bool succeeded(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

}  // namespace

FieldText Answer::at(int row, int column) const {
  if (PQgetisnull(result_.get(), row, column) != 0) return std::nullopt;
  return std::string_view(PQgetvalue(result_.get(), row, column),
                          static_cast<std::size_t>(PQgetlength(result_.get(), row, column)));
}

std::uint64_t Answer::affected() const {
  const std::string_view text = PQcmdTuples(result_.get());
  std::uint64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

Fault fault_of(PGconn* connection, const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view code = state == nullptr ? "" : state;
  std::string words = result == nullptr ? PQerrorMessage(connection) : PQresultErrorMessage(result);
  while (words.ends_with('\n')) words.pop_back();
  if (code == unique_violation) return {FaultKind::invalid, "row_exists", std::move(words)};
  if (code.starts_with("22") || code.starts_with("23")) {
    return {FaultKind::invalid, "row_refused", std::move(words)};
  }
  if (code == disk_full) return {FaultKind::full, "postgres_full", std::move(words)};
  return {FaultKind::unavailable, "postgres_unavailable", std::move(words)};
}

std::string quoted(std::string_view identifier) {
  std::string text = "\"";
  for (const char c : identifier) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + '"';
}

std::string array_of(std::span<const std::string> texts) {
  std::string array = "{";
  for (const auto& text : texts) {
    if (array.size() > 1) array += ',';
    array += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') array += '\\';
      array += c;
    }
    array += '"';
  }
  return array + '}';
}

Result<Connection> Connection::open(const std::string& url) {
  auto settings = url;
  if (url.find("connect_timeout") == std::string::npos) add(settings, "connect_timeout=5");
  Connection connection(PQconnectdb(settings.c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK) return fault_of(connection.get(), nullptr);
  TRY(connection.run(session));
  return connection;
}

Result<Answer> Connection::run(const std::string& sql, Parameters parameters) {
  ResultPointer result;
  if (parameters.empty()) {
    result.reset(PQexec(get(), sql.c_str()));
  } else {
    std::vector<const char*> values;
    for (const auto& value : parameters) values.push_back(value ? value->c_str() : nullptr);
    result.reset(PQexecParams(get(), sql.c_str(), static_cast<int>(values.size()), nullptr,
                              values.data(), nullptr, nullptr, 0));
  }
  if (!succeeded(result.get())) return fault_of(get(), result.get());
  return Answer(std::move(result));
}

Result<void> Connection::copy_in(const std::string& sql, std::string_view lines) {
  constexpr std::size_t piece_max = 1 << 20;
  const ResultPointer started(PQexec(get(), sql.c_str()));
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) return fault_of(get(), started.get());
  bool sent = true;
  while (sent && !lines.empty()) {
    const auto piece = lines.substr(0, piece_max);
    sent = PQputCopyData(get(), piece.data(), static_cast<int>(piece.size())) == 1;
    lines.remove_prefix(piece.size());
  }
  sent = sent && PQputCopyEnd(get(), nullptr) == 1;
  const ResultPointer ended(PQgetResult(get()));
  if (!sent || !succeeded(ended.get())) return fault_of(get(), ended.get());
  while (const ResultPointer rest{PQgetResult(get())}) {
  }
  return {};
}

}  // namespace fettle::postgres
