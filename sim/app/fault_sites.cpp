#include "sim/app/fault_sites.h"

#include <algorithm>

#include "fakes/autoscaling/sites.h"
#include "fakes/cloudwatch/sites.h"
#include "fakes/codebuild/sites.h"
#include "fakes/codedeploy/sites.h"
#include "fakes/codepipeline/sites.h"
#include "fakes/ec2/sites.h"
#include "fakes/elb/sites.h"
#include "fakes/events/sites.h"
#include "fakes/iam/sites.h"
#include "fakes/logs/sites.h"
#include "fakes/s3/sites.h"
#include "fakes/scm/sites.h"
#include "fakes/secretsmanager/sites.h"
#include "fakes/sns/sites.h"
#include "fakes/sqs/sites.h"
#include "fakes/ssm/sites.h"
#include "fakes/sts/sites.h"

namespace greenroom::app {

const std::vector<FaultSite>& fault_sites() {
  static const std::vector<FaultSite> all = {
      autoscaling::site::launch_lost,
      cloudwatch::site::metric_data_lost,
      cloudwatch::site::change_told_twice,
      codebuild::site::artifact_lost,
      codedeploy::site::rollback_uses_failed_revision,
      codedeploy::site::skip_forgotten,
      codedeploy::site::hook_result_ignored,
      codedeploy::site::blue_stays_in_service,
      codedeploy::site::no_block_traffic,
      codepipeline::site::poll_missed,
      ec2::site::user_data_runs_again,
      elb::site::drain_ignored,
      elb::site::unhealthy_gets_traffic,
      events::site::delivered_twice,
      events::site::retry_forgotten,
      iam::site::conflict_ignored,
      logs::site::events_lost,
      s3::site::put_lost,
      scm::site::webhook_lost,
      secretsmanager::site::current_stays,
      sns::site::delivered_twice,
      sns::site::pending_is_told,
      sqs::site::deletion_forgotten,
      ssm::site::version_given_twice,
      sts::site::expired_at_birth,
  };
  return all;
}

bool is_fault_site(std::string_view name) {
  const std::vector<FaultSite>& all = fault_sites();
  return std::any_of(all.begin(), all.end(),
                     [&](const FaultSite& site) { return site.name == name; });
}

}  // namespace greenroom::app
