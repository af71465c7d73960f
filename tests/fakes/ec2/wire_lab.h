// EC2 behind its protocol, as its tests ask it.
#pragma once

#include <string>
#include <vector>

#include "fakes/ec2/wire.h"
#include "fakes/wire/values.h"
#include "tests/support/fake_world.h"
#include "tests/support/scripted_machine.h"

namespace greenroom::test {

class QuietRacks final : public ec2::Hardware {
 public:
  Task<void> power_on(Context, ec2::InstanceIdentity) override { co_return; }
  Task<void> shut_down(Context, std::string, Duration) override { co_return; }
  void power_off(Context, const std::string&) override {}
  void discard_disk(const std::string&) override {}
  [[nodiscard]] Machine* machine(const std::string&) override { return &only; }
  ScriptedMachine only;
};

struct Ec2WireLab {
  // "$Action" and the rest of a form: "InstanceId.1=i-1&MaxResults=5".
  HttpResponse ask(const std::string& action, const std::string& parameters = "") {
    HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = "Action=" + action + "&Version=2016-11-15&" + parameters;
    return endpoint.answer(cx, request);
  }
  // The text of every element of that name.
  static std::vector<std::string> elements(const HttpResponse& response, const std::string& name) {
    std::vector<std::string> found;
    const std::string open = "<" + name + ">";
    for (std::size_t at = response.body.find(open); at != std::string::npos;
         at = response.body.find(open, at + 1)) {
      const std::size_t from = at + open.size();
      found.push_back(response.body.substr(from, response.body.find("</" + name, from) - from));
    }
    return found;
  }
  static std::string element(const HttpResponse& response, const std::string& name) {
    const std::vector<std::string> found = elements(response, name);
    return found.empty() ? "(no " + name + ")" : found.front();
  }

  QuietRacks racks;
  FakeWorld world;
  Context cx = world.as("client");
  ec2::Ec2 ec2{world.ids, {}, racks, {}};
  ec2::Wire wire{ec2};
  wire::Endpoint endpoint = [this] {
    wire::Endpoint made;
    made.add(wire);
    return made;
  }();
};

}  // namespace greenroom::test
