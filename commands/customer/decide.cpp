#include "commands/customer/decide.hpp"

#include "commands/refusals.hpp"
#include "commands/store/known.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

template <class T>
std::optional<Personal> own(const CustomerId& id, const std::optional<T>& text) {
  if (!text) return std::nullopt;
  return Personal{PersonId(id.text()), text->text()};
}

Checked<void> check_phone(TenantView& view, const CustomerId& id,
                          const std::optional<Phone>& phone) {
  if (!phone) return {};
  for (const auto& holder : view.find_personal(customer_phone, phone->text(), 2)) {
    if (holder != id.text()) {
      return bad_field("phone", "phone_taken", "another customer has this telephone number");
    }
  }
  return {};
}

Checked<Decision> registered(TenantView& view, const CustomerId& id, CustomerRegistered event,
                             const std::optional<Phone>& phone) {
  TRY(check_store(view, "preferred_store", event.preferred_store));
  TRY(check_phone(view, id, phone));
  if (view.get<Customer>(id) != nullptr) {
    return conflict("customer_exists", fmt::format("{} is registered", id.text()));
  }
  Decision decision;
  decision.status = 201;
  add<Customer>(decision, id, std::move(event));
  return decision;
}

CustomerData data_of(const CustomerState& customer) {
  return {customer.name, customer.phone, customer.preferred_store, customer.openid,
          customer.unionid};
}

CustomerEdited edited(const CustomerState& customer, std::optional<Personal> phone,
                      std::optional<Personal> unionid) {
  return {.name = customer.name,
          .phone = std::move(phone),
          .preferred_store = customer.preferred_store,
          .openid = customer.openid,
          .unionid = std::move(unionid),
          .previous = data_of(customer)};
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const RegisterMyself& command) {
  const CustomerId id(context.caller.account.text());
  return registered(view, id,
                    {own(id, command.name), own(id, command.phone), command.preferred_store,
                     context.caller.account.text(), std::nullopt, std::nullopt},
                    command.phone);
}

Checked<Decision> decide(TenantView& view, const Context& context,
                         const RegisterCustomer& command) {
  const auto id = command.account ? *command.account : context.fresh<CustomerId>();
  return registered(
      view, id,
      {own(id, std::optional(command.name)), own(id, command.phone), command.preferred_store,
       context.caller.account.text(), std::nullopt, std::nullopt},
      command.phone);
}

Checked<Decision> decide(TenantView& view, const Context& context, const EditMyself& command) {
  const CustomerId id(context.caller.account.text());
  const auto* customer = view.get<Customer>(id);
  if (customer == nullptr) return not_found("customer_unknown", "register first");
  TRY(check_store(view, "preferred_store", command.preferred_store));
  TRY(check_phone(view, id, command.phone));
  Decision decision;
  add<Customer>(
      decision, id,
      CustomerEdited{.name = command.name ? own(id, command.name) : customer->name,
                     .phone = command.phone ? own(id, command.phone) : customer->phone,
                     .preferred_store = command.preferred_store ? command.preferred_store
                                                                : customer->preferred_store,
                     .openid = customer->openid,
                     .unionid = customer->unionid,
                     .previous = data_of(*customer)});
  return decision;
}

// One WeChat account is one customer, whenever and however often he logs in.
Checked<Decision> decide(TenantView& view, const Context& context,
                         const RecognizeCustomer& command) {
  const auto holders = view.find_personal(customer_openid, command.openid.text(), 1);
  const auto id = holders.empty() ? context.fresh<CustomerId>() : CustomerId(holders.front());
  Decision decision;
  decision.id = id.text();
  if (holders.empty()) {
    decision.status = 201;
    add<Customer>(decision, id,
                  CustomerRegistered{.name = std::nullopt,
                                     .phone = std::nullopt,
                                     .preferred_store = std::nullopt,
                                     .registered_by = id.text(),
                                     .openid = own(id, std::optional(command.openid)),
                                     .unionid = own(id, command.unionid)});
    return decision;
  }
  const auto* customer = view.get<Customer>(id);
  const auto unionid = own(id, command.unionid);
  if (!unionid || customer->unionid == unionid) return decision;
  add<Customer>(decision, id, edited(*customer, customer->phone, unionid));
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context&, const RecordPhone& command) {
  const auto* customer = view.get<Customer>(command.customer);
  if (customer == nullptr) return not_found("customer_unknown", "nobody is registered so");
  TRY(check_phone(view, command.customer, command.phone));
  const auto phone = own(command.customer, std::optional(command.phone));
  Decision decision;
  decision.id = command.customer.text();
  if (customer->phone == phone) return decision;
  add<Customer>(decision, command.customer, edited(*customer, phone, customer->unionid));
  return decision;
}

}  // namespace fettle
