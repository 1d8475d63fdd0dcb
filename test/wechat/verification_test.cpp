// What is no callback of WeChat Pay's, however near it comes.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "adapters/wechat_pay/notification.hpp"
#include "test/wechat/vectors.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace fettle::wechat_pay::test;

namespace {

const Document& recorded() { return vector("full_callback_transaction_success"); }

Verdict judged(const RecordedCallback& callback, Micros later = Micros(0)) {
  static PlatformKeys keys;
  static const bool filled = (add_key_of(keys, recorded()), true);
  static_cast<void>(filled);
  return verify(callback.message(), keys, callback.now + later);
}

// The same JSON with its members the other way round.
std::string reordered(const std::string& body) {
  auto members = *Document::of(body).members();
  std::reverse(members.begin(), members.end());
  return Document(std::move(members)).compact();
}

void flip(std::string& text, std::size_t at, char bits) {
  text[at % text.size()] = static_cast<char>(text[at % text.size()] ^ bits);
}

}  // namespace

TEST_CASE("a callback with one byte more, less or changed is forged") {
  auto callback = callback_of(recorded());
  REQUIRE(judged(callback) == Verdict::genuine);
  auto changed = callback;
  changed.body += " ";
  CHECK(judged(changed) == Verdict::forged);
  changed.body = callback.body.substr(0, callback.body.size() - 1);
  CHECK(judged(changed) == Verdict::forged);
  changed.body = callback.body;
  changed.body[changed.body.find("EV-2018")] = 'e';
  CHECK(judged(changed) == Verdict::forged);
}

TEST_CASE("a callback whose members were put in another order is forged") {
  auto callback = callback_of(recorded());
  callback.body = reordered(callback.body);
  CHECK(judged(callback) == Verdict::forged);
}

TEST_CASE("a callback counts for five minutes either way") {
  const auto callback = callback_of(recorded());
  using std::chrono::seconds;
  CHECK(judged(callback, seconds(300)) == Verdict::genuine);
  CHECK(judged(callback, seconds(-300)) == Verdict::genuine);
  CHECK(judged(callback, seconds(301)) == Verdict::stale);
  CHECK(judged(callback, seconds(-301)) == Verdict::stale);
}

TEST_CASE("a time that is none, or beyond all times, is refused") {
  auto callback = callback_of(recorded());
  for (const auto time : {"", "now", "1700000000.0", " 1700000000", "99999999999999999999"}) {
    callback.timestamp = time;
    CHECK(judged(callback) == Verdict::unsigned_message);
  }
  for (const auto time : {"-9223372036854775808", "9223372036854775807", "0"}) {
    callback.timestamp = time;
    CHECK(judged(callback) == Verdict::stale);
  }
}

TEST_CASE("a serial that nobody has is told from a forgery") {
  auto callback = callback_of(recorded());
  callback.serial = "PUB_KEY_ID_0000000000000024101100397200000006";
  CHECK(judged(callback) == Verdict::key_unknown);
}

TEST_CASE("a certificate whose time is over verifies nothing") {
  PlatformKeys keys;
  add_key_of(keys, recorded());
  const auto serial = callback_of(recorded()).serial;
  CHECK(keys.find(serial, *parse_moment("2025-05-09T00:00:00Z")));
  CHECK_FALSE(keys.find(serial, *parse_moment("2025-05-10T00:00:00Z")));
}

TEST_CASE("a probe of WeChat Pay's is refused, whatever else is right") {
  auto callback = callback_of(recorded());
  callback.signature = "WECHATPAY/SIGNTEST/" + callback.signature;
  CHECK(judged(callback) == Verdict::probe);
}

TEST_CASE("without a header, or with another kind of signature, it is unsigned") {
  const auto callback = callback_of(recorded());
  PlatformKeys keys;
  auto message = callback.message();
  for (auto part : {&SignedMessage::timestamp, &SignedMessage::nonce, &SignedMessage::signature,
                    &SignedMessage::serial}) {
    auto lacking = message;
    (lacking.*part).reset();
    CHECK(verify(lacking, keys, callback.now) == Verdict::unsigned_message);
  }
  message.type = "WECHATPAY2-SM2-WITH-SM3";
  CHECK(verify(message, keys, callback.now) == Verdict::unsigned_message);
}

TEST_CASE("a notice with another association or a cut tag does not open") {
  const auto key = text_of(recorded(), "apiv3_key");
  auto body = Document::of(text_of(recorded(), "body"));
  auto& resource = *body.find("resource");
  const auto whole = resource;
  REQUIRE(read_notice(body.compact(), key));
  resource["associated_data"] = "refund";
  CHECK(read_notice(body.compact(), key).error().code == "wechat_pay_resource_closed");
  resource = whole;
  auto cut = *whole.find("ciphertext")->text();
  cut.resize(cut.size() - 4);
  resource["ciphertext"] = cut;
  CHECK(read_notice(body.compact(), key).error().code == "wechat_pay_resource_closed");
  resource["ciphertext"] = "";
  CHECK(read_notice(body.compact(), key).error().code == "wechat_pay_resource_closed");
  resource = whole;
  resource["algorithm"] = "NONE";
  CHECK(read_notice(body.compact(), key).error().code == "wechat_pay_resource_closed");
}

TEST_CASE("any one changed byte of a signed callback is refused") {
  CHECK(rc::check([] {
    auto callback = callback_of(recorded());
    std::string* const parts[] = {&callback.timestamp, &callback.nonce, &callback.signature,
                                  &callback.serial, &callback.body};
    // Half of the times in the body, which is longest.
    const auto part = *rc::gen::inRange(0, 9);
    const auto at = *rc::gen::inRange<std::size_t>(0, 4096);
    const auto bits = static_cast<char>(*rc::gen::inRange(1, 256));
    flip(*parts[std::min(part, 4)], at, bits);
    RC_ASSERT(judged(callback) != Verdict::genuine);
  }));
}

TEST_CASE("every single bit of signature, serial and nonce counts") {
  for (auto part :
       {&RecordedCallback::signature, &RecordedCallback::serial, &RecordedCallback::nonce}) {
    const auto size = (callback_of(recorded()).*part).size();
    for (std::size_t bit = 0; bit < size * 8; ++bit) {
      auto callback = callback_of(recorded());
      flip(callback.*part, bit / 8, static_cast<char>(1 << (bit % 8)));
      CHECK(judged(callback) != Verdict::genuine);
    }
  }
}

TEST_CASE("any one changed byte of what is sealed keeps it closed") {
  const auto key = text_of(recorded(), "apiv3_key");
  const auto body = Document::of(text_of(recorded(), "body"));
  CHECK(rc::check([&] {
    const auto* const sealed = body.find("resource");
    EncryptedResource resource{.algorithm = "AEAD_AES_256_GCM",
                               .ciphertext = *sealed->find("ciphertext")->text(),
                               .nonce = *sealed->find("nonce")->text(),
                               .associated_data = *sealed->find("associated_data")->text(),
                               .original_type = std::nullopt};
    std::string* const parts[] = {&resource.ciphertext, &resource.nonce,
                                  &*resource.associated_data};
    flip(*parts[*rc::gen::inRange(0, 3)], *rc::gen::inRange<std::size_t>(0, 4096),
         static_cast<char>(*rc::gen::inRange(1, 256)));
    RC_ASSERT(!open_resource(key, resource));
  }));
}
