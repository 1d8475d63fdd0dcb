#include "adapters/web/incoming.hpp"

#include "adapters/web/curl_web.hpp"

namespace fettle::web {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const auto begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

}  // namespace

void Incoming::attach_to(CURL* curl) {
  curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, &Incoming::begin);
  curl_easy_setopt(curl, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Incoming::on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Incoming::on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
}

int Incoming::begin(void* into, char*, char*, int, int) {
  static_cast<Incoming*>(into)->reached = true;
  return CURL_PREREQFUNC_OK;
}

bool Incoming::take_header(std::string_view line) {
  header_bytes += line.size();
  if (header_bytes > reply_header_bytes_max) return false;
  if (line.starts_with("HTTP/")) {  // one may follow a 100
    reply.headers.clear();
    head_ended = false;
  }
  head_ended = head_ended || trimmed(line).empty();
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  std::string name(trimmed(line.substr(0, colon)));
  for (auto& c : name) c = lower(c);
  reply.headers.emplace_back(std::move(name), trimmed(line.substr(colon + 1)));
  return true;
}

bool Incoming::take_body(std::string_view piece) {
  if (piece.size() > body_bytes_max - reply.body.size()) return false;
  reply.body += piece;
  return true;
}

// Fewer bytes taken than given end the call.
std::size_t Incoming::on_header(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& self = *static_cast<Incoming*>(into);
  self.too_large = self.too_large || !self.take_header({bytes, size * count});
  return self.too_large ? 0 : size * count;
}

std::size_t Incoming::on_body(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& self = *static_cast<Incoming*>(into);
  self.too_large = self.too_large || !self.take_body({bytes, size * count});
  return self.too_large ? 0 : size * count;
}

}  // namespace fettle::web
