// The stand-in for an Odoo server of ops/fakes, as a process of a test's own.
#pragma once

#include <doctest/doctest.h>

#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include "core/ports/web.hpp"
#include "schemas/codec/document.hpp"
#include "test/journey/support/program.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

class FakeOdoo {
 public:
  // `more`: further options of its command line.
  FakeOdoo(OutgoingWeb& web, int version, std::vector<std::string> more = {})
      : web_(web), version_(version), more_(std::move(more)) {
    start("0", "0");
  }

  const std::string& url() const { return url_; }

  // Ends it without a word, and starts it again on its books and ports.
  void kill() {
    program_->signal(SIGKILL);
    program_->wait();
    const auto port = url_.substr(url_.rfind(':') + 1);
    start(port, control_.substr(control_.rfind(':') + 1));
  }

  json::Document ask(const std::string& path, const json::Document& body) const {
    return send("POST", path, body.compact());
  }
  json::Document state() const { return send("GET", "/fake/state", ""); }

  void fails(const std::string& kind, const std::string& method, int times = 1) const {
    ask("/fake/fault", json::Document::object(
                           {{"kind", kind}, {"method", method}, {"times", times}, {"seconds", 2}}));
  }
  void is_down(bool down) const { ask("/fake/down", json::Document::object({{"down", down}})); }

 private:
  void start(const std::string& port, const std::string& control_port) {
    std::vector<std::string> words = {"/usr/bin/python3", FETTLE_SOURCE_ROOT "/ops/fakes/odoo",
                                      "--version",        std::to_string(version_),
                                      "--folder",         folder_.path().string(),
                                      "--port",           port,
                                      "--control-port",   control_port};
    words.insert(words.end(), more_.begin(), more_.end());
    program_ = std::make_unique<journey::Program>(words);
    const auto url = program_->line_with("odoo "), control = program_->line_with("control ");
    REQUIRE_MESSAGE((url && control), program_->output());
    url_ = *url;
    control_ = *control;
  }

  json::Document send(const std::string& method, const std::string& path,
                      const std::string& body) const {
    const auto reply = web_.send({.method = method,
                                  .url = control_ + path,
                                  .headers = {{"Content-Type", "application/json"}},
                                  .body = body});
    REQUIRE(reply);
    REQUIRE_MESSAGE(reply->status == 200, reply->body);
    return json::Document::of(reply->body);
  }

  OutgoingWeb& web_;
  int version_;
  std::vector<std::string> more_;
  TempFolder folder_;
  std::string url_;
  std::string control_;
  std::unique_ptr<journey::Program> program_;
};

}  // namespace fettle::test
