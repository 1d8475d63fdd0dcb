#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "adapters/cli/tools/setting_kinds.hpp"
#include "adapters/http/router.hpp"

namespace fettle::cli {
namespace {

// Both files, or none: what is only half given is met when the server starts.
SettingDeclaration tls_file(std::string name, std::string sentence,
                            std::string http::TlsFiles::*file) {
  return {std::move(name), std::move(sentence),
          [file](EngineSettings& settings, const std::string& given) {
            if (!settings.http.tls) settings.http.tls.emplace();
            (*settings.http.tls).*file = given;
            return std::optional<std::string>();
          },
          [file](const EngineSettings& settings) {
            return settings.http.tls ? (*settings.http.tls).*file : std::string();
          }};
}

SettingDeclaration path(std::string name, std::string sentence,
                        std::filesystem::path EngineSettings::*field) {
  return {std::move(name), std::move(sentence),
          [field](EngineSettings& settings, const std::string& given) {
            settings.*field = given;
            return std::optional<std::string>();
          },
          [field](const EngineSettings& settings) { return (settings.*field).string(); }};
}

SettingDeclaration log_level() {
  return {"log.level", "Of the lines that the process writes: trace … error, off.",
          [](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            constexpr std::array levels = {"trace", "debug", "info", "warning", "error", "off"};
            if (std::ranges::find(levels, given) == levels.end())
              return "trace, debug, info, warning, error or off";
            settings.log_level = given;
            return std::nullopt;
          },
          [](const EngineSettings& settings) { return settings.log_level; }};
}

SettingDeclaration key_lifetime() {
  static constexpr std::uint64_t ten_years = 87'600;
  return {
      "shard.key_lifetime_hours",
      "How long an Idempotency-Key gets its first answer again, by the events' time.",
      [](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
        const auto hours = whole_in(given, 1, ten_years);
        if (!hours) return fmt::format("hours from 1 to {}", ten_years);
        settings.shard.key_lifetime = std::chrono::hours(*hours);
        return std::nullopt;
      },
      [](const EngineSettings& settings) {
        return std::to_string(
            std::chrono::duration_cast<std::chrono::hours>(settings.shard.key_lifetime).count());
      }};
}

SettingDeclaration log_url() {
  return {"log.url", "embedded, or kafka://host:port,host:port.",
          [](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            constexpr std::string_view scheme = "kafka://";
            const bool kafka = given.starts_with(scheme) && given.size() > scheme.size();
            if (!kafka && given != "embedded") return "embedded, or kafka://host:port";
            settings.log_url = given;
            settings.kafka.servers = kafka ? given.substr(scheme.size()) : "";
            return std::nullopt;
          },
          [](const EngineSettings& settings) { return settings.log_url; }, "--log"};
}

using Role = std::pair<std::string_view, bool Roles::*>;
constexpr std::array<Role, 3> all_roles{
    {{"command", &Roles::command}, {"projector", &Roles::projector}, {"query", &Roles::query}}};

SettingDeclaration roles() {
  return {"node.roles", "Some of command,projector,query.",
          [](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            Roles chosen{false, false, false};
            for (std::string_view rest = given; !rest.empty();) {
              const auto word = rest.substr(0, rest.find(','));
              const auto role = std::ranges::find(all_roles, word, &Role::first);
              if (role == all_roles.end()) return "some of command,projector,query";
              chosen.*role->second = true;
              rest.remove_prefix(std::min(rest.size(), word.size() + 1));
            }
            settings.roles = chosen;
            return std::nullopt;
          },
          [](const EngineSettings& settings) {
            std::string text;
            for (const auto& [name, has] : all_roles) {
              if (settings.roles.*has) text += (text.empty() ? "" : ",") + std::string(name);
            }
            return text;
          },
          "--roles"};
}

// A topic's name begins with it, and so does a group's.
SettingDeclaration kafka_prefix() {
  return {"kafka.prefix", "What the names of topics and groups begin with.",
          [](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            constexpr std::size_t longest = 40;
            constexpr auto letters =
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
            if (given.empty() || given.size() > longest ||
                given.find_first_not_of(letters) != std::string::npos) {
              return "1 to 40 of A-Z a-z 0-9 . _ -";
            }
            settings.kafka.prefix = given;
            return std::nullopt;
          },
          [](const EngineSettings& settings) { return settings.kafka.prefix; }};
}

SettingDeclaration data_dir() {
  return {"data_dir", "Folder of log, keys and snapshots.",
          [](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            if (given.empty()) return "a path";
            settings.data_dir = given;
            return std::nullopt;
          },
          [](const EngineSettings& settings) { return settings.data_dir.string(); }};
}

// A face's name would hide the tenant's own paths: /admin/… is never that of tenant `admin`.
SettingDeclaration default_tenant() {
  return {"default_tenant", "Whose paths are bare: /mp/work-orders.",
          [](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            if (!TenantId::well_formed(given) || http::is_face(http::standard_faces(), given)) {
              return "1 to 64 of A-Z a-z 0-9 . _ : @ -, and no name of a face";
            }
            settings.default_tenant = given;
            return std::nullopt;
          },
          [](const EngineSettings& settings) { return settings.default_tenant; }};
}

// Pauses in whole seconds, by spaces: 1 3 10.
SettingDeclaration pauses(std::string name, std::string sentence,
                          ConnectorSettings::Pauses ConnectorSettings::*field) {
  static constexpr std::uint64_t day = 86'400;
  return {
      std::move(name), std::move(sentence),
      [field](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
        ConnectorSettings::Pauses list;
        std::istringstream words(given);
        for (std::string word; words >> word;) {
          const auto seconds = whole_in(word, 0, day);
          if (!seconds) return fmt::format("seconds from 0 to {}, by spaces", day);
          list.emplace_back(std::chrono::seconds(*seconds));
        }
        settings.connectors.*field = std::move(list);
        return std::nullopt;
      },
      [field](const EngineSettings& settings) {
        std::string text;
        for (const auto pause : settings.connectors.*field) {
          const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(pause).count();
          text += fmt::format("{}{}", text.empty() ? "" : " ", seconds);
        }
        return text;
      }};
}

#define FIELD(member) \
  [](auto& settings) -> auto& { return settings.member; }

constexpr std::uint64_t many = 1'000'000'000;

void add_places(std::vector<SettingDeclaration>& all) {
  all.push_back(data_dir());
  all.push_back(default_tenant());
  all.push_back(yes_or_no("create_master_key", "Make master.key when there is none.",
                          FIELD(create_master_key)));
  all.push_back(path("keys.master_key_file",
                     "Wraps the keys of persons; empty: master.key in data_dir.",
                     &EngineSettings::master_key_file));
  all.push_back(path("tokens.keys_folder",
                     "Keys that tokens are signed with; empty: tokens in data_dir.",
                     &EngineSettings::token_keys));
  all.push_back(
      text("postgres.url", "Of the projector; empty: no read side.", FIELD(postgres_url)));
  all.push_back(text("postgres.query_url", "Of queries, a replica perhaps; empty: the same.",
                     FIELD(query_postgres_url)));
  all.push_back(text("http.address", "Where to listen.", FIELD(http.address)));
  all.push_back(
      whole("http.port", "Where to listen; 0: any free one.", 0, 65'535, FIELD(http.port)));
  all.push_back(tls_file("tls.certificate", "Certificate chain, PEM; empty: no TLS.",
                         &http::TlsFiles::certificate_chain));
  all.push_back(tls_file("tls.key", "Private key, PEM.", &http::TlsFiles::private_key));
}

void add_nodes(std::vector<SettingDeclaration>& all) {
  all.push_back(log_url());
  all.push_back(roles());
  all.push_back(text("node.url", "Where other nodes reach this one; empty: where it listens.",
                     FIELD(node_url)));
  all.push_back(path("node.secret_file",
                     "What nodes know each other by; empty: node.secret in data_dir.",
                     &EngineSettings::node_secret_file));
  all.push_back(whole("node.standbys", "Nodes that fold a partition beside its owner.", 0, 100,
                      FIELD(standbys)));
  all.push_back(kafka_prefix());
  all.push_back(
      whole("kafka.partitions", "Of the events, for ever.", 1, 1'000, FIELD(kafka.partitions)));
  all.push_back(
      whole("kafka.copies", "Of each record, when topics are made.", 1, 9, FIELD(kafka.copies)));
  all.push_back(path("kafka.properties_file", "librdkafka's own settings: TLS, SASL; name=value.",
                     &EngineSettings::kafka_properties));
  all.push_back(milliseconds("kafka.session_timeout_ms", "When a silent node loses its partitions.",
                             FIELD(kafka.session_timeout)));
  all.push_back(milliseconds("kafka.message_timeout_ms", "How long an append is tried.",
                             FIELD(kafka.message_timeout)));
}

// Where an object store is: a scheme and a host, nothing behind them.
template <class Field>
SettingDeclaration endpoint(std::string name, std::string sentence, Field field) {
  return {std::move(name), std::move(sentence),
          [=](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            const auto scheme = given.find("://");
            const bool web = given.starts_with("http://") || given.starts_with("https://");
            const bool host_only =
                web && given.size() > scheme + 3 && given.find('/', scheme + 3) == given.npos;
            if (!given.empty() && !host_only) return "http(s)://host or http(s)://host:port";
            field(settings) = given;
            return std::nullopt;
          },
          [field](const EngineSettings& settings) { return std::string(field(settings)); }};
}

void add_storage(std::vector<SettingDeclaration>& all) {
  all.push_back(endpoint("storage.endpoint",
                         "Object store that speaks S3; empty: files in data_dir, of one node.",
                         FIELD(s3.endpoint)));
  all.push_back(endpoint("storage.link_endpoint",
                         "The same as those who have a link reach it; empty: as we do.",
                         FIELD(s3.link_endpoint)));
  all.push_back(text("storage.bucket", "For media alone.", FIELD(s3.bucket)));
  all.push_back(yes_or_no("storage.bucket_in_path", "Else it is the first part of the host's name.",
                          FIELD(s3.bucket_in_path)));
  all.push_back(text("storage.region", "Signed with.", FIELD(s3.identity.region)));
  all.push_back(
      text("storage.access_key", "Who we are to the store.", FIELD(s3.identity.access_key_id)));
  all.push_back(path("storage.secret_file", "Holds the secret of that key, and nothing else.",
                     &EngineSettings::s3_secret_file));
  all.push_back(seconds("storage.link_seconds", "How long a link to a picture or clip is good.",
                        FIELD(media_link_lifetime)));
}

void add_http_limits(std::vector<SettingDeclaration>& all) {
  all.push_back(whole("http.io_threads", "Threads for sockets.", 1, 64, FIELD(http.io_threads)));
  all.push_back(
      whole("http.connections_max", "Open at once.", 1, 1'000'000, FIELD(http.connections_max)));
  all.push_back(whole("http.header_bytes_max", "Of one request.", 1'024, 1 << 20,
                      FIELD(http.header_bytes_max)));
  all.push_back(
      whole("http.body_bytes_max", "Of one request.", 1'024, many, FIELD(http.body_bytes_max)));
  all.push_back(milliseconds("http.header_timeout_ms", "From a request's first byte.",
                             FIELD(http.header_timeout)));
  all.push_back(milliseconds("http.body_timeout_ms", "From the end of its headers.",
                             FIELD(http.body_timeout)));
  all.push_back(
      milliseconds("http.idle_timeout_ms", "Between two requests.", FIELD(http.idle_timeout)));
  all.push_back(milliseconds("http.write_timeout_ms", "For a client to take its answer.",
                             FIELD(http.write_timeout)));
  all.push_back(
      milliseconds("http.drain_ms", "For requests in flight when stopping.", FIELD(http.drain)));
  all.push_back(yes_or_no("http.access_log", "A line for every request.", FIELD(access_log)));
  all.push_back(milliseconds("wait_max_ms", "How long a query waits for a Fettle-Position.",
                             FIELD(query_wait_max)));
}

void add_rates(std::vector<SettingDeclaration>& all) {
  all.push_back(whole("rate.address_per_second", "Requests of one address; 0: no limit.", 0, many,
                      FIELD(per_address.per_second)));
  all.push_back(whole("rate.address_burst", "What a silent address may send at once.", 1, many,
                      FIELD(per_address.burst)));
  all.push_back(whole("rate.token_per_second", "Requests of one token; 0: no limit.", 0, many,
                      FIELD(per_token.per_second)));
  all.push_back(whole("rate.token_burst", "What a silent token may send at once.", 1, many,
                      FIELD(per_token.burst)));
  all.push_back(
      whole("tokens_cached_max", "Verified tokens remembered.", 1, many, FIELD(tokens_cached_max)));
}

void add_connectors(std::vector<SettingDeclaration>& all) {
  all.push_back(path("connectors.file", "Who is connected to what outside; empty: nobody.",
                     &EngineSettings::connectors_file));
  all.push_back(pauses("connectors.wechat_pay_retry",
                       "Seconds before each further try; then a person decides.",
                       &ConnectorSettings::wechat_pay_retry));
  all.push_back(pauses("connectors.mini_program_retry", "The same for messages.",
                       &ConnectorSettings::mini_program_retry));
  all.push_back(
      pauses("connectors.odoo_retry", "The same for Odoo.", &ConnectorSettings::odoo_retry));
  all.push_back(whole("connectors.breaker_failures",
                      "In a row, until a system that is not there is left alone.", 1, 1'000,
                      FIELD(connectors.breaker_failures)));
  all.push_back(milliseconds("connectors.breaker_pause_ms",
                             "How long at first; doubled up to five minutes.",
                             FIELD(connectors.breaker_pause)));
}

void add_engine(std::vector<SettingDeclaration>& all) {
  all.push_back(whole("log.segment_bytes", "Of one segment file.", 1 << 20, std::uint64_t{1} << 32,
                      FIELD(segment_bytes)));
  all.push_back(log_level());
  all.push_back(yes_or_no("log.scrub", "Read sealed segments again once a day, to find damage.",
                          FIELD(scrub)));
  all.push_back(key_lifetime());
  all.push_back(
      whole("shard.cached_max", "States kept in memory.", 1'000, many, FIELD(shard.cached_max)));
  all.push_back(whole("shard.batch_events_max", "Of one batch to the log.", 1, 100'000,
                      FIELD(shard.batch_events_max)));
  all.push_back(whole("shard.held_answers_max", "Answers that wait for durability.", 1, many,
                      FIELD(shard.held_answers_max)));
  all.push_back(whole("shard.unsaved_max", "Changes not yet in the snapshots; beyond it 503.",
                      1'000, many, FIELD(shard.saver.unsaved_max)));
  all.push_back(whole("shard.unflushed_events_max", "What a restart folds again at most.", 1'000,
                      many, FIELD(shard.saver.unflushed_events)));
  all.push_back(whole("shard.waiting_per_tenant_max", "Commands queued; beyond it 503.", 1, many,
                      FIELD(shard_thread.waiting_per_tenant_max)));
  all.push_back(yes_or_no("test_mode", "A clock that a test may move. Never in production.",
                          FIELD(test_mode)));
}

#undef FIELD

}  // namespace

const std::vector<SettingDeclaration>& setting_declarations() {
  static const std::vector<SettingDeclaration> all = [] {
    std::vector<SettingDeclaration> list;
    add_places(list);
    add_nodes(list);
    add_storage(list);
    add_http_limits(list);
    add_rates(list);
    add_connectors(list);
    add_engine(list);
    return list;
  }();
  return all;
}

}  // namespace fettle::cli
