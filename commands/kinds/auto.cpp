#include "commands/kinds/auto.hpp"

#include <fmt/format.h>

namespace fettle::auto_repair {
namespace {

using namespace state;

constexpr std::string_view states[] = {submitted, accepted,     diagnosing, quoted, confirmed,
                                       repairing, ready_to_pay, paid,       closed, canceled};
constexpr std::string_view finals[] = {closed, canceled};

constexpr Move moves[] = {
    {"AcceptWorkOrder", submitted, accepted},  {"StartDiagnosis", accepted, diagnosing},
    {"RecordDiagnosis", accepted, diagnosing}, {"IssueQuote", diagnosing, quoted},
    {"ConfirmQuote", quoted, confirmed},       {"StartRepair", confirmed, repairing},
    {"FinishRepair", repairing, ready_to_pay}, {"RecordPayment", ready_to_pay, paid},
    {"CloseWorkOrder", paid, closed},          {"CancelWorkOrder", submitted, canceled},
    {"CancelWorkOrder", accepted, canceled},   {"CancelWorkOrder", diagnosing, canceled},
    {"CancelWorkOrder", quoted, canceled},     {"CancelWorkOrder", confirmed, canceled},
    {"CancelWorkOrder", repairing, canceled},  {"CancelWorkOrder", ready_to_pay, canceled},
    {"RecordCallback", ready_to_pay, paid},    {"RecordPaymentQuery", ready_to_pay, paid},
};

constexpr std::string_view before_finals[] = {submitted, accepted,  diagnosing,   quoted,
                                              confirmed, repairing, ready_to_pay, paid};
constexpr std::span once_taken = std::span(before_finals).subspan(1);
constexpr std::string_view in_work[] = {accepted, diagnosing, quoted, confirmed, repairing};
constexpr std::span found_out = std::span(in_work).subspan(1);
constexpr std::string_view billed[] = {diagnosing, quoted, confirmed, repairing, ready_to_pay};
constexpr std::span once_quoted = std::span(billed).subspan(1);
constexpr std::span once_confirmed = once_quoted.subspan(1);
constexpr std::string_view by_hand[] = {diagnosing, repairing};
constexpr std::string_view to_pay[] = {ready_to_pay, paid};
constexpr std::span once_paid = std::span(to_pay).subspan(1);

// A new quote after the confirmation keeps the state, and is confirmed again there. What is asked
// for after the payment is paid in the state PAID.
constexpr Stay stays[] = {
    {"AddNote", before_finals},
    {"AddEvidence", once_taken},
    {"AssignWorkOrder", in_work},
    {"RecordDiagnosis", found_out},
    {"StartTimer", by_hand},
    {"StopTimer", found_out},
    {"RecordWork", billed},
    {"IssueQuote", once_quoted},
    {"ApproveQuote", once_quoted},
    {"RejectQuote", once_quoted},
    {"ConfirmQuote", once_confirmed},
    {"StartPayment", to_pay},
    {"RecordPayment", once_paid},
    {"RecordCallback", once_paid},
    {"RecordPaymentQuery", once_paid},
    {"AskSupplement", once_paid},
    {"WithdrawSupplement", once_paid},
    {"RequestParts", in_work},
};

constexpr Flow flow{flow_name, states, finals, moves, stays};
static_assert(names_only_known_states(flow));
static_assert(final_states_take_nothing(flow));
static_assert(every_state_is_reached(flow));
static_assert(each_command_goes_one_way(flow));

}  // namespace

const Flow& work_order_flow() { return flow; }

std::string short_number(std::int64_t number) {
  constexpr std::int64_t per_letter = 9999;
  std::string letters;
  for (auto block = (number - 1) / per_letter; block >= 0; block = block / 26 - 1) {
    letters.insert(letters.begin(), static_cast<char>('A' + block % 26));
  }
  return fmt::format("{}{:04}", letters, (number - 1) % per_letter + 1);
}

}  // namespace fettle::auto_repair
