// What can go wrong with an Odoo server, by stable codes of ours. Odoo's own words stand only in a
// fault's detail: for the operator, bounded, never a traceback.
#pragma once

#include <string_view>

#include "core/connector.hpp"
#include "core/result.hpp"

namespace fettle::odoo {

namespace code {
// Nobody there, or there without its database: nothing was done.
inline constexpr std::string_view unreachable = "odoo_unreachable";
inline constexpr std::string_view database_missing = "odoo_database_missing";
// It may have acted or not: look before anything is repeated.
inline constexpr std::string_view reply_missing = "odoo_reply_missing";
inline constexpr std::string_view reply_too_large = "odoo_reply_too_large";
inline constexpr std::string_view html_reply = "odoo_html_reply";
inline constexpr std::string_view malformed_reply = "odoo_malformed_reply";
inline constexpr std::string_view server_error = "odoo_server_error";
// Not found, and not made anew yet: the call that was to make it may still be at work there.
inline constexpr std::string_view outcome_open = "odoo_outcome_open";
// It said no, and did nothing.
inline constexpr std::string_view login_refused = "odoo_login_refused";
inline constexpr std::string_view access_denied = "odoo_access_denied";
inline constexpr std::string_view validation = "odoo_validation";
inline constexpr std::string_view user_error = "odoo_user_error";
inline constexpr std::string_view missing = "odoo_missing";
inline constexpr std::string_view call_invalid = "odoo_call_invalid";
inline constexpr std::string_view version_unknown = "odoo_version_unknown";
// Ours: what was found there is not what the shop asks for, or is not set up for it.
inline constexpr std::string_view setup_incomplete = "odoo_setup_incomplete";
inline constexpr std::string_view product_missing = "odoo_product_missing";
inline constexpr std::string_view product_tracked = "odoo_product_tracked";
inline constexpr std::string_view code_not_unique = "odoo_code_not_unique";
inline constexpr std::string_view key_not_unique = "odoo_key_not_unique";
inline constexpr std::string_view picking_differs = "odoo_picking_differs";
inline constexpr std::string_view picking_not_done = "odoo_picking_not_done";
inline constexpr std::string_view document_cancelled = "odoo_document_cancelled";
inline constexpr std::string_view original_missing = "odoo_original_missing";
inline constexpr std::string_view count_conflict = "odoo_count_conflict";
inline constexpr std::string_view count_differs = "odoo_count_differs";
}  // namespace code

inline constexpr std::size_t detail_bytes_max = 300;

// Precondition: one of the codes above.
Fault fault(std::string_view code, std::string_view detail);

// For errors by which Odoo says no, classified by its exception's name: texts are translated.
Fault fault_of_exception(std::string_view name, std::string_view message);

bool is(const Fault& fault, std::string_view code);
// Whether the server can have acted on the call that failed so.
bool outcome_unknown(const Fault& fault);
// As outcome_unknown; of any code of a failure.
bool leaves_unclear(std::string_view code);

ErrandFailure failure_of(const Fault& fault);
// Nobody is there, or says nothing of his own: a further call would only wait for the same silence.
bool is_away(const ErrandFailure& failure);

}  // namespace fettle::odoo
