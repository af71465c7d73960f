// Deployment configurations behind the wire.
#include <utility>

#include "fakes/codedeploy/paging.h"
#include "fakes/codedeploy/wire_handlers.h"
#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::int64_t k_monitor_most = 1'000'000'000;  // seconds; UNVERIFIED, and beyond every run

aws::Json hosts_json(const MinimumHealthyHosts& minimum) {
  return wire::Object()
      .add("type", wire::text(to_string(minimum.type)))
      .add("value", wire::number(minimum.value))
      .take();
}

// InvalidMinimumHealthyHostValueException when there is no type.
Result<MinimumHealthyHosts> hosts_of(const aws::Json& minimum) {
  const auto type = enum_of(wire::text_of(minimum, "type"), MinimumHealthyHostsType::FLEET_PERCENT);
  if (!type) {
    return Failure{"InvalidMinimumHealthyHostValueException",
                   "The type of the minimum healthy hosts is missing"};
  }
  return MinimumHealthyHosts{*type, wire::number_of(minimum, "value", 0)};
}

Result<ZonalConfig> zonal_of(const aws::Json& input) {
  for (const char* member : {"monitorDurationInSeconds", "firstZoneMonitorDurationInSeconds"}) {
    const std::int64_t duration = wire::number_of(input, member, 0);
    if (duration < 0 || duration > k_monitor_most) {
      return Failure{
          "InvalidZonalDeploymentConfigurationException",
          std::string(member) + " must be between 0 and " + std::to_string(k_monitor_most)};
    }
  }
  ZonalConfig zonal;
  zonal.monitorDuration = seconds(wire::number_of(input, "monitorDurationInSeconds", 0));
  if (input.find("firstZoneMonitorDurationInSeconds") != nullptr) {
    zonal.firstZoneMonitorDuration =
        seconds(wire::number_of(input, "firstZoneMonitorDurationInSeconds", 0));
  }
  if (const aws::Json* minimum = input.find("minimumHealthyHostsPerZone")) {
    const Result<MinimumHealthyHosts> read = hosts_of(*minimum);
    if (!read.ok()) {
      return read.failure();
    }
    zonal.minimumHealthyHostsPerZone = read.value();
  }
  return zonal;
}

aws::Json zonal_json(const ZonalConfig& zonal) {
  wire::Object json;
  if (zonal.firstZoneMonitorDuration) {
    json.add("firstZoneMonitorDurationInSeconds",
             wire::number(zonal.firstZoneMonitorDuration->whole_seconds()));
  }
  return json.add("monitorDurationInSeconds", wire::number(zonal.monitorDuration.whole_seconds()))
      .add("minimumHealthyHostsPerZone", hosts_json(zonal.minimumHealthyHostsPerZone))
      .take();
}

// Simplified: of the compute platform Server only.
Status check_platform(const aws::Json& input) {
  const std::string platform = wire::text_of(input, "computePlatform");
  if (!platform.empty() && platform != "Server") {
    return Failure{"InvalidComputePlatformException",
                   "The compute platform " + platform + " is not supported here: Server is"};
  }
  if (input.find("trafficRoutingConfig") != nullptr) {
    return Failure{"InvalidTrafficRoutingConfigurationException",
                   "A traffic routing configuration is not for the Server compute platform"};
  }
  return success();
}

Result<aws::Json> create_config(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const Status platform = check_platform(input);
  if (!platform.ok()) {
    return platform.failure();
  }
  const aws::Json* minimum = input.find("minimumHealthyHosts");
  const Result<MinimumHealthyHosts> hosts = hosts_of(minimum == nullptr ? object() : *minimum);
  if (!hosts.ok()) {
    return hosts.failure();
  }
  DeploymentConfig config;
  config.deploymentConfigName = wire::text_of(input, "deploymentConfigName");
  config.minimumHealthyHosts = hosts.value();
  config.createTime = cx.now();
  if (const aws::Json* zonal = input.find("zonalConfig")) {
    const Result<ZonalConfig> read = zonal_of(*zonal);
    if (!read.ok()) {
      return read.failure();
    }
    config.zonalConfig = read.value();
  }
  const Result<std::string> created = codedeploy.CreateDeploymentConfig(std::move(config));
  if (!created.ok()) {
    return created.failure();
  }
  return wire::Object().add("deploymentConfigId", wire::text(created.value())).take();
}

Result<aws::Json> get_config(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const Result<DeploymentConfig> found =
      codedeploy.GetDeploymentConfig(wire::text_of(input, "deploymentConfigName"));
  if (!found.ok()) {
    return found.failure();
  }
  const DeploymentConfig& config = found.value();
  wire::Object json;
  json.add_unless_empty("deploymentConfigId", config.deploymentConfigId)
      .add("deploymentConfigName", wire::text(config.deploymentConfigName))
      .add("minimumHealthyHosts", hosts_json(config.minimumHealthyHosts));
  if (config.createTime) {
    json.add("createTime", wire::timestamp(cx.epoch(), *config.createTime));
  }
  json.add("computePlatform", wire::text("Server"));
  if (config.zonalConfig) {
    json.add("zonalConfig", zonal_json(*config.zonalConfig));
  }
  return wire::Object().add("deploymentConfigInfo", json.take()).take();
}

Result<aws::Json> list_configs(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  const Result<Page<std::string>> page =
      page_of(codedeploy.ListDeploymentConfigs(), wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  return page_json("deploymentConfigsList", page.value());
}

Result<aws::Json> delete_config(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  const Status deleted =
      codedeploy.DeleteDeploymentConfig(wire::text_of(input, "deploymentConfigName"));
  if (!deleted.ok()) {
    return deleted.failure();
  }
  return object();
}

}  // namespace

const Handlers& config_handlers() {
  static const Handlers k_handlers = {{"CreateDeploymentConfig", create_config},
                                      {"GetDeploymentConfig", get_config},
                                      {"ListDeploymentConfigs", list_configs},
                                      {"DeleteDeploymentConfig", delete_config}};
  return k_handlers;
}

}  // namespace greenroom::codedeploy
