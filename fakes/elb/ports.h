// What the load balancer needs from others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fakes/elb/connections.h"
#include "sim/core/byte_stream.h"
#include "sim/core/context.h"
#include "sim/core/http.h"

namespace greenroom::elb {

struct TargetEndpoint {
  std::string InstanceId;
  std::string ip;
  int Port = 0;
};

enum class ConnectionUse {
  Fresh,   // health checks: a new connection, closed afterwards
  Pooled,  // requests: keep-alive, shared by all clients
};

// Real HTTP to a target, through a socket of the instance's own network. Takes no virtual time
// unless the target makes it wait.
class TargetPort {
 public:
  virtual ~TargetPort() = default;
  virtual Task<HttpResult> send(Context cx, TargetEndpoint target, HttpRequest request,
                                ConnectionUse use, Instant deadline) = 0;
  // Closes pooled idle connections to a target that was deregistered.
  virtual void drop_connections(const TargetEndpoint& target) = 0;
  // Ends every exchange under way with the target: each `send` gives ClosedEarly at this instant,
  // and every stream that came of one is over.
  virtual void cut_exchanges(const TargetEndpoint& target) = 0;
  // How long connections are kept, from now on: the attributes of the load balancer have changed.
  virtual void use(const ConnectionTiming& timing) = 0;
};

// What EC2 knows about an instance.
struct InstanceFacts {
  std::string PrivateIpAddress;
  std::string State;             // "running", "stopped", "terminated" ...
  std::string AvailabilityZone;  // "" when zones do not matter
};

class InstanceDirectory {
 public:
  virtual ~InstanceDirectory() = default;
  // Nothing when there is no such instance.
  [[nodiscard]] virtual std::optional<InstanceFacts> find(const std::string& instance_id) const = 0;
};

// The client's side of one request, as the listener's socket knows it.
class ClientConnection {
 public:
  virtual ~ClientConnection() = default;
  // When the client closed its connection before it got the answer; nothing while it waits.
  [[nodiscard]] virtual std::optional<Instant> left_at() const = 0;
  // Sends `response`, a 101, and gives what the connection is from then on; nullptr when the client
  // has left. It lives as long as the connection.
  virtual ByteStream* upgrade(const HttpResponse& response) = 0;
};

// Where a request came from.
struct Client {
  std::string ip;  // of the TCP peer as the simulated network sees it
  int port = 0;    // 0: one made of the actor's name
  // What is wrong with a request that could not be read: 400, 408 or 505; 0 when it could.
  int unreadable = 0;
  bool new_connection = false;             // this is its first request
  ClientConnection* connection = nullptr;  // may be absent: the client never leaves
};

struct RequestRecord;
struct MetricDatum;

// Told of every finished request, at the instant at which it ended. For reports and tests.
class RequestObserver {
 public:
  virtual ~RequestObserver() = default;
  virtual void on_request(const RequestRecord& record) = 0;
};

// Amazon CloudWatch: gets the data of each minute when it is over.
class MetricSink {
 public:
  virtual ~MetricSink() = default;
  virtual void put_metric_data(Context cx, const std::string& metric_namespace,
                               const std::vector<MetricDatum>& data) = 0;
};

// The S3 bucket of the access logs. Simplified: the text is not compressed.
class AccessLogBucket {
 public:
  virtual ~AccessLogBucket() = default;
  virtual void put(Context cx, const std::string& bucket, const std::string& key,
                   const std::string& lines) = 0;
};

}  // namespace greenroom::elb
