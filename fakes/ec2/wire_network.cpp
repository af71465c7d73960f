// The network behind the wire: the VPC, its subnets, zones and regions.
#include <algorithm>
#include <utility>

#include "fakes/ec2/filters.h"
#include "fakes/ec2/wire_handlers.h"
#include "fakes/ec2/wire_values.h"

namespace greenroom::ec2 {
namespace {

aws::Json vpc_of(const Vpc& vpc) {
  const std::string suffix = vpc.VpcId.substr(vpc.VpcId.find('-') + 1);
  aws::Json block =
      wire::Object()
          .add("AssociationId", wire::text("vpc-cidr-assoc-" + suffix))
          .add("CidrBlock", wire::text(vpc.CidrBlock))
          .add("CidrBlockState", wire::Object().add("State", wire::text("associated")).take())
          .take();
  return wire::Object()
      .add("OwnerId", wire::text(vpc.OwnerId))
      .add("InstanceTenancy", wire::text("default"))
      .add("CidrBlockAssociationSet", {aws::JsonKind::Array, {}, {std::move(block)}, {}})
      .add("IsDefault", flag(true))
      .add("Tags", wire::tags_of(vpc.tags))
      .add("VpcId", wire::text(vpc.VpcId))
      .add("State", wire::text("available"))
      .add("CidrBlock", wire::text(vpc.CidrBlock))
      .add("DhcpOptionsId", wire::text("default"))
      .take();
}

Result<aws::Json> describe_vpcs(Ec2& ec2, Context, const aws::Json& input) {
  const Vpc& vpc = ec2.state().vpc;
  const std::vector<Filter> filters = filters_of(input);
  if (const Status known = check_filters(filters, filterable(vpc)); !known) {
    return known.failure();
  }
  for (const std::string& id : wire::texts_of(input, "VpcIds")) {
    if (id != vpc.VpcId) {
      return Failure{"InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist"};
    }
  }
  std::vector<Vpc> found;
  if (passes(filters, filterable(vpc))) {
    found.push_back(vpc);
  }
  return wire::Object().add("Vpcs", wire::list_of(found, vpc_of)).take();
}

aws::Json subnet_of(const Ec2& ec2, const Subnet& subnet) {
  const State& state = ec2.state();
  return wire::Object()
      .add("AvailabilityZoneId", wire::text(subnet.AvailabilityZoneId))
      .add("OwnerId", wire::text(state.vpc.OwnerId))
      .add("AssignIpv6AddressOnCreation", flag(false))
      .add("Tags", wire::tags_of(subnet.tags))
      .add("SubnetArn", wire::text("arn:aws:ec2:" + ec2.account().region + ":" + ec2.account().id +
                                   ":subnet/" + subnet.SubnetId))
      .add("SubnetId", wire::text(subnet.SubnetId))
      .add("State", wire::text("available"))
      .add("VpcId", wire::text(state.vpc.VpcId))
      .add("CidrBlock", wire::text(subnet.CidrBlock))
      .add("AvailableIpAddressCount", wire::number(free_addresses(state, subnet)))
      .add("AvailabilityZone", wire::text(subnet.AvailabilityZone))
      .add("DefaultForAz", flag(true))
      .add("MapPublicIpOnLaunch", flag(false))
      .take();
}

// All, or those of `ids`, each of which must be there.
Status check_subnets(const State& state, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const bool is_there = std::any_of(state.subnets.begin(), state.subnets.end(),
                                      [&](const Subnet& each) { return each.SubnetId == id; });
    if (!is_there) {
      return Failure{"InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist"};
    }
  }
  return success();
}

Result<aws::Json> describe_subnets(Ec2& ec2, Context, const aws::Json& input) {
  const State& state = ec2.state();
  const std::vector<Filter> filters = filters_of(input);
  const std::vector<std::string> ids = wire::texts_of(input, "SubnetIds");
  const Subnet any;
  for (const Status& checked :
       {check_filters(filters, filterable(state, any)), check_subnets(state, ids)}) {
    if (!checked) {
      return checked.failure();
    }
  }
  std::vector<Subnet> wanted;
  for (const Subnet& subnet : state.subnets) {
    const bool named = ids.empty() || std::count(ids.begin(), ids.end(), subnet.SubnetId) > 0;
    if (named && passes(filters, filterable(state, subnet))) {
      wanted.push_back(subnet);
    }
  }
  const Result<Page<Subnet>> page =
      page_of(std::move(wanted), wire::number_of(input, "MaxResults", 0),
              wire::text_of(input, "NextToken"), [](const Subnet& each) { return each.SubnetId; });
  if (!page) {
    return page.failure();
  }
  return paged(
      "Subnets",
      wire::list_of(page.value().items, [&](const Subnet& each) { return subnet_of(ec2, each); }),
      page.value().NextToken);
}

Filterable filterable_zone(const std::string& region, const Subnet& subnet) {
  Filterable made;
  made.values = {{"zone-name", {subnet.AvailabilityZone}},
                 {"zone-id", {subnet.AvailabilityZoneId}},
                 {"region-name", {region}},
                 {"state", {"available"}},
                 {"zone-state", {"available"}},
                 {"zone-type", {"availability-zone"}},
                 {"group-name", {region}},
                 {"opt-in-status", {"opt-in-not-required"}}};
  return made;
}

aws::Json zone_of(const std::string& region, const Subnet& subnet) {
  return wire::Object()
      .add("OptInStatus", wire::text("opt-in-not-required"))
      .add("RegionName", wire::text(region))
      .add("ZoneName", wire::text(subnet.AvailabilityZone))
      .add("ZoneId", wire::text(subnet.AvailabilityZoneId))
      .add("GroupName", wire::text(region))
      .add("NetworkBorderGroup", wire::text(region))
      .add("ZoneType", wire::text("availability-zone"))
      .add("State", wire::text("available"))
      .take();
}

// Simplified: the zones are those that have a subnet here.
Result<aws::Json> describe_zones(Ec2& ec2, Context, const aws::Json& input) {
  const std::string& region = ec2.account().region;
  const std::vector<Filter> filters = filters_of(input);
  if (const Status known = check_filters(filters, filterable_zone(region, {})); !known) {
    return known.failure();
  }
  const std::vector<std::string> names = wire::texts_of(input, "ZoneNames");
  const std::vector<std::string> ids = wire::texts_of(input, "ZoneIds");
  std::vector<Subnet> wanted;
  std::size_t named = 0;
  for (const Subnet& subnet : ec2.state().subnets) {
    const bool meant = std::count(names.begin(), names.end(), subnet.AvailabilityZone) > 0 ||
                       std::count(ids.begin(), ids.end(), subnet.AvailabilityZoneId) > 0;
    named += meant ? 1 : 0;
    if ((meant || (names.empty() && ids.empty())) &&
        passes(filters, filterable_zone(region, subnet))) {
      wanted.push_back(subnet);
    }
  }
  if (named < names.size() + ids.size()) {
    return Failure{"InvalidParameterValue", "Invalid availability zone"};
  }
  return wire::Object()
      .add("AvailabilityZones",
           wire::list_of(wanted, [&](const Subnet& each) { return zone_of(region, each); }))
      .take();
}

// Simplified: there is one region, the account's.
Result<aws::Json> describe_regions(Ec2& ec2, Context, const aws::Json& input) {
  const std::string& region = ec2.account().region;
  const std::string endpoint = "ec2." + region + ".amazonaws.com";
  Filterable asked;
  asked.values = {{"region-name", {region}},
                  {"endpoint", {endpoint}},
                  {"opt-in-status", {"opt-in-not-required"}}};
  const std::vector<Filter> filters = filters_of(input);
  if (const Status known = check_filters(filters, asked); !known) {
    return known.failure();
  }
  for (const std::string& name : wire::texts_of(input, "RegionNames")) {
    if (name != region) {
      return Failure{"InvalidParameterValue", "Invalid region provided: " + name};
    }
  }
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  if (passes(filters, asked)) {
    list.items.push_back(wire::Object()
                             .add("OptInStatus", wire::text("opt-in-not-required"))
                             .add("RegionName", wire::text(region))
                             .add("Endpoint", wire::text(endpoint))
                             .take());
  }
  return wire::Object().add("Regions", std::move(list)).take();
}

}  // namespace

const Handlers& network_handlers() {
  static const Handlers all = {{"DescribeVpcs", describe_vpcs},
                               {"DescribeSubnets", describe_subnets},
                               {"DescribeAvailabilityZones", describe_zones},
                               {"DescribeRegions", describe_regions}};
  return all;
}

}  // namespace greenroom::ec2
