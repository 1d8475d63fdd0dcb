// The operations on bytes: they are no commands and no queries, so they are described by hand.
#include "schemas/contracts/openapi.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

Document text() { return Document::object({{"type", "string"}}); }
Document whole() { return Document::object({{"type", "integer"}, {"minimum", 0}}); }

Document parameter(std::string_view in, std::string_view name, std::string_view sentence) {
  return Document::object({{"name", name},
                           {"in", in},
                           {"required", in == "path"},
                           {"description", sentence},
                           {"schema", text()}});
}

Document content(std::string_view type, Document schema) {
  return Document::object({{std::string(type), Document::object({{"schema", std::move(schema)}})}});
}

Document object(const Document::Members& properties) {
  Document::Elements names;
  for (const auto& [name, schema] : properties) names.emplace_back(name);
  return Document::object({{"type", "object"},
                           {"properties", Document(properties)},
                           {"required", Document(std::move(names))}});
}

Document progress() {
  const auto yes_or_no = Document::object({{"type", "boolean"}});
  auto schema =
      object({{"id", text()}, {"offset", whole()}, {"size", whole()}, {"completed", yes_or_no}});
  const auto header = Document::object({{"schema", whole()}});
  return Document::object(
      {{"description", "How many bytes are there, counted from the first."},
       {"headers", Document::object({{"Upload-Offset", header}, {"Upload-Length", header}})},
       {"content", content("application/json", std::move(schema))}});
}

Document operation(const std::string& id, const std::string& face, std::string_view summary,
                   Document::Elements parameters) {
  return Document::object({{"operationId", id},
                           {"summary", summary},
                           {"tags", Document::Elements{face}},
                           {"parameters", Document(std::move(parameters))}});
}

Document upload_id() { return parameter("path", "upload", "The id that POST answered."); }

Document put_piece(const std::string& face) {
  auto made = operation(
      "PutPiece_" + face, face,
      "Takes the next piece. One that came before is harmless; one behind a gap is refused with "
      "409 and Upload-Offset. The last one completes the upload, once. `bytes */<size>` without a "
      "body completes one whose bytes are all there.",
      {upload_id(), parameter("header", "Content-Range", "bytes <first>-<last>/<size>")});
  made["requestBody"] = Document::object(
      {{"required", false},
       {"content", content("application/octet-stream",
                           Document::object({{"type", "string"}, {"format", "binary"}}))}});
  made["responses"]["200"] = progress();
  add_problems(made["responses"], {400, 401, 403, 404, 409, 413, 422, 429, 503});
  return made;
}

Document show_upload(const std::string& face) {
  auto made = operation("ShowUpload_" + face, face,
                        "Where to go on with an upload after a cut; HEAD tells it in headers.",
                        {upload_id()});
  made["responses"]["200"] = progress();
  add_problems(made["responses"], {401, 403, 404, 409, 429, 503});
  return made;
}

Document give_up(const std::string& face) {
  auto made = operation("GiveUpUpload_" + face, face, "Drops an upload that is not complete.",
                        {upload_id()});
  made["responses"]["204"] = Document::object({{"description", "It is gone."}});
  add_problems(made["responses"], {401, 403, 404, 409, 429, 503});
  return made;
}

Document show_link(const std::string& face) {
  auto made = operation("ShowMedia_" + face, face,
                        "A short-lived link to the bytes, for the uploader and for who may see an "
                        "order that shows them.",
                        {parameter("path", "media", "A complete upload.")});
  made["responses"]["200"] =
      Document::object({{"description", "Whoever has the link may GET it until it expires."},
                        {"content", content("application/json", object({{"id", text()},
                                                                        {"url", text()},
                                                                        {"expires_at", text()},
                                                                        {"content_type", text()},
                                                                        {"sha256", text()},
                                                                        {"size", whole()}}))}});
  add_problems(made["responses"], {401, 403, 404, 429, 503});
  return made;
}

Document bytes() {
  auto made = operation(
      "GetMedia", "media", "The bytes behind a link of our own, or a part of them.",
      {parameter("path", "media", "As in the link."),
       parameter("query", "signature", "With all other parameters, as they stand in the link."),
       parameter("header", "Range", "bytes=<first>-<last>")});
  made["security"] = Document::Elements{};
  auto& responses = made["responses"];
  responses["200"] = Document::object({{"description", "All bytes; the ETag is their SHA-256."}});
  responses["206"] = Document::object({{"description", "The part that was asked for."}});
  responses["304"] = Document::object({{"description", "As at hand."}});
  responses["416"] = Document::object({{"description", "There are no such bytes."}});
  add_problems(responses, {404, 429, 503});
  return made;
}

}  // namespace

void add_media_operations(Operations& to) {
  for (const std::string face : {"mp", "tech", "admin"}) {
    auto& upload = to["/" + face + "/uploads/{upload}"];
    upload["get"] = show_upload(face);
    upload["put"] = put_piece(face);
    upload["delete"] = give_up(face);
    to["/" + face + "/media/{media}"]["get"] = show_link(face);
  }
  to["/media/{media}"]["get"] = bytes();
}

}  // namespace fettle::contracts
