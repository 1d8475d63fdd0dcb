#include "schemas/codec/document.hpp"

#include <algorithm>

#include "schemas/codec/codec.hpp"

namespace fettle::json {
namespace {

constexpr int on_one_line = -1;

void new_line(std::string& out, int level) {
  if (level == on_one_line) return;
  out += '\n';
  out.append(2 * static_cast<std::size_t>(level), ' ');
}

int inside(int level) { return level == on_one_line ? on_one_line : level + 1; }

// Writes what stands between two brackets, an element a line.
template <class Things, class Write>
void write_all(std::string& out, char open, char close, int level, const Things& things,
               Write&& write) {
  out += open;
  bool first = true;
  for (const auto& thing : things) {
    if (!first) out += ',';
    first = false;
    new_line(out, inside(level));
    write(thing);
  }
  if (!first) new_line(out, level);
  out += close;
}

}  // namespace

Document Document::copy_of(const Node& node) {
  switch (node.kind()) {
    case Kind::null:
      return {};
    case Kind::boolean:
      return node.boolean();
    case Kind::whole:
      return node.too_big() ? Document("a number beyond 64 bits") : Document(node.whole());
    case Kind::real:
      return node.fraction();
    case Kind::text:
      return node.text();
    case Kind::array: {
      Elements elements;
      node.each([&](Node element) { elements.push_back(copy_of(element)); });
      return elements;
    }
    case Kind::object: {
      Members members;
      node.each([&](Node member) { members.emplace_back(member.name(), copy_of(member)); });
      return members;
    }
  }
  return {};
}

Checked<Document> Document::parse(std::string_view text) {
  Parser parser;
  return copy_of(TRY(parser.parse(text)));
}

Document Document::of(std::string_view text) {
  auto document = parse(text);
  invariant(document.has_value(), "a JSON text of our own is well formed");
  return *std::move(document);
}

const Document* Document::find(std::string_view name) const {
  const auto* list = members();
  if (list == nullptr) return nullptr;
  const auto found = std::ranges::find(*list, name, &Member::first);
  return found == list->end() ? nullptr : &found->second;
}

Document* Document::find(std::string_view name) {
  return const_cast<Document*>(std::as_const(*this).find(name));
}

Document& Document::operator[](std::string_view name) {
  if (auto* found = find(name)) return *found;
  if (std::holds_alternative<std::monostate>(value_)) value_ = Members{};
  auto& list = std::get<Members>(value_);
  list.emplace_back(std::string(name), Document());
  return list.back().second;
}

void Document::push(Document element) {
  if (std::holds_alternative<std::monostate>(value_)) value_ = Elements{};
  std::get<Elements>(value_).push_back(std::move(element));
}

std::string Document::compact() const {
  std::string out;
  write(out, on_one_line);
  return out;
}

std::string Document::pretty() const {
  std::string out;
  write(out, 0);
  return out + '\n';
}

void Document::write(std::string& out, int level) const {
  if (const auto* list = members()) {
    return write_all(out, '{', '}', level, *list, [&](const Member& member) {
      append_quoted(out, member.first);
      out += level == on_one_line ? ":" : ": ";
      member.second.write(out, inside(level));
    });
  }
  if (const auto* list = elements()) {
    return write_all(out, '[', ']', level, *list,
                     [&](const Document& element) { element.write(out, inside(level)); });
  }
  if (text() != nullptr) return append_quoted(out, *text());
  if (whole() != nullptr) return append_whole(out, *whole());
  if (fraction() != nullptr) {
    fmt::format_to(std::back_inserter(out), "{}", *fraction());
    return;
  }
  out += boolean() == nullptr ? "null" : *boolean() ? "true" : "false";
}

}  // namespace fettle::json
