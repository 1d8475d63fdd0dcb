#include "commands/store/decide.hpp"

#include <set>

#include "commands/refusals.hpp"
#include "commands/tenant/exists.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

constexpr std::size_t bays_max = 200;

Checked<const StoreState*> known(TenantView& view, const StoreId& id) {
  const auto* store = view.get<Store>(id);
  if (store != nullptr) return store;
  return not_found("store_unknown", fmt::format("there is no store {}", id.text()));
}

template <class T>
std::optional<std::string> text_of(const std::optional<T>& text) {
  return text ? std::optional(text->text()) : std::nullopt;
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const CreateStore& command) {
  TRY(tenant_exists(view, context));
  const auto id = command.id ? *command.id : context.fresh<StoreId>();
  if (view.get<Store>(id) != nullptr) {
    return conflict("store_exists", fmt::format("store {} exists", id.text()));
  }
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

Checked<Decision> decide(TenantView& view, const Context&, const EditStore& command) {
  const auto* store = TRY(known(view, command.store));
  Decision decision;
  add<Store>(decision, command.store,
             StoreEdited{command.name ? command.name->text() : store->name,
                         command.address ? text_of(command.address) : store->address});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context&, const AddBay& command) {
  const auto* store = TRY(known(view, command.store));
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
