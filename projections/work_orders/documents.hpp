// The documents in Odoo that a work order shows.
#pragma once

#include <optional>
#include <string>

#include "schemas/job/events.hpp"
#include "schemas/read_model.hpp"

namespace fettle::projections {

// The list with this document in it, in place of what was known of it before.
JsonText with_document(const JsonText& documents, const DocumentLinked& linked);

}  // namespace fettle::projections
