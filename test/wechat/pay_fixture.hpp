// A merchant of ours, the stand-in that it is known to, and the door where callbacks come in.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <vector>

#include "adapters/system/clock.hpp"
#include "adapters/system/dice.hpp"
#include "adapters/web/curl_web.hpp"
#include "adapters/wechat_pay/merchant.hpp"
#include "test/support/fake.hpp"
#include "test/support/test_clock.hpp"
#include "test/web/raw_server.hpp"

namespace fettle::wechat_pay::test {

// Reads callbacks as the webhook does: 204 for a genuine one that opens, 401 for any other.
class Door {
 public:
  Door();

  std::string url() const { return server_.url("/webhooks/wechatpay/paid"); }
  void read_by(Callbacks* callbacks);  // null: by nobody any more
  // Answers 503 so many times before it reads one.
  void refuse_first(int count);
  // Waits until so many were genuine; those that came.
  std::vector<Notice> notices(std::size_t count);
  std::vector<Verdict> verdicts();

 private:
  void serve(web::test::Caller& caller);
  unsigned status_for(const SignedMessage& message);

  std::mutex mutex_;
  std::condition_variable more_;
  Callbacks* callbacks_ = nullptr;
  int refused_first_ = 0;
  std::vector<Notice> notices_;
  std::vector<Verdict> verdicts_;
  web::test::RawServer server_;  // last: its thread calls the others
};

class PayFixture {
 public:
  enum class Keys { certificates, public_key };
  explicit PayFixture(Keys keys = Keys::certificates);
  ~PayFixture() { door.read_by(nullptr); }

  Client& client() { return merchant_->client(); }
  Settings settings() const;
  json::Document control(const std::string& name, const json::Document& body) {
    return fake.control("POST", name, body);
  }
  // The next so many requests that begin so are not answered as they should be.
  void fault(const std::string& match, const std::string& kind,
             const json::Document::Members& more = {});
  PrepayOrder order(const std::string& number, std::int64_t fen = 100) const;
  // Ordered and paid; waits for no callback.
  void paid(const std::string& number, std::int64_t fen = 100);

  fettle::test::Fake fake{"wechat_pay", {"--retry-scale", "0.002"}};
  Door door;
  fettle::test::TestClock clock{SystemClock().now()};  // of ours; the stand-in has the real one

 private:
  Keys keys_;
  web::CurlWeb web_{{}};
  SystemDice dice_;
  std::unique_ptr<Merchant> merchant_;
};

}  // namespace fettle::wechat_pay::test
