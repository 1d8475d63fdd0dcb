// A message of the business to one customer.
#pragma once

#include <string>

#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct NoticeCreated {
  CustomerId customer;
  JobId job;
  std::string short_number;
  std::string moment;  // QUOTE_READY, TO_PAY, FINISHED
  std::string text;
};
FETTLE_EVENT(NoticeCreated, 1, "The customer has a new message.",
             (customer, job, short_number, moment, text))

struct NoticeRead {
  CustomerId customer;
};
FETTLE_EVENT(NoticeRead, 1, "The customer read the message.", (customer))

}  // namespace fettle
