// The load balancer in real time: carries the bytes of every request as they come, on one thread,
// and asks elb::Elb what to do with it. For worlds that live by the wall clock (greenroom serve);
// runs in virtual time go through HttpFront and HttpTarget, where each message is an event.
//
// Four system calls a request: one read and one gathered write on either side. Connections to
// targets are kept and shared. Bodies pass as they come, never held whole.
//
// Simplified: WebSockets are not carried (Upgrade is taken off); Expect: 100-continue is taken off
// without the 100; clients may stay for longer than client_keep_alive; an answer whose end is the
// end of the connection ends the client's too, where AWS writes chunks; a request's body that goes
// on after its answer ends the connection; what is idle is looked at once a second.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/elb/passage.h"
#include "sim/core/context.h"
#include "sim/real/instance_sockets.h"

namespace greenroom::real {

struct ReadingRoom;

class Relay {
 public:
  struct Options {
    std::string listener_arn;
    int host_port = 0;  // on 127.0.0.1; 0: any free one. One in use is a HarnessError.
    // The present, as the world's clock has it. Never goes back.
    std::function<Instant()> clock;
  };
  Relay(Kernel& kernel, elb::Elb& elb, InstanceSockets& sockets, Options options);
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // Waits at most `milliseconds` for something to come, lets the world's events up to the present
  // happen, and carries on what can be carried on.
  void turn(int milliseconds);

  // As elb::TargetPort has them; whoever implements it hands them on.
  void drop_connections(const elb::TargetEndpoint& target);
  void cut_exchanges(const elb::TargetEndpoint& target);

 private:
  struct Client;
  struct Target;
  struct End;
  struct Pool;
  void move_world();
  void accept_clients();
  void watch(End& end);
  void on_event(End& end, unsigned events);
  void look_at_idle();

  // The client's side.
  void on_client(Client& client);
  bool read_request(Client& client);
  void start(Client& client);
  void answer_alone(Client& client);
  bool forward_body(Client& client);
  void leave(Client& client);
  void client_done(Client& client);

  // The target's side.
  Pool& pool_of(const elb::TargetEndpoint& endpoint);
  Target* connection_to(const elb::TargetEndpoint& endpoint);
  void on_connected(Target& target);
  void on_target(Target& target);
  bool read_answer(Target& target);
  bool carry_answer(Target& target, std::string_view head);
  void fail(Target& target, HttpEnd end);
  void finish(Target& target);
  void close(Client& client);
  void close(Target& target);

  [[nodiscard]] Context context() const { return {kernel_, actor_}; }
  Kernel& kernel_;
  elb::Elb& elb_;
  InstanceSockets& sockets_;
  Options options_;
  std::unique_ptr<ReadingRoom> room_;
  ActorId actor_;
  int epoll_ = -1;
  int listener_ = -1;
  int port_ = 0;
  Instant looked_at_idle_ = k_start;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<std::unique_ptr<Target>> targets_;
  std::map<std::string, std::unique_ptr<Pool>> pools_;  // by "address:port"
  std::string head_;                                    // being written
  std::string address_;                                 // being looked for
  bool some_closed_ = false;
};

}  // namespace greenroom::real
