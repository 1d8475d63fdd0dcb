#include "adapters/wechat/notice_connector.hpp"

#include <fmt/format.h>

#include "core/utf8.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/notice/commands.hpp"
#include "schemas/notice/events.hpp"
#include "schemas/registration.hpp"

namespace fettle::wechat {
namespace {

constexpr std::string_view channel = "wechat";
constexpr std::size_t thing_characters_max = 20;

struct Message {
  NoticeId notice;
  SubscriptionMessage message;
};

std::string value_of(std::string_view name, std::string_view of, const NoticeCreated& notice) {
  auto value = of == "short_number" ? notice.short_number : notice.text;
  if (name.starts_with("thing")) value = std::string(utf8_first(value, thing_characters_max));
  return value;
}

SubscriptionMessage message_of(const NoticeCreated& notice, const Sender& sender,
                               const MessageTemplate& shape) {
  SubscriptionMessage message{
      .openid = *notice.openid->value, .template_id = shape.id, .values = {}, .page = sender.page};
  for (const auto& [name, of] : shape.fields) {
    message.values.emplace_back(name, value_of(name, of, notice));
  }
  return message;
}

ErrandResult unsent(const NoticeId& notice, const std::string& errand, std::string_view code) {
  return result_of(RecordNoticeUnsent{notice, ErrandId(errand), Text<1, 40>(std::string(channel)),
                                      Text<1, 100>(std::string(code))});
}

// Our account is not set up as WeChat wants it: a person must act, and then it may be repeated.
bool is_of_our_setup(const ErrandFailure& failure) {
  return failure.code == "wechat_settings_wrong" || failure.code == "wechat_address_not_allowed";
}

ErrandOutcome sent(MiniProgram& program, const DueErrand& errand) {
  const auto& asked = *static_cast<const Message*>(errand.details.get());
  if (errand.unclear) return unsent(asked.notice, errand.id, "outcome_unknown");
  const auto id = program.send(asked.message);
  if (id) {
    return result_of(RecordNoticeSent{asked.notice, ErrandId(errand.id),
                                      Text<1, 40>(std::string(channel)), Text<0, 128>(*id)});
  }
  const auto& failure = id.error();
  if (failure.kind == ErrandFailure::Kind::refused && !is_of_our_setup(failure)) {
    return unsent(asked.notice, errand.id, failure.code);
  }
  return failure;
}

}  // namespace

Result<MessageTemplate> parse_template(std::string_view text) {
  MessageTemplate shape;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const auto equals = word.find('=');
    const auto of = equals == std::string_view::npos ? "" : word.substr(equals + 1);
    if (shape.id.empty() && equals == std::string_view::npos) {
      shape.id = word;
    } else if (!shape.id.empty() && (of == "text" || of == "short_number")) {
      shape.fields.emplace_back(word.substr(0, equals), of);
    } else {
      return Fault{FaultKind::invalid, "message_template_malformed",
                   fmt::format("'{}': a template's id, then name=text or name=short_number", word)};
    }
  }
  if (!shape.id.empty() && !shape.fields.empty()) return shape;
  return Fault{FaultKind::invalid, "message_template_malformed",
               "a template's id, then name=text or name=short_number"};
}

ErrandChange NoticeConnector::fold(const Envelope& envelope, const AnyEvent& event) {
  if (event.type != &event_type<NoticeCreated>()) return {};
  const auto& notice = *static_cast<const NoticeCreated*>(event.data.get());
  const auto sender = senders_.find(envelope.tenant);
  if (sender == senders_.end() || !notice.openid || !notice.openid->value) return {};
  const auto shape = sender->second.templates.find(notice.moment);
  if (shape == sender->second.templates.end()) return {};
  const NoticeId id{std::string(envelope.id)};
  return {OpenedErrand{"send_notice", fmt::format("notice/{}", id.text()),
                       std::make_shared<const Message>(
                           Message{id, message_of(notice, sender->second, shape->second)}),
                       std::nullopt},
          std::nullopt};
}

std::vector<ErrandOutcome> NoticeConnector::run(std::span<const DueErrand> errands) {
  std::vector<ErrandOutcome> outcomes;
  for (const auto& errand : errands) {
    outcomes.push_back(sent(*senders_.find(errand.tenant.text())->second.program, errand));
  }
  return outcomes;
}

}  // namespace fettle::wechat
