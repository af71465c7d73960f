// Targets of a load balancer that exist on paper only: each answers 200 at once.
#pragma once

#include "fakes/elb/ports.h"

namespace greenroom::test {

class PaperTargets : public elb::TargetPort {
 public:
  Task<HttpResult> send(Context, elb::TargetEndpoint, HttpRequest, elb::ConnectionUse,
                        Instant) override {
    HttpResult result;
    result.response.status = 200;
    co_return result;
  }
  void drop_connections(const elb::TargetEndpoint&) override {}
  void cut_exchanges(const elb::TargetEndpoint&) override {}
  void use(const elb::ConnectionTiming&) override {}
};

}  // namespace greenroom::test
