// A load balancer with one listener, one target group and targets that answer as the test says.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "fakes/elb/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

// One side of a WebSocket: the test says what comes out of it, and sees what was sent into it.
struct Stream final : ByteStream {
  void deliver_to(ActorId, Mailbox<StreamBytes>& mailbox, int stream) override {
    out = &mailbox;
    number = stream;
  }
  void send(std::string bytes) override { sent += bytes; }
  void close() override {
    closed = true;
    out = nullptr;
  }
  void comes(std::string bytes) const { out->put({number, std::move(bytes)}); }  // "": the end
  Mailbox<StreamBytes>* out = nullptr;
  int number = 0;
  std::string sent;
  bool closed = false;
};

struct ClientSide final : elb::ClientConnection {
  [[nodiscard]] std::optional<Instant> left_at() const override { return left; }
  ByteStream* upgrade(const HttpResponse& answer) override {
    upgraded_with = answer;
    return left ? nullptr : stream.get();
  }
  std::optional<Instant> left;
  HttpResponse upgraded_with;
  std::shared_ptr<Stream> stream = std::make_shared<Stream>();
};

class Targets final : public elb::TargetPort {
 public:
  struct Behaviour {
    HttpEnd end = HttpEnd::Answered;
    int status = 200;
    Duration takes;
    HttpHeaders headers;
  };
  Task<HttpResult> send(Context cx, elb::TargetEndpoint target, HttpRequest request,
                        elb::ConnectionUse use, Instant deadline) override {
    const Behaviour how = behaviour[target.InstanceId];
    const bool check = use == elb::ConnectionUse::Fresh;
    if (check) {
      checked.push_back(target.InstanceId + ":" + std::to_string(target.Port));
    } else {
      served.push_back(target.InstanceId);
    }
    const Duration takes = check ? Duration{} : how.takes;
    HttpResult result;
    result.end = how.end;
    result.response.status = how.status;
    result.response.headers = how.headers;
    asked.push_back(request);
    if (how.status == 101) {
      result.stream = stream.get();
    }
    const Instant until = std::min(cx.now() + takes, deadline);
    const int before = cuts;
    while (cx.now() < until && cuts == before) {
      const bool woken = co_await cutting.wait_until(cx, until);
      (void)woken;
    }
    if (cuts != before) {
      result.end = HttpEnd::ClosedEarly;
    } else if (until == deadline) {
      result.end = HttpEnd::DeadlineReached;
    }
    co_return result;
  }
  void drop_connections(const elb::TargetEndpoint& target) override {
    dropped.push_back(target.InstanceId);
  }
  void use(const elb::ConnectionTiming& timing) override { used = timing; }
  void cut_exchanges(const elb::TargetEndpoint&) override {
    if (stream && stream->out != nullptr) {
      stream->comes({});
    }
    ++cuts;
    cutting.notify();
  }
  std::map<std::string, Behaviour> behaviour;
  Lines served;
  Lines checked;
  Lines dropped;
  std::vector<HttpRequest> asked;
  elb::ConnectionTiming used;
  std::shared_ptr<Stream> stream;  // what a 101 becomes
  int cuts = 0;
  Signal cutting{"the exchange to be cut"};
};

// Every instance exists and runs, unless the test says otherwise.
class Instances final : public elb::InstanceDirectory {
 public:
  [[nodiscard]] std::optional<elb::InstanceFacts> find(
      const std::string& instance_id) const override {
    const auto found = known.find(instance_id);
    return found == known.end() ? elb::InstanceFacts{"10.0.1.10", "running", ""} : found->second;
  }
  void set_state(const std::string& instance_id, const std::string& state) {
    known[instance_id] = elb::InstanceFacts{"10.0.1.10", state, ""};
  }
  std::map<std::string, std::optional<elb::InstanceFacts>> known;
};

// The records of all finished requests.
class Records final : public elb::RequestObserver {
 public:
  void on_request(const elb::RequestRecord& record) override { all.push_back(record); }
  std::vector<elb::RequestRecord> all;
};

struct ElbLab {
  explicit ElbLab(elb::Timing timing = {})
      : elb(world.ids, {}, targets, instances, timing), cx(world.as("story")) {
    elb.observe(records);
    balancer = elb.CreateLoadBalancer(cx, {"alb", "internet-facing", {}}).value().LoadBalancerArn;
    group = make_group("tg");
    elb::CreateListenerInput input;
    input.LoadBalancerArn = balancer;
    input.DefaultActions = {elb::forward_to(group)};
    listener = elb.CreateListener(cx, std::move(input)).value().ListenerArn;
  }

  std::string make_group(const std::string& name) {
    elb::TargetGroup wanted;
    wanted.TargetGroupName = name;
    wanted.Port = 8080;
    wanted.health_check.Interval = seconds(10);
    wanted.health_check.HealthyThresholdCount = 2;
    const std::string arn = elb.CreateTargetGroup(cx, wanted).value().TargetGroupArn;
    set(arn, {{"deregistration_delay.timeout_seconds", "20"}});
    return arn;
  }
  void set(const std::string& group_arn, elb::Attributes changes) {
    const Result<elb::Attributes> changed =
        elb.ModifyTargetGroupAttributes(cx, group_arn, std::move(changes));
    SIM_ASSERT(changed.ok(), changed.ok() ? "" : changed.failure().message);
  }
  void add(const std::string& id) { add_to(group, id); }
  void add_to(const std::string& group_arn, const std::string& id) {
    const Status registered = elb.RegisterTargets(cx, group_arn, {{id, 0}});
    SIM_ASSERT(registered.ok(), registered.ok() ? "" : registered.failure().message);
  }
  void remove(const std::string& id) {
    SIM_ASSERT(elb.DeregisterTargets(cx, group, {{id, 0}}).ok(), "the group exists");
  }
  [[nodiscard]] elb::TargetHealth health(const std::string& id) const {
    return elb.health(group, {id, 0});
  }
  // Who got requests, in order: "i-1 i-2".
  [[nodiscard]] std::string served() const {
    std::string all;
    for (const std::string& id : targets.served) {
      all += (all.empty() ? "" : " ") + id;
    }
    return all;
  }
  [[nodiscard]] elb::TargetHealthState state(const std::string& id) const {
    return health(id).State;
  }

  Targets targets;
  Instances instances;
  Records records;
  FakeWorld world;
  elb::Elb elb;
  Context cx;
  std::string balancer;
  std::string group;
  std::string listener;
};

struct Asked {
  HttpResponse response;
  Duration took;
};

// One request of `user` with the given headers beside Host.
inline Task<void> ask(ElbLab& lab, std::string user, Asked& asked, std::string target = "/",
                      HttpHeaders headers = {}, elb::ClientConnection* connection = nullptr) {
  const Context cx = lab.world.as(user);
  const Instant before = cx.now();
  HttpRequest request;
  request.target = std::move(target);
  request.headers = std::move(headers);
  request.headers.emplace_back("Host", "example.com");
  elb::Client client;
  client.ip = "198.51.100.7";
  client.connection = connection;
  asked.response = co_await lab.elb.handle(cx, lab.listener, std::move(request), std::move(client));
  asked.took = cx.now() - before;
}

}  // namespace greenroom::test
