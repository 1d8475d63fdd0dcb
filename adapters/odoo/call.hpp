// One call of a method of an Odoo model, in a form that both transports can send.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/codec/document.hpp"

namespace fettle::odoo {

using Ids = std::vector<std::int64_t>;
using Members = json::Document::Members;
using Elements = json::Document::Elements;

struct Call {
  std::string model = {};
  std::string method = {};
  std::optional<Ids> ids = std::nullopt;  // of the records whose method it is
  Members positional = {};                // in this order; JSON-RPC leaves the names out
  Members named = {};
  Members context = {};
};

json::Document list_of(const Ids& ids);
json::Document list_of(const std::vector<std::string>& texts);
// A term of a domain: ["name","=","WR/1"].
json::Document term(std::string_view field, std::string_view relation, json::Document value);

struct Found {
  std::size_t limit = 0;  // 0: all
  std::string_view order = {};
};

Call search_read(std::string_view model, Elements domain, const std::vector<std::string>& fields,
                 Found found = {});
Call read(std::string_view model, const Ids& ids, const std::vector<std::string>& fields);
Call create(std::string_view model, Members values);
Call create_all(std::string_view model, Elements values_list);
Call write(std::string_view model, const Ids& ids, Members values);
Call on(std::string_view model, std::string_view method, const Ids& ids, Members context = {});

}  // namespace fettle::odoo
