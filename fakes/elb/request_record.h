// What is known about a request when it is over: the one source of access log and metrics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::elb {

// The views are of constants.
struct RequestRecord {
  std::string LoadBalancerArn;
  std::string TargetGroupArn;  // "" when no group was chosen
  std::string zone;            // of the target; "" when unknown
  std::size_t node = 0;
  Instant arrived;
  Instant ended;
  int elb_status = 0;
  int target_status = 0;  // 0: the target gave none
  bool target_chosen = false;
  bool connection_failed = false;  // no connection to the target
  bool fail_open = false;
  int new_connections = 0;     // opened for it: by the client, to the target
  bool sticky_broken = false;  // it came with a cookie whose target cannot be used
  int rules_evaluated = 0;
  std::string_view action;  // forward, redirect, fixed-response; "" when none was taken

  // Nothing: logged as -1.
  std::optional<Duration> request_processing;
  std::optional<Duration> target_processing;
  std::optional<Duration> response_processing;
  std::int64_t received_bytes = 0;
  std::int64_t sent_bytes = 0;

  // Only for the access log; empty when nobody reads one.
  std::string_view type = "http";  // https, ws, wss
  std::string client;              // "203.0.113.10:49213"
  std::string target;              // "10.0.1.10:8080"
  std::string request_line;        // "GET http://host:80/path HTTP/1.1"
  std::string user_agent;
  std::string trace_id;
  std::string domain_name;
  std::string matched_rule_priority = "-";  // "1".."50000", "0" for the default rule
  std::string redirect_url;
  std::string conn_trace_id;  // "TID_" and 32 hex digits
  std::string node_ip;
};

}  // namespace greenroom::elb
