// The file of connections as an operator gets it wrong: each mistake is refused by its name, and no
// secret is repeated.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "test/journey/support/program.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr int bad_use = 2;
const std::string secret = "tr0ub4dor-and-3-secrets";

struct Installation {
  void write(const std::string& text) const {
    std::ofstream(file) << text;
    using std::filesystem::perms;
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
  }
  // What serving says of the file; it must end by itself.
  Finished served() const {
    return run({"/usr/bin/timeout", "60", FETTLE_PROGRAM, "serve"},
               {"FETTLE_DATA_DIR=" + (folder.path() / "data").string(), "FETTLE_HTTP_PORT=0",
                "FETTLE_CONNECTORS_FILE=" + file.string()});
  }
  void is_refused(const std::string& code, const std::string& naming) const {
    const auto done = served();
    INFO(done.output);
    CHECK(done.exit == bad_use);
    CHECK(done.output.find("fettle: " + code + ": ") != std::string::npos);
    CHECK(done.output.find(naming) != std::string::npos);
    CHECK(done.output.find(secret) == std::string::npos);
    CHECK(done.output.find(secret.substr(0, 4)) == std::string::npos);
  }

  test::TempFolder folder;
  std::filesystem::path file = folder.path() / "connectors.toml";
};

// Whole, but for what a test leaves out.
std::string odoo_without(const std::string& key, const std::string& more = "") {
  std::string text = "[demo.odoo]\n";
  for (const auto& [name, value] :
       std::initializer_list<std::pair<std::string, std::string>>{{"url", "http://127.0.0.1:1"},
                                                                  {"database", "shop"},
                                                                  {"login", "fettle"},
                                                                  {"secret", secret}}) {
    if (name != key) text += name + " = \"" + value + "\"\n";
  }
  return text + more;
}

}  // namespace

TEST_CASE("a connection that lacks a setting is refused by the name of what is missing") {
  const Installation installation;
  for (const std::string key : {"url", "database", "login", "secret"}) {
    CAPTURE(key);
    installation.write(odoo_without(key));
    installation.is_refused("connector_setting_missing", "[demo] lacks odoo." + key);
  }
  installation.write(odoo_without("", "sale_documents = true\n"));
  installation.is_refused("connector_setting_missing", "odoo.service_product");
  installation.write("[demo.mini_program]\nsecret = \"" + secret + "\"\n");
  installation.is_refused("connector_setting_missing", "mini_program.app_id");
  installation.write("[demo.wechat_pay]\napi_key = \"" + secret + "\"\n");
  installation.is_refused("connector_setting_missing",
                          "wechat_pay.mch_id, wechat_pay.app_id, wechat_pay.serial, "
                          "wechat_pay.private_key_file, wechat_pay.notify_url");
}

TEST_CASE("a setting that no connector has is refused, and so is a system that nobody knows") {
  const Installation installation;
  installation.write(odoo_without("", "pasword = \"" + secret + "\"\n"));
  installation.is_refused("connector_setting_unknown", "demo.odoo.pasword");
  installation.write("[demo.odo]\nsecret = \"" + secret + "\"\n");
  installation.is_refused("connector_setting_unknown", "demo.odo.secret");
  installation.write("[\"not a tenant/\".odoo]\nsecret = \"" + secret + "\"\n");
  installation.is_refused("connector_setting_unknown", "odoo.secret");
}

TEST_CASE("a value of another type or out of range is refused by the name of its setting") {
  const Installation installation;
  for (const auto& [name, value] : std::initializer_list<std::pair<std::string, std::string>>{
           {"transport", "\"" + secret + "\""},
           {"when_short", "\"never\""},
           {"look_seconds", "0"},
           {"call_seconds_max", "0"},
           {"look_seconds", "\"" + secret + "\""},
           {"sale_documents", "\"yes\""},
           {"customer_location", "-5"},
           {"service_product", "true"}}) {
    CAPTURE(name);
    installation.write(odoo_without("", name + " = " + value + "\n"));
    installation.is_refused("connector_setting_malformed", "demo.odoo." + name);
  }
  installation.write(odoo_without("url", "url = \"ftp://" + secret + "@host\"\n"));
  installation.is_refused("connector_setting_malformed", "demo.odoo.url");
  installation.write(odoo_without("secret", "secret = 1.5\n"));
  installation.is_refused("setting_malformed", "demo.odoo.secret");
  installation.write(odoo_without("secret", "secret = [\"" + secret + "\"]\n"));
  installation.is_refused("setting_malformed", "demo.odoo.secret");
}

TEST_CASE("two tenants that name one Odoo database are refused, both by their names") {
  const Installation installation;
  // Its first line is [demo.odoo].
  const auto of_north = [](const std::string& text) { return "[north" + text.substr(5); };
  for (const std::string end : {"", "/"}) {
    CAPTURE(end);
    const auto north = of_north(odoo_without("url", "url = \"http://127.0.0.1:1" + end + "\"\n"));
    installation.write(odoo_without("") + north);
    installation.is_refused("connector_shared", "demo.odoo and north.odoo name one database");
  }
}

TEST_CASE("a file that cannot be read, is no TOML, or is open to all is refused by its name") {
  const Installation installation;
  const auto named = installation.file.string();
  installation.is_refused("settings_file_unreadable", named);
  installation.write(odoo_without("secret", "secret = " + secret + "\n"));
  installation.is_refused("settings_file_unreadable", named + ": no TOML at line ");
  installation.write(odoo_without("secret", "secret = \"" + secret + "\n"));
  installation.is_refused("settings_file_unreadable", named + ": no TOML at line ");
  installation.write(odoo_without(""));
  std::filesystem::permissions(installation.file, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  installation.is_refused("connectors_file_open_to_all", "chmod o-r " + named);
}

TEST_CASE("a file with a key of the merchant that is not there is refused by that file's name") {
  const Installation installation;
  const auto key = (installation.folder.path() / "absent.pem").string();
  installation.write(
      "[demo.wechat_pay]\nmch_id = \"1900000001\"\napp_id = \"wx8888888888888888\"\n"
      "serial = \"5157F09EFDC096DE15EBE81A47057A72\"\nprivate_key_file = \"" +
      key +
      "\"\napi_key = \"tr0ub4dor-and-3-secrets-32-bytes\"\n"
      "notify_url = \"https://shop.example/webhooks/wechatpay/paid\"\n");
  const auto done = installation.served();
  INFO(done.output);
  CHECK(done.exit == bad_use);
  CHECK(done.output.find(key) != std::string::npos);
  CHECK(done.output.find("tr0ub4dor") == std::string::npos);
}
