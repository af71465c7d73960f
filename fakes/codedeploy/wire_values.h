// Between CodeDeploy's structures and their JSON, for what several operations have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/codedeploy/service.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/values.h"

namespace greenroom::codedeploy {

[[nodiscard]] aws::Json object();
[[nodiscard]] aws::Json flag(bool value);
[[nodiscard]] aws::Json list(std::vector<aws::Json> items);
[[nodiscard]] aws::Json page_json(const std::string& member, const Page<std::string>& page);
// `items` of a list that may not be there.
[[nodiscard]] const std::vector<aws::Json>& items_of(const aws::Json& input,
                                                     std::string_view member);

// The enumerator that to_string() spells so; nothing for another word. `last` is the enum's last.
template <typename Enum>
[[nodiscard]] std::optional<Enum> enum_of(const std::string& spelled, Enum last) {
  for (int each = 0; each <= static_cast<int>(last); ++each) {
    if (spelled == to_string(static_cast<Enum>(each))) {
      return static_cast<Enum>(each);
    }
  }
  return std::nullopt;
}

// revisionType S3 with an s3Location that tells its bundleType; the others are refused with
// InvalidRevisionException. Nothing there: an empty location, for the service to refuse.
[[nodiscard]] Result<S3Location> revision_of(const aws::Json* revision);
[[nodiscard]] aws::Json revision_json(const S3Location& revision);

// InvalidDeploymentIdException, DeploymentIdRequiredException.
[[nodiscard]] Status check_deployment_id(const std::string& id);
// XNameRequired and BatchLimitExceeded.
[[nodiscard]] Status check_batch(std::size_t size, std::size_t limit, const std::string& required);

[[nodiscard]] AutoRollbackConfiguration rollback_of(const aws::Json& configuration);
[[nodiscard]] aws::Json rollback_json(const AutoRollbackConfiguration& configuration);
[[nodiscard]] AlarmConfiguration alarms_of(const aws::Json& configuration);
[[nodiscard]] aws::Json alarms_json(const AlarmConfiguration& configuration);

// ec2TagFilters (tagFilters of targetInstances), ec2TagSet. InvalidEC2TagException.
[[nodiscard]] Result<std::vector<EC2TagFilter>> filters_of(const std::vector<aws::Json>& filters);
[[nodiscard]] Result<EC2TagSet> tag_set_of(const aws::Json& set);
[[nodiscard]] aws::Json filters_json(const std::vector<EC2TagFilter>& filters);
[[nodiscard]] aws::Json tag_set_json(const EC2TagSet& set);

[[nodiscard]] aws::Json style_json(DeploymentType type, bool with_traffic_control);
[[nodiscard]] aws::Json load_balancer_json(const LoadBalancerInfo& info);
[[nodiscard]] aws::Json blue_green_json(const BlueGreenDeploymentConfiguration& configuration);

[[nodiscard]] aws::Json deployment_json(const CodeDeploy& codedeploy, Context cx,
                                        const DeploymentInfo& deployment);
[[nodiscard]] aws::Json group_json(const CodeDeploy& codedeploy, Context cx,
                                   const DeploymentGroup& group);
[[nodiscard]] aws::Json events_json(Context cx, const InstanceTarget& target);

}  // namespace greenroom::codedeploy
