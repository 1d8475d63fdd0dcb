// The chain hash, against the same sum built by hand and by what may not change it.
#include "core/hash_chain.hpp"

#include <doctest/doctest.h>

#include "core/bytes.hpp"

using namespace fettle;

namespace {

Record event() {
  Record record("tenant-1", "{\"a\":1}");
  record.add("ce_type", "JobOpened");
  record.add("ce_id", "c-1.0");
  record.add("fettle_n", "7");
  return record;
}

std::string part(std::string_view text) {
  std::string bytes;
  append_big(bytes, text.size());
  return bytes.append(text);
}

}  // namespace

TEST_CASE(
    "the chain hash covers previous hash, value and sorted ce_ headers, each with its length") {
  crypto::Sha256 sha;
  sha.add(part(crypto::text(chain_start)) + part("{\"a\":1}") + part("ce_id") + part("c-1.0") +
          part("ce_type") + part("JobOpened"));
  CHECK(chain_hash(chain_start, event().view()) == sha.finish());
}

TEST_CASE("what belongs to one log does not change the chain, and so it survives a move") {
  Record moved("another-key", "{\"a\":1}");
  moved.add("fettle_claim", "99");
  moved.add("ce_id", "c-1.0");  // another order of headers
  moved.add("ce_type", "JobOpened");
  CHECK(chain_hash(chain_start, moved.view()) == chain_hash(chain_start, event().view()));
}

TEST_CASE("any change to what is chained shows, also one that moves bytes between parts") {
  const auto hash = chain_hash(chain_start, event().view());
  Record value("tenant-1", "{\"a\":2}");
  value.add("ce_type", "JobOpened");
  value.add("ce_id", "c-1.0");
  CHECK(chain_hash(chain_start, value.view()) != hash);
  Record shifted("tenant-1", "{\"a\":1}");
  shifted.add_named("ce_typ", "eJobOpened");
  shifted.add("ce_id", "c-1.0");
  CHECK(chain_hash(chain_start, shifted.view()) != hash);
  CHECK(chain_hash(hash, event().view()) != hash);
}

TEST_CASE("a stored hash is read back, and one of another length is none") {
  auto record = event();
  CHECK_FALSE(stored_hash(record.view()));
  const auto hash = chain_hash(chain_start, record.view());
  add_hash(record, hash);
  CHECK(stored_hash(record.view()) == hash);
  auto bad = event();
  bad.add("fettle_hash", "short");
  CHECK_FALSE(stored_hash(bad.view()));
}
