// All services behind AWS's protocols.
#pragma once

#include <vector>

#include "fakes/autoscaling/wire.h"
#include "fakes/cloudwatch/wire.h"
#include "fakes/codebuild/wire.h"
#include "fakes/codedeploy/wire.h"
#include "fakes/codedeploy/wire_commands.h"
#include "fakes/codepipeline/wire.h"
#include "fakes/ec2/wire.h"
#include "fakes/elb/wire.h"
#include "fakes/events/wire.h"
#include "fakes/iam/wire.h"
#include "fakes/logs/wire.h"
#include "fakes/s3/wire.h"
#include "fakes/secretsmanager/wire.h"
#include "fakes/sns/wire.h"
#include "fakes/sqs/wire.h"
#include "fakes/ssm/wire.h"
#include "fakes/sts/wire.h"
#include "fakes/wire/endpoint.h"
#include "sim/app/wire_adapters.h"

namespace greenroom::app {

struct Cloud;

class Wires {
 public:
  explicit Wires(Cloud& cloud);
  [[nodiscard]] std::vector<wire::Service*> all();
  void add_to(wire::Endpoint& endpoint);
  // Whom services ask about single things of a request.
  void connect(const wire::CallerRights& rights);

 private:
  DirectoryOfNetwork directory_;
  s3::Wire s3_;
  ssm::Wire parameter_store_;
  secretsmanager::Wire secrets_manager_;
  codedeploy::Wire codedeploy_;
  codedeploy::CommandWire host_commands_;
  codedeploy::CommandWire secure_host_commands_;
  codebuild::Wire codebuild_;
  codepipeline::Wire codepipeline_;
  elb::Wire elb_;
  autoscaling::Wire autoscaling_;
  ec2::Wire ec2_;
  iam::Wire iam_;
  sts::Wire sts_;
  logs::Wire logs_;
  cloudwatch::Wire cloudwatch_;
  events::Wire events_;
  sns::Wire sns_;
  sqs::Wire sqs_;
};

}  // namespace greenroom::app
