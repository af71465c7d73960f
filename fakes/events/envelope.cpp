#include "fakes/events/envelope.h"

#include "fakes/aws/json.h"

namespace greenroom::events {
namespace {

constexpr std::size_t k_entry_bytes_max = 256u << 10;

std::size_t bytes_of(const PutEventsRequestEntry& entry) {
  std::size_t bytes = entry.Source.size() + entry.DetailType.size() + entry.Detail.size();
  for (const std::string& resource : entry.Resources) {
    bytes += resource.size();
  }
  return bytes;
}

Failure missing(const std::string& what) {
  return {"InvalidArgument",
          "Parameter " + what + " is not valid. Reason: " + what + " is a required argument."};
}

void add_text(std::string& out, const char* name, const std::string& value) {
  out += out.size() == 1 ? "" : ",";
  aws::append_json_text(out, name);
  out += ":";
  aws::append_json_text(out, value);
}

std::string whole_seconds(Epoch epoch, Instant instant) {
  constexpr std::size_t k_to_seconds = 19;  // "2026-01-01T00:00:00"
  return iso8601(epoch, instant).substr(0, k_to_seconds) + "Z";
}

}  // namespace

Status validate_entry(const PutEventsRequestEntry& entry) {
  if (entry.Source.empty()) {
    return missing("Source");
  }
  if (entry.DetailType.empty()) {
    return missing("DetailType");
  }
  if (entry.Detail.empty()) {
    return missing("Detail");
  }
  if (entry.Source.starts_with("aws.")) {
    return Failure{"NotAuthorizedForSource", "Not authorized for the source."};
  }
  const Result<aws::Json> detail = aws::parse_json(entry.Detail);
  if (!detail.ok() || detail.value().kind != aws::JsonKind::Object) {
    return Failure{"MalformedDetail", "Detail is malformed."};
  }
  if (bytes_of(entry) >= k_entry_bytes_max) {
    return Failure{"InvalidArgument", "Total size of the entry is 256 KB or more."};
  }
  return success();
}

std::string envelope(const ServiceEvent& event, const std::string& id, const aws::Account& account,
                     Epoch epoch, Instant time) {
  std::string out = "{";
  add_text(out, "version", "0");
  add_text(out, "id", id);
  add_text(out, "detail-type", event.detail_type);
  add_text(out, "source", event.source);
  add_text(out, "account", account.id);
  add_text(out, "time", whole_seconds(epoch, time));
  add_text(out, "region", account.region);
  out += ",\"resources\":" + aws::json_texts(event.resources);
  return out + ",\"detail\":" + event.detail + "}";
}

Status validate_event(const std::string& json) {
  const Result<aws::Json> event = aws::parse_json(json);
  if (!event.ok() || event.value().kind != aws::JsonKind::Object) {
    return Failure{"ValidationException", "Parameter Event is not valid."};
  }
  for (const char* field :
       {"id", "account", "source", "time", "region", "resources", "detail-type"}) {
    if (event.value().find(field) == nullptr) {
      return Failure{"ValidationException",
                     std::string("Parameter Event is not valid. Reason: it has no ") + field + "."};
    }
  }
  return success();
}

}  // namespace greenroom::events
