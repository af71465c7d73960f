// Instances behind the wire: launching and describing.
#include <algorithm>
#include <utility>

#include "fakes/ec2/filters.h"
#include "fakes/ec2/wire_handlers.h"
#include "fakes/ec2/wire_values.h"

namespace greenroom::ec2 {
namespace {

constexpr std::int64_t k_page_min = 5;
constexpr std::int64_t k_page_max = 1000;

aws::Json reservation_of(Context cx, const Ec2& ec2, const std::vector<Instance>& instances) {
  return wire::Object()
      .add("ReservationId", wire::text(instances.front().ReservationId))
      .add("OwnerId", wire::text(ec2.account().id))
      .add("Groups", wire::list_of(std::vector<int>{}, [](int) { return aws::Json{}; }))
      .add("Instances",
           wire::list_of(instances,
                         [&](const Instance& instance) { return instance_of(cx, ec2, instance); }))
      .take();
}

// Pages are of instances, which a page groups by their reservations.
aws::Json reservations_of(Context cx, const Ec2& ec2, const std::vector<Instance>& instances) {
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (auto first = instances.begin(); first != instances.end();) {
    const auto last = std::find_if(first, instances.end(), [&](const Instance& each) {
      return each.ReservationId != first->ReservationId;
    });
    list.items.push_back(reservation_of(cx, ec2, {first, last}));
    first = last;
  }
  return list;
}

Status check_page_size(const aws::Json& input) {
  const aws::Json* given = input.find("MaxResults");
  if (given == nullptr) {
    return success();
  }
  const std::int64_t size = wire::number_of(input, "MaxResults", 0);
  if (size < k_page_min || size > k_page_max) {
    return Failure{"InvalidParameterValue",
                   "Value ( " + std::to_string(size) +
                       " ) for parameter maxResults is invalid. Expecting a value greater than 5 "
                       "and less than 1000."};
  }
  if (!wire::texts_of(input, "InstanceIds").empty()) {
    return Failure{"InvalidParameterCombination",
                   "The parameter instancesSet cannot be used with the parameter maxResults"};
  }
  return success();
}

Result<Page<Instance>> page_of_instances(const Ec2& ec2, const aws::Json& input,
                                         const std::vector<Filter>& filters) {
  if (const Status checked = check_page_size(input); !checked) {
    return checked.failure();
  }
  Result<std::vector<Instance>> found =
      ec2.DescribeInstances(wire::texts_of(input, "InstanceIds"), filters);
  if (!found) {
    return found.failure();
  }
  return page_of(std::move(found).value(), wire::number_of(input, "MaxResults", 0),
                 wire::text_of(input, "NextToken"),
                 [](const Instance& each) { return each.InstanceId; });
}

Result<aws::Json> describe_instances(Ec2& ec2, Context cx, const aws::Json& input) {
  const Result<Page<Instance>> page = page_of_instances(ec2, input, filters_of(input));
  if (!page) {
    return page.failure();
  }
  return paged("Reservations", reservations_of(cx, ec2, page.value().items),
               page.value().NextToken);
}

aws::Json summary_of(SummaryStatus status) {
  const char* reachability = status == SummaryStatus::ok         ? "passed"
                             : status == SummaryStatus::impaired ? "failed"
                                                                 : to_string(status);
  wire::Object summary;
  summary.add("Status", wire::text(to_string(status)));
  if (status != SummaryStatus::not_applicable) {
    aws::Json detail = wire::Object()
                           .add("Name", wire::text("reachability"))
                           .add("Status", wire::text(reachability))
                           .take();
    summary.add("Details", {aws::JsonKind::Array, {}, {std::move(detail)}, {}});
  }
  return summary.take();
}

// Filters of status checks are not those of instances.
Filterable filterable(const Ec2& ec2, const Instance& instance, const InstanceStatus& status) {
  Filterable made;
  const Filterable of_instance = filterable(ec2.state(), instance);
  for (const char* name : {"availability-zone", "instance-state-name", "instance-state-code"}) {
    made.values[name] = of_instance.values.at(name);
  }
  made.values["instance-status.status"] = {to_string(status.Status)};
  made.values["system-status.status"] = {to_string(status.SystemStatus)};
  return made;
}

Result<aws::Json> describe_instance_status(Ec2& ec2, Context cx, const aws::Json& input) {
  Result<Page<Instance>> page = page_of_instances(ec2, input, {});
  if (!page) {
    return page.failure();
  }
  const std::vector<Filter> filters = filters_of(input);
  if (const Status known = check_filters(filters, filterable(ec2, Instance{}, {})); !known) {
    return known.failure();
  }
  const bool all = wire::flag_of(input, "IncludeAllInstances");
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (const Instance& instance : page.value().items) {
    const InstanceStatus status =
        ec2.DescribeInstanceStatus(cx, {instance.InstanceId}).value().front();
    const bool wanted = all || instance.State == InstanceStateName::running;
    if (wanted && passes(filters, filterable(ec2, instance, status))) {
      list.items.push_back(
          wire::Object()
              .add("AvailabilityZone", wire::text(instance.subnet.AvailabilityZone))
              .add("AvailabilityZoneId", wire::text(instance.subnet.AvailabilityZoneId))
              .add("InstanceId", wire::text(instance.InstanceId))
              .add("InstanceState", state_of(instance.State))
              .add("InstanceStatus", summary_of(status.Status))
              .add("SystemStatus", summary_of(status.SystemStatus))
              .take());
    }
  }
  return paged("InstanceStatuses", std::move(list), page.value().NextToken);
}

// Names of groups that nobody has made are a mistake of whoever asks from outside.
Status check_group_names(const Ec2& ec2, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (ec2.state().group_named(name) == nullptr) {
      return Failure{"InvalidGroup.NotFound", "The security group '" + name +
                                                  "' does not exist in default VPC '" +
                                                  ec2.state().vpc.VpcId + "'"};
    }
  }
  return success();
}

Result<RunInstancesRequest> read_launch(const Ec2& ec2, const aws::Json& input) {
  Result<LaunchTemplateData> data = read_launch_data(input);
  if (!data) {
    return data.failure();
  }
  if (const Status known = check_group_names(ec2, data.value().SecurityGroups); !known) {
    return known.failure();
  }
  RunInstancesRequest request;
  request.data = std::move(data).value();
  request.MaxCount = wire::number_of(input, "MaxCount", 1);
  request.ClientToken = wire::text_of(input, "ClientToken");
  if (const aws::Json* placement = input.find("Placement")) {
    request.AvailabilityZone = wire::text_of(*placement, "AvailabilityZone");
  }
  if (const aws::Json* specification = input.find("LaunchTemplate")) {
    request.LaunchTemplate = read_specification(*specification);
  }
  return request;
}

// Simplified: MaxCount or nothing; AWS launches what there is room for, MinCount at least.
Result<aws::Json> run_instances(Ec2& ec2, Context cx, const aws::Json& input) {
  Result<RunInstancesRequest> request = read_launch(ec2, input);
  if (!request) {
    return request.failure();
  }
  const std::int64_t least = wire::number_of(input, "MinCount", 1);
  if (least < 1 || least > request.value().MaxCount) {
    return Failure{"InvalidParameterValue",
                   "Value (" + std::to_string(least) +
                       ") for parameter minCount is invalid. It must be at least 1 and not more "
                       "than maxCount."};
  }
  const Result<InstanceIds> launched = ec2.RunInstances(cx, std::move(request).value());
  if (!launched) {
    return launched.failure();
  }
  return reservation_of(cx, ec2, ec2.DescribeInstances(launched.value(), {}).value());
}

// The request's TagSpecifications, and one of the instances where only the template has tags.
aws::Json what_is_tagged(const aws::Json& input, const LaunchTemplateData& whole) {
  const aws::Json* said = input.find("TagSpecifications");
  aws::Json tagged = said != nullptr ? *said : aws::Json{aws::JsonKind::Array, {}, {}, {}};
  const bool has_instances = std::any_of(
      tagged.items.begin(), tagged.items.end(),
      [](const aws::Json& each) { return wire::text_of(each, "ResourceType") == "instance"; });
  if (!whole.InstanceTags.empty() && !has_instances) {
    tagged.items.push_back(wire::Object().add("ResourceType", wire::text("instance")).take());
  }
  return tagged;
}

}  // namespace

aws::Json whole_launch(const Ec2& ec2, const aws::Json& input) {
  const Result<RunInstancesRequest> request = read_launch(ec2, input);
  const Result<LaunchTemplateData> data =
      request ? ec2.whole_launch(request.value()) : Result<LaunchTemplateData>(request.failure());
  if (!data) {
    return input;
  }
  const LaunchTemplateData& all = data.value();
  wire::Object whole;
  whole.add("ImageId", wire::text(all.ImageId))
      .add("SubnetId", wire::text(all.SubnetId))
      .add("SecurityGroupIds", wire::texts(all.SecurityGroupIds))
      .add_unless_empty("KeyName", all.KeyName);
  if (all.IamProfile) {
    whole.add("IamInstanceProfile",
              wire::Object().add("Arn", wire::text(all.IamProfile->Arn)).take());
  }
  if (aws::Json tagged = what_is_tagged(input, all); !tagged.items.empty()) {
    whole.add("TagSpecifications", std::move(tagged));
  }
  if (request.value().LaunchTemplate) {
    const Result<ResolvedLaunchTemplate> named = ec2.resolve(*request.value().LaunchTemplate);
    whole.add(
        "LaunchTemplate",
        wire::Object().add("LaunchTemplateId", wire::text(named.value().LaunchTemplateId)).take());
  }
  return whole.take();
}

const Handlers& instance_handlers() {
  static const Handlers all = {{"RunInstances", run_instances},
                               {"DescribeInstances", describe_instances},
                               {"DescribeInstanceStatus", describe_instance_status}};
  return all;
}

}  // namespace greenroom::ec2
