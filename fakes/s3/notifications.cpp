#include "fakes/s3/notifications.h"

#include <array>
#include <map>
#include <utility>

#include "fakes/s3/wire_values.h"
#include "fakes/wire/address.h"
#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::s3 {
namespace {

struct Kind {
  const char* list;
  const char* arn;
};
constexpr std::array<Kind, 3> k_kinds = {{{"TopicConfigurations", "TopicArn"},
                                          {"QueueConfigurations", "QueueArn"},
                                          {"LambdaFunctionConfigurations", "LambdaFunctionArn"}}};

bool begins_with(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// One part of a configuration, with what it is of.
struct Wish {
  const aws::Json* json;
  std::string arn;

  [[nodiscard]] std::vector<std::string> events() const {
    std::vector<std::string> all;
    if (const aws::Json* events = json->find("Events")) {
      for (const aws::Json& event : events->items) {
        all.push_back(event.text);
      }
    }
    return all;
  }
  // Of its filter rule "prefix" or "suffix"; "" without.
  [[nodiscard]] std::string filter(std::string_view name) const {
    const aws::Json* filter = json->find("Filter");
    const aws::Json* key = filter == nullptr ? nullptr : filter->find("Key");
    const aws::Json* rules = key == nullptr ? nullptr : key->find("FilterRules");
    if (rules != nullptr) {
      for (const aws::Json& rule : rules->items) {
        if (wire::text_of(rule, "Name") == name) {
          return wire::text_of(rule, "Value");
        }
      }
    }
    return "";
  }
};

std::vector<Wish> parts_of(const aws::Json& configuration) {
  std::vector<Wish> parts;
  for (const Kind& kind : k_kinds) {
    if (const aws::Json* list = configuration.find(kind.list)) {
      for (const aws::Json& json : list->items) {
        parts.push_back({&json, wire::text_of(json, kind.arn)});
      }
    }
  }
  return parts;
}

// "s3:ObjectCreated:*" is all of "ObjectCreated:".
bool means(std::string_view wanted, std::string_view event) {
  wanted.remove_prefix(begins_with(wanted, "s3:") ? 3 : 0);
  return ends_with(wanted, "*") ? begins_with(event, wanted.substr(0, wanted.size() - 1))
                                : wanted == event;
}

bool share_an_event(const Wish& one, const Wish& other) {
  for (const std::string& left : one.events()) {
    for (const std::string& right : other.events()) {
      if (means(left, std::string_view(right).substr(3)) ||
          means(right, std::string_view(left).substr(3))) {
        return true;
      }
    }
  }
  return false;
}

bool share_keys(const Wish& one, const Wish& other) {
  const std::string prefix = one.filter("prefix");
  const std::string other_prefix = other.filter("prefix");
  const std::string suffix = one.filter("suffix");
  const std::string other_suffix = other.filter("suffix");
  return (begins_with(prefix, other_prefix) || begins_with(other_prefix, prefix)) &&
         (ends_with(suffix, other_suffix) || ends_with(other_suffix, suffix));
}

Status check_parts(const std::vector<Wish>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t j = i + 1; j < parts.size(); ++j) {
      if (share_an_event(parts[i], parts[j]) && share_keys(parts[i], parts[j])) {
        return Failure{"InvalidArgument",
                       "Configurations overlap. Configurations on the same bucket cannot share a "
                       "common event type."};
      }
    }
  }
  return success();
}

// As in forms: a space is "+"; slashes stay.
std::string encoded_key(const std::string& key) {
  std::string all = wire::percent_encoded(key);
  for (std::size_t at = all.find("%20"); at != std::string::npos; at = all.find("%20", at + 1)) {
    all.replace(at, 3, "+");
  }
  return all;
}

bool is_of_settings(std::string_view event) {
  return begins_with(event, "ObjectTagging:") || begins_with(event, "ObjectAcl:");
}

aws::Json object_in(const ObjectChange& change) {
  const ObjectVersion& version = change.version;
  wire::Object object;
  object.add("key", wire::text(encoded_key(version.Key)));
  if (begins_with(change.event, "ObjectCreated:")) {
    object.add("size", wire::number(static_cast<std::int64_t>(version.Size)));
    object.add("eTag", wire::text(version.ETag));
  } else if (is_of_settings(change.event)) {
    object.add("eTag", wire::text(version.ETag));
  } else if (version.IsDeleteMarker) {
    object.add("eTag", wire::text("d41d8cd98f00b204e9800998ecf8427e"));  // of nothing
  }
  object.add_unless_empty("versionId", version.VersionId == "null" ? "" : version.VersionId);
  // AWS: "only used with PUTs and DELETEs".
  return is_of_settings(change.event)
             ? object.take()
             : object.add("sequencer", wire::text(change.sequencer)).take();
}

}  // namespace

Result<aws::Json> checked_notifications(aws::Json configuration,
                                        const std::function<std::string()>& new_id) {
  if (const Status good = check_parts(parts_of(configuration)); !good) {
    return good.failure();
  }
  for (aws::JsonMember& member : configuration.members) {
    for (aws::Json& part : member.value.items) {
      if (part.find("Id") == nullptr) {
        part.members.insert(part.members.begin(), {"Id", wire::text(new_id())});
      }
    }
  }
  return configuration;
}

std::vector<Destination> destinations_of(const aws::Json& configuration) {
  std::vector<Destination> all;
  for (const Wish& part : parts_of(configuration)) {
    bool known = false;
    for (const Destination& each : all) {
      known = known || each.arn == part.arn;
    }
    if (!known) {
      all.push_back({part.arn, wire::text_of(*part.json, "Id")});
    }
  }
  return all;
}

std::vector<Destination> destinations_of(const aws::Json& configuration, std::string_view event,
                                         const std::string& key) {
  std::vector<Destination> all;
  for (const Wish& part : parts_of(configuration)) {
    bool wanted = false;
    for (const std::string& each : part.events()) {
      wanted = wanted || means(each, event);
    }
    if (wanted && begins_with(key, part.filter("prefix")) &&
        ends_with(key, part.filter("suffix"))) {
      all.push_back({part.arn, wire::text_of(*part.json, "Id")});
    }
  }
  return all;
}

std::string event_of(std::string_view what_happened) {
  static const std::map<std::string_view, const char*> all = {
      {"PutObject", "ObjectCreated:Put"},
      {"CopyObject", "ObjectCreated:Copy"},
      {"CompleteMultipartUpload", "ObjectCreated:CompleteMultipartUpload"},
      {"Permanently Deleted", "ObjectRemoved:Delete"},
      {"Delete Marker Created", "ObjectRemoved:DeleteMarkerCreated"},
      {"Object Tags Added", "ObjectTagging:Put"},
      {"Object Tags Deleted", "ObjectTagging:Delete"},
      {"Object ACL Updated", "ObjectAcl:Put"}};
  const auto found = all.find(what_happened);
  SIM_ASSERT(found != all.end(), "no event: " + std::string(what_happened));
  return found->second;
}

std::string event_message(const ObjectChange& change, const std::string& configuration_id,
                          const aws::Account& account) {
  const auto principal = [&account] {
    return wire::Object().add("principalId", wire::text(account.id)).take();
  };
  const aws::Json bucket = wire::Object()
                               .add("name", wire::text(change.bucket))
                               .add("ownerIdentity", principal())
                               .add("arn", wire::text("arn:aws:s3:::" + change.bucket))
                               .take();
  const aws::Json s3 = wire::Object()
                           .add("s3SchemaVersion", wire::text("1.0"))
                           .add("configurationId", wire::text(configuration_id))
                           .add("bucket", bucket)
                           .add("object", object_in(change))
                           .take();
  const aws::Json from = wire::Object().add("sourceIPAddress", wire::text("127.0.0.1")).take();
  const aws::Json response = wire::Object()
                                 .add("x-amz-request-id", wire::text(change.request_id))
                                 .add("x-amz-id-2", wire::text(wire::base64(change.request_id)))
                                 .take();
  const aws::Json record =
      wire::Object()
          .add("eventVersion", wire::text(is_of_settings(change.event) ? "2.3" : "2.1"))
          .add("eventSource", wire::text("aws:s3"))
          .add("awsRegion", wire::text(account.region))
          .add("eventTime", wire::text(change.time))
          .add("eventName", wire::text(change.event))
          .add("userIdentity", principal())
          .add("requestParameters", from)
          .add("responseElements", response)
          .add("s3", s3)
          .take();
  return aws::to_text(wire::Object().add("Records", list_of({record})).take());
}

std::string test_message(const std::string& bucket, const std::string& time,
                         const std::string& request_id) {
  return aws::to_text(wire::Object()
                          .add("Service", wire::text("Amazon S3"))
                          .add("Event", wire::text("s3:TestEvent"))
                          .add("Time", wire::text(time))
                          .add("Bucket", wire::text(bucket))
                          .add("RequestId", wire::text(request_id))
                          .add("HostId", wire::text(wire::base64(request_id)))
                          .take());
}

}  // namespace greenroom::s3
