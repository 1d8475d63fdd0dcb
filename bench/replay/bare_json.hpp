// Reads a described struct from simdjson's stream in one pass over its text, without a document
// between, paths, or mistakes that are named: what a program for this one log would do.
#pragma once

#include <simdjson.h>

#include "core/by_name.hpp"
#include "core/crypto/crypto.hpp"
#include "schemas/codec/codec.hpp"

namespace fettle::bench {

namespace ondemand = simdjson::ondemand;

class BareJson {
 public:
  // `secrets`: by "<tenant>/<key id>"; empty: personal fields stay closed.
  BareJson(std::string_view tenant, const ByName<std::string>& secrets)
      : tenant_(tenant), secrets_(secrets) {}

  template <class T>
  T take(ondemand::value value) const {
    return read(value, static_cast<const T*>(nullptr));
  }

  template <class T>
  T take_struct(ondemand::object object) const {
    return members<T>(object, typename Codec<T>::Members{},
                      std::make_index_sequence<Codec<T>::size>{});
  }

 private:
  using Value = ondemand::value;

  static std::string_view text(Value& value) { return value.get_string(); }

  static std::string read(Value& value, const std::string*) { return std::string(text(value)); }
  static std::int64_t read(Value& value, const std::int64_t*) { return value.get_int64(); }
  static bool read(Value& value, const bool*) { return value.get_bool(); }
  static Moment read(Value& value, const Moment*) { return parse_moment(text(value)).value(); }
  template <class Tag>
  static Id<Tag> read(Value& value, const Id<Tag>*) {
    return Id<Tag>(std::string(text(value)));
  }
  static Money read(Value& value, const Money*) {
    ondemand::object object = value.get_object();
    const std::int64_t minor = object["minor"].get_int64();
    const std::string_view currency = object["currency"].get_string();
    return {minor, Currency(currency)};
  }
  Personal read(Value& value, const Personal*) const {
    ondemand::object object = value.get_object();
    const std::string_view key = object["key"].get_string();
    const std::string_view nonce = object["nonce"].get_string();
    const std::string_view ciphertext = object["ciphertext"].get_string();
    Personal personal{PersonId(std::string(key.substr(0, key.rfind('/')))), std::nullopt};
    if (secrets_.empty()) return personal;
    const auto about = std::string(tenant_).append(1, '/').append(key);
    personal.value =
        crypto::open(secrets_.find(about)->second, about,
                     {crypto::from_base64(nonce).value(), crypto::from_base64(ciphertext).value()});
    return personal;
  }
  template <class T>
  std::optional<T> read(Value& value, const std::optional<T>*) const {
    if (value.is_null()) return std::nullopt;
    return take<T>(value);
  }
  template <class T>
  std::vector<T> read(Value& value, const std::vector<T>*) const {
    std::vector<T> all;
    for (Value one : value.get_array()) all.push_back(take<T>(one));
    return all;
  }
  template <json::DescribedEnum T>
  static T read(Value& value, const T*) {
    T found{};
    const auto name = text(value);
    boost::mp11::mp_for_each<typename Codec<T>::Enumerators>([&](auto enumerator) {
      if (name == enumerator.name) found = enumerator.value;
    });
    return found;
  }
  template <json::Described T>
  T read(Value& value, const T*) const {
    return take_struct<T>(value.get_object());
  }

  template <class T>
  static T present(std::optional<T>&& field) {
    if constexpr (json::is_optional<T>)
      return field ? *std::move(field) : T{};
    else
      return std::move(field).value();
  }

  template <class T, template <class...> class List, class... D, std::size_t... I>
  T members(ondemand::object& object, List<D...>, std::index_sequence<I...>) const {
    std::tuple<std::optional<std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>>...>
        fields;
    const auto set = [this](auto& field, Value value) {
      field.emplace(take<typename std::remove_cvref_t<decltype(field)>::value_type>(value));
      return true;
    };
    for (auto member : object) {
      const std::string_view name = member.unescaped_key();
      static_cast<void>(((name == D::name && set(std::get<I>(fields), member.value())) || ...));
    }
    return T{present(std::move(std::get<I>(fields)))...};
  }

  std::string_view tenant_;
  const ByName<std::string>& secrets_;
};

}  // namespace fettle::bench
