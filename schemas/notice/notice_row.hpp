// A message to a customer.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct NoticeRow {
  std::string tenant, id, customer_id, order_id, short_number, moment, text;
  bool unread;
  Moment created_at;
  std::optional<Moment> read_at;
  std::optional<std::string> sent_by, unsent_code;  // the channel that took it, or why none did
};
FETTLE_READ_MODEL(NoticeRow, "Messages to customers.",
                  (.table = "notices", .key = {"tenant", "id"},
                   .indexes = {"tenant, customer_id, created_at"}, .id = "id",
                   .sort = {"created_at", Order::falling},
                   .filters = {{"unread", "unread"}, {"work_order", "order_id"}},
                   .faces = {{.list = "/mp/notices",
                              .sentence = "The caller's own messages.",
                              .scopes = {{role::customer, Sees::own, "customer_id"}}}}),
                  (tenant, id, customer_id, order_id, short_number, moment, text, unread,
                   created_at, read_at, sent_by, unsent_code))

}  // namespace fettle
