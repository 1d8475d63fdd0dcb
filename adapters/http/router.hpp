// From method and path to a handler. A path's first segment names a face, or else the tenant:
// /mp/work-orders is the default tenant's, /north/mp/work-orders that of tenant `north`.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "core/id.hpp"
#include "core/result.hpp"

namespace fettle::http {

class RequestMeter;

struct RouterSettings {
  std::vector<std::string> faces;  // first segments that are not tenants; see standard_faces
  TenantId default_tenant;
};

std::vector<std::string> standard_faces();
bool is_face(const std::vector<std::string>& faces, std::string_view segment);

struct Routed {
  Request request;
  TenantId tenant;
  std::string face;             // first segment after the tenant
  std::string pattern;          // as added: "/mp/work-orders/{id}"
  std::vector<Parameter> path;  // decoded, by the names in the pattern
};

using RouteHandler = std::function<void(Routed, Responder)>;

struct RouteName {
  Method method;
  std::string pattern;
};

// Filled before the server starts, not changed afterwards.
class Router {
 public:
  explicit Router(RouterSettings settings);
  ~Router();
  Router(Router&&) noexcept;

  // "/mp/work-orders/{id}/cancel": a segment in braces takes any text without a slash. A literal
  // segment is tried before a parameter. HEAD is answered by GET, OPTIONS by the router.
  void add(Method method, std::string_view pattern, RouteHandler handler);
  void measure(RequestMeter& meter);  // counts every request, also the refused

  void operator()(Request request, Responder responder) const;  // a Handler
  const std::vector<RouteName>& routes() const { return routes_; }

 private:
  struct Node;
  struct Endpoint;
  struct Found;
  static Found walk(const Node& node, const std::vector<std::string>& segments, std::size_t from);
  // The endpoint, or the answer of a request that has none.
  Expected<const Endpoint*, Response> resolve(Routed& routed) const;
  Expected<const Endpoint*, Response> choose(const Node& node, Method method) const;
  bool take_tenant(std::vector<std::string>& segments, Routed& routed) const;

  RouterSettings settings_;
  std::unique_ptr<Node> root_;
  std::vector<RouteName> routes_;
  RequestMeter* meter_ = nullptr;
};

}  // namespace fettle::http
