#include "adapters/web/curl_handles.hpp"

#include "core/result.hpp"

namespace fettle::web {

CurlHandles::CurlHandles(std::size_t idle_max) : idle_max_(idle_max) {
  static const auto begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  invariant(begun == CURLE_OK, "libcurl begins");
}

Easy CurlHandles::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto handle = std::move(idle_.back());
      idle_.pop_back();
      return handle;
    }
  }
  Easy made(curl_easy_init());
  invariant(made != nullptr, "libcurl makes a handle");
  return made;
}

void CurlHandles::give_back(Easy handle) {
  curl_easy_reset(handle.get());  // options point at what is going away
  const std::lock_guard lock(mutex_);
  if (idle_.size() < idle_max_) idle_.push_back(std::move(handle));
}

}  // namespace fettle::web
