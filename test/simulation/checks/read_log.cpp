#include "test/simulation/checks/read_log.hpp"

#include "core/hash_chain.hpp"
#include "test/simulation/checks/kept_keys.hpp"

namespace fettle::sim {
namespace {

constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::milliseconds no_wait{0};

class Reading {
 public:
  Reading(const Site& site, Random& random) : site_(site), keys_(site.keys), random_(random) {}

  ReadLog all() {
    FinishedLog log(site_);
    for (std::uint32_t p = 0; p < site_.partitions() && !read_.fault; ++p) {
      if (auto done = partition(log, Partition{p}); !done) read_.fault = done.error();
    }
    return std::move(read_);
  }

 private:
  Result<void> partition(Log& log, Partition of) {
    auto reader = TRY(CommitReader::open(log, Checkpoint::beginning(log.id(), of)));
    for (;;) {
      const auto before = reader.checkpoint().next;
      for (const auto& commit : TRY(reader.next(read_bytes, no_wait))) TRY(take(commit));
      if (reader.checkpoint().next == before) return {};
    }
  }
  Result<void> take(const StoredCommit& stored) {
    ReadCommit commit{.partition = stored.partition,
                      .first = stored.first,
                      .last = stored.last,
                      .tenant = std::string(stored.tenant()),
                      .account = {},
                      .key = {},
                      .events = {}};
    auto head = heads_.try_emplace(commit.tenant, chain_start).first;
    Sealing sealing(TenantId(commit.tenant), keys_, random_);
    for (const auto& record : stored.records) {
      const auto envelope = TRY(Envelope::parse(record));
      commit.account = std::string(envelope.account);
      if (envelope.first) commit.key = std::string(envelope.first->key);
      const auto* type = site_.domain.event(envelope.type);
      ReadEvent event{.tenant = commit.tenant,
                      .aggregate = std::string(envelope.aggregate),
                      .id = std::string(envelope.id),
                      .command_id = std::string(envelope.command_id),
                      .sequence = envelope.sequence,
                      .time = envelope.time,
                      .event = {type, nullptr}};
      if (type != nullptr) {
        event.event.data = TRY(type->decode(envelope.data, envelope.schema_version, &sealing));
      }
      const auto hash = stored_hash(record);
      commit.chained = commit.chained && hash && *hash == chain_hash(head->second, record);
      if (hash) head->second = *hash;
      commit.events.push_back(std::move(event));
    }
    read_.commits.push_back(std::move(commit));
    return {};
  }

  const Site& site_;
  KeptKeys keys_;
  Random& random_;
  std::map<std::string, crypto::Digest> heads_;
  ReadLog read_;
};

}  // namespace

std::string key_name(std::string_view tenant, std::string_view account, std::string_view key) {
  return fmt::format("{}/{}/{}", tenant, account, key);
}

std::map<std::string, std::vector<const ReadCommit*>> ReadLog::by_key() const {
  std::map<std::string, std::vector<const ReadCommit*>> found;
  for (const auto& commit : commits) {
    if (commit.key.empty()) continue;
    found[key_name(commit.tenant, commit.account, commit.key)].push_back(&commit);
  }
  return found;
}

ReadLog read_log(const Site& site, Random& random) { return Reading(site, random).all(); }

}  // namespace fettle::sim
