// Pictures and clips that are uploaded piece by piece, as the apps do it.
#pragma once

#include "test/journey/support/caller.hpp"

namespace fettle::journey {

struct Clip {
  std::string bytes;
  std::string sha256;
  std::string content_type = "video/mp4";
};

// Bytes that no two clips of a program share.
Clip clip_of(std::size_t size);

class Upload {
 public:
  // Announced at the caller's own face.
  Upload(const Caller& caller, const Clip& clip);

  const std::string& id() const { return id_; }
  const std::string& path() const { return path_; }
  // Bytes [from, to) of the clip.
  Answer put(std::size_t from, std::size_t to) const;
  // The request as it goes over the wire, for those who cut it.
  std::string request(std::size_t from, std::size_t to) const;
  Answer status() const;
  Answer put_all(std::size_t piece = 1024 * 1024) const;  // the last answer

 private:
  Headers headers(std::size_t from, std::size_t to) const;

  Caller caller_;
  Clip clip_;
  std::string id_, path_;
};

Json announcement(const Clip& clip);
// "/mp", "/tech" or "/admin".
std::string face_of(const Caller& caller);
// A complete medium of the caller's; its id.
std::string upload(const Caller& caller, const std::string& content_type = "video/mp4");

}  // namespace fettle::journey
