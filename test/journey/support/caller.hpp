// Someone with a token who asks the running product over HTTP.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "test/journey/support/served.hpp"

namespace fettle::journey {

using Json = nlohmann::json;
using Headers = std::map<std::string, std::string>;

struct Answer {
  unsigned status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string text;
  Json body;

  bool accepted() const { return status == 200 || status == 201; }
  std::string code() const { return body.value("code", ""); }  // of a problem
  std::string detail() const { return body.value("detail", ""); }
  std::string id() const { return body.at("id"); }
  std::int64_t version() const { return body.at("version"); }
  std::string header(const std::string& name) const;
  // The code that a problem gives this field; empty when it does not name it.
  std::string field_code(const std::string& field) const;
};

class Caller {
 public:
  Caller(Served& served, Bearer bearer);

  const std::string& account() const { return bearer_.account; }
  const std::string& role() const { return bearer_.role; }
  const std::string& token() const { return token_; }

  // A command gets a fresh Idempotency-Key unless the headers name one; an empty one is not sent.
  Answer post(std::string_view path, const Json& body = Json::object(),
              const Headers& headers = {}) const;
  Answer send(std::string_view method, std::string_view path, std::string_view body,
              Headers headers = {}) const;
  // Waits for all that was written before, whoever wrote it.
  Answer get(std::string_view path, Headers headers = {}) const;
  // Every page of a list, joined.
  Json list(const std::string& path) const;

 private:
  Served* served_;
  Bearer bearer_;
  std::string token_;
};

// One request on a connection of its own, by nobody in particular.
Answer ask(Served& served, std::string_view method, std::string_view path, std::string_view body,
           const Headers& headers);

// The answer, or an end of the test when the command was not accepted.
const Answer& accepted(const Answer& answer);

}  // namespace fettle::journey
