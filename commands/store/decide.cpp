#include "commands/store/decide.hpp"

#include <set>

#include "commands/refusals.hpp"
#include "commands/store/reach.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

constexpr std::size_t bays_max = 200;

// The store, if there is one and the caller reaches it.
Checked<const StoreState*> known(TenantView& view, const Context& context, const StoreId& id) {
  const auto* store = view.get<Store>(id);
  if (store == nullptr) {
    return not_found("store_unknown", fmt::format("there is no store {}", id.text()));
  }
  TRY(check_reach(context.caller, id));
  return store;
}

// An id that begins with a colon stands for something else: that of all stores together does.
Checked<StoreId> new_id(TenantView& view, const Context& context, const CreateStore& command) {
  auto id = command.id ? *command.id : context.fresh<StoreId>();
  if (id.text().front() == ':') {
    return bad_field("id", "field_pattern", "an id of a store does not begin with a colon");
  }
  if (view.get<Store>(id) == nullptr) return id;
  return conflict("store_exists", fmt::format("store {} exists", id.text()));
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const CreateStore& command) {
  TRY(check_reach(context.caller, std::nullopt));
  const auto id = TRY(new_id(view, context, command));
  Decision decision;
  decision.status = 201;
  add<Store>(decision, id, StoreCreated{command.name.text(), text_of(command.address)});
  std::set<BayId> seen;
  for (const auto& bay : command.bays.value_or(List<NewBay, 0, 100>{})) {
    if (!seen.insert(bay.id).second) {
      return bad_field("bays", "bay_exists", fmt::format("bay {} is named twice", bay.id.text()));
    }
    add<Store>(decision, id, BayAdded{bay.id, bay.name.text()});
  }
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const EditStore& command) {
  const auto* store = TRY(known(view, context, command.store));
  Decision decision;
  add<Store>(decision, command.store,
             StoreEdited{command.name ? command.name->text() : store->name,
                         command.address ? text_of(command.address) : store->address,
                         StoreData{store->name, store->address}});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const AddBay& command) {
  const auto* store = TRY(known(view, context, command.store));
  if (store->has(command.bay)) {
    return conflict("bay_exists", fmt::format("bay {} exists", command.bay.text()));
  }
  if (store->bays.size() >= bays_max) {
    return conflict("bays_full", fmt::format("a store has at most {} bays", bays_max));
  }
  Decision decision;
  add<Store>(decision, command.store, BayAdded{command.bay, command.name.text()});
  return decision;
}

}  // namespace fettle
