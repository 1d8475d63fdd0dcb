#include "adapters/storage/s3/s3_replies.hpp"

#include <pugixml.hpp>
#include <sstream>

namespace fettle::storage {
namespace {

Fault unreadable(std::string_view wanted) {
  return {FaultKind::unavailable, "s3_reply_unreadable",
          "the object store did not answer with " + std::string(wanted)};
}

// The document's only element, if it has that name. Servers differ in its namespace, which stands
// in an attribute.
pugi::xml_node root_of(pugi::xml_document& document, std::string_view xml, std::string_view name) {
  if (!document.load_buffer(xml.data(), xml.size())) return {};
  const auto root = document.document_element();
  return name == root.name() ? root : pugi::xml_node();
}

std::string text(const pugi::xml_node& node, const char* child) {
  return node.child(child).text().get();
}

}  // namespace

std::optional<std::string> error_code(std::string_view xml) {
  pugi::xml_document document;
  const auto root = root_of(document, xml, "Error");
  if (!root) return std::nullopt;
  return text(root, "Code");
}

Result<std::string> upload_id(std::string_view xml) {
  pugi::xml_document document;
  auto id = text(root_of(document, xml, "InitiateMultipartUploadResult"), "UploadId");
  if (id.empty()) return unreadable("an UploadId");
  return id;
}

Result<S3Uploads> uploads(std::string_view xml) {
  pugi::xml_document document;
  const auto root = root_of(document, xml, "ListMultipartUploadsResult");
  if (!root) return unreadable("a list of uploads");
  S3Uploads found;
  for (const auto& upload : root.children("Upload")) {
    found.uploads.push_back(
        {text(upload, "Key"), text(upload, "UploadId"), parse_moment(text(upload, "Initiated"))});
  }
  found.more = root.child("IsTruncated").text().as_bool();
  found.next_key = text(root, "NextKeyMarker");
  found.next_id = text(root, "NextUploadIdMarker");
  return found;
}

Result<S3Parts> parts(std::string_view xml) {
  pugi::xml_document document;
  const auto root = root_of(document, xml, "ListPartsResult");
  if (!root) return unreadable("a list of parts");
  S3Parts found;
  for (const auto& part : root.children("Part")) {
    found.parts.push_back({part.child("PartNumber").text().as_uint(), text(part, "ETag"),
                           part.child("Size").text().as_ullong()});
  }
  found.more = root.child("IsTruncated").text().as_bool();
  found.next = text(root, "NextPartNumberMarker");
  return found;
}

Result<void> completed(std::string_view xml) {
  pugi::xml_document document;
  if (root_of(document, xml, "CompleteMultipartUploadResult")) return {};
  return unreadable("the end of the upload");
}

std::string complete_request(const std::vector<S3Part>& parts) {
  pugi::xml_document document;
  auto root = document.append_child("CompleteMultipartUpload");
  for (const auto& part : parts) {
    auto node = root.append_child("Part");
    node.append_child("PartNumber").text().set(part.number);
    node.append_child("ETag").text().set(part.etag.c_str());
  }
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str();
}

}  // namespace fettle::storage
