// Requests: from the listener to a target and back, and what the load balancer answers alone.
#include <algorithm>
#include <utility>

#include "fakes/elb/answers.h"
#include "fakes/elb/exchange.h"
#include "fakes/elb/forwarding.h"
#include "fakes/elb/rules.h"
#include "fakes/elb/sites.h"
#include "fakes/elb/stickiness.h"

namespace greenroom::elb {
namespace {

std::string name_of(const TargetEndpoint& target) {
  return target.InstanceId + ":" + std::to_string(target.Port);
}

// Simplified: a client's port is made of its name, for the operating system gives different ones in
// every run; and all its requests go to one node, as if its DNS answer never changed.
int port_of_client(Context cx) {
  return 32768 + static_cast<int>(hash_text(cx.kernel().actor_name(cx.actor())) % 28232);
}
std::size_t node_of_client(Context cx, int nodes) {
  if (nodes == 1) {
    return 0;
  }
  const std::uint64_t draw =
      keyed_draw(cx.kernel().seed(), "elb.node", cx.kernel().actor_name(cx.actor()), 0);
  return static_cast<std::size_t>(draw % static_cast<std::uint64_t>(nodes));
}

// The client's side of a WebSocket that the target has agreed to; nullptr when there is none.
ByteStream* upgraded(const Client& client, const HttpResult& result) {
  if (result.stream == nullptr) {
    return nullptr;
  }
  ByteStream* const stream =
      client.connection == nullptr ? nullptr : client.connection->upgrade(result.response);
  if (stream == nullptr) {
    result.stream->close();
  }
  return stream;
}

// Nodes stand in the zones in turn.
std::string zone_of_node(const LoadBalancer& balancer, std::size_t node) {
  const std::vector<std::string>& zones = balancer.AvailabilityZones;
  return zones.empty() ? std::string() : zones[node % zones.size()];
}

}  // namespace

std::uint64_t Elb::cookie_key(Context cx, const std::string& arn) const {
  return keyed_draw(cx.kernel().seed(), "elb.cookie", arn, 0);
}

// The group named by a cookie that still holds, else the next by weight; nullptr when all weights
// are 0 (503, UNVERIFIED). Weights do not look at health.
Group* Elb::choose_group(Context cx, Exchange& exchange, const Action& action) {
  ListenerState& listener = *state_.listener(exchange.listener_arn);
  const std::vector<TargetGroupTuple>& groups = action.forward.TargetGroups;
  const TargetGroupStickinessConfig& sticky = action.forward.stickiness;
  if (groups.size() == 1 && groups.front().Weight > 0 && !sticky.Enabled) {
    return state_.group(groups.front().TargetGroupArn);
  }
  const std::uint64_t key = cookie_key(cx, exchange.listener_arn);
  std::vector<Share> shares;
  for (const TargetGroupTuple& tuple : groups) {
    shares.push_back({tuple.Weight, listener.credits[tuple.TargetGroupArn]});
  }
  if (sticky.Enabled) {
    const std::optional<std::string> cookie = find_cookie(exchange.request.headers, k_group_cookie);
    const std::optional<Bond> bond = cookie ? unsealed(*cookie, key) : std::nullopt;
    const bool fresh = bond && is_fresh(*bond, cx.now(), seconds(sticky.DurationSeconds));
    for (const TargetGroupTuple& tuple : groups) {
      if (fresh && tuple.TargetGroupArn == bond->to) {
        exchange.group_cookie = bond->to;
        return state_.group(bond->to);
      }
    }
  }
  const std::optional<std::size_t> chosen = next_by_weight(shares);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    listener.credits[groups[i].TargetGroupArn] = shares[i].credit;
  }
  if (!chosen) {
    return nullptr;
  }
  if (sticky.Enabled) {
    exchange.group_cookie = groups[*chosen].TargetGroupArn;
  }
  return state_.group(groups[*chosen].TargetGroupArn);
}

// The target that the client's cookie names, when it may still get requests.
std::optional<std::size_t> Elb::bound_target(Context cx, Exchange& exchange, Group& group,
                                             const Eligible& eligible) {
  const TargetGroupSettings& settings = group.settings;
  if (!settings.sticky) {
    return std::nullopt;
  }
  const std::optional<std::string> cookie = find_cookie(
      exchange.request.headers, settings.by_app_cookie ? k_app_cookie : k_target_cookie);
  if (!cookie) {
    return std::nullopt;
  }
  const std::optional<Bond> bond =
      unsealed(*cookie, cookie_key(cx, group.description.TargetGroupArn));
  const Duration duration =
      settings.by_app_cookie ? settings.app_cookie_duration : settings.lb_cookie_duration;
  for (const std::size_t index : eligible.targets) {
    if (bond && is_fresh(*bond, cx.now(), duration) &&
        name_of(group.targets[index].endpoint) == bond->to) {
      return index;
    }
  }
  exchange.record.sticky_broken = true;
  return std::nullopt;
}

std::optional<std::size_t> Elb::choose(Context cx, Exchange& exchange, Group& group) {
  RoutingPoint at;
  at.node = exchange.record.node;
  at.now = cx.now();
  at.zone = exchange.zone;
  Eligible eligible = eligible_targets(group, at);
  if (cx.fault(site::drain_ignored) || cx.fault(site::unhealthy_gets_traffic)) {
    eligible.targets.clear();
    for (std::size_t i = 0; i < group.targets.size(); ++i) {
      if (!group.targets[i].is_leaving() || cx.fault(site::drain_ignored)) {
        eligible.targets.push_back(i);
      }
    }
  }
  exchange.record.fail_open = eligible.fail_open && !eligible.targets.empty();
  const std::optional<std::size_t> bound = bound_target(cx, exchange, group, eligible);
  return bound ? bound : choose_target(group, eligible, at, cx.kernel().seed());
}

// The answer when no target is needed or none is there; nothing when one was chosen.
std::optional<HttpResponse> Elb::answer_alone(Context cx, Exchange& exchange) {
  const int refused = refusal(exchange.request);
  if (refused != 0) {
    return error_page(refused);
  }
  const std::vector<Rule>& rules = state_.listener(exchange.listener_arn)->rules_at(cx.now());
  const RequestFacts facts = facts_of(exchange.request, exchange.client_ip);
  const Rule& rule = rule_for(rules, facts);
  const Action& action = rule.Actions.back();
  exchange.record.action = to_string(action.Type);
  exchange.record.matched_rule_priority = rule.IsDefault() ? "0" : std::to_string(rule.Priority);
  exchange.record.rules_evaluated =
      static_cast<int>(std::min<std::ptrdiff_t>(&rule - rules.data() + 1, std::ssize(rules) - 1));
  if (action.Type == ActionType::fixed_response) {
    return fixed_response(action.fixed_response);
  }
  if (action.Type == ActionType::redirect) {
    const RedirectFacts known{exchange.https ? "https" : "http", exchange.listener_port, facts};
    std::optional<std::string> location = location_of(action.redirect, known);
    if (!location) {
      return error_page(500);  // "not completed" (reference 1.4); the code is UNVERIFIED
    }
    exchange.record.redirect_url = *location;
    return redirect_to(action.redirect, std::move(*location));
  }
  Group* group = choose_group(cx, exchange, action);
  if (group == nullptr) {
    return error_page(503);
  }
  exchange.group_arn = group->description.TargetGroupArn;
  exchange.record.TargetGroupArn = exchange.group_arn;
  const std::optional<std::size_t> chosen = choose(cx, exchange, *group);
  if (!chosen) {
    return error_page(503);
  }
  Target& target = group->targets[*chosen];
  ++target.requests;
  ++target.requests_in_flight;
  exchange.target = target.endpoint;
  exchange.target_entry = target.entry;
  exchange.record.target_chosen = true;
  exchange.record.zone = target.zone;
  return std::nullopt;
}

void Elb::make_outgoing(Context cx, Exchange& exchange) {
  exchange.dispatched = cx.now();
  exchange.record.target = exchange.target.ip;
  exchange.record.target.append(":").append(std::to_string(exchange.target.Port));
  ForwardingFacts facts;
  facts.client_ip = exchange.client_ip;
  facts.client_port = exchange.client_port;
  facts.listener_port = exchange.listener_port;
  facts.https = exchange.https;
  facts.dns_name = exchange.dns_name;
  facts.unix_seconds = unix_seconds(cx.epoch(), cx.now());
  facts.trace_id_hex = exchange.trace_id_hex;
  facts.settings = exchange.forwarding;
  make_forwarded(exchange.request, facts);
  exchange.record.trace_id = find_header(exchange.request.headers, "X-Amzn-Trace-Id");
}

void Elb::set_cookies(Context cx, const Exchange& exchange, HttpResponse& response) const {
  const Group* group = state_.group(exchange.group_arn);
  const Instant expires = cx.now() + k_cookie_expires;
  if (exchange.group_cookie) {
    const std::uint64_t key = cookie_key(cx, exchange.listener_arn);
    add_cookie(response.headers, k_group_cookie, sealed({*exchange.group_cookie, cx.now()}, key),
               cx.epoch(), expires);
  }
  if (group == nullptr || !group->settings.sticky) {
    return;
  }
  const std::string value = sealed({name_of(exchange.target), cx.now()},
                                   cookie_key(cx, group->description.TargetGroupArn));
  if (!group->settings.by_app_cookie) {
    add_cookie(response.headers, k_target_cookie, value, cx.epoch(), expires);
  } else if (sets_cookie(response.headers, group->settings.app_cookie_name)) {
    add_cookie(response.headers, k_app_cookie, value, cx.epoch(), expires);
  }
}

// What the client gets for what became of the exchange with the target.
void Elb::outcome(Context cx, Exchange& exchange, HttpEnd end, ByteStream*& stream,
                  HttpResponse& response) {
  RequestRecord& record = exchange.record;
  const Duration took = cx.now() - exchange.dispatched;
  const bool cut_by_drain = is_gone(exchange);
  const bool uncalled_for = response.status == 101 && (!exchange.websocket || stream == nullptr);
  if (end == HttpEnd::Answered && !cut_by_drain && !uncalled_for) {
    record.target_status = response.status;
    record.request_processing = Duration{};
    record.target_processing = took;
    record.response_processing = Duration{};
    make_returned(response);
    set_cookies(cx, exchange, response);
    return;
  }
  if (end == HttpEnd::Answered && !cut_by_drain) {
    end = HttpEnd::Malformed;  // 101 to a client that did not ask for it (UNVERIFIED)
  }
  if (stream != nullptr) {
    std::exchange(stream, nullptr)->close();
  }
  record.connection_failed = end == HttpEnd::Refused || end == HttpEnd::Unreachable;
  if (end == HttpEnd::DeadlineReached) {
    record.request_processing = Duration{};
    record.target_processing = took;
  }
  // The deregistration delay expired under a running request: 502 (reference 1.9, 1.13).
  response = error_page(cut_by_drain ? 502 : status_for(end));
}

// The target as it was when it was chosen; nullptr when it was deregistered since.
Target* Elb::target_of(const Exchange& exchange) {
  Group* group = state_.group(exchange.group_arn);
  return group == nullptr ? nullptr : group->find_entry(exchange.target_entry);
}

bool Elb::is_gone(const Exchange& exchange) {
  return target_of(exchange) == nullptr;
}

void Elb::release(const Exchange& exchange) {
  if (Target* target = target_of(exchange)) {
    --target->requests_in_flight;
  }
}

// The client may have left meanwhile: then nobody receives the answer, and 460 is logged.
void Elb::finish(Context cx, Exchange& exchange, const HttpResponse& response,
                 std::optional<Instant> left_at) {
  RequestRecord& record = exchange.record;
  record.ended = cx.now();
  record.elb_status = response.status;
  record.sent_bytes =
      bytes_of(response) + exchange.body_bytes_to_client + exchange.carried.from_target;
  record.received_bytes += exchange.carried.from_client;
  if (left_at) {
    record.ended = *left_at;
    record.elb_status = 460;
    record.target_status = 0;
    record.sent_bytes = 0;
    record.target_processing.reset();
    record.response_processing.reset();
  }
  if (record.target_status != 0) {
    ++state_.counters.target_codes[record.target_status];
  } else {
    ++state_.counters.elb_codes[record.elb_status];
  }
  state_.counters.requests += record.target_chosen ? 1 : 0;
  state_.counters.fail_open_requests += record.fail_open ? 1 : 0;
  state_.metrics.count(record);
  write_access_log(cx, record);
  for (RequestObserver* observer : observers_) {
    observer->on_request(record);
  }
}

// Fields that only readers of the access log need.
void Elb::describe_request(Exchange& exchange) const {
  const HttpRequest& request = exchange.request;
  const char* scheme = exchange.https ? "https" : "http";
  const RequestFacts facts = facts_of(request, exchange.client_ip);
  RequestRecord& record = exchange.record;
  record.type = scheme;
  record.client = exchange.client_ip;
  record.client.append(":").append(std::to_string(exchange.client_port));
  std::string& line = record.request_line;
  line.reserve(request.method.size() + request.target.size() + facts.host.size() + 32);
  line.append(request.method).append(" ").append(scheme).append("://").append(facts.host);
  line.append(":").append(std::to_string(exchange.listener_port)).append(facts.path);
  if (!facts.query.empty()) {
    line.append("?").append(facts.query);
  }
  line.append(request.version == 10 ? " HTTP/1.0" : " HTTP/1.1");
  record.user_agent = find_header(request.headers, "User-Agent");
  record.node_ip = node_ip(record.node);
  if (record.conn_trace_id.empty()) {
    record.conn_trace_id = connection_trace_id(record.client);
  }
}

void Elb::begin(Context cx, const std::string& listener_arn, const Client& client,
                Exchange& exchange) {
  const ListenerState* listener = state_.listener(listener_arn);
  SIM_ASSERT(listener != nullptr, "requests come to a listener that exists");
  const Balancer& balancer = *state_.balancer(listener->description.LoadBalancerArn);
  exchange.listener_arn = listener_arn;
  exchange.dns_name = balancer.description.DNSName;
  exchange.idle_timeout = balancer.settings.idle_timeout;
  exchange.forwarding = balancer.settings;
  exchange.listener_port = listener->description.Port;
  exchange.https = listener->description.Protocol == "HTTPS";
  exchange.websocket = asks_for_websocket(exchange.request);
  const int client_port = client.port != 0 ? client.port : port_of_client(cx);
  const bool same_connection =
      exchange.client_port == client_port && exchange.client_ip == client.ip;
  std::string conn_trace_id;  // stays as long as the connection
  if (same_connection) {
    conn_trace_id.swap(exchange.record.conn_trace_id);
  }
  exchange.client_ip = client.ip;
  exchange.client_port = client_port;
  exchange.trace_id_hex = ids_.hex_of_request("elb.trace", 24);
  exchange.group_arn.clear();
  exchange.target_entry = 0;
  exchange.group_cookie.reset();
  exchange.body_bytes_to_client = 0;
  exchange.carried = {};
  exchange.record = {};
  exchange.record.conn_trace_id.swap(conn_trace_id);
  exchange.record.LoadBalancerArn = balancer.description.LoadBalancerArn;
  exchange.record.node = node_of_client(cx, timing_.nodes);
  exchange.zone = zone_of_node(balancer.description, exchange.record.node);
  exchange.record.arrived = cx.now();
  exchange.record.new_connections = client.new_connection ? 1 : 0;
  exchange.record.received_bytes = bytes_of(exchange.request);
  if (balancer.settings.access_logs || !observers_.empty()) {
    describe_request(exchange);
  }
}

Task<HttpResponse> Elb::handle(Context cx, std::string listener_arn, HttpRequest request,
                               Client client) {
  Exchange exchange;
  exchange.request = std::move(request);
  begin(cx, listener_arn, client, exchange);
  std::optional<HttpResponse> alone = client.unreadable != 0
                                          ? std::optional(error_page(client.unreadable))
                                          : answer_alone(cx, exchange);
  if (alone) {
    finish(cx, exchange, *alone, std::nullopt);
    co_return std::move(*alone);
  }
  make_outgoing(cx, exchange);
  const Instant deadline = cx.now() + exchange.idle_timeout;
  HttpResult result = co_await ports_.send(cx, exchange.target, std::move(exchange.request),
                                           ConnectionUse::Pooled, deadline);
  co_await cx.sleep_for(result.end == HttpEnd::Unreachable ? timing_.connect_timeout
                                                           : timing_.target_latency);
  exchange.record.new_connections += result.new_connection ? 1 : 0;
  outcome(cx, exchange, result.end, result.stream, result.response);
  ByteStream* const stream = upgraded(client, result);
  if (stream != nullptr) {
    exchange.record.type = exchange.https ? "wss" : "ws";
    exchange.carried = co_await carry(cx, stream, result.stream, exchange.idle_timeout);
  }
  release(exchange);
  const std::optional<Instant> left_at = stream != nullptr || client.connection == nullptr
                                             ? std::nullopt
                                             : client.connection->left_at();
  finish(cx, exchange, result.response, left_at);
  co_return std::move(result.response);
}

}  // namespace greenroom::elb
