// Requests, responses and responders.
#include "adapters/http/message.hpp"

#include <algorithm>

#include "adapters/http/problem.hpp"

namespace fettle::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

// A responder's way back when the caller is in this process.
class CallbackSink : public ReplySink {
 public:
  explicit CallbackSink(std::function<void(Response)> answer) : answer_(std::move(answer)) {}
  void reply(std::uint64_t, Response response) override { answer_(std::move(response)); }

 private:
  std::function<void(Response)> answer_;
};

}  // namespace

std::string_view to_text(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::remove:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      return "OTHER";
  }
  return "OTHER";
}

void Headers::add(std::string_view name, std::string_view value) {
  constexpr std::size_t usual_bytes = 1024, usual_count = 16;
  if (spans_.empty()) {
    text_.reserve(usual_bytes);
    spans_.reserve(usual_count);
  }
  const auto at = static_cast<std::uint32_t>(text_.size());
  text_ += name;
  text_ += value;
  const auto name_size = static_cast<std::uint32_t>(name.size());
  spans_.push_back({at, name_size, at + name_size, static_cast<std::uint32_t>(value.size())});
}

std::string_view Headers::name(const Span& span) const {
  return std::string_view(text_).substr(span.name_at, span.name_size);
}

std::string_view Headers::value(const Span& span) const {
  return std::string_view(text_).substr(span.value_at, span.value_size);
}

std::optional<std::string_view> Headers::find(std::string_view wanted) const {
  for (const auto& span : spans_) {
    if (same_name(name(span), wanted)) return value(span);
  }
  return std::nullopt;
}

std::vector<std::string_view> Headers::all(std::string_view wanted) const {
  std::vector<std::string_view> found;
  for (const auto& span : spans_) {
    if (same_name(name(span), wanted)) found.push_back(value(span));
  }
  return found;
}

std::string Headers::joined(std::string_view wanted) const {
  std::string joined;
  for (const auto& one : all(wanted)) {
    if (!joined.empty()) joined += ", ";
    joined += one;
  }
  return joined;
}

std::optional<std::string_view> find(const std::vector<Parameter>& parameters,
                                     std::string_view name) {
  for (const auto& parameter : parameters) {
    if (parameter.name == name) return parameter.value;
  }
  return std::nullopt;
}

Response json(unsigned status, std::string body) {
  return {status, "application/json", std::move(body), {}};
}

Response plain(unsigned status, std::string body) {
  return {status, "text/plain; charset=utf-8", std::move(body), {}};
}

Response empty(unsigned status) { return {status, {}, {}, {}}; }

Responder::Responder(std::shared_ptr<ReplySink> sink, std::uint64_t ticket)
    : sink_(std::move(sink)), ticket_(ticket) {}

Responder::Responder(std::function<void(Response)> answer)
    : Responder(std::make_shared<CallbackSink>(std::move(answer)), 0) {}

Responder::Responder(Responder&& other) noexcept = default;

Responder& Responder::operator=(Responder&& other) noexcept {
  if (this == &other) return *this;
  if (sink_) (*this)(internal_error());
  sink_ = std::move(other.sink_);
  ticket_ = other.ticket_;
  watches_ = std::move(other.watches_);
  return *this;
}

Responder::~Responder() {
  if (sink_) (*this)(internal_error());
}

void Responder::operator()(Response response) {
  invariant(sink_ != nullptr, "a request is answered once");
  const auto sink = std::move(sink_);
  for (auto watch = watches_.rbegin(); watch != watches_.rend(); ++watch) (*watch)(response);
  sink->reply(ticket_, std::move(response));
}

void Responder::watch(Watch watch) { watches_.push_back(std::move(watch)); }

}  // namespace fettle::http
