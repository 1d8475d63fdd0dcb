#include "test/journey/support/caller.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "test/http/client.hpp"

namespace fettle::journey {
namespace {

// On Kafka a node whose broker does not answer for long loses its partitions until it does: a
// client comes again, with the same key.
bool is_between_owners(const http::test::Reply& reply) {
  constexpr unsigned unavailable = 503;
  const auto says = [&](std::string_view code) {
    return reply.body.find(fmt::format("\"{}\"", code)) != std::string::npos;
  };
  return reply.status == unavailable &&
         (says("ownership_unconfirmed") || says("owner_unknown") || says("not_owner"));
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

std::string Answer::field_code(const std::string& field) const {
  for (const auto& error : body.value("errors", Json::array())) {
    if (error.value("field", "") == field) return error.value("code", "");
  }
  return "";
}

Answer ask(Served& served, std::string_view method, std::string_view path, std::string_view body,
           const Headers& headers) {
  std::string lines;
  for (const auto& [name, value] : headers) {
    if (!value.empty()) lines += fmt::format("{}: {}\r\n", name, value);
  }
  std::optional<http::test::Reply> reply;
  const auto answered = [&] {
    reply = http::test::Client(served.port()).ask(method, path, body, lines);
    return !reply || !is_between_owners(*reply);
  };
  http::test::eventually(answered);
  if (!reply) throw std::runtime_error(fmt::format("no answer to {} {}", method, path));
  Answer answer{reply->status, std::move(reply->headers), std::move(reply->body), {}};
  answer.body = Json::parse(answer.text, nullptr, /*allow_exceptions=*/false);
  served.saw(answer.header("fettle-position"));
  return answer;
}

Caller::Caller(Served& served, Bearer bearer)
    : served_(&served), bearer_(std::move(bearer)), token_(served.token(bearer_)) {}

Answer Caller::send(std::string_view method, std::string_view path, std::string_view body,
                    Headers headers) const {
  headers.emplace("Authorization", "Bearer " + token_);
  headers.emplace("Idempotency-Key", served_->fresh_key());
  if (!body.empty()) headers.emplace("Content-Type", "application/json");
  return ask(*served_, method, path, body, headers);
}

Answer Caller::post(std::string_view path, const Json& body, const Headers& headers) const {
  return send("POST", path, body.dump(), headers);
}

Answer Caller::get(std::string_view path, Headers headers) const {
  headers.emplace("Authorization", "Bearer " + token_);
  headers.emplace("Fettle-Position", served_->newest());
  return ask(*served_, "GET", path, {}, headers);
}

Json Caller::list(const std::string& path) const {
  auto all = Json::array();
  const auto more = path.find('?') == std::string::npos ? "?cursor=" : "&cursor=";
  std::string cursor;
  do {
    const auto page = accepted(get(cursor.empty() ? path : path + more + cursor));
    for (const auto& row : page.body.at("items")) all.push_back(row);
    cursor = page.body.value("next", "");
  } while (!cursor.empty());
  return all;
}

const Answer& accepted(const Answer& answer) {
  if (answer.accepted()) return answer;
  throw std::runtime_error(fmt::format("{}: {}", answer.status, answer.text));
}

}  // namespace fettle::journey
