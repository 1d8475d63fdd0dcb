#include "test/journey/support/uploads.hpp"

#include <fmt/format.h>

#include <atomic>

#include "core/crypto/crypto.hpp"
#include "test/http/client.hpp"

namespace fettle::journey {

Clip clip_of(std::size_t size) {
  static std::atomic<unsigned> made = 0;
  auto bytes = fmt::format("clip {} ", ++made);
  unsigned state = made;
  while (bytes.size() < size) {
    state = state * 1'664'525U + 1'013'904'223U;
    bytes += static_cast<char>(state >> 24U);
  }
  bytes.resize(size);
  crypto::Sha256 hash;
  hash.add(bytes);
  return {.bytes = bytes, .sha256 = crypto::to_hex(crypto::text(hash.finish()))};
}

std::string face_of(const Caller& caller) {
  if (caller.role() == "customer") return "/mp";
  return caller.role() == "technician" ? "/tech" : "/admin";
}

Json announcement(const Clip& clip) {
  return {
      {"size", clip.bytes.size()}, {"sha256", clip.sha256}, {"content_type", clip.content_type}};
}

Upload::Upload(const Caller& caller, const Clip& clip) : caller_(caller), clip_(clip) {
  id_ = accepted(caller.post(face_of(caller) + "/uploads", announcement(clip))).id();
  path_ = face_of(caller) + "/uploads/" + id_;
}

Headers Upload::headers(std::size_t from, std::size_t to) const {
  const auto range = from == to ? "*" : fmt::format("{}-{}", from, to - 1);
  return {{"Content-Range", fmt::format("bytes {}/{}", range, clip_.bytes.size())}};
}

Answer Upload::put(std::size_t from, std::size_t to) const {
  return caller_.send("PUT", path_, std::string_view(clip_.bytes).substr(from, to - from),
                      headers(from, to));
}

std::string Upload::request(std::size_t from, std::size_t to) const {
  auto all = headers(from, to);
  all.emplace("Authorization", "Bearer " + caller_.token());
  std::string lines;
  for (const auto& [name, value] : all) lines += fmt::format("{}: {}\r\n", name, value);
  return http::test::request("PUT", path_, std::string_view(clip_.bytes).substr(from, to - from),
                             lines);
}

Answer Upload::status() const { return caller_.get(path_); }

Answer Upload::put_all(std::size_t piece) const {
  Answer last;
  for (std::size_t at = 0; at < clip_.bytes.size(); at += piece) {
    last = put(at, std::min(at + piece, clip_.bytes.size()));
    if (!last.accepted()) return last;
  }
  return last;
}

std::string upload(const Caller& caller, const std::string& content_type) {
  auto clip = clip_of(64);
  clip.content_type = content_type;
  const Upload made(caller, clip);
  accepted(made.put_all());
  return made.id();
}

}  // namespace fettle::journey
