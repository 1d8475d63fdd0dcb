// The fake object store as a process of its own, and the bad days it is asked for.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "test/http/client.hpp"
#include "test/journey/support/program.hpp"

namespace fettle::test {

class S3Fake {
 public:
  static constexpr auto access_key = "fettle", secret_key = "secret", region = "us-east-1",
                        bucket = "media";

  S3Fake() : program_({"/usr/bin/env", "python3", FETTLE_SOURCE_ROOT "/ops/fakes/s3"}) {
    const auto url = program_.line_with("listening on ");
    if (!url) throw std::runtime_error("the fake object store did not start");
    url_ = *url;
  }

  const std::string& url() const { return url_; }
  std::uint16_t port() const {
    return static_cast<std::uint16_t>(std::stoul(url_.substr(url_.rfind(':') + 1)));
  }
  // Once, at the next call of that operation.
  void next(const std::string& operation, const std::string& fault) const {
    http::test::Client(port()).ask(
        "POST", "/_faults", R"({"operation":")" + operation + R"(","fault":")" + fault + R"("})");
  }

 private:
  journey::Program program_;
  std::string url_;
};

}  // namespace fettle::test
