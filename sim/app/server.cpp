#include "sim/app/server.h"

#include <array>
#include <utility>

#include "sim/app/control.h"
#include "sim/core/harness_error.h"
#include "sim/real/sandbox.h"
#include "sim/scenario/expectation.h"

namespace greenroom::app {
namespace {

// A build may compute for long, and whoever serves is not to end because of it.
constexpr Duration k_watchdog_least = minutes(10);

// They come to a load balancer by its name.
constexpr const char* k_strangers = "alb/named";

bool is_control(const HttpRequest& request) {
  return request.target.rfind(k_control_prefix, 0) == 0;
}

// What must be the same for the past to come out the same.
std::string beginning_of(const ServeOptions& options) {
  const char* authentication = options.authentication == Authentication::Signed   ? "auth signed\n"
                               : options.authentication == Authentication::Strict ? "auth strict\n"
                                                                                  : "";
  return "seed " + std::to_string(options.seed) + "\n" + authentication +
         options.environment_digest;
}

OpenCloud::Options options_of_cloud(const ServeOptions& options) {
  OpenCloud::Options cloud;
  cloud.name = "serve";
  cloud.seed = options.seed;
  cloud.environment = options.environment;
  if (cloud.environment && options.load_balancer_port != 0) {
    cloud.environment->environment.load_balancer.host_port = options.load_balancer_port;
  }
  cloud.npm_packages = options.npm_packages;
  cloud.build_cache = options.data.empty() ? "" : real::builds_folder_of_journal(options.data);
  cloud.build_cache_use =
      options.builds_run_again ? real::BuildCacheUse::Fill : real::BuildCacheUse::Use;
  cloud.watchdog_least = k_watchdog_least;
  return cloud;
}

}  // namespace

Server::Server(ServeOptions options, std::optional<real::DoorOfTheNextWorld> from_before)
    : options_(std::move(options)), open_(options_of_cloud(options_)) {
  git_ = std::make_unique<GitDoor>(cloud().s3, real::scratch_directory() + "/git-served");
  pace_ = std::make_unique<Pace>(
      kernel_, settlement_, options_.speed,
      Pace::Asks{
          [this] { return open_.is_under_way() || owed_by_balancers_ > 0 || !waiting_.empty(); },
          [this] { return !held_.empty(); }, [this] { let_in(); },
          [this] { return asked_to_end_ || reset_by_; }, [this] { return repeat_past(); }});
  if (!options_.data.empty()) {
    past_ =
        std::make_unique<Past>(kernel_, options_.data, beginning_of(options_),
                               [this](const HttpRequest& request) { return carry_out(request); });
  }
  cloud().callers.require(options_.authentication, cloud().digests);
  kernel_.trace().observe(*this);
  cloud().long_polls.connect([this] { look_again(); });
  const auto comes = [this](std::uint64_t number, HttpRequest request) {
    arrived(number, std::move(request));
  };
  door_ = from_before ? std::make_unique<real::ApiDoor>(settlement_, *from_before,
                                                        real::DoorLimits{}, comes)
                      : std::make_unique<real::ApiDoor>(settlement_, options_.address,
                                                        options_.port, real::DoorLimits{}, comes);
  door_->on_interrupt([this] { asked_to_end_ = true; });
  if (from_before) {
    door_->reply(1, Control(*this).ready());
  }
}

// Tasks refer to the cloud: they end before it does.
Server::~Server() {
  kernel_.shutdown();
}

Task<void> Server::furnish(Context cx) {
  co_await open_.world()->set_up(cx);
  for (const Door* door : open_.doors()) {
    tell_listener(*door);
  }
  furnished_ = true;
}

std::optional<real::DoorOfTheNextWorld> Server::run() {
  const Context cx(kernel_, kernel_.actor("serve"));
  if (open_.world() != nullptr) {
    cx.spawn("furnish", furnish(cx));
    pace_->note_activity();
  } else {
    furnished_ = true;
  }
  kernel_.schedule_call(k_end_of_time, Phase::Check, cx.actor(), [] {});
  const RunEnd end = kernel_.run(pace_.get());
  if (end.kind != RunEndKind::Stopped) {
    throw HarnessError(end.what + ".\nWho waits for what:\n" + end.waiting);
  }
  if (past_ && reset_by_) {
    past_->forget();
  } else if (past_) {
    past_->mark();
  }
  return reset_by_ ? std::optional(door_->take_out(*reset_by_)) : std::nullopt;
}

void Server::arrived(std::uint64_t number, HttpRequest request) {
  if (is_control(request)) {
    answer_control(number, request);
    return;
  }
  if (pass_to_balancer(number, request)) {
    return;
  }
  hold({number, std::move(request), kernel_.now()});
}

void Server::hold(Held held) {
  if (held_.empty()) {
    const bool fast = pace_->speed().times == 0 && !pace_->paused();
    door_->remind(fast ? k_held_max : k_held_at_real_speed_max, [this] { let_in(); });
  }
  held_.push_back(std::move(held));
}

void Server::look_again() {
  for (Held& waiting : std::exchange(waiting_, {})) {
    if (door_->is_awaited(waiting.number)) {  // else what it would be told were lost
      hold(std::move(waiting));
    }
  }
}

// Nobody waits while time stands still: it could be for ever.
bool Server::is_to_wait(const Held& held) {
  return cloud().long_polls.is_to_wait(held.asked_at) && !pace_->paused();
}

bool Server::pass_to_balancer(std::uint64_t number, const HttpRequest& request) {
  std::optional<BalancerCall> call = call_of_balancer(cloud().elb.state(), request);
  if (!call || is_restoring()) {
    return false;
  }
  ++owed_by_balancers_;
  const ActorId actor = kernel_.actor(k_strangers);
  settlement_.finish(settlement_.begin(actor, nullptr),
                     [this, number, actor, call = *std::move(call)] {
                       const Context cx(kernel_, actor);
                       cx.spawn("request", ask_balancer(cx, number, call));
                     });
  return true;
}

Task<void> Server::ask_balancer(Context cx, std::uint64_t number, BalancerCall call) {
  HttpResponse response;
  if (call.listener_arn.empty()) {
    response.status = 502;
    response.reason = "Bad Gateway";
    response.body = "The load balancer has no listener on that port.\n";
  } else {
    elb::Client client;
    client.ip = "127.0.0.1";
    response = co_await cloud().elb.handle(cx, call.listener_arn, std::move(call.request), client);
  }
  --owed_by_balancers_;
  door_->reply(number, std::move(response));
}

void Server::answer_control(std::uint64_t number, const HttpRequest& request) {
  std::optional<HttpResponse> response = Control(*this).answer(number, request);
  if (!response) {
    return;
  }
  if (past_ && !is_restoring() && Control::is_kept(request)) {
    past_->keep(std::array{real::AnsweredRequest{&request, &*response}});
  }
  door_->reply(number, *std::move(response));
}

// All are carried out before any is answered: what they changed is kept in one go.
void Server::let_in() {
  if (is_restoring()) {
    return;
  }
  // Those that came while the past was carried out.
  std::erase_if(held_,
                [this](const Held& held) { return pass_to_balancer(held.number, held.request); });
  // What one changes may let others in that wait.
  const std::deque<Held> all = std::exchange(held_, {});
  std::vector<std::uint64_t> numbers;
  std::vector<HttpResponse> responses;
  responses.reserve(all.size());
  std::vector<real::AnsweredRequest> round;
  for (const Held& held : all) {
    HttpResponse response = carry_out(held.request);
    if (is_to_wait(held)) {
      waiting_.push_back(held);
      continue;
    }
    count(held.request, response);
    numbers.push_back(held.number);
    responses.push_back(std::move(response));
    round.push_back({&held.request, &responses.back()});
  }
  if (past_ && !round.empty()) {
    past_->keep(round);
  }
  for (std::size_t i = 0; i < responses.size(); ++i) {
    door_->reply(numbers[i], std::move(responses[i]));
  }
}

HttpResponse Server::carry_out(const HttpRequest& request) {
  if (is_control(request)) {
    return Control(*this).answer(0, request).value_or(HttpResponse{});
  }
  const Context cx(kernel_, kernel_.actor("client"));
  pace_->note_request();
  kernel_.caused_by_nobody();
  cloud().long_polls.begin_request();
  HttpResponse response =
      GitDoor::is_meant(request) ? git_->answer(cx, request) : cloud().endpoint.answer(cx, request);
  join(cx);
  return response;
}

Pace::Turn Server::repeat_past() {
  if (!is_restoring()) {
    return Pace::Turn::Over;
  }
  const Past::Turn turn = past_->turn();
  if (turn == Past::Turn::Now) {
    past_->repeat();
    return Pace::Turn::Repeated;
  }
  if (turn == Past::Turn::Over) {
    options_.tell(past_->summary(cloud().containers.replayed_builds()));
    cloud().containers.use_cache(real::BuildCacheUse::Fill);  // whoever builds now wants to see it
    counts_ = {};
  }
  return turn == Past::Turn::Later ? Pace::Turn::TimeGoesOn : Pace::Turn::Over;
}

void Server::count(const HttpRequest& request, const HttpResponse& response) {
  ++counts_.requests;
  if (response.status != 501) {
    return;
  }
  const std::string_view target = find_header(request.headers, "X-Amz-Target");
  std::string what(target);
  if (what.empty()) {
    const std::size_t at = request.body.find("Action=");
    what = at == std::string::npos
               ? request.method + " " + request.target
               : request.body.substr(at + 7, request.body.find('&', at) - at - 7);
  }
  ++counts_.not_here[what];
}

void Server::join(Context cx) {
  // An environment has had it already.
  const int first_port = open_.world() == nullptr ? options_.load_balancer_port : 0;
  for (const Door* door : open_.join(cx, first_port)) {
    tell_listener(*door);
  }
}

void Server::tell_listener(const Door& door) {
  const elb::ListenerState* listener = cloud().elb.state().listener(door.listener_arn);
  if (listener != nullptr) {
    options_.tell("listener " + door.listener_arn.substr(door.listener_arn.find('/') + 1) +
                  ", port " + std::to_string(listener->description.Port) +
                  ": http://127.0.0.1:" + std::to_string(door.front.port()));
  }
}

std::vector<ListenerAddress> Server::listeners() {
  std::vector<ListenerAddress> all;
  const elb::State& state = cloud().elb.state();
  for (const Door* door : open_.doors()) {
    const elb::ListenerState* listener = state.listener(door->listener_arn);
    if (listener != nullptr) {
      const elb::Balancer* balancer = state.balancer(listener->description.LoadBalancerArn);
      all.push_back({balancer->description.LoadBalancerName, door->listener_arn,
                     listener->description.Port,
                     "http://127.0.0.1:" + std::to_string(door->front.port())});
    }
  }
  return all;
}

void Server::on_line(const TraceLine& line) {
  pace_->note_activity();
  if (wish_ && scenario::matches(line, wish_->wants)) {
    Control(*this).grant_wish(true);
  }
}

}  // namespace greenroom::app
