// Keys that were used, and the answers they stand for.
#pragma once

#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct IdempotencyRow {
  std::string tenant, account, key;
  std::string route, request_hash;
  JsonText response_body;
  std::int64_t status;
  Moment created_at;
};
FETTLE_READ_MODEL(IdempotencyRow, "Answered idempotency keys, as the command side keeps them.",
                  (.table = "idempotency_keys", .key = {"tenant", "account", "key"},
                   .indexes = {"tenant, created_at"}, .sort = {"created_at", Order::falling},
                   .filters = {{"key", "key"}, {"account", "account"}, {"route", "route"}},
                   .faces = {{.list = "/admin/idempotency-keys",
                              .sentence = "Keys with route, request hash, answer, status and time.",
                              .scopes = {{role::manager, Sees::all},
                                         {role::tenant_operator, Sees::all}}}}),
                  (tenant, account, key, route, request_hash, response_body, status, created_at))

}  // namespace fettle
