// The embedded log's files, drawn batch by batch with right checksums and then changed: opening
// them repairs a torn tail or refuses by name. What opens holds everything below the mark, can be
// read and appended to, and holds the same when it is opened again.
#include <fstream>
#include <future>

#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "core/bytes.hpp"
#include "core/crc32c.hpp"
#include "test/fuzz/target.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::fuzz;
using namespace fettle::segment_log;

namespace {

using Values = std::vector<std::string>;

constexpr Partition only{0};
constexpr std::uint64_t small_segment = 8 << 10;
const LogId our_log("log-1");

struct Folder {
  test::TempFolder folder;
  std::string directory = (folder.path() / "log").string();

  void put(const std::string& name, std::string_view bytes) const {
    std::filesystem::create_directory(directory);
    std::ofstream(directory + "/" + name, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::string last_segment() const {
    std::string last;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      const auto name = entry.path().string();
      if (name.size() == directory.size() + 25 && name > last) last = name;
    }
    return last;
  }
};

// Draws a log's files. As long as nothing was changed they are `sound`, and hold `written`.
class Drawn {
 public:
  Drawn(Input& input, const Folder& folder) : input_(input), folder_(folder) {
    const auto segments = 1 + input.below(3);
    for (int i = 0; i < segments; ++i) add_segment();
    add_mark();
    if (changes()) folder.put("MOVED", input.text());
  }

  bool sound() const { return sound_; }
  const Values& written() const { return written_; }
  std::uint64_t mark() const { return mark_; }

 private:
  // Zeros, which every input ends in, change nothing.
  bool changes() {
    const bool yes = input_.byte() >= 0xf0;
    if (yes) sound_ = false;
    return yes;
  }

  void add_segment() {
    SegmentHead head{our_log, end_, previous_};
    if (changes()) change(head);
    auto bytes = encode(head);
    SegmentSeal seal{.first = end_, .end = end_, .end_position = head_bytes};
    const auto name = segment_name(end_);
    for (auto batches = input_.below(4); batches > 0; --batches) bytes += batch(seal);
    if (seal.batches == 0) bytes += batch(seal);
    previous_ = seal;
    if (input_.coin()) bytes.resize(small_segment + 512U * input_.byte(), '\0');
    if (changes()) damage(bytes);
    folder_.put(name, bytes);
  }

  void change(SegmentHead& head) {
    switch (input_.below(5)) {
      case 0:
        head.log = LogId("log-2");
        break;
      case 1:
        head.first = Offset{input_.number()};
        break;
      case 2:
        head.previous.reset();
        break;
      case 3:
        end_ = head.first = Offset{input_.number()};
        break;
      default:
        head.previous = SegmentSeal{Offset{input_.number()}, Offset{input_.number()},
                                    input_.number(), input_.byte(), input_.byte()};
    }
  }

  std::string batch(SegmentSeal& seal) {
    BatchBuilder builder(seed_of(our_log));
    builder.begin(end_, Offset{input_.below(4) * number(end_) / 4});
    for (auto records = 1 + input_.below(3); records > 0; --records) {
      if (changes()) {
        builder.add(input_.text());
        continue;
      }
      const Record record("t", input_.text());
      builder.add(record.bytes());
      written_.emplace_back(record.view().value());
    }
    const auto header = builder.finish();
    std::string bytes(builder.batch());
    if (changes()) change(bytes);
    end_ = header.end();
    char checksum[4];
    store_little(checksum, header.checksum);
    seal.checksum = crc32c({checksum, 4}, seal.checksum);
    seal.end = end_;
    seal.end_position += bytes.size();
    ++seal.batches;
    return bytes;
  }

  // Another header of the batch, with a checksum that fits.
  void change(std::string& batch) {
    constexpr std::size_t places[] = {4, 8, 16, 24, 28};
    const auto at = places[input_.below(5)];
    if (at == 8 || at == 16) {
      store_little(batch.data() + at, input_.number());
    } else {
      store_little(batch.data() + at, static_cast<std::uint32_t>(input_.number()));
    }
    const std::string_view header(batch.data(), batch_header_bytes - 4);
    store_little(batch.data() + header.size(), crc32c(header, seed_of(our_log)));
  }

  void damage(std::string& file) {
    const auto at = input_.number() % file.size();
    switch (input_.below(3)) {
      case 0:
        file[at] = static_cast<char>(file[at] ^ (1 << input_.below(8)));
        break;
      case 1:
        file.resize(at);
        break;
      default:
        file.insert(at, input_.text());
    }
  }

  void add_mark() {
    mark_ = number(end_) * input_.below(5) / 4;
    std::string page;
    append_little(page, std::uint64_t{0x4b52414d5f544c46});  // "FLT_MARK"
    if (changes()) mark_ = input_.number();
    append_little(page, mark_);
    append_little(page, input_.coin() ? number(end_) : 0);
    page.resize(4096, '\0');
    if (!changes()) return folder_.put("MARK", page);
    mark_ = 0;
    if (input_.coin()) folder_.put("MARK", input_.text());
  }

  Input& input_;
  const Folder& folder_;
  bool sound_ = true;
  Values written_;
  Offset end_{};
  std::optional<SegmentSeal> previous_;
  std::uint64_t mark_ = 0;
};

Result<Values> values(Log& log) {
  const auto reader = TRY(log.read(only, Offset{0}));
  Values found;
  while (true) {
    const auto some = TRY(reader->next(1 << 20, std::chrono::milliseconds(0)));
    if (some.empty()) return found;
    for (const auto& stored : some) {
      expect(number(stored.offset) == found.size(), "no record is skipped");
      found.emplace_back(stored.record.value());
    }
  }
}

Result<std::unique_ptr<SegmentLog>> opened(Disk& disk, const Folder& folder) {
  return SegmentLog::open(disk, folder.directory, our_log,
                          {.segment_bytes = small_segment, .scrub = {}});
}

void expect_refused_by_name(const Fault& fault, const Folder& folder) {
  expect(fault.code == "log_damaged" || fault.code == "log_version_unknown" ||
             fault.code == "log_moved",
         "damage is refused as such: " + fault.code);
  expect(fault.detail.find(folder.directory) != std::string::npos, "and the place is named");
}

void append(Log& log, Values& held) {
  const auto writer = log.claim(only, "owner", "nonce");
  expect(writer.has_value(), "a log that opens can be claimed");
  held.emplace_back();
  std::vector<Record> records;
  for (const auto* value : {"one", "two"}) {
    records.emplace_back("t", value);
    held.emplace_back(value);
  }
  std::promise<Result<Offset>> done;
  (*writer)->append(std::move(records), [&](Result<Offset> at) { done.set_value(std::move(at)); });
  expect(done.get_future().get().has_value(), "and appended to");
}

void expect_holds(const Result<Values>& found, const Values& held) {
  expect(found && *found == held, "a log holds what it held");
}

// What the log holds after it was opened, read and appended to; nothing when it was refused.
std::optional<Values> used_once(Disk& disk, const Folder& folder, const Drawn& drawn) {
  const auto log = opened(disk, folder);
  if (!log) {
    expect(!drawn.sound() || drawn.mark() > drawn.written().size(), "sound files are not refused");
    expect_refused_by_name(log.error(), folder);
    return std::nullopt;
  }
  const auto end = (*log)->durable_end(only);
  expect(end && number(*end) >= drawn.mark(), "nothing below the mark is lost silently");
  const auto tail = folder.last_segment();
  auto held = values(**log);
  const auto verified = (*log)->verify([](const Verified&) { return true; });
  if (!held) {
    expect_refused_by_name(held.error(), folder);
    expect(held.error().detail.find(tail) == std::string::npos, "a tail that opens can be read");
    expect(!verified, "damage that a reader meets is found by verify");
    return std::nullopt;
  }
  if (drawn.sound()) expect(*held == drawn.written() && verified, "sound files are read whole");
  if (!verified) expect_refused_by_name(verified.error(), folder);
  append(**log, *held);
  expect_holds(values(**log), *held);
  return *held;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(text_of(data, size));
  const Folder folder;
  const Drawn drawn(input, folder);
  PosixDisk disk;
  const auto held = used_once(disk, folder, drawn);
  if (!held) return 0;
  const auto again = opened(disk, folder);
  expect(again.has_value(), "a log that opened opens again");
  expect_holds(values(**again), *held);
  const auto beside = SegmentLog::open_read_only(disk, folder.directory);
  expect(beside.has_value(), "a reader opens it beside the writer");
  expect_holds(values(**beside), *held);
  return 0;
}
