// Who asks, and what is lent for a while; through the wire as well.
#include "fakes/sts/service.h"

#include <catch2/catch.hpp>

#include "fakes/sts/checks.h"
#include "fakes/sts/sites.h"
#include "fakes/sts/wire.h"
#include "tests/support/fake_world.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

constexpr const char* k_role = "arn:aws:iam::123456789012:role/web";

class OneRole final : public sts::Roles {
 public:
  [[nodiscard]] Result<sts::AssumableRole> may_assume(
      const std::string& role_arn, const sts::CallerIdentity& caller,
      const std::string& external_id) const override {
    if (role_arn != k_role || external_id == "wrong") {
      return Failure{"AccessDenied", caller.Arn + " may not"};
    }
    return sts::AssumableRole{"web", "AROAWEB", 7200};
  }
};

class SomebodyElse final : public sts::Callers {
 public:
  [[nodiscard]] sts::CallerIdentity caller(Context) const override { return identity; }
  sts::CallerIdentity identity{"AROAAPP:s", "123456789012",
                               "arn:aws:sts::123456789012:assumed-role/app/s"};
};

struct Heard final : TraceObserver {
  void on_line(const TraceLine& told) override { lines.push_back(told); }
  std::vector<TraceLine> lines;
};

struct StsLab {
  StsLab() { world.kernel.trace().observe(heard); }
  HttpResponse ask(const std::string& action, const std::string& parameters = "") {
    HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = "Action=" + action + "&Version=2011-06-15&" + parameters;
    return endpoint.answer(cx, request);
  }
  static std::string element(const HttpResponse& response, const std::string& name) {
    const std::size_t at = response.body.find("<" + name + ">");
    if (at == std::string::npos) {
      return "(no " + name + ")";
    }
    const std::size_t from = at + name.size() + 2;
    return response.body.substr(from, response.body.find("</" + name, from) - from);
  }

  Heard heard;
  FakeWorld world;
  Context cx = world.as("client");
  OneRole roles;
  sts::Sts sts{world.ids,
               {},
               {"AIDASTUDENT", "123456789012", "arn:aws:iam::123456789012:user/student"},
               roles};
  sts::Wire wire{sts};
  wire::Endpoint endpoint = [this] {
    wire::Endpoint made;
    made.add(wire);
    return made;
  }();
};

constexpr const char* k_assume =
    "RoleArn=arn:aws:iam::123456789012:role/web&RoleSessionName=session";

}  // namespace

TEST_CASE("GetCallerIdentity tells who asks: the student, or whom the application knows") {
  StsLab lab;
  CHECK(lab.element(lab.ask("GetCallerIdentity"), "Arn") ==
        "arn:aws:iam::123456789012:user/student");
  const SomebodyElse somebody;
  lab.sts.connect(somebody);
  const HttpResponse told = lab.ask("GetCallerIdentity");
  CHECK(lab.element(told, "Arn") == "arn:aws:sts::123456789012:assumed-role/app/s");
  CHECK(lab.element(told, "UserId") == "AROAAPP:s");
  CHECK(lab.element(told, "Account") == "123456789012");
}

TEST_CASE("AssumeRole lends credentials that are the role's, until they expire") {
  StsLab lab;
  const HttpResponse lent = lab.ask("AssumeRole", k_assume);
  CHECK(lent.status == 200);
  const std::string key = lab.element(lent, "AccessKeyId");
  CHECK(key.size() == 20);
  CHECK(key.rfind("ASIA", 0) == 0);
  CHECK(lab.element(lent, "Expiration").rfind("2026-01-01T01:00:00", 0) == 0);
  CHECK(lab.element(lent, "AssumedRoleId") == "AROAWEB:session");
  CHECK(lab.element(lent, "Arn") == "arn:aws:sts::123456789012:assumed-role/web/session");
  REQUIRE(lab.sts.session_of(lab.cx, key) != nullptr);
  CHECK(lab.sts.session_of(lab.cx, key)->role == "web");
  CHECK(lab.sts.session_of(lab.cx, key)->credentials.SecretAccessKey.size() == 40);
  CHECK(lab.sts.session_of(lab.cx, "ASIANOBODY") == nullptr);
  const auto later = [](StsLab& l, std::string access_key) -> Task<void> {
    co_await l.cx.sleep_for(minutes(59));
    CHECK(l.sts.session_of(l.cx, access_key) != nullptr);
    co_await l.cx.sleep_for(minutes(1));
    CHECK(l.sts.session_of(l.cx, access_key) == nullptr);
  };
  CHECK(lab.world.run(later(lab, key)));
}

TEST_CASE("AssumeRole is refused when the role says so, and for too long a time") {
  StsLab lab;
  const HttpResponse denied =
      lab.ask("AssumeRole", "RoleArn=arn:aws:iam::123456789012:role/no&RoleSessionName=session");
  CHECK(denied.status == 403);
  CHECK(lab.element(denied, "Code") == "AccessDenied");
  CHECK(lab.ask("AssumeRole", std::string(k_assume) + "&ExternalId=wrong").status == 403);
  CHECK(lab.ask("AssumeRole", std::string(k_assume) + "&DurationSeconds=7200").status == 200);
  const HttpResponse too_long =
      lab.ask("AssumeRole", std::string(k_assume) + "&DurationSeconds=7201");
  CHECK(too_long.status == 400);
  CHECK(lab.element(too_long, "Code") == "ValidationError");
  CHECK(lab.ask("AssumeRole", std::string(k_assume) + "&DurationSeconds=60").status == 400);
  CHECK(lab.element(lab.ask("AssumeRole", std::string(k_assume) + "&Policy=%7B%7D"), "Code") ==
        "InvalidParameterValue");
  const SomebodyElse somebody;
  lab.sts.connect(somebody);
  CHECK(lab.ask("AssumeRole", std::string(k_assume) + "&DurationSeconds=3601").status == 400);
  CHECK(lab.ask("GetSessionToken").status == 403);
}

TEST_CASE("GetSessionToken lends the caller's own rights for twelve hours") {
  StsLab lab;
  const HttpResponse lent = lab.ask("GetSessionToken");
  CHECK(lab.element(lent, "Expiration").rfind("2026-01-01T12:00:00", 0) == 0);
  const sts::Session* session = lab.sts.session_of(lab.cx, lab.element(lent, "AccessKeyId"));
  REQUIRE(session != nullptr);
  CHECK(session->identity.Arn == "arn:aws:iam::123456789012:user/student");
}

TEST_CASE("sts.lent_for_a_while: no shorter than a quarter of an hour, no key twice") {
  const auto lent = [](const std::string& key, const std::string& seconds) {
    return line("sts.session", {{"arn", "a"}, {"accessKeyId", key}, {"seconds", seconds}});
  };
  CHECK(broken_by(sts::invariants(), {lent("A", "900"), lent("B", "3600")}).empty());
  CHECK(broken_by(sts::invariants(), {lent("A", "899")}) == Ids{"sts.lent_for_a_while"});
  CHECK(broken_by(sts::invariants(), {lent("A", "900"), lent("A", "900")}) ==
        Ids{"sts.lent_for_a_while"});
}

TEST_CASE("the fault expired_at_birth lends what is of no use, which sts.lent_for_a_while sees") {
  StsLab lab;
  lab.world.kernel.faults().enable(std::string(sts::site::expired_at_birth.name));
  const HttpResponse lent = lab.ask("AssumeRole", k_assume);
  CHECK(lab.sts.session_of(lab.cx, lab.element(lent, "AccessKeyId")) == nullptr);
  CHECK(broken_by(sts::invariants(), lab.heard.lines) == Ids{"sts.lent_for_a_while"});
}
