#include "adapters/cli/subcommands/menu.hpp"

#include <CLI/CLI.hpp>

namespace fettle::cli {
namespace {

template <class Value>
CLI::Option* added(CLI::App& app, const std::string& name, Value& into,
                   const std::string& sentence) {
  auto* option = app.add_option(name, into, sentence);
  return into == Value() ? option : option->capture_default_str();
}

}  // namespace

Options& Options::text(const std::string& name, std::string& into, const std::string& sentence) {
  added(*app_, name, into, sentence);
  return *this;
}

Options& Options::needed(const std::string& name, std::string& into, const std::string& sentence) {
  added(*app_, name, into, sentence)->required();
  return *this;
}

Options& Options::one_of(const std::string& name, std::string& into,
                         const std::vector<std::string>& choices, const std::string& sentence) {
  added(*app_, name, into, sentence)->check(CLI::IsMember(choices));
  return *this;
}

Options& Options::number(const std::string& name, std::int64_t& into, std::int64_t least,
                         std::int64_t most, const std::string& sentence) {
  added(*app_, name, into, sentence)->check(CLI::Range(least, most));
  return *this;
}

Options& Options::flag(const std::string& name, bool& into, const std::string& sentence) {
  app_->add_flag(name, into, sentence);
  return *this;
}

Options Options::just_one(const std::string& title, const std::string& sentence) {
  return Options(*app_->add_option_group(title, sentence)->require_option(1));
}

Options Menu::add_under(const Options& parent, const std::string& name, const std::string& sentence,
                        const std::string& examples, Work work) {
  auto* sub = parent.app_->add_subcommand(name, sentence);
  sub->fallthrough();  // settings may stand behind the subcommand too
  sub->footer("Examples:\n" + examples);
  // One with subcommands of its own is heard after them: then it was only on the way.
  sub->callback([this, sub, work = std::move(work)] {
    if (sub->get_subcommands().empty()) chosen_ = work;
  });
  return Options(*sub);
}

Options Menu::group(const std::string& name, const std::string& sentence,
                    const std::string& examples) {
  auto* sub = all_.app_->add_subcommand(name, sentence);
  sub->require_subcommand(1)->fallthrough();
  sub->footer("Examples:\n" + examples);
  return Options(*sub);
}

}  // namespace fettle::cli
