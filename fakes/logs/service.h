// CloudWatch Logs: groups, streams, events. Operations are immediate.
//
// AWS: docs.aws.amazon.com/AmazonCloudWatchLogs, reference codebuild-codepipeline-s3 4.1.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/logs/ports.h"
#include "fakes/logs/state.h"
#include "fakes/logs/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::logs {

// Every operation: InvalidParameterException, and ResourceNotFoundException where something must
// be there.
class Logs {
 public:
  // Ours: `traced` false keeps what happens here out of the trace.
  explicit Logs(aws::Account account, bool traced = true)
      : account_(std::move(account)), traced_(traced) {}

  // ResourceAlreadyExistsException, TooManyTagsException.
  Status CreateLogGroup(Context cx, const std::string& group, const Tags& tags = {});
  Status CreateLogStream(Context cx, const std::string& group, const std::string& stream);
  Status DeleteLogGroup(Context cx, const std::string& group);
  Status DeleteLogStream(Context cx, const std::string& group, const std::string& stream);
  // Simplified: it is told by DescribeLogGroups, and nothing expires.
  Status PutRetentionPolicy(Context cx, const std::string& group, std::int64_t days);
  Status DeleteRetentionPolicy(Context cx, const std::string& group);
  // Of a group, by its ARN, which ends in ":*" or not. TooManyTagsException.
  Status TagResource(const std::string& arn, const Tags& tags);
  Status UntagResource(const std::string& arn, const std::vector<std::string>& keys);
  [[nodiscard]] Result<Tags> ListTagsForResource(const std::string& arn) const;
  // The name in an ARN of a group; any other text is a name already.
  [[nodiscard]] std::string group_of(const std::string& identifier) const;
  // Events that are too old or too new are dropped and named; the others are stored.
  Result<PutLogEventsOutput> PutLogEvents(Context cx, PutLogEventsInput input);

  [[nodiscard]] Result<GetLogEventsOutput> GetLogEvents(const GetLogEventsInput& input) const;
  [[nodiscard]] Result<FilterLogEventsOutput> FilterLogEvents(
      const FilterLogEventsInput& input) const;
  // Late events of an earlier time are not missed: this goes by arrival.
  [[nodiscard]] Result<TailOutput> tail(const TailInput& input) const;
  [[nodiscard]] Result<DescribeLogGroupsOutput> DescribeLogGroups(
      const DescribeLogGroupsInput& input) const;
  [[nodiscard]] Result<DescribeLogStreamsOutput> DescribeLogStreams(
      const DescribeLogStreamsInput& input) const;

  [[nodiscard]] const State& state() const { return state_; }

 private:
  [[nodiscard]] std::string group_arn(const std::string& group) const;
  void trace(Context cx, const char* event, const std::vector<Field>& fields) const;

  aws::Account account_;
  bool traced_;
  State state_;
};

}  // namespace greenroom::logs
