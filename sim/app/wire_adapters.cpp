#include "sim/app/wire_adapters.h"

#include <algorithm>
#include <utility>

#include "fakes/wire/base64.h"
#include "sim/app/adapters.h"

namespace greenroom::app {
namespace {

const ec2::Subnet* find_in(const ec2::State& state, const std::string& subnet_id) {
  const auto found =
      std::find_if(state.subnets.begin(), state.subnets.end(),
                   [&](const ec2::Subnet& subnet) { return subnet.SubnetId == subnet_id; });
  return found == state.subnets.end() ? nullptr : &*found;
}

}  // namespace

std::optional<elb::SubnetFacts> DirectoryOfNetwork::find_subnet(
    const std::string& subnet_id) const {
  const ec2::Subnet* subnet = find_in(ec2_.state(), subnet_id);
  return subnet == nullptr
             ? std::nullopt
             : std::optional(elb::SubnetFacts{subnet->AvailabilityZone, ec2_.state().vpc.VpcId});
}

std::string DirectoryOfNetwork::target_group_arn(const std::string& name) const {
  return elb_.target_group_arn(name);
}

std::optional<std::string> DirectoryOfNetwork::zone_of_subnet(const std::string& subnet_id) const {
  const ec2::Subnet* subnet = find_in(ec2_.state(), subnet_id);
  return subnet == nullptr ? std::nullopt : std::optional(subnet->AvailabilityZone);
}

Result<ec2::IamInstanceProfile> InstanceProfilesOnIam::find(const std::string& name,
                                                            const std::string& arn) const {
  const std::string wanted = name.empty() ? arn.substr(arn.rfind('/') + 1) : name;
  const Result<iam::InstanceProfile> profile = iam_.GetInstanceProfile(wanted);
  if (!profile.ok() || (!arn.empty() && profile.value().Arn != arn)) {
    return Failure{"InvalidParameterValue",
                   name.empty() ? "Value (" + arn +
                                      ") for parameter iamInstanceProfile.arn is invalid. Invalid "
                                      "IAM Instance Profile ARN"
                                : "Value (" + name +
                                      ") for parameter iamInstanceProfile.name is invalid. "
                                      "Invalid IAM Instance Profile name"};
  }
  return ec2::IamInstanceProfile{profile.value().Arn, profile.value().InstanceProfileId,
                                 profile.value().role, name};
}

Result<sts::AssumableRole> RolesOnIam::may_assume(const std::string& role_arn,
                                                  const sts::CallerIdentity& caller,
                                                  const std::string& external_id) const {
  iam::ConditionContext context;
  iam::tell_now(context, kernel_.epoch(), kernel_.now());
  if (!external_id.empty()) {
    context["sts:externalid"] = {external_id};
  }
  const Result<iam::Role> role = iam_.may_assume(role_arn, {caller.Arn, ""}, context);
  if (!role.ok()) {
    return role.failure();
  }
  return sts::AssumableRole{role.value().RoleName, role.value().RoleId,
                            role.value().MaxSessionDuration};
}

Status QueuesOnSqs::put(Context cx, const std::string& topic_arn, const std::string& queue_arn,
                        std::string body,
                        const std::map<std::string, sns::MessageAttributeValue>& attributes) {
  const bool is_there = sqs_.state().queues().count(queue_arn.substr(queue_arn.rfind(':') + 1)) > 0;
  if (Status let_in =
          is_there ? policies_.service_may(cx, topic_arn, "sqs:SendMessage", queue_arn) : success();
      !let_in) {
    return let_in;
  }
  sqs::MessageAttributes beside;
  for (const auto& [name, value] : attributes) {
    const bool is_binary = value.DataType.starts_with("Binary");
    beside[name] = {value.DataType,
                    is_binary ? wire::bytes_of_base64(value.Value).value_or("") : value.Value};
  }
  const auto sent = sqs_.put(cx.as("sqs"), queue_arn, std::move(body), std::move(beside));
  return sent.ok() ? success() : Status(sent.failure());
}

Result<std::string> BuildStoreOnS3::get(Context, std::string bucket, std::string key,
                                        std::string version_id) {
  Result<s3::Object> object = s3_.GetObject(
      bucket, key, version_id.empty() ? std::nullopt : std::optional(std::move(version_id)));
  if (!object.ok()) {
    return object.failure();
  }
  return std::move(object.value().Body);
}

Result<std::vector<codebuild::StoredFile>> BuildStoreOnS3::get_folder(Context, std::string bucket,
                                                                      std::string prefix) {
  const Result<std::vector<std::string>> keys = s3_.ListKeys(bucket);
  if (!keys.ok()) {
    return keys.failure();
  }
  std::vector<codebuild::StoredFile> files;
  for (const std::string& key : keys.value()) {
    const bool is_below = key.rfind(prefix, 0) == 0 && key.size() > prefix.size();
    Result<s3::Object> object =
        is_below ? s3_.GetObject(bucket, key, std::nullopt) : Failure{"NoSuchKey", ""};
    if (object.ok()) {
      files.push_back({key.substr(prefix.size()), std::move(object.value().Body)});
    }
  }
  return files;
}

Status BuildStoreOnS3::put(Context cx, std::string bucket, std::string key, std::string body,
                           std::map<std::string, std::string> metadata) {
  s3::ObjectSettings settings;
  settings.Metadata = std::move(metadata);
  const Result<s3::ObjectVersion> stored = s3_.PutObject(
      cx.as("s3"), std::move(bucket), std::move(key), std::move(body), std::move(settings));
  return stored.ok() ? success() : Status(stored.failure());
}

Result<std::vector<codebuild::StoredFile>> BuildStoreOnS3::extract(const std::string& zip) {
  Result<std::vector<FileOfZip>> all = files_of_zip(zip);
  if (!all.ok()) {
    return all.failure();
  }
  std::vector<codebuild::StoredFile> files;
  for (FileOfZip& file : all.value()) {
    files.push_back({std::move(file.path), std::move(file.content)});
  }
  return files;
}

namespace {

ObjectOfEvent object_of_event(const std::string& bucket, const s3::ObjectVersion& version,
                              std::string_view why) {
  return {bucket, version.Key, version.Size, version.ETag, version.VersionId, std::string(why)};
}

}  // namespace

void ObjectEventsOnBus::object_created(Context cx, const std::string& bucket,
                                       const s3::ObjectVersion& version, std::string_view reason) {
  messaging_.object_created(cx, object_of_event(bucket, version, reason));
}

void ObjectEventsOnBus::object_deleted(Context cx, const std::string& bucket,
                                       const s3::ObjectVersion& version,
                                       std::string_view deletion_type) {
  messaging_.object_deleted(cx, object_of_event(bucket, version, deletion_type));
}

void ObjectEventsOnBus::object_changed(Context cx, const std::string& bucket,
                                       const s3::ObjectVersion& version, std::string_view what) {
  messaging_.object_changed(cx, object_of_event(bucket, version, what));
}

Status NotificationsOfS3::is_there(const std::string& arn) const {
  if (arn.starts_with("arn:aws:sns:")) {
    return sns_.GetTopicAttributes(arn)
               ? success()
               : Status(Failure{"", "The destination topic does not exist"});
  }
  if (arn.starts_with("arn:aws:sqs:")) {
    const std::string name = arn.substr(arn.rfind(':') + 1);
    return sqs_.queue_arn(name) == arn && sqs_.GetQueueUrl(name)
               ? success()
               : Status(Failure{"", "The destination queue does not exist"});
  }
  return Failure{"", "The destination is neither a topic nor a queue, and nothing else is here"};
}

Status NotificationsOfS3::is_let_in(Context cx, const std::string& bucket,
                                    const std::string& arn) const {
  const bool is_queue = arn.starts_with("arn:aws:sqs:");
  return policies_.service_may(cx, "arn:aws:s3:::" + bucket,
                               is_queue ? "sqs:SendMessage" : "sns:Publish", arn);
}

Status NotificationsOfS3::may_tell(Context cx, const std::string& bucket,
                                   const std::string& arn) const {
  if (Status there = is_there(arn); !there) {
    return there;
  }
  const char* const kind = arn.starts_with("arn:aws:sqs:") ? "queue" : "topic";
  return is_let_in(cx, bucket, arn)
             ? success()
             : Status(
                   Failure{"", "Permissions on the destination " + std::string(kind) +
                                   " do not allow S3 to publish notifications from this bucket"});
}

Status NotificationsOfS3::deliver(Context cx, const std::string& bucket, const std::string& arn,
                                  std::string json) {
  // What is gone says so itself.
  if (Status let_in = is_there(arn) ? is_let_in(cx, bucket, arn) : success(); !let_in) {
    return let_in;
  }
  if (arn.starts_with("arn:aws:sqs:")) {
    const Result<sqs::SendMessageResult> sent = sqs_.put(cx.as("sqs"), arn, std::move(json));
    return sent ? success() : Status(sent.failure());
  }
  sns::PublishRequest request;
  request.TopicArn = arn;
  request.Subject = "Amazon S3 Notification";
  request.Message = std::move(json);
  const Result<std::string> sent = sns_.Publish(cx.as("sns"), std::move(request));
  return sent ? success() : Status(sent.failure());
}

}  // namespace greenroom::app
