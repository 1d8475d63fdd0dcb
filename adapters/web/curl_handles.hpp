// libcurl's handles: begun once, kept between calls for what they know of names and TLS sessions.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <vector>

namespace fettle::web {

template <auto End>
struct By {
  template <class Thing>
  void operator()(Thing* thing) const {
    End(thing);
  }
};
using Easy = std::unique_ptr<CURL, By<&curl_easy_cleanup>>;
using HeaderList = std::unique_ptr<curl_slist, By<&curl_slist_free_all>>;

class CurlHandles {
 public:
  explicit CurlHandles(std::size_t idle_max);

  Easy take();  // without options; any thread
  void give_back(Easy handle);

 private:
  const std::size_t idle_max_;
  std::mutex mutex_;
  std::vector<Easy> idle_;
};

}  // namespace fettle::web
