#include "sim/app/control.h"

#include <utility>

#include "fakes/wire/values.h"
#include "sim/app/fault_sites.h"
#include "sim/scenario/loader.h"

namespace greenroom::app {
namespace {

HttpResponse plain(int status, std::string reason, std::string type, std::string body) {
  HttpResponse response;
  response.status = status;
  response.reason = std::move(reason);
  response.headers = {{"Content-Type", std::move(type)}};
  response.body = std::move(body);
  return response;
}

HttpResponse json(const aws::Json& body) {
  return plain(200, "OK", "application/json", aws::to_text(body) + "\n");
}

HttpResponse refused(int status, const std::string& message) {
  const std::string reason = status == 404 ? "Not Found" : "Bad Request";
  return plain(status, reason, "application/json",
               aws::to_text(wire::Object().add("error", wire::text(message)).take()) + "\n");
}

constexpr const char* k_clock_help =
    "expected one of {\"pause\": true}, {\"pause\": false}, {\"speed\": \"max\"|\"60x\"}, "
    "{\"advance\": \"20m\"}, {\"run_to\": {\"event\": \"codedeploy.deployment\", ...}, "
    "\"within\": \"1h\"}";

aws::Json flag(bool value) {
  return {value ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

std::optional<Duration> duration_in(const aws::Json& wanted, const char* member) {
  return scenario::parse_duration(wire::text_of(wanted, member));
}

}  // namespace

std::optional<HttpResponse> Control::answer(std::uint64_t number, const HttpRequest& request) {
  const std::string path = request.target.substr(0, request.target.find('?'));
  const bool reads = request.method == "GET";
  if (!reads && number != 0 && server_.is_restoring()) {
    return plain(503, "Service Unavailable", "application/json",
                 aws::to_text(wire::Object()
                                  .add("error", wire::text("what --data keeps is being restored; "
                                                           "GET health says when it is done"))
                                  .take()) +
                     "\n");
  }
  if (path == "/_greenroom/health" && reads) {
    return health();
  }
  if (path == "/_greenroom/keys" && reads) {
    const sts::Credentials keys = server_.keys();
    return json(wire::Object()
                    .add("AccessKeyId", wire::text(keys.AccessKeyId))
                    .add("SecretAccessKey", wire::text(keys.SecretAccessKey))
                    .take());
  }
  if (path == k_signer_authority_path && reads) {
    return signer_authority(server_.cloud().signer);
  }
  if (path == "/_greenroom/clock") {
    return reads ? clock() : change_clock(number, request);
  }
  if (path == "/_greenroom/trace" && reads) {
    return plain(200, "OK", "text/plain; charset=utf-8", server_.kernel_.trace().text());
  }
  if (path == "/_greenroom/faults") {
    return switch_fault(request);
  }
  if (path == "/_greenroom/reset" && request.method == "POST") {
    server_.reset_by_ = number;
    return std::nullopt;
  }
  return refused(404, request.method + " " + path +
                          " is not here; there are GET health, clock, trace, faults, keys, "
                          "codedeploy-signer-ca.pem and POST "
                          "clock, faults, reset under /_greenroom/");
}

bool Control::is_kept(const HttpRequest& request) {
  return request.method == "POST" && request.target == "/_greenroom/faults";
}

HttpResponse Control::ready() const {
  return clock();
}

HttpResponse Control::health() const {
  aws::Json listeners{aws::JsonKind::Array, {}, {}, {}};
  for (const ListenerAddress& each : server_.listeners()) {
    listeners.items.push_back(wire::Object()
                                  .add("loadBalancer", wire::text(each.load_balancer))
                                  .add("listenerArn", wire::text(each.listener_arn))
                                  .add("port", wire::number(each.port))
                                  .add("url", wire::text(each.url))
                                  .take());
  }
  aws::Json not_here{aws::JsonKind::Object, {}, {}, {}};
  for (const auto& [what, count] : server_.counts_.not_here) {
    not_here.members.push_back({what, wire::number(static_cast<std::int64_t>(count))});
  }
  return json(
      wire::Object()
          .add("status", wire::text(server_.is_restoring() ? "restoring"
                                    : server_.furnished_   ? "running"
                                                           : "starting"))
          .add("requests", wire::number(static_cast<std::int64_t>(server_.counts_.requests)))
          .add("notImplemented", std::move(not_here))
          .add("listeners", std::move(listeners))
          .take());
}

HttpResponse Control::clock(const std::string& found) const {
  const Pace& pace = *server_.pace_;
  const Kernel& kernel = server_.kernel_;
  wire::Object answer;
  answer.add("now", wire::text(iso8601(kernel.epoch(), kernel.now())))
      .add("microseconds", wire::number(kernel.now().microseconds))
      .add("speed", wire::text(to_string(pace.speed())))
      .add("paused", flag(pace.paused()))
      .add("atRest", flag(pace.at_rest()));
  if (!found.empty()) {
    answer.add("found", flag(found == "true"));
  }
  return json(answer.take());
}

std::optional<HttpResponse> Control::change_clock(std::uint64_t number,
                                                  const HttpRequest& request) {
  const Result<aws::Json> read = aws::parse_json(request.body);
  if (request.method != "POST" || !read || read.value().kind != aws::JsonKind::Object) {
    return refused(400, k_clock_help);
  }
  const aws::Json& wanted = read.value();
  if (wanted.find("advance") != nullptr) {
    return advance(number, wanted);
  }
  if (wanted.find("run_to") != nullptr) {
    return run_to(number, wanted);
  }
  const aws::Json* pause = wanted.find("pause");
  const std::optional<Speed> speed = parse_speed(wire::text_of(wanted, "speed"));
  const bool is_flag = pause != nullptr &&
                       (pause->kind == aws::JsonKind::True || pause->kind == aws::JsonKind::False);
  if (!is_flag && !speed) {
    return refused(400, k_clock_help);
  }
  if (is_flag) {
    server_.pace_->set_paused(pause->kind == aws::JsonKind::True);
    server_.look_again();
  }
  if (speed) {
    server_.pace_->set_speed(*speed);
  }
  return clock();
}

std::optional<HttpResponse> Control::advance(std::uint64_t number, const aws::Json& wanted) {
  const std::optional<Duration> length = duration_in(wanted, "advance");
  if (!length) {
    return refused(400, "advance is a duration such as \"90s\", \"20m\" or \"7h\"");
  }
  const Instant there = server_.kernel_.now() + *length;
  server_.pace_->run_until(there);
  server_.kernel_.schedule_call(
      there, Phase::Check, server_.kernel_.actor("clock"),
      [&server = server_, number] { server.door_->reply(number, Control(server).clock()); });
  return std::nullopt;
}

std::optional<HttpResponse> Control::run_to(std::uint64_t number, const aws::Json& wanted) {
  if (server_.wish_) {
    return refused(400, "another client waits for an event already");
  }
  const aws::Json* fields = wanted.find("run_to");
  const bool limited = wanted.find("within") != nullptr;
  const std::optional<Duration> within = limited ? duration_in(wanted, "within") : hours(24);
  if (fields->kind != aws::JsonKind::Object || fields->find("event") == nullptr || !within) {
    return refused(400, k_clock_help);
  }
  Server::Wish wish;
  wish.number = number;
  wish.deadline = server_.kernel_.now() + *within;
  for (const aws::JsonMember& field : fields->members) {
    wish.wants[field.name] = {field.value.text};
  }
  server_.pace_->run_until(wish.deadline);
  server_.kernel_.schedule_call(wish.deadline, Phase::Check, server_.kernel_.actor("clock"),
                                [&server = server_, number] {
                                  if (server.wish_ && server.wish_->number == number) {
                                    Control(server).grant_wish(false);
                                  }
                                });
  server_.wish_ = std::move(wish);
  return std::nullopt;
}

void Control::grant_wish(bool came) {
  const std::uint64_t number = server_.wish_->number;
  server_.wish_.reset();
  server_.pace_->set_paused(true);
  server_.look_again();
  server_.pace_->run_until(server_.kernel_.now());
  server_.door_->reply(number, clock(came ? "true" : "false"));
}

HttpResponse Control::switch_fault(const HttpRequest& request) {
  if (request.method == "POST") {
    const Result<aws::Json> read = aws::parse_json(request.body);
    const std::string name = read ? wire::text_of(read.value(), "enable") : "";
    if (!is_fault_site(name)) {
      return refused(400, "expected {\"enable\": \"<name>\"}; GET /_greenroom/faults lists them");
    }
    server_.kernel_.faults().enable(name);
  }
  aws::Json sites{aws::JsonKind::Object, {}, {}, {}};
  for (const FaultSite& site : fault_sites()) {
    sites.members.push_back(
        {std::string(site.name), wire::Object()
                                     .add("what", wire::text(std::string(site.what)))
                                     .add("enabled", flag(server_.kernel_.faults().fires(site)))
                                     .take()});
  }
  return json(sites);
}

}  // namespace greenroom::app
