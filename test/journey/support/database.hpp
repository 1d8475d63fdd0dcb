// A database of its own on the server that FETTLE_TEST_POSTGRES names, gone at the end.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace fettle::journey {

class Database {
 public:
  Database();
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::string& url() const { return url_; }

  using Row = std::vector<std::optional<std::string>>;
  std::vector<Row> rows(const std::string& sql) const;
  std::string value(const std::string& sql) const;  // of the only row's only column

  // Shut, it lets nobody in and ends who is there; as if the server were away.
  void shut();
  void open();
  void empty();  // drops all that is in it: every schema, every row

 private:
  void administer(const std::string& sql) const;

  std::string server_url_;
  std::string name_;
  std::string url_;
};

}  // namespace fettle::journey
