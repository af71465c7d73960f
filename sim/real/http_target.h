// Real HTTP to targets: what the load balancer sends, through sockets of the instances' own
// networks.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fakes/elb/connections.h"
#include "fakes/elb/ports.h"
#include "sim/real/instance_sockets.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

class SocketStream;

// Keeps idle connections to each target for re-use by all clients, as the load balancer does, and
// watches them: when a target closes one, the virtual instant is noted, and elb::reuse_of decides
// what becomes of the next request. What is idle for too long is closed when its time has come, as
// the target may notice.
class HttpTarget final : public elb::TargetPort {
 public:
  HttpTarget(Settlement& settlement, InstanceSockets& sockets,
             elb::ConnectionTiming timing = elb::ConnectionTiming());
  ~HttpTarget() override;

  Task<HttpResult> send(Context cx, elb::TargetEndpoint target, HttpRequest request,
                        elb::ConnectionUse use, Instant deadline) override;
  void drop_connections(const elb::TargetEndpoint& target) override;
  void cut_exchanges(const elb::TargetEndpoint& target) override;
  void use(const elb::ConnectionTiming& timing) override { timing_ = timing; }
  [[nodiscard]] const elb::ConnectionTiming& timing() const { return timing_; }

 private:
  struct Exchange;
  struct Connection;
  class Guard;
  class Closer;

  // The next connection to use; nothing when a new one is needed. Sets the exchange's `lost` when
  // the keep-alive race was lost.
  std::unique_ptr<Connection> take_idle(Exchange& exchange);
  void keep_idle(const std::shared_ptr<Exchange>& exchange);
  // When the load balancer closes the next idle connection; k_never without one.
  [[nodiscard]] Instant next_idle_end() const;
  // Closes those whose time comes next.
  void close_next_idle();
  [[nodiscard]] SocketStream* stream_of(Exchange& exchange);
  void start(const std::shared_ptr<Exchange>& exchange);
  void begin(const std::shared_ptr<Exchange>& exchange);
  void leave_line(const Exchange& exchange);
  void connect(const std::shared_ptr<Exchange>& exchange);
  void write(const std::shared_ptr<Exchange>& exchange);
  void read(const std::shared_ptr<Exchange>& exchange);
  void finish(const std::shared_ptr<Exchange>& exchange, HttpResult result);

  Settlement& settlement_;
  InstanceSockets& sockets_;
  elb::ConnectionTiming timing_;
  std::unique_ptr<Closer> closer_;
  std::map<std::string, std::deque<std::unique_ptr<Connection>>> idle_;
  std::map<std::string, std::vector<std::unique_ptr<SocketStream>>> streams_;
  std::map<std::string, std::vector<Exchange*>> under_way_;  // in the order in which they began
  // By instance: the first is being connected. One after the other, so that a server accepts in the
  // order in which exchanges began, whatever processor hands its connections over.
  std::map<std::string, std::deque<std::shared_ptr<Exchange>>> lines_;
};

}  // namespace greenroom::real
