#include "adapters/wechat/access_token.hpp"

#include <algorithm>

#include "adapters/wechat/api.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::wechat {

struct TokenReply {
  std::string access_token;
  std::int64_t expires_in;  // seconds
};
FETTLE_STRUCT(TokenReply, (access_token, expires_in))

namespace {

constexpr std::int64_t seconds_max = 7200;

Micros kept_for(std::int64_t expires_in) {
  const std::chrono::seconds whole(std::clamp<std::int64_t>(expires_in, 0, seconds_max));
  return std::max<Micros>(whole - token_margin, Micros(0));
}

}  // namespace

Answered<std::string> AccessToken::get() {
  const std::lock_guard lock(mutex_);
  if (held_ && clock_.now() < held_->until) return held_->token;
  return fetch(Force::no);
}

Answered<std::string> AccessToken::instead_of(const std::string& refused) {
  const std::lock_guard lock(mutex_);
  if (held_ && held_->token != refused && clock_.now() < held_->until) return held_->token;
  held_.reset();
  const auto asked = TRY(fetch(Force::no));
  // They gave the same again: only by force comes another.
  if (asked != refused || !may_force()) return asked;
  return fetch(Force::yes);
}

bool AccessToken::may_force() {
  const auto now = clock_.now();
  if (!day_began_ || now < *day_began_ || now >= *day_began_ + std::chrono::hours(24)) {
    day_began_ = now;
    forced_today_ = 0;
  }
  if (forced_ && now >= *forced_ && now < *forced_ + force_pause) return false;
  if (forced_today_ >= forced_a_day_max) return false;
  forced_ = now;
  ++forced_today_;
  return true;
}

Answered<std::string> AccessToken::fetch(Force force) {
  const auto body = json::Document::object({{"grant_type", "client_credential"},
                                            {"appid", settings_.appid},
                                            {"secret", settings_.secret},
                                            {"force_refresh", force == Force::yes}});
  auto reply = TRY(ask_for<TokenReply>(
      web_, posting(settings_.base_url + "/cgi-bin/stable_token", body.compact())));
  held_ = Held{reply.access_token, clock_.now() + kept_for(reply.expires_in)};
  return std::move(reply.access_token);
}

}  // namespace fettle::wechat
