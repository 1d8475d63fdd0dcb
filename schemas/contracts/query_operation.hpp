// One query as the contracts show it; made from read model declarations and from reports.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fettle {

struct QueryParameter {
  std::string name;    // of a path parameter: as it stands in braces
  std::string in;      // query, path or header
  std::string schema;  // JSON Schema
  std::string sentence;
};

struct QueryOperation {
  std::string method = "GET";
  std::string path;  // "/mp/work-orders/{id}"
  std::string name;  // names the operation, unique
  std::string sentence;
  std::vector<std::string_view> roles;
  std::vector<QueryParameter> parameters;
  std::string answer_schema;  // JSON Schema of the body
  bool has_etag = false;      // answers ETag, takes If-None-Match
};

}  // namespace fettle
