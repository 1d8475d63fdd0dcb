#include "adapters/odoo/fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "core/utf8.hpp"

namespace fettle::odoo {
namespace {

using Kind = ErrandFailure::Kind;

enum class Acted { no, unknown };

struct Meaning {
  std::string_view code;
  FaultKind fault;
  Kind failure;
  Acted acted;
};

constexpr std::array meanings = {
    Meaning{code::unreachable, FaultKind::unavailable, Kind::unreachable, Acted::no},
    Meaning{code::database_missing, FaultKind::unavailable, Kind::unreachable, Acted::no},
    Meaning{code::reply_missing, FaultKind::unavailable, Kind::away, Acted::unknown},
    Meaning{code::reply_too_large, FaultKind::invalid, Kind::retry, Acted::unknown},
    Meaning{code::html_reply, FaultKind::unavailable, Kind::away, Acted::unknown},
    Meaning{code::malformed_reply, FaultKind::unavailable, Kind::retry, Acted::unknown},
    Meaning{code::server_error, FaultKind::unavailable, Kind::retry, Acted::unknown},
    Meaning{code::outcome_open, FaultKind::unavailable, Kind::retry, Acted::no},
    // Of the whole server, not of one errand: all wait until the setup is mended.
    Meaning{code::login_refused, FaultKind::mismatch, Kind::unreachable, Acted::no},
    Meaning{code::setup_incomplete, FaultKind::mismatch, Kind::unreachable, Acted::no},
    Meaning{code::access_denied, FaultKind::mismatch, Kind::refused, Acted::no},
    Meaning{code::validation, FaultKind::invalid, Kind::refused, Acted::no},
    Meaning{code::user_error, FaultKind::invalid, Kind::refused, Acted::no},
    Meaning{code::missing, FaultKind::invalid, Kind::refused, Acted::no},
    Meaning{code::call_invalid, FaultKind::invalid, Kind::refused, Acted::no},
    Meaning{code::version_unknown, FaultKind::mismatch, Kind::retry, Acted::no},
    Meaning{code::product_missing, FaultKind::invalid, Kind::refused, Acted::no},
    Meaning{code::product_tracked, FaultKind::invalid, Kind::refused, Acted::no},
    Meaning{code::code_not_unique, FaultKind::mismatch, Kind::refused, Acted::no},
    Meaning{code::key_not_unique, FaultKind::mismatch, Kind::refused, Acted::no},
    Meaning{code::picking_differs, FaultKind::mismatch, Kind::refused, Acted::no},
    Meaning{code::picking_not_done, FaultKind::unavailable, Kind::retry, Acted::unknown},
    Meaning{code::document_cancelled, FaultKind::mismatch, Kind::refused, Acted::no},
    Meaning{code::original_missing, FaultKind::invalid, Kind::refused, Acted::no},
    Meaning{code::count_conflict, FaultKind::mismatch, Kind::refused, Acted::no},
    Meaning{code::count_differs, FaultKind::mismatch, Kind::refused, Acted::no},
};

const Meaning& meaning_of(std::string_view code) {
  const auto found = std::ranges::find(meanings, code, &Meaning::code);
  invariant(found != meanings.end(), "a fault of this adapter has one of its codes");
  return *found;
}

struct ExceptionName {
  std::string_view begins;
  std::string_view code;
};

// The first that fits. psycopg2.OperationalError: no such database, or its server is away.
constexpr std::array exceptions = {
    ExceptionName{"odoo.exceptions.AccessDenied", code::login_refused},
    ExceptionName{"odoo.http.SessionExpired", code::login_refused},
    ExceptionName{"werkzeug.exceptions.Unauthorized", code::login_refused},
    ExceptionName{"odoo.exceptions.AccessError", code::access_denied},
    ExceptionName{"werkzeug.exceptions.Forbidden", code::access_denied},
    ExceptionName{"odoo.exceptions.ValidationError", code::validation},
    ExceptionName{"odoo.exceptions.MissingError", code::missing},
    ExceptionName{"odoo.exceptions.UserError", code::user_error},
    ExceptionName{"odoo.exceptions.RedirectWarning", code::user_error},
    ExceptionName{"psycopg2.OperationalError", code::database_missing},
    ExceptionName{"builtins.AttributeError", code::call_invalid},
    ExceptionName{"builtins.KeyError", code::call_invalid},
    ExceptionName{"builtins.TypeError", code::call_invalid},
    ExceptionName{"builtins.ValueError", code::call_invalid},
    ExceptionName{"werkzeug.exceptions.NotFound", code::call_invalid},
    ExceptionName{"werkzeug.exceptions.BadRequest", code::call_invalid},
    ExceptionName{"werkzeug.exceptions.UnprocessableEntity", code::call_invalid},
    ExceptionName{"", code::server_error},
};

// One line of it, without what a traceback would add.
std::string bounded(std::string_view text) {
  text = text.substr(0, text.find("Traceback"));
  std::string line(utf8_front(text, detail_bytes_max));
  std::ranges::replace_if(
      line, [](unsigned char c) { return c < 0x20; }, ' ');
  return line;
}

}  // namespace

Fault fault(std::string_view code, std::string_view detail) {
  return {meaning_of(code).fault, std::string(code), bounded(detail)};
}

Fault fault_of_exception(std::string_view name, std::string_view message) {
  const auto found = std::ranges::find_if(
      exceptions, [name](const ExceptionName& known) { return name.starts_with(known.begins); });
  return fault(found->code, fmt::format("{}: {}", name, message));
}

bool is(const Fault& fault, std::string_view code) { return fault.code == code; }

bool outcome_unknown(const Fault& fault) { return meaning_of(fault.code).acted == Acted::unknown; }

bool leaves_unclear(std::string_view code) {
  const auto found = std::ranges::find(meanings, code, &Meaning::code);
  return found != meanings.end() && found->acted == Acted::unknown;
}

ErrandFailure failure_of(const Fault& fault) {
  return {meaning_of(fault.code).failure, fault.code, fault.detail};
}

bool is_away(const ErrandFailure& failure) {
  return failure.kind == Kind::away || failure.kind == Kind::unreachable;
}

}  // namespace fettle::odoo
