#include "adapters/odoo/call.hpp"

namespace fettle::odoo {

using json::Document;

Document list_of(const Ids& ids) { return Elements(ids.begin(), ids.end()); }

Document list_of(const std::vector<std::string>& texts) {
  return Elements(texts.begin(), texts.end());
}

Document term(std::string_view field, std::string_view relation, Document value) {
  return Elements{field, relation, std::move(value)};
}

Call search_read(std::string_view model, Elements domain, const std::vector<std::string>& fields,
                 Found found) {
  Call call{.model = std::string(model),
            .method = "search_read",
            .positional = {{"domain", Document(std::move(domain))}},
            .named = {{"fields", list_of(fields)}}};
  if (found.limit != 0) {
    call.named.emplace_back("limit", static_cast<std::int64_t>(found.limit));
  }
  if (!found.order.empty()) call.named.emplace_back("order", found.order);
  return call;
}

Call read(std::string_view model, const Ids& ids, const std::vector<std::string>& fields) {
  return {.model = std::string(model),
          .method = "read",
          .ids = ids,
          .named = {{"fields", list_of(fields)}}};
}

Call create(std::string_view model, Members values) {
  return {.model = std::string(model),
          .method = "create",
          .positional = {{"vals_list", Document(std::move(values))}}};
}

Call create_all(std::string_view model, Elements values_list) {
  return {.model = std::string(model),
          .method = "create",
          .positional = {{"vals_list", Document(std::move(values_list))}}};
}

Call write(std::string_view model, const Ids& ids, Members values) {
  return {.model = std::string(model),
          .method = "write",
          .ids = ids,
          .positional = {{"vals", Document(std::move(values))}}};
}

Call on(std::string_view model, std::string_view method, const Ids& ids, Members context) {
  return {.model = std::string(model),
          .method = std::string(method),
          .ids = ids,
          .context = std::move(context)};
}

}  // namespace fettle::odoo
