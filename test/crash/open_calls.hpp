// The two names of open(2) that a layer under a process stands in for. Included by the one file of
// the layer, which says what opening is there.
#pragma once

#include <fcntl.h>

#include <cstdarg>

namespace fettle::layer {

// `mode` counts where a file may be made.
int open(const char* path, int flags, mode_t mode);

inline mode_t mode_of(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace fettle::layer

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = fettle::layer::mode_of(flags, arguments);
  va_end(arguments);
  return fettle::layer::open(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = fettle::layer::mode_of(flags, arguments);
  va_end(arguments);
  return fettle::layer::open(path, flags, mode);
}

}  // extern "C"
