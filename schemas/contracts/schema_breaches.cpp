#include <algorithm>
#include <set>

#include "schemas/contracts/compatibility.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

enum class Use { stored, sent, answered };

class Comparison {
 public:
  explicit Comparison(Use use) : use_(use) {}

  void compare(const Document& old, const Document& now, const std::string& at) {
    if (!same(old, now, "type")) return say(at, "has another type");
    if (!same(old, now, "format")) say(at, "has another format");
    compare_enum(old, now, at);
    compare_limits(old, now, at);
    compare_members(old, now, at);
    const auto* old_items = old.find("items");
    const auto* now_items = now.find("items");
    if (old_items != nullptr && now_items != nullptr) compare(*old_items, *now_items, at + "[]");
  }

  std::vector<std::string> found;

 private:
  static bool same(const Document& old, const Document& now, std::string_view name) {
    const auto* a = old.find(name);
    const auto* b = now.find(name);
    return a == nullptr || b == nullptr ? a == b : *a == *b;
  }

  void say(const std::string& at, std::string_view what) {
    found.push_back((at.empty() ? std::string("the whole") : at) + " " + std::string(what));
  }

  static std::set<std::string> names(const Document* list) {
    std::set<std::string> all;
    if (list == nullptr || list->elements() == nullptr) return all;
    for (const auto& one : *list->elements()) all.insert(one.compact());
    return all;
  }

  void compare_enum(const Document& old, const Document& now, const std::string& at) {
    const auto before = names(old.find("enum")), after = names(now.find("enum"));
    const bool was_free = old.find("enum") == nullptr, is_free = now.find("enum") == nullptr;
    if (was_free && is_free) return;
    if (was_free != is_free) {
      if (use_ == Use::stored || was_free) say(at, "is free text in one version only");
      return;
    }
    for (const auto& value : before) {
      if (!after.contains(value)) say(at, "lost the value " + value);
    }
    for (const auto& value : after) {
      if (use_ != Use::sent && !before.contains(value)) say(at, "gained the value " + value);
    }
  }

  // Bounds: what callers of yesterday send must still fit.
  void compare_limits(const Document& old, const Document& now, const std::string& at) {
    for (const auto* name : {"minimum", "minLength", "minItems"}) tighter(old, now, name, at, 1);
    for (const auto* name : {"maximum", "maxLength", "maxItems"}) tighter(old, now, name, at, -1);
    const bool loosened = now.find("pattern") == nullptr && use_ == Use::sent;
    if (!same(old, now, "pattern") && !loosened) say(at, "has another pattern");
  }

  void tighter(const Document& old, const Document& now, std::string_view name,
               const std::string& at, std::int64_t upwards) {
    if (use_ != Use::sent || now.find(name) == nullptr) return;
    const auto* before = old.find(name);
    if (before != nullptr && upwards * (*now.find(name)->whole() - *before->whole()) <= 0) return;
    say(at, "has a tighter " + std::string(name));
  }

  void compare_members(const Document& old, const Document& now, const std::string& at) {
    const auto* before = old.find("properties");
    const auto* after = now.find("properties");
    if (before == nullptr || after == nullptr) return;
    const auto path = [&](const std::string& name) { return at.empty() ? name : at + "." + name; };
    for (const auto& [name, schema] : *before->members()) {
      const auto* there = after->find(name);
      if (there == nullptr) {
        say(path(name), "is gone");
      } else {
        compare(schema, *there, path(name));
      }
    }
    compare_required(names(old.find("required")), names(now.find("required")), path);
  }

  template <class Path>
  void compare_required(const std::set<std::string>& before, const std::set<std::string>& after,
                        Path&& path) {
    const auto plain = [](const std::string& quoted) {
      return quoted.substr(1, quoted.size() - 2);
    };
    for (const auto& name : after) {
      if (use_ != Use::answered && !before.contains(name)) {
        say(path(plain(name)), "is required now");
      }
    }
    for (const auto& name : before) {
      if (use_ != Use::sent && !after.contains(name)) {
        say(path(plain(name)), "may be absent now");
      }
    }
  }

  Use use_;
};

std::vector<std::string> compared(Use use, const Document& old, const Document& now) {
  Comparison comparison(use);
  comparison.compare(old, now, "");
  return std::move(comparison.found);
}

}  // namespace

std::vector<std::string> event_breaches(const Document& published, const Document& now) {
  return compared(Use::stored, published, now);
}
std::vector<std::string> body_breaches(const Document& published, const Document& now) {
  return compared(Use::sent, published, now);
}
std::vector<std::string> answer_breaches(const Document& published, const Document& now) {
  return compared(Use::answered, published, now);
}

}  // namespace fettle::contracts
