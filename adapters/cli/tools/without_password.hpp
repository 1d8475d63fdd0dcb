// What may be shown of an address that names a password, as a URL or in libpq's own form.
#pragma once

#include <string>

namespace fettle::cli {

// postgres://fettle:…@host/db?sslpassword=…, host=db password=…: rather too little is shown of one
// that is written wrongly.
std::string without_password(std::string text);

}  // namespace fettle::cli
