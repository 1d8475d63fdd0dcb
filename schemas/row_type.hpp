// Makes the erased tables of core/table.hpp from declarations of read models.
#pragma once

#include <boost/mp11.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "schemas/columns.hpp"
#include "schemas/read_model.hpp"

namespace fettle {

template <class Row>
constexpr ReadModelDeclaration read_model_of() {
  return fettle_declaration_of(static_cast<const Row*>(nullptr));
}

template <class Row>
using RowMembers = boost::describe::describe_members<Row, boost::describe::mod_any_access>;

template <class Row, class Member>
using RowField = std::remove_cvref_t<decltype(std::declval<Row&>().*Member::pointer)>;

template <class Row>
void encode_row(const void* erased, std::string& line) {
  const auto& row = *static_cast<const Row*>(erased);
  bool first = true;
  boost::mp11::mp_for_each<RowMembers<Row>>([&](auto member) {
    if (!first) line += '\t';
    first = false;
    FieldColumns<RowField<Row, decltype(member)>>::write(line, row.*member.pointer);
  });
  line += '\n';
}

template <class Row, class... Members>
Row read_row(FieldSource& source, boost::mp11::mp_list<Members...>) {
  return Row{FieldColumns<RowField<Row, Members>>::read(source)...};  // braces: in this order
}

template <class Row>
Result<std::shared_ptr<void>> decode_row(std::span<const FieldText> fields) {
  FieldSource source(fields);
  auto row = std::make_shared<Row>(
      read_row<Row>(source, boost::mp11::mp_rename<RowMembers<Row>, boost::mp11::mp_list>{}));
  if (source.whole()) return std::static_pointer_cast<void>(std::move(row));
  return Fault{FaultKind::damaged, "row_unreadable",
               "a row of " + std::string(read_model_of<Row>().spec.table) +
                   " is not what was written; run `fettle rebuild`"};
}

template <class Texts>
std::vector<std::string_view> listed(const Texts& texts) {
  std::vector<std::string_view> list;
  for (const auto& text : texts) {
    if (!text.empty()) list.push_back(text);
  }
  return list;
}

template <class Row>
const TableType& table_type() {
  static const TableType type = [] {
    constexpr auto declared = read_model_of<Row>();
    TableType made{.name = declared.spec.table,
                   .sentence = declared.sentence,
                   .columns = {},
                   .key_size = listed(declared.spec.key).size(),
                   .indexes = listed(declared.spec.indexes),
                   .monthly = declared.spec.monthly,
                   .encode = &encode_row<Row>,
                   .decode = &decode_row<Row>};
    boost::mp11::mp_for_each<RowMembers<Row>>([&](auto member) {
      FieldColumns<RowField<Row, decltype(member)>>::add(made.columns, member.name);
    });
    for (std::size_t i = 0; i < made.key_size; ++i) {
      invariant(made.columns[i].name == declared.spec.key[i], "a key's columns come first");
    }
    return made;
  }();
  return type;
}

}  // namespace fettle
