// Records of a hostile log: their bytes, envelopes and events, the claim rule, whole commits out of
// them, and what is folded from those. The lines of an input are
//   c                      a claim
//   xBYTES                 a record of these bytes
//   hNAME:VALUE            a header of the next event instead of ours, or beside them
//   eIKCN TYPE AGGREGATE/ID VERSION, and on the next line the event's JSON
//                          event I of K in its commit; C and N are '=' when claim and number are
//                          the right ones, else a digit to put there
#include <map>

#include "core/commit_fold.hpp"
#include "core/hash_chain.hpp"
#include "core/header_names.hpp"
#include "core/utf8.hpp"
#include "projections/auto_repair.hpp"
#include "test/doubles/memory_log.hpp"
#include "test/fuzz/business.hpp"
#include "test/fuzz/target.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::fuzz;
using namespace std::chrono_literals;

namespace {

constexpr Partition only{0};
constexpr std::size_t records_most = 32;

std::string_view word(std::string_view& line) {
  const auto end = std::min(line.find(' '), line.size());
  const auto taken = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return taken;
}

// Looks at any bytes as a record: what is taken is the same when it is copied, and its envelope
// shows what lies in it.
std::optional<RecordView> looked_at(std::string_view bytes) {
  const auto view = RecordView::parse(bytes);
  if (!view) {
    expect(view.error().code == "record_malformed", "a bad record is refused as such");
    return std::nullopt;
  }
  const auto copy = Record::copy_of(*view);
  std::size_t headers = 0;
  copy.view().each_header([&](const Header& header) {
    expect(view->header_named(header.name).has_value(), "a header is found by its name");
    ++headers;
  });
  expect(headers == view->header_count(), "and each is shown");
  const auto envelope = Envelope::parse(*view);
  expect(envelope || envelope.error().code == "envelope_malformed", "a bad envelope is refused");
  return *view;
}

class Drawn {
 public:
  explicit Drawn(std::string_view text) : input_(text) {
    while (!input_.empty() && number(log.end()) < records_most) add(input_.line());
  }

  test::MemoryLog log;

 private:
  void add(std::string_view line) {
    if (line.empty()) return;
    const char kind = line.front();
    line.remove_prefix(1);
    if (kind == 'c') {
      claim_ = log.put(claim_record("owner", "nonce"));
      next_n_ = first_number("nonce");
    } else if (kind == 'x') {
      if (const auto view = looked_at(line)) log.put(Record::copy_of(*view));
    } else if (kind == 'h') {
      const auto colon = std::min(line.find(':'), line.size());
      headers_.insert_or_assign(std::string(line.substr(0, colon)),
                                line.substr(std::min(colon + 1, line.size())));
    } else if (kind == 'e') {
      add_event(line);
    }
  }

  void add_event(std::string_view line) {
    auto numbers = std::string(word(line));
    numbers.resize(4, '=');
    const auto type = word(line), subject = word(line), version = word(line);
    headers_.try_emplace("ce_type", type);
    headers_.try_emplace("ce_subject", subject);
    headers_.try_emplace("ce_dataschema", "/schemas/x/" + std::string(version));
    headers_.try_emplace("ce_commitindex", 1, numbers[0]);
    headers_.try_emplace("ce_commitcount", 1, numbers[1]);
    headers_.try_emplace("ce_tenant", "demo");
    headers_.try_emplace("ce_commitid", "c-1");
    headers_.try_emplace("ce_time", "2026-11-20T08:00:00Z");
    headers_.try_emplace("ce_sequence", "1");
    Record record(headers_.at("ce_tenant"), input_.line());
    for (const auto& [name, value] : headers_) record.add_named(name, value);
    headers_.clear();
    add_claim(record, numbers[2] == '=' ? claim_ : Offset{as_digit(numbers[2])},
              numbers[3] == '=' ? next_n_ : as_digit(numbers[3]));
    head_ = chain_hash(head_, record.view());
    add_hash(record, head_);
    ++next_n_;
    expect(looked_at(record.bytes()).has_value(), "a record of ours is well formed");
    log.put(std::move(record));
  }

  static std::uint64_t as_digit(char c) {
    return static_cast<unsigned char>(c) - std::uint64_t{'0'};
  }

  Input input_;
  Offset claim_{};
  std::uint64_t next_n_ = 0;
  crypto::Digest head_ = chain_start;
  std::map<std::string, std::string> headers_;
};

struct Commit {
  Offset first{}, last{};
  std::vector<std::string> records;
  bool operator==(const Commit&) const = default;
};

Commit copy_of(const StoredCommit& commit) {
  expect(!commit.records.empty() && commit.first <= commit.last, "a commit holds records");
  Commit copy{commit.first, commit.last, {}};
  for (std::size_t i = 0; i < commit.records.size(); ++i) {
    const auto& record = commit.records[i];
    expect(numeric_header(record, header::commit_index) == i, "in order, from its first");
    expect(numeric_header(record, header::commit_count) == commit.records.size(), "to its last");
    copy.records.emplace_back(record.bytes());
  }
  return copy;
}

struct Read {
  std::vector<Commit> commits;
  std::vector<std::pair<Checkpoint, std::size_t>> stops;  // and the commits before each
};

Read read_on(Log& log, const Checkpoint& from, std::size_t bytes_max) {
  auto reader = CommitReader::open(log, from);
  expect(reader.has_value(), "a checkpoint of this log is found in it");
  Read read;
  read.stops.emplace_back(from, 0);
  while (true) {
    const auto before = reader->checkpoint().next;
    const auto commits = reader->next(bytes_max, 0ms);
    expect(commits.has_value(), "a log in memory can be read");
    for (const auto& commit : *commits) read.commits.push_back(copy_of(commit));
    if (commits->empty() && reader->checkpoint().next == before) return read;
    read.stops.emplace_back(reader->checkpoint(), read.commits.size());
  }
}

// However large the reads, and wherever one goes on, the same commits come.
void expect_same_commits(Log& log) {
  const auto beginning = Checkpoint::beginning(log.id(), only);
  const auto whole = read_on(log, beginning, 1 << 30);
  const auto pieces = read_on(log, beginning, 1);
  expect(whole.commits == pieces.commits, "commits do not depend on the size of reads");
  for (const auto& [checkpoint, before] : pieces.stops) {
    const auto text = parse_checkpoint(to_text(checkpoint));
    expect(text == checkpoint, "a checkpoint is read as it was written");
    const auto rest = read_on(log, *text, 1 << 30).commits;
    expect(std::equal(rest.begin(), rest.end(), whole.commits.begin() + std::ptrdiff_t(before),
                      whole.commits.end()),
           "a reader goes on where it was");
  }
}

// A store without rows.
struct NoRows final : Tables {
  Result<std::optional<Checkpoint>> checkpoint(const CheckpointKey&) override {
    return std::optional<Checkpoint>();
  }
  Result<void> fetch(const TableType&, std::span<const std::string>, const FoundRow&) override {
    return {};
  }
  Result<void> write(const TableBatch& batch) override;
  Result<void> prepare_months(Moment) override { return {}; }

  std::size_t rows = 0;
};

struct PassedOver final : IndexSink {
  void put(const Index&, std::string_view) override {}
  void put_personal(const Index&, std::string_view) override {}
  void timer(Moment, std::string_view) override {}
};

struct Safe {
  test::TestDice dice{7};
  test::MemoryKeys keys{dice};
};

template <class Type>
std::string plain(const Type& type, const void* value) {
  std::string text;
  type.encode(value, text, nullptr);
  return text;
}

// Takes rows as PostgreSQL does: text is UTF-8 without zeros.
Result<void> NoRows::write(const TableBatch& batch) {
  for (const auto& change : batch.changes) {
    const auto lines = std::count(change.added.begin(), change.added.end(), '\n');
    expect(change.added_count == static_cast<std::size_t>(lines), "a row is a line");
    if (!is_utf8(change.added) || change.added.find('\0') != std::string::npos) {
      return Fault{FaultKind::invalid, "row_refused", "no text"};
    }
    rows += change.added_count;
  }
  return {};
}

Result<void> written(NoRows& store, CommitFold& fold, const LogId& log) {
  const auto end = Checkpoint::beginning(log, only);
  return store.write({{}, {}, end, fold.rows().take_changes(RowBuffer::Unseen::may_exist)});
}

// As a projector does: what cannot be folded becomes a dead letter, and nothing else is lost.
void fold_rows(Safe& safe, const LogId& log, std::span<const StoredCommit> commits) {
  static const Projection projection = projections::auto_repair();
  CommitFold fold(business(), projection, safe.keys, safe.dice);
  NoRows store;
  expect(fold.read(log, commits) && fold.fetch(store), "a fold reads what the log holds");
  auto done = fold.apply();
  if (done) done = written(store, fold, log);
  if (!done) {
    const auto& code = done.error().code;
    expect(code == "fold_failed" || code == "row_refused", "a fold that fails says so");
    fold.rows().clear();
    expect(fold.read(log, commits).has_value(), "a fold reads it again");
    fold.bury_all(done.error());
    expect(written(store, fold, log).has_value(), "a dead letter can be stored");
  }
  expect(commits.empty() || store.rows > 0, "a commit leaves a trace in the rows");
}

// Of one tenant, as a shard folds it.
class States {
 public:
  explicit States(Safe& safe) : sealing_(TenantId("demo"), safe.keys, safe.dice) {}

  void take(const Envelope& envelope) {
    const auto* type = business().event(envelope.type);
    const auto* aggregate = business().aggregate(envelope.aggregate);
    if (stopped_ || type == nullptr || aggregate == nullptr) return;
    const auto event = type->decode(envelope.data, envelope.schema_version, &sealing_);
    if (!event) return expect(!event.error().code.empty(), "an unreadable event says why");
    expect_same_again(*type, event->get(), type->version);
    auto& state = states_[std::string(envelope.aggregate) + "/" + std::string(envelope.id)];
    if (!state) state = aggregate->initial();
    try {
      if (!aggregate->evolve(state.get(), {type, *event})) return;
    } catch (const InvariantBroken&) {
      stopped_ = true;  // as the shard does: sums that no shop has
      return;
    }
    expect_stored(*aggregate, state.get());
  }

 private:
  void expect_same_again(const EventType& type, const void* event, std::uint16_t version) {
    std::string sealed;
    type.encode(event, sealed, &sealing_);
    const auto again = type.decode(sealed, version, &sealing_);
    expect(again.has_value(), "an event that we write can be read");
    expect(plain(type, again->get()) == plain(type, event), "and is the same");
  }

  void expect_stored(const AggregateType& type, const void* state) {
    std::string sealed;
    type.encode(state, sealed, &sealing_);
    const auto again = type.decode(sealed, &sealing_);
    expect(again.has_value(), "a state that is stored can be read");
    expect(plain(type, again->get()) == plain(type, state), "and is the same");
    PassedOver sink;
    type.index(state, sink);
  }

  Sealing sealing_;
  std::map<std::string, std::shared_ptr<void>> states_;
  bool stopped_ = false;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Drawn drawn(text_of(data, size));
  expect_same_commits(drawn.log);
  Safe safe;
  States states(safe);
  auto reader = CommitReader::open(drawn.log, Checkpoint::beginning(drawn.log.id(), only));
  const auto commits = reader->next(1 << 30, 0ms);
  fold_rows(safe, drawn.log.id(), *commits);
  for (const auto& commit : *commits) {
    for (const auto& record : commit.records) {
      if (const auto envelope = Envelope::parse(record)) states.take(*envelope);
    }
  }
  return 0;
}
