// Bearer tokens: any text as it comes, and headers and payloads of any kind that were signed with
// our own key. What is taken is what was signed, and is taken again from the token we would issue.
#include "adapters/http/tokens.hpp"

#include "adapters/http/base64url.hpp"
#include "adapters/http/token_shape.hpp"
#include "core/crypto/crypto.hpp"
#include "test/fuzz/target.hpp"
#include "test/support/nothing_revoked.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::fuzz;
using namespace fettle::http;

namespace {

const Moment noon = *parse_moment("2026-11-20T12:00:00Z");
const std::string secret(32, 's');

struct Desk {
  test::TestClock clock{noon};
  fettle::test::NothingRevoked revocations;
  TokenKey key{"k1", TokenAlgorithm::hs256, secret, {}};
  Tokens tokens{{key}, revocations, clock, 2};
};

std::string signed_token(std::string_view header, std::string_view payload) {
  auto token = to_base64url(header) + "." + to_base64url(payload);
  const auto digest = crypto::hmac_sha256(secret, token);
  return token + "." + to_base64url(crypto::text(digest));
}

bool same(const Credential& a, const Credential& b) {
  return a.account == b.account && a.tenant == b.tenant && a.role == b.role &&
         a.token_id == b.token_id && a.store == b.store && a.face == b.face && a.scope == b.scope &&
         a.issued == b.issued && a.expires == b.expires;
}

Checked<std::shared_ptr<const Credential>> verify(Desk& desk, const std::string& token) {
  return desk.tokens.verify("Bearer " + token);
}

// A change of any one character of the signature makes it another's.
void expect_no_other_signature(Desk& desk, std::string token, std::uint8_t draw) {
  const auto signature = token.rfind('.') + 1;
  auto& letter = token[signature + draw % (token.size() - signature)];
  letter = letter == 'A' ? 'B' : 'A';
  expect(!verify(desk, token), "a token with another signature is refused");
}

void look_at(const std::string& token, std::uint8_t draw) {
  Desk desk;
  const auto first = verify(desk, token);
  const auto again = verify(desk, token);
  expect(first.has_value() == again.has_value(), "a token is judged twice alike");
  if (!first) {
    expect(first.error().kind == Refusal::unauthorized && first.error().code.starts_with("token_"),
           "a bad token is named");
    expect(again.error().code == first.error().code, "a token is judged twice alike");
    return;
  }
  const auto& credential = **first;
  expect(same(credential, **again), "a remembered token says the same");
  expect(credential.expires + clock_skew > noon && credential.issued <= noon + clock_skew,
         "a token that is taken is good now");
  const auto shape = read_token(token);
  expect(shape && shape->key_id == desk.key.id, "a token that is taken names our key");
  expect_no_other_signature(desk, token, draw);
  const auto issued = issue_token(desk.key, credential);
  if (!issued) return expect(!credential.scope->empty(), "only a scope can be no text of ours");
  const auto ours = verify(desk, *issued);
  expect(ours && same(**ours, credential), "a token issued again says the same");
  desk.clock.set(credential.expires + clock_skew);
  expect(!verify(desk, token), "no token outlives itself");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(text_of(data, size));
  const auto kind = input.byte();
  const auto draw = input.byte();
  if (kind == 'r') {
    look_at(std::string(input.rest()), draw);
  } else {
    const auto header = input.line();
    look_at(signed_token(header, input.rest()), draw);
  }
  return 0;
}
