#include "adapters/postgres/connection.hpp"

#include <pqxx/connection_base>
#include <pqxx/connectionpolicy>
#include <pqxx/except>
#include <pqxx/nontransaction>
#include <pqxx/prepared_statement>

namespace fettle::postgres {
namespace {

constexpr std::string_view unique_violation = "23505";
constexpr std::string_view disk_full = "53100";

// Values are read and written as text in one spelling, whatever the server's settings.
constexpr const char* one_spelling =
    "SET DateStyle TO ISO; SET TimeZone TO 'UTC'; SET client_min_messages TO warning; "
    "SET client_encoding TO 'UTF8'";

void add(std::string& url, std::string_view setting) {
  const bool is_uri = url.starts_with("postgres://") || url.starts_with("postgresql://");
  if (is_uri) url += url.find('?') == std::string::npos ? '?' : '&';
  if (!is_uri) url += ' ';
  url += setting;
}

Fault fault_of(std::string_view code, std::string words) {
  while (words.ends_with('\n')) words.pop_back();
  if (code == unique_violation) return {FaultKind::invalid, "row_exists", std::move(words)};
  if (code.starts_with("22") || code.starts_with("23")) {
    return {FaultKind::invalid, "row_refused", std::move(words)};
  }
  if (code == disk_full) return {FaultKind::full, "postgres_full", std::move(words)};
  return {FaultKind::unavailable, "postgres_unavailable", std::move(words)};
}

// Connects once: a connection that broke has lost its transaction and its settings, and is not to
// come back behind our back.
class OnePolicy final : public pqxx::connectionpolicy {
 public:
  using pqxx::connectionpolicy::connectionpolicy;
  ~OnePolicy() override { PQfinish(handle_); }  // that of a session which could not be made ready

  handle do_startconnect(handle open) override {
    if (open != nullptr) return open;
    if (connected_) throw pqxx::broken_connection("the connection broke");
    connected_ = true;
    return handle_ = normalconnect(nullptr);
  }
  handle do_disconnect(handle open) noexcept override {
    handle_ = nullptr;
    return connectionpolicy::do_disconnect(open);
  }
  PGconn* get() const { return handle_; }

 private:
  handle handle_ = nullptr;
  bool connected_ = false;
};

// libpqxx throws; nothing of that leaves this file.
template <class Call>
auto caught(Call&& call) -> decltype(call()) {
  try {
    return call();
  } catch (const pqxx::sql_error& error) {
    return fault_of(error.sqlstate(), error.what());
  } catch (const std::exception& error) {
    return fault_of("", error.what());
  }
}

}  // namespace

class Connection::Session final : public pqxx::connection_base {
 public:
  explicit Session(const std::string& settings) : connection_base(policy_), policy_(settings) {
    init();
  }
  ~Session() { close(); }

  PGconn* get() const { return policy_.get(); }

 private:
  OnePolicy policy_;  // the base only keeps its address
};

void Connection::Close::operator()(Session* session) const { delete session; }

PGconn* Connection::get() const { return session_->get(); }

FieldText Answer::at(int row, int column) const {
  const auto field =
      result_[static_cast<pqxx::result_size_type>(row)][static_cast<pqxx::row_size_type>(column)];
  if (field.is_null()) return std::nullopt;
  return std::string_view(field.c_str(), field.size());
}

Fault fault_of(PGconn* connection, const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return fault_of(state == nullptr ? "" : state,
                  result == nullptr ? PQerrorMessage(connection) : PQresultErrorMessage(result));
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
  return caught([&]() -> Result<Connection> {
    Connection connection(std::unique_ptr<Session, Close>(new Session(settings)));
    TRY(connection.run(one_spelling));
    return connection;
  });
}

Result<Answer> Connection::run(const std::string& sql, Parameters parameters) {
  return caught([&]() -> Result<Answer> {
    pqxx::nontransaction work(*session_);  // transactions are begun and ended by statements
    if (parameters.empty()) return Answer(work.exec(sql));
    return Answer(work.exec_params(
        sql, pqxx::prepare::make_dynamic_params(parameters.begin(), parameters.end())));
  });
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
  if (!sent || PQresultStatus(ended.get()) != PGRES_COMMAND_OK) return fault_of(get(), ended.get());
  while (const ResultPointer rest{PQgetResult(get())}) {
  }
  return {};
}

}  // namespace fettle::postgres
