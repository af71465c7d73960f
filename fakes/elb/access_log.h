// Access logs in AWS's format (reference alb-ec2-asg 1.15). Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "fakes/aws/ids.h"
#include "fakes/elb/request_record.h"

namespace greenroom::elb {

enum class LogFields {
  Classic,  // the 29 fields of the 2023 documentation
  Current,  // 34 fields: with conn_trace_id, the rewrite fields, the node's address
};

// One line, without its end, onto the end of `to`. `short_id` is "app/NAME/ID".
void append_access_log_line(std::string& to, const RequestRecord& record, std::string_view short_id,
                            Epoch epoch, LogFields fields);
// The values of a line by AWS's names of its fields, without quotes.
[[nodiscard]] std::map<std::string, std::string> access_log_fields(const RequestRecord& record,
                                                                   Epoch epoch);
// "app/NAME/ID" of a load balancer's ARN, "targetgroup/NAME/ID" of a target group's: a part of it.
[[nodiscard]] std::string_view short_id_of(std::string_view arn);

// Where the file goes that ends at `end`: one for each node every five minutes. `suffix` is the
// random part.
[[nodiscard]] std::string access_log_key(const std::string& prefix, const aws::Account& account,
                                         std::string_view short_id, Epoch epoch, Instant end,
                                         const std::string& node_ip, const std::string& suffix);
// The file that is written when access logs are switched on.
[[nodiscard]] std::string access_log_test_key(const std::string& prefix,
                                              const aws::Account& account);

}  // namespace greenroom::elb
