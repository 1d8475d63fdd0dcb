// Kinds of settings: how each is read from its text and shown again. `field` gives the member.
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include "adapters/cli/tools/settings.hpp"
#include "core/text_numbers.hpp"

namespace fettle::cli {

template <class Field>
SettingDeclaration text(std::string name, std::string sentence, Field field) {
  return {std::move(name), std::move(sentence),
          [field](EngineSettings& settings, const std::string& given) {
            field(settings) = given;
            return std::optional<std::string>();
          },
          [field](const EngineSettings& settings) { return std::string(field(settings)); }};
}

template <class Field>
SettingDeclaration yes_or_no(std::string name, std::string sentence, Field field) {
  return {std::move(name), std::move(sentence),
          [field](EngineSettings& settings, const std::string& given) {
            if (given != "true" && given != "false")
              return std::optional<std::string>("true or false");
            field(settings) = given == "true";
            return std::optional<std::string>();
          },
          [field](const EngineSettings& settings) {
            return std::string(field(settings) ? "true" : "false");
          }};
}

inline std::optional<std::uint64_t> whole_in(const std::string& text, std::uint64_t min,
                                             std::uint64_t max) {
  const auto value = whole_number<std::uint64_t>(text);
  return value && *value >= min && *value <= max ? value : std::nullopt;
}

// Integers and durations; the unit stands in the name.
template <class Field>
SettingDeclaration whole(std::string name, std::string sentence, std::uint64_t min,
                         std::uint64_t max, Field field) {
  return {std::move(name), std::move(sentence),
          [=](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            const auto value = whole_in(given, min, max);
            if (!value) return fmt::format("a whole number from {} to {}", min, max);
            using T = std::remove_reference_t<decltype(field(settings))>;
            field(settings) = static_cast<T>(*value);
            return std::nullopt;
          },
          [field](const EngineSettings& settings) { return fmt::format("{}", field(settings)); }};
}

template <class Field>
SettingDeclaration milliseconds(std::string name, std::string sentence, Field field) {
  constexpr std::uint64_t day = 86'400'000;
  return {std::move(name), std::move(sentence),
          [=](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
            const auto value = whole_in(given, 1, day);
            if (!value) return fmt::format("milliseconds from 1 to {}", day);
            field(settings) = std::chrono::milliseconds(*value);
            return std::nullopt;
          },
          [field](const EngineSettings& settings) {
            return std::to_string(
                std::chrono::duration_cast<std::chrono::milliseconds>(field(settings)).count());
          }};
}

template <class Field>
SettingDeclaration seconds(std::string name, std::string sentence, Field field) {
  constexpr std::uint64_t week = 604'800;  // the longest that S3 signs for
  return {
      std::move(name), std::move(sentence),
      [=](EngineSettings& settings, const std::string& given) -> std::optional<std::string> {
        const auto value = whole_in(given, 1, week);
        if (!value) return fmt::format("seconds from 1 to {}", week);
        field(settings) = std::chrono::seconds(*value);
        return std::nullopt;
      },
      [field](const EngineSettings& settings) { return std::to_string(field(settings).count()); }};
}

}  // namespace fettle::cli
