// What a bucket's notifications are to tell topics and queues: which changes, of which keys, in
// which words. Pure.
//
// AWS: docs.aws.amazon.com/AmazonS3/latest/userguide, "Amazon S3 Event Notifications" and "Event
// message structure". Restores, replication, lifecycle and tiering can be asked for, and never
// happen here.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/aws/json.h"
#include "fakes/s3/types.h"
#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::s3 {

// A topic, a queue or a function that wants to be told.
struct Destination {
  std::string arn;
  std::string configuration_id;
};

// How a refusal of a destination begins. AWS says the rest, an ARN and what is wrong with it, in
// ArgumentName and ArgumentValue alone, which few clients show; here the text goes on with both.
inline constexpr const char* k_no_destination =
    "Unable to validate the following destination configurations: ";

// The configuration with an id for each part that has none. InvalidArgument: two parts share a type
// of event, and keys as well.
[[nodiscard]] Result<aws::Json> checked_notifications(aws::Json configuration,
                                                      const std::function<std::string()>& new_id);
// Those who are told of anything, once each, topics first, then queues, then functions.
[[nodiscard]] std::vector<Destination> destinations_of(const aws::Json& configuration);
// Those who want this: `event` is "ObjectCreated:Put".
[[nodiscard]] std::vector<Destination> destinations_of(const aws::Json& configuration,
                                                       std::string_view event,
                                                       const std::string& key);

// "ObjectCreated:Put" of "PutObject", "ObjectRemoved:Delete" of "Permanently Deleted",
// "ObjectTagging:Put" of "Object Tags Added" (ports.h).
[[nodiscard]] std::string event_of(std::string_view what_happened);

struct ObjectChange {
  std::string event;  // "ObjectCreated:Put"
  std::string bucket;
  const ObjectVersion& version;
  std::string time;        // ISO 8601
  std::string request_id;  // 16 characters
  std::string sequencer;   // later ones of a key compare greater
};
// {"Records": [...]}, version 2.1, of tags and ACLs 2.3; the versions 2.4 and later, which are the
// same for all, are absent. Simplified: who asked, and from where, is always the same.
[[nodiscard]] std::string event_message(const ObjectChange& change,
                                        const std::string& configuration_id,
                                        const aws::Account& account);
// What a destination is sent when it is configured.
[[nodiscard]] std::string test_message(const std::string& bucket, const std::string& time,
                                       const std::string& request_id);

}  // namespace greenroom::s3
