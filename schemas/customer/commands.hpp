// Commands on customers. The id of a customer is the account of his credential.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/words.hpp"

namespace fettle {

struct RegisterMyself {
  std::optional<Text<1, 40>> name;
  std::optional<Phone> phone;
  std::optional<StoreId> preferred_store;
};
FETTLE_COMMAND(RegisterMyself, "A customer makes himself known under his own account.",
               (.aggregate = "customer", .routes = {{"POST", "/mp/me"}}, .roles = {role::customer}),
               (name, phone, preferred_store))

struct RegisterCustomer {
  Text<1, 40> name;
  std::optional<Phone> phone;
  std::optional<StoreId> preferred_store;
  std::optional<CustomerId> account;  // absent: a new one
};
FETTLE_COMMAND(RegisterCustomer, "The front desk registers a customer.",
               (.aggregate = "customer", .routes = {{"POST", "/admin/customers"}},
                .roles = {role::front_desk, role::manager}),
               (name, phone, preferred_store, account))

struct EditMyself {
  std::optional<Text<1, 40>> name;
  std::optional<Phone> phone;
  std::optional<StoreId> preferred_store;
};
FETTLE_COMMAND(EditMyself, "A customer changes his own data; what is absent stays as it is.",
               (.aggregate = "customer", .routes = {{"PATCH", "/mp/me"}},
                .roles = {role::customer}),
               (name, phone, preferred_store))

struct RecognizeCustomer {
  Text<1, 128> openid;
  std::optional<Text<1, 128>> unionid;
};
FETTLE_COMMAND(RecognizeCustomer,
               "Finds the customer of a WeChat account, or registers him; the engine's own.",
               (.aggregate = "customer"), (openid, unionid))

struct RecordPhone {
  CustomerId customer;
  Phone phone;
};
FETTLE_COMMAND(RecordPhone, "Keeps the telephone number that WeChat gave; the engine's own.",
               (.aggregate = "customer"), (customer, phone))

}  // namespace fettle
