// The reply as it comes in, within its bounds.
#pragma once

#include <curl/curl.h>

#include "core/ports/web.hpp"

namespace fettle::web {

struct Incoming {
  std::size_t body_bytes_max;
  IncomingReply reply = {};
  bool reached = false;     // a connection stands, and the request is about to go out
  bool too_large = false;   // headers or body went over their bound
  bool head_ended = false;  // libcurl takes a head that is cut off for a whole one
  std::size_t header_bytes = 0;

  // Lets libcurl call it; it must stay where it is until the call is over.
  void attach_to(CURL* curl);

 private:
  bool take_header(std::string_view line);
  bool take_body(std::string_view piece);

  static int begin(void* into, char*, char*, int, int);
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* into);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* into);
};

}  // namespace fettle::web
