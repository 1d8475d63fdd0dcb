// Puts a layer of test/crash under the child processes of a test.
#pragma once

#include <cstdlib>
#include <fstream>
#include <string>

namespace fettle::test {

// What LD_PRELOAD must say: the runtime of a sanitizer comes first and calls on into the layer.
inline std::string preloaded(const std::string& layer) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const auto path = line.find('/');
    if (path == std::string::npos) continue;
    for (const auto* runtime : {"/libasan.so", "/libtsan.so"}) {
      if (line.find(runtime) != std::string::npos) return line.substr(path) + ":" + layer;
    }
  }
  return layer;
}

// For the children started while it lives.
class Layer {
 public:
  explicit Layer(const std::string& layer) {
    setenv("LD_PRELOAD", preloaded(layer).c_str(), /*overwrite=*/1);
  }
  ~Layer() { unsetenv("LD_PRELOAD"); }
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
};

}  // namespace fettle::test
