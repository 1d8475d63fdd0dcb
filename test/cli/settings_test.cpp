// Where settings come from, and that nothing that was misspelt is passed over.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/tools/settings.hpp"
#include "adapters/cli/tools/without_password.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::cli;

namespace {

struct File {
  explicit File(const std::string& text) { std::ofstream(path) << text; }
  test::TempFolder folder;
  std::filesystem::path path = folder.path() / "fettle.toml";
};

}  // namespace

TEST_CASE("without any source every setting has its default, and says so") {
  const auto settings = effective_settings({});
  REQUIRE(settings);
  CHECK(settings->engine.data_dir == "var/fettle");
  for (const auto& [name, origin] : settings->origins) CHECK_MESSAGE(origin == "default", name);
}

TEST_CASE("a flag goes before the environment, that before the file, that before the default") {
  const File file("wait_max_ms = 1\n[http]\nport = 1\nio_threads = 2\nbody_bytes_max = 2048\n");
  SettingSources sources;
  sources.file = file.path;
  sources.environment = {{"FETTLE_HTTP_PORT", "2"}, {"FETTLE_HTTP_IO_THREADS", "3"}};
  sources.flags = {{"http.port", "3"}};
  const auto settings = effective_settings(sources);
  REQUIRE(settings);
  CHECK(settings->engine.http.port == 3);
  CHECK(settings->engine.http.io_threads == 3);
  CHECK(settings->engine.http.body_bytes_max == 2048);
  CHECK(settings->engine.query_wait_max == std::chrono::milliseconds(1));
  CHECK(settings->origins.at("http.port") == "flag");
  CHECK(settings->origins.at("http.io_threads") == "environment");
  CHECK(settings->origins.at("http.body_bytes_max") == "file");
  CHECK(settings->origins.at("http.address") == "default");
}

TEST_CASE("an unknown key is refused by its name, in the file and in the environment") {
  const File file("[http]\nprot = 1\n");
  SettingSources sources;
  sources.file = file.path;
  auto settings = effective_settings(sources);
  CHECK(settings.error().code == "setting_unknown");
  CHECK(settings.error().detail.starts_with("http.prot in the file"));

  sources = {};
  sources.environment = {{"FETTLE_HTTP_PROT", "1"}};
  settings = effective_settings(sources);
  CHECK(settings.error().code == "setting_unknown");
  CHECK(settings.error().detail.starts_with("FETTLE_HTTP_PROT in the environment"));
}

TEST_CASE("a value out of range, or of another type, is refused with what was expected") {
  SettingSources sources;
  for (const auto* text : {"70000", "-1", "many", ""}) {
    sources.flags = {{"http.port", text}};
    CHECK_MESSAGE(effective_settings(sources).error().code == "setting_malformed", text);
  }
  sources.flags = {{"test_mode", "yes"}};
  CHECK(effective_settings(sources).error().detail.ends_with("true or false"));
  const File file("[http]\nport = 1.5\n");
  sources.flags.clear();
  sources.file = file.path;
  CHECK(effective_settings(sources).error().code == "setting_malformed");
}

TEST_CASE("a node of an embedded log takes commands; one on Kafka need not") {
  SettingSources sources;
  sources.flags = {{"node.roles", "projector,query"}};
  CHECK(effective_settings(sources).error().code == "setting_malformed");
  sources.flags.emplace("log.url", "kafka://127.0.0.1:9092");
  CHECK(effective_settings(sources));
}

TEST_CASE("a default tenant that no path could name is refused") {
  SettingSources sources;
  for (const auto* name : {"mp", "tech", "admin", "display", "webhooks", "api", "health", "ready",
                           "metrics", "openapi.json", "asyncapi.json", "schemas", "", "a/b"}) {
    CAPTURE(name);
    sources.flags = {{"default_tenant", name}};
    CHECK(effective_settings(sources).error().code == "setting_malformed");
  }
  sources.flags = {{"default_tenant", "north"}};
  CHECK(effective_settings(sources)->engine.default_tenant == "north");
}

TEST_CASE("a file that is no TOML, or not there, is refused by its name") {
  const File file("[http\n");
  SettingSources sources;
  sources.file = file.path;
  CHECK(effective_settings(sources).error().code == "settings_file_unreadable");
  sources.file = file.folder.path() / "absent.toml";
  CHECK(effective_settings(sources).error().code == "settings_file_unreadable");
  sources.file = file.folder.path();
  CHECK(effective_settings(sources).error().code == "settings_file_unreadable");
}

TEST_CASE("a table whose name begins with what no name can is refused, whatever follows") {
  for (const auto* text : {"[.http]\n", "[=\n", "[[#", "[\x01]"}) {
    const File file(text);
    SettingSources sources;
    sources.file = file.path;
    const auto settings = effective_settings(sources);
    REQUIRE_MESSAGE(!settings, text);
    CHECK(settings.error().code == "settings_file_unreadable");
    CHECK(settings.error().detail.starts_with(file.path.string()));
  }
}

TEST_CASE("letters beyond ASCII stand in strings and comments, elsewhere their line is named") {
  const File sound(
      "# 说明 'x\n[http]\naddress = \"é\" # é\n[s3]\nbucket = '''é\n\"é'''\n"
      "region = \"\"\"\\\"é\"\"\"\"\n");
  const auto texts = read_settings_file(sound.path);
  REQUIRE(texts);
  CHECK(texts->at("http.address") == "é");
  CHECK(texts->at("s3.bucket") == "é\n\"é");
  CHECK(texts->at("s3.region") == "\"é\"");
  for (const auto* text : {"[http]\naddress = é\n", "[http]\né = 1\n", "\n[é]\n", "a = 'x'\né",
                           "\na = 1b='\xef\xbb\xbe"}) {
    const File file(text);
    const auto refused = read_settings_file(file.path);
    REQUIRE_MESSAGE(!refused, text);
    CHECK(refused.error().code == "settings_file_unreadable");
    CHECK(refused.error().detail.find("line 2") != std::string::npos);
  }
}

TEST_CASE("a text stays as it is, also one that looks like what stands for letters beyond ASCII") {
  for (const std::string text : {"qzc3 q0za9 é qz", "iraqé", "éq", "qéz", "zéc3", "é41"}) {
    const File file("[s3]\nbucket = \"" + text + "\"\n");
    const auto texts = read_settings_file(file.path);
    REQUIRE_MESSAGE(texts, text);
    CHECK(texts->at("s3.bucket") == text);
  }
  const File escaped("[s3]\nbucket = \"\\u0071z \\u0071zé\"\n");
  const auto texts = read_settings_file(escaped.path);
  REQUIRE(texts);
  CHECK(texts->at("s3.bucket") == "qz qzé");
}

TEST_CASE("a file that is no UTF-8 is refused") {
  const File file("[s3]\nbucket = \"\xc3\"\n");
  const auto refused = read_settings_file(file.path);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "settings_file_unreadable");
}

TEST_CASE("every setting has its own flag and variable, and takes back what it shows") {
  std::set<std::string> flags, variables;
  EngineSettings settings;
  for (const auto& one : setting_declarations()) {
    CHECK_MESSAGE(flags.insert(one.flag()).second, one.name);
    CHECK_MESSAGE(variables.insert(one.variable()).second, one.name);
    if (one.name.starts_with("tls.")) continue;  // empty says that there is none
    const auto refused = one.set(settings, one.show(settings));
    CHECK_MESSAGE(!refused, one.name);
  }
}

TEST_CASE("a password in a URL is not shown") {
  SettingSources sources;
  sources.flags = {{"postgres.url", "postgres://fettle:swordfish@localhost/fettle"}};
  const auto settings = effective_settings(sources);
  REQUIRE(settings);
  CHECK(to_text(*settings).find("swordfish") == std::string::npos);
  CHECK(to_text(*settings).find("postgres://fettle:") != std::string::npos);
}

TEST_CASE("a password is not shown, however the address of PostgreSQL is written") {
  const std::pair<const char*, const char*> shown[] = {
      {"postgres://fettle:se@cret@host/db", "postgres://fettle:…@host/db"},
      {"postgres://fettle:s?e/cret@host/db", "postgres://fettle:…@host/db"},
      {"postgres://host/db?user=f&password=secret&sslmode=require",
       "postgres://host/db?user=f&password=…&sslmode=require"},
      {"postgresql://host/db?sslpassword=secret", "postgresql://host/db?sslpassword=…"},
      {"host=db password=secret user=f", "host=db password=… user=f"},
      {"password = 'se cr\\'et' host=db", "password = … host=db"},
      {"host=db password=se\\ cret", "host=db password=…"},
      {"host=db password=", "host=db password=…"},
      {"postgres://fettle@host:5432/db", "postgres://fettle@host:5432/db"},
      {"host=db passfile=/etc/pass", "host=db passfile=/etc/pass"},
  };
  for (const auto& [text, expected] : shown) CHECK(without_password(text) == expected);
}

TEST_CASE("how long a key is remembered, what is logged and where keys lie are settings") {
  const File file(
      "[shard]\nkey_lifetime_hours = 48\n[log]\nlevel = \"error\"\nscrub = false\n"
      "[keys]\nmaster_key_file = \"/etc/fettle/master\"\n"
      "[tokens]\nkeys_folder = \"/etc/fettle/tokens\"\n");
  SettingSources sources;
  sources.file = file.path;
  const auto settings = effective_settings(sources);
  REQUIRE(settings);
  const auto& engine = settings->engine;
  CHECK(engine.shard.key_lifetime == std::chrono::hours(48));
  CHECK(engine.log_level == "error");
  CHECK(!engine.scrub);
  CHECK(Folders(engine).master_key() == "/etc/fettle/master");
  CHECK(Folders(engine).tokens() == "/etc/fettle/tokens");
  CHECK(Folders(engine).keys() == "var/fettle/keys");
  CHECK(Folders(EngineSettings{}).master_key() == "var/fettle/master.key");
  CHECK(Folders(EngineSettings{}).tokens() == "var/fettle/tokens");
  for (const auto& [name, text] :
       SettingTexts{{"log.level", "loud"}, {"shard.key_lifetime_hours", "0"}, {"log.scrub", "1"}}) {
    SettingSources wrong;
    wrong.flags = {{name, text}};
    CHECK_MESSAGE(effective_settings(wrong).error().code == "setting_malformed", name);
  }
}

TEST_CASE("the page of settings is what the declarations say") {
  std::ifstream in(FETTLE_SOURCE_ROOT "/ops/SETTINGS.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  CHECK(page == settings_page());
}

TEST_CASE("the environment sets every setting, also those whose names begin as a test's do") {
  SettingSources sources;
  sources.environment = {{"FETTLE_TEST_MODE", "true"}, {"FETTLE_TEST_POSTGRES", "postgres://"}};
  const auto settings = effective_settings(sources);
  REQUIRE(settings);
  CHECK(settings->engine.test_mode);
}
