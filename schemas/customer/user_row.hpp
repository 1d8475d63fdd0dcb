// A customer as the business knows him.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct UserRow {
  std::string tenant, id;
  std::optional<std::string> openid, unionid, name, phone, preferred_store;
  Moment registered_at, updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(UserRow, "Customers: openid, unionid, phone, preferred store.",
                  (.table = "users", .key = {"tenant", "id"}, .id = "id", .version = "version",
                   .sort = {"id"},
                   .masked = {{role::finance, "phone"},
                              {role::finance, "openid"},
                              {role::finance, "unionid"},
                              {role::front_desk, "openid"},
                              {role::front_desk, "unionid"}},
                   .faces = {{.list = "/admin/customers",
                              .detail = "/admin/customers/{customer}",
                              .sentence = "The customers.",
                              .scopes = {{role::front_desk, Sees::all},
                                         {role::manager, Sees::all},
                                         {role::finance, Sees::all}}}}),
                  (tenant, id, openid, unionid, name, phone, preferred_store, registered_at,
                   updated_at, version))

}  // namespace fettle
