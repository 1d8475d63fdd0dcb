// The yardstick of a replay: the same headers and values lie in memory, one record behind the
// other, with a byte for each header's name. For each record: one walk over its headers for tenant,
// subject and type, one look-up of what handles that type, one pass of simdjson's stream into the
// same typed event, one look-up of the typed state by its id, and the same evolve. No file, no CRC,
// no claim rule, no other header is read, no type is erased, no mistake is named. Personal fields
// are opened, where they are, by keys in a table of its own.
#include "bench/replay/bare_json.hpp"
#include "bench/replay/states.hpp"
#include "commands/asset/state.hpp"
#include "commands/customer/state.hpp"
#include "commands/job/state.hpp"
#include "commands/notice/state.hpp"
#include "commands/payment/state.hpp"
#include "commands/settings/state.hpp"
#include "commands/staff/state.hpp"
#include "commands/store/state.hpp"
#include "commands/tenant/state.hpp"
#include "core/bytes.hpp"
#include "schemas/registration.hpp"

namespace fettle::bench {
namespace {

using Aggregates =
    boost::mp11::mp_list<Tenant, Store, Staff, Settings, Customer, Asset, Job, Notice, Payment>;

template <class A>
struct Table {
  ByName<typename A::State> states;
};
using Tables = boost::mp11::mp_rename<boost::mp11::mp_transform<Table, Aggregates>, std::tuple>;

using Handle = void (*)(Tables& tables, const std::string& key, const BareJson& json,
                        ondemand::object event);

template <class A, class E>
void handle(Tables& tables, const std::string& key, const BareJson& json, ondemand::object object) {
  evolve(std::get<Table<A>>(tables).states[key], json.take_struct<E>(object));
}

ByName<Handle> all_handlers() {
  ByName<Handle> handlers;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::add_pointer_t, Aggregates>>(
      [&]<class A>(A*) {
        boost::mp11::mp_for_each<boost::mp11::mp_transform<std::add_pointer_t, typename A::Events>>(
            [&]<class E>(E*) {
              handlers.emplace(fettle_declaration_of(static_cast<const E*>(nullptr)).name,
                               &handle<A, E>);
            });
      });
  return handlers;
}

enum Head : std::uint8_t { other, tenant, subject, type };

Head head_of(std::string_view name) {
  if (name == "ce_tenant") return tenant;
  if (name == "ce_subject") return subject;
  return name == "ce_type" ? type : other;
}

class Bare final : public Contender {
 public:
  Bare(Shop& shop, Personals personals) {
    const auto end = need(shop.log->durable_end(Partition{0}));
    const auto reader = need(shop.log->read(Partition{0}, Offset{0}));
    for (Offset at{0}; at < end;) {
      for (const auto& [offset, record] :
           need(reader->next(1 << 20, std::chrono::milliseconds(0)))) {
        at = next(offset);
        if (record.value().empty()) continue;  // a claim
        add(record);
        if (personals == Personals::opened) keep_secrets(*shop.keys, record);
      }
    }
    bytes_ = records_.size();
    records_.append(simdjson::SIMDJSON_PADDING, '\0');
  }

  void run() override {
    tables_ = {};
    events_ = 0;
    std::string_view rest = std::string_view(records_).substr(0, bytes_);
    while (const auto value = take_sized<std::uint32_t>(rest)) fold(*value, rest);
  }

  Pass look() override {
    Pass pass{.events = events_};
    boost::mp11::tuple_for_each(tables_, [&]<class A>(const Table<A>& table) {
      for (const auto& [key, state] : table.states) add_state(pass, key, json_of(state));
    });
    return pass;
  }

 private:
  // Value, number of headers, headers.
  void add(RecordView record) {
    append_sized<std::uint32_t>(records_, record.value());
    append_little(records_, static_cast<std::uint8_t>(record.header_count()));
    record.each_header([this](const Header& header) {
      append_little(records_, head_of(header.name));
      append_sized<std::uint16_t>(records_, header.value);
    });
  }

  void fold(std::string_view value, std::string_view& rest) {
    std::array<std::string_view, 4> heads;
    const auto count = load_little<std::uint8_t>(rest.data());
    rest.remove_prefix(1);
    for (std::uint8_t i = 0; i < count; ++i) {
      const auto head = load_little<Head>(rest.data());
      rest.remove_prefix(1);
      heads[head] = *take_sized<std::uint16_t>(rest);
    }
    key_.assign(heads[tenant]).append(1, '/').append(heads[subject]);
    const auto found = handlers_.find(heads[type]);
    if (found == handlers_.end()) throw std::runtime_error("no event " + std::string(heads[type]));
    auto document =
        parser_.iterate(value.data(), value.size(), value.size() + simdjson::SIMDJSON_PADDING);
    found->second(tables_, key_, BareJson(heads[tenant], secrets_), document.get_object());
    ++events_;
  }

  // Of every key id that the text names.
  void keep_secrets(Keys& keys, RecordView record) {
    constexpr std::string_view begin = R"({"key":")";
    const auto text = record.value();
    for (auto at = text.find(begin); at != std::string_view::npos; at = text.find(begin, at + 1)) {
      const auto from = at + begin.size();
      const auto id = text.substr(from, text.find('"', from) - from);
      const TenantId business{std::string(record.key())};
      const auto secret = need(keys.find(business, id));
      if (secret) secrets_.insert_or_assign(business.text() + "/" + std::string(id), *secret);
    }
  }

  const ByName<Handle> handlers_ = all_handlers();
  ByName<std::string> secrets_;
  std::string records_;
  std::size_t bytes_ = 0;
  ondemand::parser parser_;
  Tables tables_;
  std::string key_;
  std::uint64_t events_ = 0;
};

}  // namespace

std::unique_ptr<Contender> bare(Shop& shop, Personals personals) {
  return std::make_unique<Bare>(shop, personals);
}

}  // namespace fettle::bench
