#include "projections/queries.hpp"
#include "schemas/asset/vehicle_row.hpp"
#include "schemas/customer/user_row.hpp"
#include "schemas/queries/list_query.hpp"
#include "schemas/roles.hpp"
#include "schemas/store/store_rows.hpp"

namespace fettle::projections {

// A detail of the caller himself: the path names nobody, the token does.
void add_me_query(std::vector<QueryType>& to) {
  Face face{.detail = "/mp/me/{account}",
            .sentence = "The caller with his vehicles and preferred store.",
            .scopes = {{role::customer, Sees::own, "id"}}};
  auto me = detail_query(read_model<UserRow>(), face,
                         {{"vehicles", &read_model<VehicleRow>(), "t.owner_id = $2"},
                          {"store", &read_model<StoreRow>(),
                           "t.id = (SELECT u.preferred_store FROM users u WHERE u.tenant = $1 "
                           "AND u.id = $2)",
                           true}});
  me.path = "/mp/me";
  me.plan = [plan = std::move(me.plan)](QueryRequest request) {
    request.path["account"] = request.caller.account.text();
    return plan(request);
  };
  to.push_back(std::move(me));
}

}  // namespace fettle::projections
