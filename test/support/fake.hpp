// A stand-in of an outside party: a process of its own under ops/fakes, with a folder of what it
// knows. It may be killed, and comes back on the same port with the same folder.
#pragma once

#include <csignal>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/web/curl_web.hpp"
#include "schemas/codec/document.hpp"
#include "test/journey/support/program.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

class Fake {
 public:
  explicit Fake(std::string name, std::vector<std::string> more = {})
      : name_(std::move(name)), more_(std::move(more)) {
    start();
  }

  const std::string& url() const { return url_; }
  std::filesystem::path folder() const { return folder_.path(); }

  void kill() {
    program_->signal(SIGKILL);
    program_->wait();
    program_.reset();
  }
  void start() {
    const auto port = url_.empty() ? "0" : url_.substr(url_.rfind(':') + 1);
    std::vector<std::string> words{"/usr/bin/python3",
                                   "-B",
                                   std::string(FETTLE_SOURCE_ROOT) + "/ops/fakes/" + name_,
                                   "--folder",
                                   folder_.path().string(),
                                   "--port",
                                   port};
    words.insert(words.end(), more_.begin(), more_.end());
    program_ = std::make_unique<journey::Program>(std::move(words));
    const auto url = program_->line_with("listening on ");
    if (!url) throw std::runtime_error(name_ + " does not start: " + program_->output());
    url_ = *url;
  }

  // A request to its controls; the test fails when it is not taken.
  json::Document control(const std::string& method, const std::string& control,
                         const json::Document& body = json::Document::object({})) {
    const auto reply =
        web_.send({.method = method, .url = url_ + "/fake/" + control, .body = body.compact()});
    if (!reply || reply->status != 200) {
      throw std::runtime_error(control + ": " + (reply ? reply->body : reply.error().detail));
    }
    return json::Document::of(reply->body);
  }

 private:
  std::string name_;
  std::vector<std::string> more_;
  TempFolder folder_;
  std::string url_;
  web::CurlWeb web_{{}};
  std::unique_ptr<journey::Program> program_;
};

}  // namespace fettle::test
