// Routes are a tree of segments; the tenant is cut off before the walk.
#include "adapters/http/router.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/http/problem.hpp"
#include "adapters/http/request_meter.hpp"
#include "adapters/http/target.hpp"

namespace fettle::http {
namespace {

constexpr std::size_t methods = 8;
constexpr std::string_view no_face = "none";

constexpr std::size_t index(Method method) { return static_cast<std::size_t>(method); }

std::vector<std::string> split(std::string_view pattern) {
  auto target = parse_target(pattern);
  invariant(target.has_value(), "a route's pattern is a path");
  return std::move(target->segments);
}

std::optional<std::string> parameter_name(const std::string& segment) {
  if (segment.size() < 3 || segment.front() != '{' || segment.back() != '}') return std::nullopt;
  return segment.substr(1, segment.size() - 2);
}

Rejection unknown_path() { return {Refusal::not_found, "path_unknown", "nothing is here"}; }

}  // namespace

struct Router::Endpoint {
  std::string pattern;
  std::string face;
  std::vector<std::string> names;
  RouteHandler handler;
};

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::array<std::unique_ptr<Endpoint>, methods> endpoints;

  bool has_any() const {
    return std::any_of(endpoints.begin(), endpoints.end(),
                       [](const auto& e) { return e != nullptr; });
  }
  const Endpoint* find(Method method) const {
    const auto& own = endpoints[index(method)];
    return !own && method == Method::head ? endpoints[index(Method::get)].get() : own.get();
  }
  std::string allowed() const {
    std::string list = "OPTIONS";
    for (const auto method :
         {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::remove}) {
      if (find(method)) list.append(", ").append(to_text(method));
    }
    return list;
  }
};

// A node that ends the path, and what its parameters stand for, the last first.
struct Router::Found {
  const Node* node = nullptr;
  std::vector<std::string> values;
};

std::vector<std::string> standard_faces() {
  return {"mp",    "tech",    "admin",        "display",       "webhooks", "api",      "health",
          "ready", "metrics", "openapi.json", "asyncapi.json", "schemas",  "internal", "media"};
}

bool is_face(const std::vector<std::string>& faces, std::string_view segment) {
  return std::find(faces.begin(), faces.end(), segment) != faces.end();
}

Router::Router(RouterSettings settings)
    : settings_(std::move(settings)), root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;

void Router::add(Method method, std::string_view pattern, RouteHandler handler) {
  const auto segments = split(pattern);
  invariant(is_face(settings_.faces, segments.front()), "a route begins with a face");
  auto endpoint = std::make_unique<Endpoint>();
  *endpoint = {std::string(pattern), segments.front(), {}, std::move(handler)};
  auto* node = root_.get();
  for (const auto& segment : segments) {
    auto name = parameter_name(segment);
    auto& next = name ? node->parameter : node->literals[segment];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
    if (name) endpoint->names.push_back(std::move(*name));
  }
  invariant(!node->endpoints[index(method)], "a route is added once");
  node->endpoints[index(method)] = std::move(endpoint);
  routes_.push_back({method, std::string(pattern)});
}

void Router::measure(RequestMeter& meter) { meter_ = &meter; }

Router::Found Router::walk(const Node& node, const std::vector<std::string>& segments,
                           std::size_t from) {
  if (from == segments.size()) return {node.has_any() ? &node : nullptr, {}};
  if (const auto literal = node.literals.find(segments[from]); literal != node.literals.end()) {
    if (auto found = walk(*literal->second, segments, from + 1); found.node) return found;
  }
  if (!node.parameter || segments[from].empty()) return {};
  auto found = walk(*node.parameter, segments, from + 1);
  if (found.node) found.values.push_back(segments[from]);
  return found;
}

bool Router::take_tenant(std::vector<std::string>& segments, Routed& routed) const {
  if (is_face(settings_.faces, segments.front())) return true;
  if (!TenantId::well_formed(segments.front()) || segments.size() < 2) return false;
  routed.tenant = TenantId(segments.front());
  segments.erase(segments.begin());
  return true;
}

Expected<const Router::Endpoint*, Response> Router::choose(const Node& node, Method method) const {
  if (const auto* endpoint = node.find(method)) return endpoint;
  auto response = method == Method::options
                      ? empty(204)
                      : to_response(Rejection{Refusal::wrong_method, "method_not_allowed",
                                              "this path takes " + node.allowed()});
  response.headers.push_back({"Allow", node.allowed()});
  return response;
}

Expected<const Router::Endpoint*, Response> Router::resolve(Routed& routed) const {
  auto target = parse_target(routed.request.target);
  if (!target) return to_response(target.error());
  routed.request.query = std::move(target->query);
  if (!take_tenant(target->segments, routed)) return to_response(unknown_path());
  auto found = walk(*root_, target->segments, 0);
  if (!found.node) return to_response(unknown_path());
  const auto* endpoint = TRY(choose(*found.node, routed.request.method));
  for (std::size_t i = 0; i < endpoint->names.size(); ++i) {
    routed.path.push_back(
        {endpoint->names[i], std::move(found.values[found.values.size() - 1 - i])});
  }
  return endpoint;
}

void Router::operator()(Request request, Responder responder) const {
  if (request.method == Method::options && request.target == "*") return responder(empty(204));
  const auto method = request.method;
  Routed routed{std::move(request), settings_.default_tenant, {}, {}, {}};
  const auto endpoint = resolve(routed);
  if (meter_) meter_->begin(endpoint ? (*endpoint)->face : no_face, method, responder);
  if (!endpoint) return responder(endpoint.error());
  routed.face = (*endpoint)->face;
  routed.pattern = (*endpoint)->pattern;
  (*endpoint)->handler(std::move(routed), std::move(responder));
}

}  // namespace fettle::http
