// Who is told of what changes in a bucket.
#include <utility>

#include "fakes/s3/notifications.h"
#include "fakes/s3/service.h"
#include "fakes/wire/values.h"

namespace greenroom::s3 {
namespace {

// Of a request that changed something, as S3 has them.
constexpr std::size_t k_request_id_digits = 16;

// Later ones are greater, as texts.
std::string sequencer_of(std::uint64_t number) {
  std::string text(18, '0');
  for (std::size_t at = text.size(); at-- > 0; number >>= 4) {
    text[at] = "0123456789ABCDEF"[number & 15];
  }
  return text;
}

}  // namespace

Status S3::PutBucketNotificationConfiguration(Context cx, const std::string& bucket,
                                              aws::Json configuration,
                                              bool SkipDestinationValidation) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  Result<aws::Json> checked =
      checked_notifications(std::move(configuration), [this] { return ids_.uuid("notification"); });
  if (!checked) {
    return checked.failure();
  }
  const std::vector<Destination> told = destinations_of(checked.value());
  for (const Destination& each : told) {
    const Status may_tell = targets_ == nullptr ? Status(Failure{"", "nobody is there"})
                                                : targets_->may_tell(cx, bucket, each.arn);
    if (!may_tell && !SkipDestinationValidation) {
      return Failure{"InvalidArgument",
                     k_no_destination + each.arn + ": " + may_tell.failure().message};
    }
  }
  home->eventbridge = checked.value().find("EventBridgeConfiguration") != nullptr;
  home->configurations["NotificationConfiguration"] = std::move(checked).value();
  for (const Destination& each : told) {
    const std::string id = ids_.hex("s3 request", k_request_id_digits);
    send(cx, bucket, each.arn, test_message(bucket, iso8601(cx.epoch(), cx.now()), id));
  }
  return success();
}

void S3::tell_created(Context cx, const std::string& bucket, const ObjectVersion& version,
                      std::string_view reason) {
  if (events_ != nullptr && state_.find(bucket)->eventbridge) {
    events_->object_created(cx, bucket, version, reason);
  }
  notify(cx, bucket, version, event_of(reason));
}

void S3::tell_deleted(Context cx, const std::string& bucket, const ObjectVersion& version,
                      std::string_view deletion_type) {
  if (events_ != nullptr && state_.find(bucket)->eventbridge) {
    events_->object_deleted(cx, bucket, version, deletion_type);
  }
  notify(cx, bucket, version, event_of(deletion_type));
}

void S3::tell_changed(Context cx, const std::string& bucket, const ObjectVersion& version,
                      std::string_view what) {
  if (events_ != nullptr && state_.find(bucket)->eventbridge) {
    events_->object_changed(cx, bucket, version, what);
  }
  notify(cx, bucket, version, event_of(what));
}

void S3::notify(Context cx, const std::string& bucket, const ObjectVersion& version,
                std::string event) {
  const Bucket& home = *state_.find(bucket);
  const auto configuration = home.configurations.find("NotificationConfiguration");
  if (configuration == home.configurations.end()) {
    return;
  }
  const std::vector<Destination> told = destinations_of(configuration->second, event, version.Key);
  if (told.empty()) {
    return;
  }
  const ObjectChange change{std::move(event),
                            bucket,
                            version,
                            iso8601(cx.epoch(), cx.now()),
                            ids_.hex("s3 request", k_request_id_digits),
                            sequencer_of(++notified_)};
  for (const Destination& each : told) {
    send(cx, bucket, each.arn, event_message(change, each.configuration_id, account_));
  }
}

// Simplified: at once, where AWS takes about a second.
void S3::send(Context cx, const std::string& bucket, const std::string& arn, std::string message) {
  const Status sent = targets_ == nullptr ? Status(Failure{"", "nobody is there"})
                                          : targets_->deliver(cx, bucket, arn, std::move(message));
  if (!sent) {
    cx.trace("s3.notification_lost",
             {{"bucket", bucket}, {"destination", arn}, {"reason", sent.failure().message}});
  }
}

}  // namespace greenroom::s3
