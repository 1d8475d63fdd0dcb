#include "adapters/wechat/mini_program.hpp"

#include <fmt/format.h>

#include "adapters/wechat/loose_text.hpp"
#include "adapters/wechat/with_token.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::wechat {

struct LoginReply {
  std::string openid;
  std::optional<std::string> unionid;
};
FETTLE_STRUCT(LoginReply, (openid, unionid))

struct PhoneInfo {
  std::string phoneNumber;  // the names are WeChat's
  std::string purePhoneNumber;
  LooseText countryCode;
};
FETTLE_STRUCT(PhoneInfo, (phoneNumber, purePhoneNumber, countryCode))

struct PhoneReply {
  PhoneInfo phone_info;
};
FETTLE_STRUCT(PhoneReply, (phone_info))

struct SentReply {
  std::optional<LooseText> msgid;
};
FETTLE_STRUCT(SentReply, (msgid))

namespace {

using json::Document;

Document body_of(const SubscriptionMessage& message) {
  Document data{Document::Members{}};
  for (const auto& [name, value] : message.values) {
    data[name] = Document::object({{"value", value}});
  }
  auto body = Document::object({{"touser", message.openid}, {"template_id", message.template_id}});
  if (message.page) body["page"] = *message.page;
  body["data"] = std::move(data);
  return body;
}

Fault wrong(const char* what) { return {FaultKind::invalid, "wechat_settings_wrong", what}; }

}  // namespace

Result<std::unique_ptr<MiniProgram>> MiniProgram::open(Settings settings, OutgoingWeb& web,
                                                       const Clock& clock) {
  if (settings.appid.empty()) return wrong("appid is missing");
  if (settings.secret.empty()) return wrong("the app secret is missing");
  const auto& url = settings.base_url;
  // Plain http is for a stand-in on this machine.
  if (!url.starts_with("https://") && !url.starts_with("http://127.0.0.1:")) {
    return wrong("base_url must be https://");
  }
  return std::unique_ptr<MiniProgram>(new MiniProgram(std::move(settings), web, clock));
}

Answered<Login> MiniProgram::login(const std::string& code) {
  const auto url = fmt::format(
      "{}/sns/jscode2session?appid={}&secret={}&js_code={}&grant_type=authorization_code",
      settings_.base_url, percent_encoded(settings_.appid), percent_encoded(settings_.secret),
      percent_encoded(code));
  auto reply = TRY(ask_for<LoginReply>(web_, {.url = url}));
  if (reply.openid.empty()) return unreadable_reply("an openid that is empty");
  return Login{std::move(reply.openid), std::move(reply.unionid)};
}

Answered<Phone> MiniProgram::phone_number(const std::string& code) {
  const auto body = Document::object({{"code", code}}).compact();
  auto reply = TRY(post_with_token<PhoneReply>(
      web_, token_, settings_.base_url + "/wxa/business/getuserphonenumber", body));
  auto& info = reply.phone_info;
  return Phone{std::move(info.phoneNumber), std::move(info.purePhoneNumber),
               std::move(info.countryCode.text)};
}

Answered<std::string> MiniProgram::send(const SubscriptionMessage& message) {
  auto reply = TRY(post_with_token<SentReply>(
      web_, token_, settings_.base_url + "/cgi-bin/message/subscribe/send",
      body_of(message).compact(), Repeat::harmful));
  return reply.msgid ? std::move(reply.msgid->text) : std::string();
}

}  // namespace fettle::wechat
