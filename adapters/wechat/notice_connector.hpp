// Messages to customers as subscription messages of the mini-program. WeChat cannot be asked
// whether one arrived, and each costs a consent: one whose outcome nobody knows is not repeated.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/wechat/mini_program.hpp"
#include "core/connector.hpp"

namespace fettle::wechat {

inline constexpr std::string_view connector_name = "mini_program";

// What a moment's message looks like: "TEMPLATE_ID thing1=text character_string2=short_number".
struct MessageTemplate {
  std::string id;
  std::vector<std::pair<std::string, std::string>> fields;  // WeChat's name, and ours of the value
};
// invalid `message_template_malformed`.
Result<MessageTemplate> parse_template(std::string_view text);

struct Sender {
  std::unique_ptr<MiniProgram> program;
  std::optional<std::string> page;
  std::map<std::string, MessageTemplate, std::less<>> templates;  // by moment
};
using Senders = std::map<std::string, Sender, std::less<>>;  // by tenant

class NoticeConnector final : public Connector {
 public:
  explicit NoticeConnector(const Senders& senders) : senders_(senders) {}

  std::string_view name() const override { return connector_name; }
  bool serves(const TenantId& tenant) const override { return senders_.contains(tenant.text()); }
  bool wants(std::string_view event_type) const override { return event_type == "NoticeCreated"; }
  ErrandChange fold(const Envelope& envelope, const AnyEvent& event) override;
  std::vector<ErrandOutcome> run(std::span<const DueErrand> errands) override;

 private:
  const Senders& senders_;
};

}  // namespace fettle::wechat
