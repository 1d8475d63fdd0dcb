#include "test/crash/lab/shop.hpp"

namespace fettle::lab {
namespace {

constexpr std::uint64_t segment_bytes = 32 << 10;
const Caller anna{AccountId("anna"), "front_desk", "admin", ""};

}  // namespace

Result<std::unique_ptr<Shop>> Shop::open(const std::filesystem::path& folder, std::uint64_t seed) {
  std::unique_ptr<Shop> shop(new Shop(seed));
  shop->keys_ = TRY(FileKeys::open({.folder = folder / "keys",
                                    .master_key_file = folder / "master.key",
                                    .master_key = FileKeysOptions::Missing::create},
                                   shop->dice_));
  shop->log_ =
      TRY(segment_log::SegmentLog::open(shop->disk_, (folder / "log").string(), LogId("log-1"),
                                        {.segment_bytes = segment_bytes, .scrub = {}}));
  shop->snapshots_ = TRY(
      RocksSnapshots::open(folder / "snapshots", {.memtable_bytes = 64 << 10, .memtables_max = 2}));
  return shop;
}

Shop::~Shop() = default;

Result<void> Shop::serve() {
  ShardOptions options;
  options.cached_max = 50;
  options.saver.unflushed_events = 5 + serving_seed_ % 40;
  shard_ =
      TRY(ShardThread::start(domain_, {*log_, *snapshots_, *keys_, clock_, dice_}, options, {}));
  return {};
}

template <class Command>
void Shop::submit(Command command, std::string key, Done done) {
  shard_->submit({.tenant = demo,
                  .caller = anna,
                  .type = &command_type<Command>(),
                  .command = std::make_shared<const Command>(command),
                  .key = std::move(key),
                  .request_hash = json_of(command),
                  .route = "POST /toy",
                  .if_match = {},
                  .correlation_id = {},
                  .causation_id = {},
                  .traceparent = {},
                  .done = std::move(done)});
}

void Shop::make_tenant(Done done) {
  submit(toy::MakeTenant{Text<1, 20>("auto")}, "tenant", std::move(done));
}

void Shop::send(std::uint64_t number, const Wish& wish, Done done) {
  if (wish.kind == Wish::Kind::make_box) {
    // Every third box closes by its timer, soon.
    std::optional<Moment> closes;
    if (number % 3 == 0) closes = Moment(Micros(1'000'000 + static_cast<Micros::rep>(number)));
    return submit(
        toy::MakeBox{Text<1, 40>(wish.name), Text<1, 40>("label of " + wish.name), closes},
        key_of(number), std::move(done));
  }
  submit(toy::AddThings{toy::Box::Key(wish.box), Whole<0, 100>(wish.count)}, key_of(number),
         std::move(done));
}

}  // namespace fettle::lab
