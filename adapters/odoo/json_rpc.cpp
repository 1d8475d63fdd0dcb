#include "adapters/odoo/json_rpc.hpp"

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/reply.hpp"

namespace fettle::odoo {
namespace {

using json::Document;

// By `data.name`: `code` is 200 up to Odoo 18 and 0 in 19, and says nothing.
Fault fault_of_error(const Document& error) {
  const auto* data = error.find("data");
  if (data == nullptr) return fault(code::server_error, text_of(error.find("message")));
  return fault_of_exception(text_of(data->find("name")), text_of(data->find("message")));
}

// A method that returns nothing has no `result` in its reply.
Result<Document> result_of(const Reply& reply, std::int64_t id) {
  if (const auto* error = reply.body.find("error")) return fault_of_error(*error);
  const auto* answered = reply.body.find("id");
  if (answered == nullptr || *answered != Document(id)) {
    return fault(code::malformed_reply, "the reply names another request");
  }
  const auto* result = reply.body.find("result");
  return result == nullptr ? Document() : *result;
}

Elements positional_of(const Call& call) {
  Elements all;
  if (call.ids) all.push_back(list_of(*call.ids));
  for (const auto& [name, value] : call.positional) all.push_back(value);
  return all;
}

Members named_of(const Call& call) {
  auto named = call.named;
  if (!call.context.empty()) named.emplace_back("context", Document(call.context));
  return named;
}

}  // namespace

Result<Document> JsonRpc::send(std::string_view service, std::string_view method,
                               Elements arguments) {
  const auto id = ++last_id_;
  const auto body =
      Document::object({{"jsonrpc", "2.0"},
                        {"method", "call"},
                        {"id", id},
                        {"params", Document::object({{"service", service},
                                                     {"method", method},
                                                     {"args", std::move(arguments)}})}});
  const auto reply = TRY(json_reply(web_.send({.method = "POST",
                                               .url = settings_.url + "/jsonrpc",
                                               .headers = {{"Content-Type", "application/json"}},
                                               .body = body.compact(),
                                               .wait_max = settings_.wait_max,
                                               .reply_bytes_max = settings_.reply_bytes_max})));
  return result_of(reply, id);
}

Result<Document> JsonRpc::version() { return send("common", "version", {}); }

Result<void> JsonRpc::authenticate() {
  const auto user = TRY(send("common", "authenticate",
                             {settings_.database, settings_.login, settings_.secret, Members{}}));
  if (user.whole() == nullptr) return fault(code::login_refused, "login and secret do not fit");
  user_ = *user.whole();
  return {};
}

Result<Document> JsonRpc::call(const Call& call) {
  if (!user_) {
    if (auto known = authenticate(); !known) return known.error();
  }
  auto result = send("object", "execute_kw",
                     {settings_.database, *user_, settings_.secret, call.model, call.method,
                      positional_of(call), named_of(call)});
  if (!result && is(result.error(), code::login_refused)) user_.reset();
  return result;
}

}  // namespace fettle::odoo
