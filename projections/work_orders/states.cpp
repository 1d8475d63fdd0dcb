#include "projections/work_orders/states.hpp"

#include <array>
#include <utility>

namespace fettle::projections {
namespace {

using Column = std::optional<Moment> WorkOrderRow::*;

constexpr std::array<std::pair<std::string_view, Column>, 9> columns{{
    {"ACCEPTED", &WorkOrderRow::accepted_at},
    {"DIAGNOSING", &WorkOrderRow::diagnosing_at},
    {"QUOTED", &WorkOrderRow::quoted_at},
    {"CUSTOMER_CONFIRMED", &WorkOrderRow::confirmed_at},
    {"REPAIRING", &WorkOrderRow::repairing_at},
    {"READY_TO_PAY", &WorkOrderRow::ready_to_pay_at},
    {"PAID", &WorkOrderRow::paid_at},
    {"CLOSED", &WorkOrderRow::closed_at},
    {"CANCELED", &WorkOrderRow::canceled_at},
}};

}  // namespace

std::optional<Moment>* first_time_in(WorkOrderRow& row, std::string_view state) {
  for (const auto& [name, column] : columns) {
    if (name == state) return &(row.*column);
  }
  return nullptr;
}

}  // namespace fettle::projections
