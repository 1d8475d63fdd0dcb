// The business itself.
#pragma once

#include <string>

#include "schemas/read_model.hpp"

namespace fettle {

struct TenantRow {
  std::string tenant, kind, name;
  Moment created_at;
};
FETTLE_READ_MODEL(TenantRow, "Businesses.", (.table = "tenants", .key = {"tenant"}),
                  (tenant, kind, name, created_at))

}  // namespace fettle
