#include <algorithm>

#include "adapters/cli/tools/as_of.hpp"

namespace fettle::cli {
namespace {

using json::Document;

class Comparison {
 public:
  void compare(const Document* from, const Document* to, const std::string& at) {
    if (from != nullptr && to != nullptr) {
      if (*from == *to) return;
      if (from->members() != nullptr && to->members() != nullptr) return members(*from, *to, at);
      if (from->elements() != nullptr && to->elements() != nullptr) return elements(*from, *to, at);
    }
    Document change = Document::object({{"field", at}});
    if (from != nullptr) change["from"] = *from;
    if (to != nullptr) change["to"] = *to;
    found.push_back(std::move(change));
  }

  Document::Elements found;

 private:
  static std::string inside(const std::string& at, const std::string& step) {
    return at.empty() ? step : at + "." + step;
  }

  void members(const Document& from, const Document& to, const std::string& at) {
    for (const auto& [name, value] : *from.members()) {
      compare(&value, to.find(name), inside(at, name));
    }
    for (const auto& [name, value] : *to.members()) {
      if (from.find(name) == nullptr) compare(nullptr, &value, inside(at, name));
    }
  }

  void elements(const Document& from, const Document& to, const std::string& at) {
    const auto& before = *from.elements();
    const auto& after = *to.elements();
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
      compare(i < before.size() ? &before[i] : nullptr, i < after.size() ? &after[i] : nullptr,
              inside(at, std::to_string(i)));
    }
  }
};

}  // namespace

Document differences(const Document& from, const Document& to) {
  Comparison comparison;
  comparison.compare(&from, &to, "");
  return std::move(comparison.found);
}

}  // namespace fettle::cli
