// Connection URLs, changed where it is needed.
#pragma once

#include <string>

#include "core/result.hpp"

namespace fettle::postgres {

// The same server, another database. invalid `postgres_url_unreadable`.
Result<std::string> with_database(const std::string& url, const std::string& database);

}  // namespace fettle::postgres
