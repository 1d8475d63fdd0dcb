#include "adapters/storage/s3/sigv4.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/crypto/crypto.hpp"
#include "core/percent_encoding.hpp"

namespace fettle::storage {
namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

// 20261120T080000Z
std::string basic_time(Moment now) {
  auto text = to_text(now).substr(0, std::string_view("2026-11-20T08:00:00").size());
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + 'Z';
}

// What is signed: when, for which service, and the hash of the request in its canonical form.
class Signing {
 public:
  Signing(const S3Identity& identity, Moment now)
      : identity_(identity),
        time_(basic_time(now)),
        scope_(fmt::format("{}/{}/s3/aws4_request", time_.substr(0, 8), identity.region)) {}

  const std::string& time() const { return time_; }
  std::string credential() const { return identity_.access_key_id + '/' + scope_; }

  std::string signature(std::string_view canonical) const {
    const auto what =
        fmt::format("{}\n{}\n{}\n{}", algorithm, time_, scope_, hex_sha256(canonical));
    auto key = hmac("AWS4" + identity_.secret_access_key, time_.substr(0, 8));
    for (const std::string_view part : {std::string_view(identity_.region), std::string_view("s3"),
                                        std::string_view("aws4_request")}) {
      key = hmac(key, part);
    }
    return crypto::to_hex(hmac(key, what));
  }

 private:
  static std::string hmac(std::string_view key, std::string_view message) {
    return std::string(crypto::text(crypto::hmac_sha256(key, message)));
  }

  const S3Identity& identity_;
  std::string time_, scope_;
};

Pairs with_host(const S3Question& question) {
  auto headers = question.headers;
  headers.emplace_back("host", question.host);
  std::ranges::sort(headers);
  return headers;
}

std::string names_of(const Pairs& headers) {
  std::string names;
  for (const auto& [name, value] : headers) names += (names.empty() ? "" : ";") + name;
  return names;
}

std::string canonical(const S3Question& question, const Pairs& headers,
                      std::string_view payload_sha256) {
  std::string lines;
  for (const auto& [name, value] : headers) lines += fmt::format("{}:{}\n", name, value);
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", question.method, encoded_path(question.path),
                     encoded_query(question.query), lines, names_of(headers), payload_sha256);
}

}  // namespace

std::string hex_sha256(std::string_view bytes) {
  crypto::Sha256 hash;
  hash.add(bytes);
  return crypto::to_hex(crypto::text(hash.finish()));
}

std::string encoded_path(std::string_view path) { return percent_encoded(path, "/-._~"); }

std::string encoded_query(Pairs query) {
  for (auto& [name, value] : query) {
    name = percent_encoded(name);
    value = percent_encoded(value);
  }
  std::ranges::sort(query);
  std::string text;
  for (const auto& [name, value] : query) {
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, value);
  }
  return text;
}

Pairs signing_headers(const S3Question& question, const S3Identity& identity,
                      std::string_view payload_sha256, Moment now) {
  const Signing signing(identity, now);
  Pairs added{{"x-amz-content-sha256", std::string(payload_sha256)},
              {"x-amz-date", signing.time()}};
  auto whole = question;
  whole.headers.insert(whole.headers.end(), added.begin(), added.end());
  const auto headers = with_host(whole);
  added.emplace_back(
      "Authorization",
      fmt::format("{} Credential={},SignedHeaders={},Signature={}", algorithm, signing.credential(),
                  names_of(headers), signing.signature(canonical(whole, headers, payload_sha256))));
  return added;
}

std::string presigned_query(const S3Question& question, const S3Identity& identity,
                            std::chrono::seconds lifetime, Moment now) {
  const Signing signing(identity, now);
  const auto headers = with_host(question);
  auto whole = question;
  whole.query.insert(whole.query.end(), {{"X-Amz-Algorithm", std::string(algorithm)},
                                         {"X-Amz-Credential", signing.credential()},
                                         {"X-Amz-Date", signing.time()},
                                         {"X-Amz-Expires", std::to_string(lifetime.count())},
                                         {"X-Amz-SignedHeaders", names_of(headers)}});
  return fmt::format("{}&X-Amz-Signature={}", encoded_query(whole.query),
                     signing.signature(canonical(whole, headers, unsigned_payload)));
}

}  // namespace fettle::storage
