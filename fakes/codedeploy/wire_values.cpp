#include "fakes/codedeploy/wire_values.h"

#include <utility>

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_id_characters = 9;

}  // namespace

aws::Json object() {
  return {aws::JsonKind::Object, {}, {}, {}};
}

aws::Json flag(bool value) {
  return {value ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

aws::Json list(std::vector<aws::Json> items) {
  return {aws::JsonKind::Array, {}, std::move(items), {}};
}

aws::Json page_json(const std::string& member, const Page<std::string>& page) {
  return wire::Object()
      .add(member, wire::texts(page.items))
      .add_unless_empty("nextToken", page.nextToken)
      .take();
}

const std::vector<aws::Json>& items_of(const aws::Json& input, std::string_view member) {
  static const std::vector<aws::Json> k_none;
  const aws::Json* found = input.find(member);
  return found == nullptr ? k_none : found->items;
}

Result<S3Location> revision_of(const aws::Json* revision) {
  if (revision == nullptr) {
    return S3Location{};
  }
  const std::string type = wire::text_of(*revision, "revisionType");
  const aws::Json* location = revision->find("s3Location");
  if (type != "S3") {  // GitHub: simplified, nobody here has it. The others are for Lambda and ECS.
    return Failure{"InvalidRevisionException",
                   "The revision type " + (type.empty() ? "(none)" : type) +
                       " is not supported for the Server compute platform here: S3 is"};
  }
  if (location == nullptr || wire::text_of(*location, "bucket").empty() ||
      wire::text_of(*location, "key").empty()) {
    return Failure{"InvalidRevisionException",
                   "A revision of type S3 needs an s3Location with a bucket and a key"};
  }
  S3Location read;
  read.bucket = wire::text_of(*location, "bucket");
  read.key = wire::text_of(*location, "key");
  read.bundleType = wire::text_of(*location, "bundleType");
  read.version = wire::text_of(*location, "version");
  read.eTag = wire::text_of(*location, "eTag");
  return read;
}

aws::Json revision_json(const S3Location& revision) {
  return wire::Object()
      .add("revisionType", wire::text("S3"))
      .add("s3Location", wire::Object()
                             .add("bucket", wire::text(revision.bucket))
                             .add("key", wire::text(revision.key))
                             .add("bundleType", wire::text(revision.bundleType))
                             .add_unless_empty("version", revision.version)
                             .add_unless_empty("eTag", revision.eTag)
                             .take())
      .take();
}

Status check_deployment_id(const std::string& id) {
  if (id.empty()) {
    return Failure{"DeploymentIdRequiredException", "The deployment ID is missing"};
  }
  const bool good =
      id.rfind("d-", 0) == 0 && id.size() == 2 + k_id_characters &&
      id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 2) == std::string::npos;
  return good ? success()
              : Status(Failure{"InvalidDeploymentIdException",
                               "Specified DeploymentId is not in the valid format: " + id});
}

Status check_batch(std::size_t size, std::size_t limit, const std::string& required) {
  if (size == 0) {
    return Failure{required + "RequiredException", "At least one must be specified"};
  }
  if (size > limit) {
    return Failure{"BatchLimitExceededException",
                   "The maximum number of names or IDs allowed for this request (" +
                       std::to_string(limit) + ") was exceeded"};
  }
  return success();
}

AutoRollbackConfiguration rollback_of(const aws::Json& configuration) {
  AutoRollbackConfiguration read;
  read.enabled = wire::flag_of(configuration, "enabled");
  for (const std::string& event : wire::texts_of(configuration, "events")) {
    read.events.insert(enum_of(event, AutoRollbackEvent::DEPLOYMENT_STOP_ON_REQUEST).value());
  }
  return read;
}

aws::Json rollback_json(const AutoRollbackConfiguration& configuration) {
  std::vector<std::string> events;
  for (const AutoRollbackEvent event : configuration.events) {
    events.emplace_back(to_string(event));
  }
  return wire::Object()
      .add("enabled", flag(configuration.enabled))
      .add("events", wire::texts(events))
      .take();
}

AlarmConfiguration alarms_of(const aws::Json& configuration) {
  AlarmConfiguration read;
  read.enabled = wire::flag_of(configuration, "enabled");
  read.ignorePollAlarmFailure = wire::flag_of(configuration, "ignorePollAlarmFailure");
  for (const aws::Json& alarm : items_of(configuration, "alarms")) {
    read.alarms.push_back(wire::text_of(alarm, "name"));
  }
  return read;
}

aws::Json alarms_json(const AlarmConfiguration& configuration) {
  std::vector<aws::Json> alarms;
  for (const std::string& name : configuration.alarms) {
    alarms.push_back(wire::Object().add("name", wire::text(name)).take());
  }
  return wire::Object()
      .add("enabled", flag(configuration.enabled))
      .add("ignorePollAlarmFailure", flag(configuration.ignorePollAlarmFailure))
      .add("alarms", list(std::move(alarms)))
      .take();
}

}  // namespace greenroom::codedeploy
