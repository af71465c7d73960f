#include "sim/app/wires.h"

#include "sim/app/cloud.h"

namespace greenroom::app {

Wires::Wires(Cloud& cloud)
    : directory_(cloud.ec2, cloud.elb),
      s3_(cloud.s3),
      parameter_store_(cloud.parameter_store),
      secrets_manager_(cloud.secrets_manager),
      codedeploy_(cloud.codedeploy),
      host_commands_(cloud.codedeploy, cloud.signer, codedeploy::CommandStack::Plain),
      secure_host_commands_(cloud.codedeploy, cloud.signer, codedeploy::CommandStack::Secure),
      codebuild_(cloud.codebuild),
      codepipeline_(cloud.codepipeline),
      elb_(cloud.elb, directory_),
      autoscaling_(cloud.autoscaling, directory_, cloud.account),
      ec2_(cloud.ec2),
      iam_(cloud.iam),
      sts_(cloud.sts),
      logs_(cloud.logs.logs()),
      cloudwatch_(cloud.cloudwatch),
      events_(cloud.messaging.events()),
      sns_(cloud.messaging.sns()),
      sqs_(cloud.sqs) {}

std::vector<wire::Service*> Wires::all() {
  return {&s3_,
          &parameter_store_,
          &secrets_manager_,
          &codedeploy_,
          &host_commands_,
          &secure_host_commands_,
          &codebuild_,
          &codepipeline_,
          &elb_,
          &autoscaling_,
          &ec2_,
          &iam_,
          &sts_,
          &logs_,
          &cloudwatch_,
          &events_,
          &sns_,
          &sqs_};
}

void Wires::add_to(wire::Endpoint& endpoint) {
  for (wire::Service* service : all()) {
    endpoint.add(*service);
  }
}

void Wires::connect(const wire::CallerRights& rights) {
  s3_.connect(rights);
  secrets_manager_.connect(rights);
}

}  // namespace greenroom::app
