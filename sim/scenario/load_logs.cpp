// CloudWatch Logs in a scenario: `logsConfig` of the build project, and queries.
#include "fakes/logs/filter_pattern.h"
#include "fakes/logs/validation.h"
#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

constexpr std::size_t k_uuid_characters = 36;

void complain(YamlReader& reader, const YAML::Node& node, const Status& status) {
  if (!status.ok()) {
    reader.error(node, "CloudWatch Logs refuses this (" + status.failure().code +
                           "): " + status.failure().message);
  }
}

}  // namespace

void read_logs_config(YamlReader& reader, const YAML::Node& build, BuildSettings& settings) {
  const YAML::Node config = build["logsConfig"];
  if (!config.IsDefined() || !reader.check_map(config, "logsConfig", {"cloudWatchLogs"})) {
    return;
  }
  const YAML::Node node = config["cloudWatchLogs"];
  if (!node.IsDefined() ||
      !reader.check_map(node, "cloudWatchLogs", {"status", "groupName", "streamName"})) {
    return;
  }
  codebuild::CloudWatchLogsConfig& logs = settings.cloud_watch_logs;
  std::string status = "ENABLED";
  reader.read_one_of(node, "status", status, {"ENABLED", "DISABLED"});
  logs.status = status == "DISABLED" ? codebuild::LogsConfigStatusType::DISABLED
                                     : codebuild::LogsConfigStatusType::ENABLED;
  reader.read(node, "groupName", logs.groupName);
  reader.read(node, "streamName", logs.streamName);
  if (!logs.groupName.empty()) {
    complain(reader, node["groupName"], logs::validate_group_name(logs.groupName));
  }
  if (!logs.streamName.empty()) {  // "<streamName>/<uuid>"
    complain(
        reader, node["streamName"],
        logs::validate_stream_name(logs.streamName + "/" + std::string(k_uuid_characters, '0')));
  }
}

void check_log_query(YamlReader& reader, const YAML::Node& node, const Wants& wants) {
  const auto filter = wants.find("filter");
  if (filter != wants.end() && !filter->second.empty()) {
    const auto pattern = logs::parse_filter_pattern(filter->second.front());
    complain(reader, node["filter"], pattern.ok() ? success() : Status(pattern.failure()));
  }
  std::size_t told = 0;
  for (const char* key : {"stream", "stream_prefix", "build", "instance"}) {
    told += wants.count(key);
  }
  if (told > 1) {
    reader.error(node,
                 "'stream', 'stream_prefix', 'build' and 'instance' exclude each other: each "
                 "says which log streams are meant");
  }
}

}  // namespace greenroom::scenario
