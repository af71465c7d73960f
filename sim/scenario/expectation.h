// Judging a run: expectations against what the trace and the users saw. Pure.
#pragma once

#include <string>
#include <vector>

#include "fakes/elb/request_record.h"
#include "fakes/logs/service.h"
#include "sim/core/trace.h"
#include "sim/scenario/traffic.h"
#include "sim/scenario/types.h"

namespace greenroom::scenario {

// An S3 object that expectations are about. Without a bucket: the one of the builds' artifacts.
struct WantedObject {
  std::string bucket;
  std::string key;
  friend bool operator==(const WantedObject&, const WantedObject&) = default;
};

// What there was of it at the end.
struct ObjectRecord {
  WantedObject wanted;
  bool exists = false;
  std::int64_t versions = 0;  // delete markers included
  std::string content;        // of the newest
  std::string cache_control;
  std::string acl;
  std::string kms_key;
};

struct Evidence {
  std::vector<TraceLine> lines;
  std::vector<RequestRecord> requests;
  // Every request as the load balancer's log has it, when wants_load_balancer_records() says so.
  std::vector<elb::RequestRecord> load_balancer_records;
  std::vector<ObjectRecord> objects;  // those of wanted_objects()
  Epoch epoch;
  const logs::Logs* logs = nullptr;  // CloudWatch Logs at the end
};

// Whether an expectation is about access log lines or metrics.
[[nodiscard]] bool wants_load_balancer_records(const std::vector<Expectation>& expectations);

// Every object that an expectation is about.
[[nodiscard]] std::vector<WantedObject> wanted_objects(
    const std::vector<Expectation>& expectations);

struct Outcome {
  bool held = true;
  std::string text;  // the expectation, as the file says it
  Place place;
  std::vector<std::string> mismatches;    // "status: expected Failed, saw Succeeded"
  std::vector<std::int64_t> trace_lines;  // at most 5 lines that explain it
};

// Which keys a subject knows; "targets.*" stands for any name after the dot. For the loader.
struct SubjectKeys {
  std::string subject;
  std::vector<std::string> required;
  std::vector<std::string> optional;
};
[[nodiscard]] const std::vector<SubjectKeys>& subjects();

// Whether a line has the event and all the fields that are told, "contains.<field>" by a part.
[[nodiscard]] bool matches(const TraceLine& line, const Wants& wants);

// The outcomes of all expectations, after those of steps that did not do what they should.
[[nodiscard]] std::vector<Outcome> evaluate(const std::vector<Expectation>& expectations,
                                            const Evidence& evidence);

}  // namespace greenroom::scenario
