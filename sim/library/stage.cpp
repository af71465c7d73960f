#include "sim/library/stage.h"

#include <filesystem>
#include <utility>

#include "fakes/aws/json.h"
#include "fakes/wire/call_by_name.h"
#include "sim/app/fault_sites.h"
#include "sim/app/needs.h"
#include "sim/core/byte_stream.h"
#include "sim/core/harness_error.h"
#include "sim/library/protocol.h"
#include "sim/real/sandbox.h"
#include "sim/scenario/expectation.h"

namespace greenroom::library {
namespace {

// Ends at the instant at which it began, when nothing more happens at it.
class ThisInstant final : public Outside {
 public:
  ThisInstant(Kernel& kernel, real::Settlement& settlement)
      : kernel_(kernel), settlement_(settlement) {}
  bool settle() override {
    if (!settlement_.settle()) {
      kernel_.stop();
    }
    return true;
  }
  [[nodiscard]] Instant next_deadline() const override { return settlement_.next_deadline(); }
  void time_moved(Instant now) override { settlement_.time_moved(now); }

 private:
  Kernel& kernel_;
  real::Settlement& settlement_;
};

app::OpenCloud::Options open_options(const StageOptions& options) {
  app::OpenCloud::Options open;
  open.name = "world";
  open.environment = scenario_of(options);
  open.npm_packages = options.npm_packages;
  if (open.environment) {
    app::check_needs(*open.environment, options.npm_packages);
    open.seed = open.environment->seed;
  }
  if (!options.seed.empty()) {
    open.seed = std::stoull(options.seed);
  }
  return open;
}

Task<void> then_stop(Context cx, Task<void> task) {
  co_await std::move(task);
  cx.kernel().stop();
}

Task<void> ask(Context cx, UserAgent* agent, HttpRequest request, Instant deadline,
               HttpResult* result) {
  *result = co_await agent->get(cx, std::move(request), deadline);
}

Task<void> push_as(Context cx, app::World* world, scenario::Step step, Status* pushed) {
  *pushed = co_await world->push(cx, std::move(step));
}

const char* problem_of(HttpEnd end) {
  switch (end) {
    case HttpEnd::Answered:
      return "";
    case HttpEnd::Refused:
      return "refused";
    case HttpEnd::Unreachable:
      return "unreachable";
    case HttpEnd::ClosedEarly:
      return "closed early";
    case HttpEnd::Malformed:
      return "malformed";
    case HttpEnd::DeadlineReached:
      return "timed out";
  }
  return "";
}

Duration positive(const std::string& microseconds, const char* what) {
  const Duration length{number_of(microseconds)};
  if (length < Duration{} || length > hours(24 * 365 * 50)) {
    throw Misuse(std::string(what) + " is 0 or more, and at most 50 years; it was " +
                 human(length));
  }
  return length;
}

}  // namespace

Stage::Stage(const StageOptions& options)
    : open_(open_options(options)),
      pace_(kernel(), open_.settlement(), app::Speed{},
            {[this] { return open_.is_under_way(); }, [] { return true; },
             [this] { kernel().stop(); }, [] { return false; },
             [] { return app::Pace::Turn::Over; }}) {
  kernel().trace().observe(*this);
  const Context cx(kernel(), kernel().actor("world"));
  // Without it a cloud in which nothing is going on would look like a deadlock.
  kernel().schedule_call(app::k_end_of_time, Phase::Check, cx.actor(), [] {});
  if (open_.world() != nullptr) {
    run(cx, "furnish", open_.world()->set_up(cx));
  }
  open_.join(cx);
  finish_instant();
}

// Tasks refer to the users.
Stage::~Stage() {
  kernel().shutdown();
}

void Stage::run(Outside& outside) {
  const RunEnd end = kernel().run(&outside);
  if (end.kind != RunEndKind::Stopped) {
    throw HarnessError(end.what + ".\nWho waits for what:\n" + end.waiting);
  }
}

void Stage::run(Context cx, const char* name, Task<void> task) {
  cx.spawn(name, then_stop(cx, std::move(task)));
  run(open_.settlement());
}

void Stage::finish_instant() {
  ThisInstant instant(kernel(), open_.settlement());
  run(instant);
}

// What users do says nothing about whether the cloud rests.
void Stage::on_line(const TraceLine& line) {
  if (line.event.rfind("traffic.", 0) != 0) {
    pace_.note_activity();
  }
  if (wish_ && scenario::matches(line, *wish_)) {
    wish_.reset();
    wish_came_ = true;
    kernel().stop();
  }
}

real::Parts Stage::call(const Parts& question) {
  Result<aws::Json> input = aws::parse_json(question[3]);
  if (!input || input.value().kind != aws::JsonKind::Object) {
    throw Misuse("the input of " + question[2] +
                 " is a JSON object with the operation's members; " +
                 (input ? "this is none" : input.failure().message) + ": " + question[3]);
  }
  const Context cx(kernel(), kernel().actor("client"));
  open_.cloud().callers.call_without_request();
  auto done = wire::call_by_name(cx, open_.cloud().wires.all(),
                                 {question[1], question[2], std::move(input).value(), question[4]});
  open_.join(cx);
  return done ? Parts{"", "", aws::to_text(done.value().output), done.value().payload}
              : Parts{done.failure().code, done.failure().message, "", ""};
}

real::Parts Stage::push(const Parts& question) {
  if (open_.world() == nullptr) {
    throw Misuse(
        "an empty account has no Git repository; give the World a scenario_file or an app_folder, "
        "or put the source by call(\"s3\", \"PutObject\", ...)");
  }
  scenario::Step step;
  step.version = question[1];
  step.message = question[2];
  for (std::size_t at = 3; at + 1 < question.size(); at += 2) {
    scenario::FileOverride file;
    file.path = question[at];
    file.content = question[at + 1];
    if (file.path.empty() || file.path[0] == '/' || file.path.find("..") != std::string::npos) {
      throw Misuse("files of a push are inside the app's folder; '" + file.path + "' is not");
    }
    step.files.push_back(std::move(file));
  }
  const std::string overlay = scenario::overlay_of(step.version);
  if (step.version != "v1.0" && step.files.empty() &&
      !std::filesystem::is_directory(open_.environment()->app + "/" + overlay)) {
    throw Misuse(
        "version " + step.version + " has no overlay: the folder " + overlay +
        " is missing in the app's. v1.0 is the app itself; another version has its overlay "
        "or files of its own");
  }
  const Context cx(kernel(), kernel().actor("world"));
  Status pushed = success();
  run(cx, "push", push_as(cx, open_.world(), std::move(step), &pushed));
  return pushed ? Parts{"", ""} : Parts{pushed.failure().code, pushed.failure().message};
}

UserAgent& Stage::users_of_listener(int port) {
  std::string there;
  for (app::Door* door : open_.doors()) {
    const elb::ListenerState* listener = open_.cloud().elb.state().listener(door->listener_arn);
    if (listener == nullptr) {
      continue;
    }
    if (listener->description.Port == port) {
      return door->user;
    }
    there += (there.empty() ? "" : ", ") + std::to_string(listener->description.Port);
  }
  throw Misuse(
      "no load balancer listens at port " + std::to_string(port) +
      (there.empty() ? "; there is no listener yet" : "; there are listeners at " + there));
}

real::Parts Stage::request(const Parts& question) {
  UserAgent& agent = users_of_listener(static_cast<int>(number_of(question[1])));
  const Instant deadline = kernel().now() + positive(question[2], "a time-out");
  HttpRequest request;
  request.method = question[3];
  request.target = question[4];
  request.body = question[5];
  for (std::size_t at = 6; at + 1 < question.size(); at += 2) {
    request.headers.emplace_back(question[at], question[at + 1]);
  }
  HttpResult result;
  const Context cx(kernel(), kernel().actor("user"));
  run(cx, "request", ask(cx, &agent, std::move(request), deadline, &result));
  if (result.stream != nullptr) {
    result.stream->close();  // a WebSocket is for `traffic` of scenarios
  }
  const bool answered = result.end == HttpEnd::Answered;
  Parts parts{std::to_string(answered ? result.response.status : 0), problem_of(result.end),
              result.response.body};
  for (const auto& [name, value] : result.response.headers) {
    parts.push_back(name);
    parts.push_back(value);
  }
  return parts;
}

real::Parts Stage::start_users(const Parts& question) {
  scenario::Traffic traffic;
  traffic.name = question[1];
  traffic.path = question[2];
  traffic.interval = positive(question[3], "an interval");
  traffic.timeout = positive(question[4], "a time-out");
  traffic.listener_port = static_cast<int>(number_of(question[5]));
  if (traffic.interval < milliseconds(1)) {
    throw Misuse("users ask at most once in a millisecond");
  }
  if (traffic.name.empty() || users_.count(traffic.name) > 0) {
    throw Misuse("users have a name of their own; '" + traffic.name + "' is taken");
  }
  UserAgent& agent = users_of_listener(traffic.listener_port);
  auto users = std::make_unique<scenario::TrafficGenerator>(agent, std::move(traffic));
  const Context cx(kernel(), kernel().actor("traffic/" + users->name()));
  cx.spawn("traffic", users->run(cx));
  users_[users->name()] = std::move(users);
  return {};
}

real::Parts Stage::requests_of(const Parts& question) {
  const auto users = users_.find(question[1]);
  if (users == users_.end()) {
    throw Misuse("no users of the name '" + question[1] + "' were started");
  }
  Parts parts;
  for (const scenario::RequestRecord& one : users->second->requests()) {
    parts.insert(parts.end(),
                 {std::to_string(one.number), std::to_string(one.sent.microseconds),
                  std::to_string(one.ended.microseconds), one.outcome, one.version, one.instance});
  }
  return parts;
}

real::Parts Stage::inject(const Parts& question) {
  if (!app::is_fault_site(question[1])) {
    throw Misuse("there is no fault site '" + question[1] + "'; fault_sites() names those there");
  }
  kernel().faults().enable(question[1]);
  return {};
}

real::Parts Stage::advance(const Parts& question) {
  const Instant there = kernel().now() + positive(question[1], "how far time goes on");
  kernel().schedule_call(there, Phase::Check, kernel().actor("clock"), [this] { kernel().stop(); });
  run(open_.settlement());
  return {};
}

real::Parts Stage::run_until(const Parts& question) {
  const Instant deadline = kernel().now() + positive(question[1], "how long to wait at most");
  scenario::Wants wants;
  for (std::size_t at = 2; at + 1 < question.size(); at += 2) {
    wants[question[at]] = {question[at + 1]};
  }
  wish_ = std::move(wants);
  wish_came_ = false;
  const EventId end = kernel().schedule_call(deadline, Phase::Check, kernel().actor("clock"),
                                             [this] { kernel().stop(); });
  run(open_.settlement());
  kernel().cancel(end);
  wish_.reset();
  return {wish_came_ ? "1" : "0"};
}

real::Parts Stage::run_until_rest(const Parts&) {
  pace_.note_request();
  run(pace_);
  return {};
}

real::Parts Stage::now(const Parts&) {
  return {std::to_string(kernel().now().microseconds)};
}

real::Parts Stage::trace(const Parts&) {
  return {kernel().trace().text()};
}

real::Parts Stage::fault_sites(const Parts&) {
  Parts parts;
  for (const FaultSite& site : app::fault_sites()) {
    parts.emplace_back(site.name);
    parts.emplace_back(site.what);
  }
  return parts;
}

real::Parts Stage::problems(const Parts&) {
  const app::WorldProblems found = open_.problems_so_far();
  Parts parts;
  for (const Violation& each : found.violations) {
    parts.push_back("invariant " + each.invariant + " broken in trace line " +
                    std::to_string(each.line) + ": " + each.witness);
  }
  for (const std::string& wait : found.on_real_time) {
    parts.push_back("not deterministic: virtual time does not reach " + wait);
  }
  return parts;
}

real::Parts Stage::answer(const Parts& question) {
  static const std::map<std::string, Parts (Stage::*)(const Parts&)> all = {
      {"call", &Stage::call},
      {"push", &Stage::push},
      {"request", &Stage::request},
      {"start_users", &Stage::start_users},
      {"requests_of", &Stage::requests_of},
      {"inject", &Stage::inject},
      {"advance", &Stage::advance},
      {"run_until", &Stage::run_until},
      {"run_until_rest", &Stage::run_until_rest},
      {"now", &Stage::now},
      {"trace", &Stage::trace},
      {"fault_sites", &Stage::fault_sites},
      {"problems", &Stage::problems},
  };
  Parts parts = (this->*all.at(question.front()))(question);
  finish_instant();
  return parts;
}

}  // namespace greenroom::library
