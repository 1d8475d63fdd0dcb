#include "test/simulation/checks/read_log.hpp"

#include "core/hash_chain.hpp"

namespace fettle::sim {
namespace {

constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::milliseconds no_wait{0};

}  // namespace

struct LogReading::Lane {
  const StoredPartition& stored;
  std::size_t seen;  // records
  CommitReader reader;
};

// Nothing lies there yet, or nobody writes any more: that a log can be opened is no question here.
LogReading::LogReading(const Site& site, Random& random)
    : site_(site), log_(site), keys_(site.keys), random_(random) {
  for (std::uint32_t p = 0; p < site.partitions(); ++p) {
    auto reader = CommitReader::open(log_, Checkpoint::beginning(log_.id(), Partition{p}));
    if (!reader) {
      read_.fault = reader.error();
    } else {
      lanes_.push_back({site.stored(Partition{p}), 0, *std::move(reader)});
    }
  }
}

LogReading::~LogReading() = default;

bool LogReading::read_on() {
  bool grew = false;
  for (auto& lane : lanes_) {
    if (lane.stored.records.size() == lane.seen || read_.fault) continue;
    grew = true;
    if (auto done = read_on(lane); !done) read_.fault = done.error();
  }
  return grew;
}

Result<void> LogReading::read_on(Lane& lane) {
  lane.seen = lane.stored.records.size();
  for (;;) {
    const auto before = lane.reader.checkpoint().next;
    for (const auto& commit : TRY(lane.reader.next(read_bytes, no_wait))) TRY(take(commit));
    if (lane.reader.checkpoint().next == before) return {};
  }
}

Result<void> LogReading::take(const StoredCommit& stored) {
  ReadCommit commit{.partition = stored.partition,
                    .first = stored.first,
                    .last = stored.last,
                    .tenant = std::string(stored.tenant()),
                    .account = {},
                    .key = {},
                    .events = {}};
  auto& head = heads_.try_emplace(commit.tenant, chain_start).first->second;
  Sealing sealing(TenantId(commit.tenant), keys_, random_);
  for (const auto& record : stored.records) {
    const auto envelope = TRY(Envelope::parse(record));
    commit.account = std::string(envelope.account);
    commit.id = std::string(envelope.commit);
    if (envelope.first) {
      commit.key = std::string(envelope.first->key);
      commit.request_hash = std::string(envelope.first->request_hash);
      commit.answer = std::string(envelope.first->answer);
      commit.status = envelope.first->status;
    }
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
    commit.chained = commit.chained && hash && *hash == chain_hash(head, record);
    if (hash) commit.hash = head = *hash;
    commit.events.push_back(std::move(event));
  }
  read_.commits.push_back(std::move(commit));
  return {};
}

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

ReadLog read_log(const Site& site, Random& random) {
  LogReading reading(site, random);
  reading.read_on();
  return reading.take();
}

}  // namespace fettle::sim
