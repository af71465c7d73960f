// Between EC2's own types and inputs and outputs.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/ec2/service.h"
#include "fakes/wire/base64.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/values.h"

namespace greenroom::ec2 {

[[nodiscard]] aws::Json flag(bool value);
[[nodiscard]] std::vector<Filter> filters_of(const aws::Json& input);
[[nodiscard]] aws::Json state_of(InstanceStateName state);
[[nodiscard]] aws::Json groups_json(const std::vector<GroupIdentifier>& groups);
// The output of a list that comes in pages: `page` under `member`, and NextToken.
[[nodiscard]] aws::Json paged(const std::string& member, aws::Json page, const std::string& token);

// UnsupportedOperation: "member is not supported here".
[[nodiscard]] Failure unsupported(const std::string& member);

// What TagSpecifications say of `resource_type`. UnsupportedOperation for tags of anything else
// but volumes and network interfaces, which are no resources here; InvalidParameterValue for
// reserved keys.
[[nodiscard]] Result<Tags> tags_for(const aws::Json& input, const std::string& resource_type);

// Of RunInstancesRequest and of RequestLaunchTemplateData, whose members have the same names.
// InvalidParameterValue, UnsupportedOperation.
[[nodiscard]] Result<LaunchTemplateData> read_launch_data(const aws::Json& input);
[[nodiscard]] LaunchTemplateSpecification read_specification(const aws::Json& input);
// What is given of `input`, over what there is.
[[nodiscard]] InstanceMetadataOptions read_metadata_options(const aws::Json& input,
                                                            InstanceMetadataOptions options);

[[nodiscard]] aws::Json metadata_options_of(const InstanceMetadataOptions& options);
[[nodiscard]] aws::Json instance_of(Context cx, const Ec2& ec2, const Instance& instance);
// ResponseLaunchTemplateData.
[[nodiscard]] aws::Json launch_data_of(const LaunchTemplateData& data);

}  // namespace greenroom::ec2
