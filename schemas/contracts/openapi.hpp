// The parts that the OpenAPI document is put together from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "core/query.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::contracts {

// What every operation refers to: problems, headers, who calls.
json::Document openapi_components();
json::Document reference_to(std::string_view kind, std::string_view name);
// Adds the refusals that this operation can meet.
void add_problems(json::Document& responses, std::initializer_list<int> statuses);

// "/tech/work-orders/{work_order}/accept" has work_order.
std::vector<std::string> names_in_braces(std::string_view path);

// By path and method, so that a page of the reference reads in one order.
using Operations = std::map<std::string, std::map<std::string, json::Document>>;
// Uploads by pieces and what serves their bytes.
void add_media_operations(Operations& to);
// Login, and callbacks of payment services.
void add_outside_operations(Operations& to);

json::Document command_operation(const CommandType& command, const Route& route);
json::Document query_operation(const QueryType& query);

}  // namespace fettle::contracts
