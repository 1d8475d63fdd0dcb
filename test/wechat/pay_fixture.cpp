#include "test/wechat/pay_fixture.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <fstream>
#include <sstream>

namespace fettle::wechat_pay::test {
namespace {

using json::Document;

constexpr std::chrono::seconds patience{30};

// Names in lower case; of a request that came whole.
std::map<std::string, std::string, std::less<>> headers_of(std::string_view head) {
  std::map<std::string, std::string, std::less<>> headers;
  std::istringstream lines{std::string(head)};
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(": ");
    if (colon == std::string::npos) continue;
    auto name = line.substr(0, colon);
    for (auto& c : name) c = static_cast<char>(std::tolower(c));
    headers[name] = line.substr(colon + 2, line.find('\r') - colon - 2);
  }
  return headers;
}

}  // namespace

Door::Door() : server_([this](web::test::Caller& caller) { serve(caller); }) {}

void Door::read_by(Callbacks* callbacks) {
  const std::lock_guard lock(mutex_);
  callbacks_ = callbacks;
}

void Door::refuse_first(int count) {
  const std::lock_guard lock(mutex_);
  refused_first_ = count;
}

std::vector<Notice> Door::notices(std::size_t count) {
  std::unique_lock lock(mutex_);
  more_.wait_for(lock, patience, [&] { return notices_.size() >= count; });
  return notices_;
}

std::vector<Verdict> Door::verdicts() {
  const std::lock_guard lock(mutex_);
  return verdicts_;
}

unsigned Door::status_for(const SignedMessage& message) {
  const std::lock_guard lock(mutex_);
  if (refused_first_ > 0 || callbacks_ == nullptr) {
    --refused_first_;
    return 503;
  }
  auto callback = callbacks_->read(message);
  verdicts_.push_back(callback.verdict);
  if (!callback.notice) return 401;
  notices_.push_back(*callback.notice);
  more_.notify_all();
  return 204;
}

void Door::serve(web::test::Caller& caller) {
  const std::string_view text = caller.received();
  const auto end = text.find("\r\n\r\n");
  const auto headers = headers_of(text.substr(0, end + 2));
  const auto header = [&](std::string_view name) -> std::optional<std::string_view> {
    const auto found = headers.find(name);
    return found == headers.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  };
  const auto status = status_for(signed_message(header, text.substr(end + 4)));
  const std::string_view body = status == 204 ? "" : callback_refusal;
  caller.say("HTTP/1.1 " + std::to_string(status) + " Answer\r\nConnection: close\r\n" +
             (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") +
             "\r\n" + std::string(body));
}

PayFixture::PayFixture(Keys keys) : keys_(keys) {
  auto opened = Merchant::open(settings(), web_, clock, dice_);
  REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().detail));
  merchant_ = *std::move(opened);
  door.read_by(&merchant_->callbacks());
}

Settings PayFixture::settings() const {
  const auto given = fake.folder() / "merchant";
  std::ifstream file(given / "account.json");
  std::stringstream text;
  text << file.rdbuf();
  const auto account = Document::of(text.str());
  Settings made{.mchid = *account.find("mchid")->text(),
                .appid = *account.find("appid")->text(),
                .serial = *account.find("serial")->text(),
                .private_key_file = (given / "key.pem").string(),
                .api_key = *account.find("api_key")->text(),
                .notify_url = door.url(),
                .base_url = fake.url()};
  if (keys_ == Keys::public_key) made.platform_keys_folder = (given / "public_keys").string();
  return made;
}

void PayFixture::fault(const std::string& match, const std::string& kind,
                       const Document::Members& more) {
  auto wish = Document::object({{"match", match}, {"kind", kind}});
  for (const auto& [name, value] : more) wish[name] = value;
  control("faults", wish);
}

PrepayOrder PayFixture::order(const std::string& number, std::int64_t fen) const {
  return {.out_trade_no = number,
          .description = "换机油, 四轮`检查`",
          .openid = "o-li",
          .total_fen = fen};
}

void PayFixture::paid(const std::string& number, std::int64_t fen) {
  REQUIRE(client().prepay(order(number, fen)));
  control("pay", Document::object({{"out_trade_no", number}}));
}

}  // namespace fettle::wechat_pay::test
