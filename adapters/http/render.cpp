// Response heads are put together by hand: this is half of what makes the server quick.
#include "adapters/http/render.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <array>
#include <iterator>

#include "adapters/http/status_text.hpp"

namespace fettle::http {
namespace {

void append_clean(std::string& out, std::string_view value) {
  if (value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos) {
    out += value;
    return;
  }
  for (const char c : value) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
}

}  // namespace

void append_head(std::string& out, const Response& response, std::string_view date, After after) {
  const auto into = std::back_inserter(out);
  fmt::format_to(into, FMT_COMPILE("HTTP/1.1 {} {}\r\nDate: {}\r\n"), response.status,
                 status_text(response.status), date);
  if (!has_no_content(response.status)) {
    if (!response.content_type.empty()) {
      fmt::format_to(into, FMT_COMPILE("Content-Type: {}\r\n"), response.content_type);
    }
    fmt::format_to(into, FMT_COMPILE("Content-Length: {}\r\n"), response.body_length());
  }
  for (const auto& header : response.headers) {
    out += header.name;
    out += ": ";
    append_clean(out, header.value);
    out += "\r\n";
  }
  if (after == After::close) out += "Connection: close\r\n";
  if (after == After::keep_open_as_asked) out += "Connection: keep-alive\r\n";
  out += "\r\n";
}

std::string http_date(Moment moment) {
  using namespace std::chrono;
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_time<microseconds> when{moment.since_epoch()};
  const auto day = floor<std::chrono::days>(when);
  const year_month_day date{day};
  const hh_mm_ss time{floor<seconds>(when - day)};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[weekday{day}.c_encoding()],
                     unsigned{date.day()}, months[unsigned{date.month()} - 1], int{date.year()},
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace fettle::http
