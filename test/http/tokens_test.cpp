// Tokens: what is taken, and each way in which one is refused.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "adapters/http/base64url.hpp"
#include "adapters/http/tokens.hpp"
#include "core/crypto/crypto.hpp"
#include "test/http/pki.hpp"
#include "test/support/nothing_revoked.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace std::chrono_literals;

namespace {

const Moment noon = *parse_moment("2026-11-20T12:00:00Z");
const auto noon_seconds = std::chrono::floor<std::chrono::seconds>(noon.since_epoch()).count();
const std::string secret(32, 's');
const TokenKey hmac_key{"k1", TokenAlgorithm::hs256, secret, {}};
const http::test::RsaKey rsa = http::test::make_rsa_key();
const TokenKey rsa_key{"r1", TokenAlgorithm::rs256, rsa.public_pem, rsa.private_pem};

Credential lin() {
  return {AccountId("lin"), TenantId("north"), "technician", "jti-1",  "store-1",
          std::nullopt,     std::nullopt,      noon,         noon + 1h};
}

struct Bench {
  fettle::test::TestClock clock{noon};
  fettle::test::NothingRevoked none;
  Tokens tokens{{hmac_key, rsa_key}, none, clock, 100};

  std::string code(const std::string& token) {
    const auto verified = tokens.verify("Bearer " + token);
    return verified ? "taken" : verified.error().code;
  }
};

std::string sign(std::string_view header, std::string_view payload) {
  const auto text = to_base64url(header) + "." + to_base64url(payload);
  return text + "." + to_base64url(crypto::text(crypto::hmac_sha256(secret, text)));
}

const std::string good_header = R"({"alg":"HS256","kid":"k1","typ":"JWT"})";

// The claims of a good token, with one more member or one changed.
std::string payload(const std::string& instead = {}, const std::string& of = {}) {
  auto text = R"({"sub":"lin","tenant":"north","role":"technician","jti":"j","iat":)" +
              std::to_string(noon_seconds) + R"(,"exp":)" + std::to_string(noon_seconds + 60) + "}";
  if (!of.empty()) return text.replace(text.find(of), of.size(), instead);
  return text;
}

}  // namespace

TEST_CASE("[AR-72:part] a token issued with either algorithm names its caller") {
  Bench bench;
  for (const auto& key : {hmac_key, rsa_key}) {
    const auto token = issue_token(key, lin());
    REQUIRE(token);
    const auto caller = bench.tokens.verify("Bearer " + *token);
    REQUIRE(caller);
    CHECK((*caller)->account == AccountId("lin"));
    CHECK((*caller)->tenant == TenantId("north"));
    CHECK((*caller)->role == "technician");
    CHECK((*caller)->store == "store-1");
    CHECK((*caller)->expires == noon + 1h);
  }
}

TEST_CASE("[AR-72:part] an expired token and one not yet valid get 401, with 30 s of grace") {
  Bench bench;
  const auto token = *issue_token(hmac_key, lin());
  CHECK(bench.code(token) == "taken");
  bench.clock.set(noon + 1h + 29s);
  CHECK(bench.code(token) == "taken");
  bench.clock.set(noon + 1h + 30s);
  CHECK(bench.code(token) == "token_expired");
  bench.clock.set(noon - 31s);
  CHECK(bench.code(*issue_token(rsa_key, lin())) == "token_not_yet_valid");
  bench.clock.set(noon - 30s);
  CHECK(bench.code(*issue_token(rsa_key, lin())) == "taken");
}

TEST_CASE("[AR-72:part] a wrong signature is refused, whichever part was changed") {
  Bench bench;
  for (const auto& key : {hmac_key, rsa_key}) {
    const auto token = *issue_token(key, lin());
    auto other = lin();
    other.role = "manager";
    const auto manager = *issue_token(key, other);
    const auto payload_of = [](const std::string& t) {
      return t.substr(t.find('.'), t.rfind('.') - t.find('.'));
    };
    const auto forged =
        token.substr(0, token.find('.')) + payload_of(manager) + token.substr(token.rfind('.'));
    CHECK(bench.code(forged) == "token_signature");
  }
  const TokenKey stranger{"k1", TokenAlgorithm::hs256, std::string(32, 'x'), {}};
  CHECK(bench.code(*issue_token(stranger, lin())) == "token_signature");
}

TEST_CASE("no token, or another scheme, is told apart from a bad one") {
  Bench bench;
  CHECK(bench.tokens.verify(std::nullopt).error().code == "token_missing");
  CHECK(bench.tokens.verify("Basic abc").error().code == "token_missing");
  CHECK(bench.tokens.verify("Bearer ").error().code == "token_missing");
  CHECK(bench.tokens.verify("bearer " + *issue_token(hmac_key, lin())).has_value());
  for (const auto* bad : {"x", "a.b", "a.b.c.d", "..", "W10.e30.e30", "!!.e30.e30"}) {
    CHECK(bench.code(bad) == "token_malformed");
  }
  CHECK(bench.code(sign(good_header, payload()) + std::string(5000, 'A')) == "token_malformed");
}

TEST_CASE("alg is the key's own: no none, no other, no public key taken for a secret") {
  Bench bench;
  CHECK(bench.code(sign(R"({"alg":"none","kid":"k1"})", payload())) == "token_algorithm");
  CHECK(bench.code(to_base64url(R"({"alg":"none","kid":"k1"})") + "." + to_base64url(payload()) +
                   ".") == "token_algorithm");
  CHECK(bench.code(sign(R"({"alg":"HS512","kid":"k1"})", payload())) == "token_algorithm");
  CHECK(bench.code(sign(R"({"alg":"RS256","kid":"k1"})", payload())) == "token_algorithm");
  // The classic confusion: the public key of r1 used as an HMAC secret.
  const auto text = to_base64url(R"({"alg":"HS256","kid":"r1"})") + "." + to_base64url(payload());
  const auto mac = crypto::hmac_sha256(rsa.public_pem, text);
  CHECK(bench.code(text + "." + to_base64url(crypto::text(mac))) == "token_algorithm");
}

TEST_CASE("crit, members named twice, another typ and a missing kid are refused") {
  Bench bench;
  CHECK(bench.code(sign(good_header, payload())) == "taken");
  for (const auto* header :
       {R"({"alg":"HS256","kid":"k1","crit":["exp"]})", R"({"alg":"HS256","kid":"k1","crit":[]})",
        R"({"alg":"HS256","alg":"none","kid":"k1"})", R"({"alg":"HS256","kid":"k1","typ":"JWE"})",
        R"({"alg":"HS256"})", R"(["HS256"])", R"({"alg":"HS256","kid":7})"}) {
    CAPTURE(header);
    CHECK(bench.code(sign(header, payload())) == "token_malformed");
  }
  CHECK(bench.code(sign(R"({"alg":"HS256","kid":"k9"})", payload())) == "token_key_unknown");
  CHECK(bench.code(sign(good_header, payload(R"("role":"a","role":"b")",
                                             R"("role":"technician")"))) == "token_malformed");
  CHECK(bench.code(sign(good_header, payload(R"("x":{"a":1,"a":2},"jti":"j")", R"("jti":"j")"))) ==
        "token_malformed");
  CHECK(bench.code(sign(good_header, payload(R"("x":{"a":1},"y":{"a":2},"jti":"j")",
                                             R"("jti":"j")"))) == "taken");
}

TEST_CASE("claims that are missing or of another shape are refused by name") {
  Bench bench;
  const auto exp = R"("exp":)" + std::to_string(noon_seconds + 60);
  for (const auto& [instead, of] : std::initializer_list<std::pair<std::string, std::string>>{
           {R"("x":1)", exp},
           {R"("exp":"soon")", exp},
           {R"("exp":1e300)", exp},
           {R"("exp":9223372036854775807)", exp},
           {R"("exp":-1)", exp},
           {R"("sub":"")", R"("sub":"lin")"},
           {R"("sub":"a/b")", R"("sub":"lin")"},
           {R"("tenant":7)", R"("tenant":"north")"},
           {R"("id":"j")", R"("jti":"j")"},
       }) {
    CAPTURE(instead);
    CHECK(bench.code(sign(good_header, payload(instead, of))) == "token_claims");
  }
}

TEST_CASE("base64url has one spelling") {
  Bench bench;
  const auto token = sign(good_header, payload());
  CHECK(bench.code(token + "=") == "token_malformed");
  CHECK(from_base64url("e30") == "{}");
  CHECK(!from_base64url("e31"));  // bits left over
  CHECK(!from_base64url("e3"));
  CHECK(!from_base64url("e"));
  CHECK(!from_base64url("e30="));
  CHECK(!from_base64url("e+/0"));
}

TEST_CASE("keys rotate: the old one is taken until it is removed") {
  Bench bench;
  const TokenKey next{"k2", TokenAlgorithm::hs256, std::string(32, 't'), {}};
  const auto old_token = *issue_token(hmac_key, lin()), new_token = *issue_token(next, lin());
  CHECK(bench.code(old_token) == "taken");
  CHECK(bench.code(new_token) == "token_key_unknown");
  bench.tokens.replace_keys({hmac_key, next});
  CHECK(bench.code(old_token) == "taken");
  CHECK(bench.code(new_token) == "taken");
  bench.tokens.replace_keys({next});
  CHECK(bench.code(old_token) == "token_key_unknown");
  CHECK(bench.code(new_token) == "taken");
}

TEST_CASE("a verified token is remembered as the same credential") {
  Bench bench;
  const auto token = "Bearer " + *issue_token(rsa_key, lin());
  const auto first = *bench.tokens.verify(token), second = *bench.tokens.verify(token);
  CHECK(first == second);
  bench.tokens.replace_keys({rsa_key});
  CHECK(*bench.tokens.verify(token) != first);
}

TEST_CASE("[AR-72:part] a revoked token gets 401, also one that was remembered") {
  const fettle::test::TempFolder folder;
  const auto path = (folder.path() / "revoked").string();
  fettle::test::TestClock clock(noon);
  const auto list = RevocationFile::open(path, clock);
  REQUIRE(list);
  Tokens tokens({hmac_key}, **list, clock, 100);
  auto other = lin();
  other.account = AccountId("wu");
  other.token_id = "jti-2";
  const auto first = "Bearer " + *issue_token(hmac_key, lin());
  const auto second = "Bearer " + *issue_token(hmac_key, other);
  CHECK(tokens.verify(first).has_value());
  CHECK(tokens.verify(second).has_value());
  CHECK((*list)->revoke_token("jti-1"));
  CHECK(tokens.verify(first).error().code == "token_revoked");
  CHECK(tokens.verify(second).has_value());
  CHECK((*list)->revoke_account(TenantId("north"), AccountId("wu"), noon));
  CHECK(tokens.verify(second).error().code == "token_revoked");
  other.issued = noon + 1s;
  CHECK(tokens.verify("Bearer " + *issue_token(hmac_key, other)).has_value());
}

TEST_CASE("a revocation file edited by hand is read within a second, a bad edit changes nothing") {
  const fettle::test::TempFolder folder;
  const auto path = (folder.path() / "revoked").string();
  fettle::test::TestClock clock(noon);
  const auto list = RevocationFile::open(path, clock);
  REQUIRE(list);
  CHECK(!(*list)->revoked(lin()));
  std::ofstream(path) << "# stolen tablet\ntoken jti-1\n";
  CHECK(!(*list)->revoked(lin()));
  clock.move_by(1s);
  CHECK((*list)->revoked(lin()));
  std::ofstream(path) << "nonsense here\n";
  clock.move_by(1s);
  CHECK((*list)->revoked(lin()));
  CHECK((*list)->read_again().error().code == "revocations_unreadable");
}

TEST_CASE("a revocation file that cannot be read is refused at the start, never taken for empty") {
  const fettle::test::TempFolder folder;
  const auto path = folder.path() / "revoked";
  const fettle::test::TestClock clock(noon);
  std::filesystem::create_directory(path);
  const auto list = RevocationFile::open(path, clock);
  REQUIRE_FALSE(list);
  CHECK(list.error().code == "revocations_unreadable");
  CHECK(list.error().detail.find(path.string()) != std::string::npos);
}

TEST_CASE("a revocation file that can no longer be read keeps its list, and is tried again") {
  const fettle::test::TempFolder folder;
  const auto path = folder.path() / "revoked";
  fettle::test::TestClock clock(noon);
  std::ofstream(path) << "token jti-1\n";
  const auto list = RevocationFile::open(path, clock);
  REQUIRE(list);
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
  clock.move_by(1s);
  CHECK((*list)->revoked(lin()));
  CHECK((*list)->read_again().error().code == "revocations_unreadable");
  std::filesystem::remove(path);
  std::filesystem::create_symlink(path, path);  // leads nowhere: an error that is not ENOENT
  clock.move_by(1s);
  CHECK((*list)->revoked(lin()));
  CHECK_FALSE((*list)->read_again());
  std::filesystem::remove(path);
  clock.move_by(1s);
  CHECK_FALSE((*list)->revoked(lin()));
  CHECK((*list)->read_again());
}

TEST_CASE("a revocation file that root makes belongs to the owner of its folder" *
          doctest::skip(::geteuid() != 0)) {
  const fettle::test::TempFolder folder;
  constexpr uid_t nobody = 65'534;
  REQUIRE(::chown(folder.path().c_str(), nobody, nobody) == 0);
  const fettle::test::TestClock clock(noon);
  const auto path = folder.path() / "revoked";
  const auto list = RevocationFile::open(path, clock);
  REQUIRE(list);
  REQUIRE((*list)->revoke_token("jti-1"));
  struct stat made {};
  REQUIRE(::stat(path.c_str(), &made) == 0);
  CHECK(made.st_uid == nobody);
}

TEST_CASE("keys are read from files, and an unusable one is refused by name") {
  const fettle::test::TempFolder folder;
  const auto file = [&](const char* name) { return folder.path() / name; };
  std::ofstream(file("k1.hs256")) << crypto::to_hex(secret) << "\n";
  std::ofstream(file("r1.rs256.pub")) << rsa.public_pem;
  std::ofstream(file("r1.rs256.key")) << rsa.private_pem;
  const auto keys = read_token_keys(folder.path());
  REQUIRE(keys);
  REQUIRE(keys->size() == 2);
  CHECK((*keys)[0].id == "k1");
  CHECK((*keys)[1].id == "r1");
  CHECK(issue_token((*keys)[1], lin()).has_value());
  auto verifier_only = (*keys)[1];
  verifier_only.signer.reset();
  CHECK(issue_token(verifier_only, lin()).error().code == "token_key_cannot_sign");
  std::ofstream(file("short.hs256")) << "abcd";
  CHECK(read_token_keys(folder.path()).error().code == "token_key_unusable");
  CHECK(read_token_keys(file("nowhere")).error().code == "token_key_unusable");
}
