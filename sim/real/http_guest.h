// A service that machines find in their own network: a real socket there, answered from here. The
// instance metadata service (where metadata_route.h leads those who connect to port 80), and the
// npm registry of builds and developers (npm_registry.h).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/http.h"
#include "sim/core/limits.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

struct GuestService {
  std::string what;  // "the metadata of instance", for error messages
  std::string ip;
  int port = 0;
  // Somebody who is asked in order: what machines ask at one instant is answered when all of them
  // have asked and rest, in the order of the machines' names and of the requests' texts. So answers
  // may depend on, and change, what others see. Otherwise requests are answered as they come, in no
  // particular order, and answers must depend on nothing but machine, request and virtual time.
  std::optional<ActorId> in_order = std::nullopt;
};

// What a machine is answered now; with status 0 nothing: the connection is closed. Nothing at all:
// the machine is kept waiting and its request handled again after look_again(). `asked_at` is when
// it came first.
using GuestHandler = std::function<std::optional<HttpResponse>(
    const std::string& machine, const HttpRequest& request, Instant asked_at)>;

class GuestFront {
 public:
  // Answers to PUT travel `hop_limit(machine)` hops (reference alb-ec2-asg 3.5).
  using HopLimit = std::function<int(const std::string& machine)>;
  GuestFront(const Limits& limits, Settlement& settlement, GuestService service,
             GuestHandler handler, HopLimit hop_limit = {});
  ~GuestFront();
  GuestFront(const GuestFront&) = delete;
  GuestFront& operator=(const GuestFront&) = delete;

  // `tcp_socket`: a fresh one of the machine's network, owned from now on. `when_asked` is called
  // before a question of the machine's is answered. `watched` is the machine itself, which has to
  // be found at rest again after an answer in order.
  void open(const std::string& machine, int tcp_socket, std::function<void()> when_asked = {},
            Watched* watched = nullptr);
  // The machine is switched off.
  void close(const std::string& machine);
  // Those that are kept waiting are handled again, at this instant and in order. Only of services
  // that are asked in order.
  void look_again();

 private:
  struct Listener;
  struct Session;
  void accept(const std::string& machine);
  void read(const std::shared_ptr<Session>& session);
  void asked(const std::shared_ptr<Session>& session);
  void answer_in_order();
  void answer_soon(const std::shared_ptr<Session>& session);
  void answer(const std::shared_ptr<Session>& session);

  const Limits& limits_;
  Settlement& settlement_;
  GuestService service_;
  GuestHandler handler_;
  HopLimit hop_limit_;
  std::map<std::string, std::unique_ptr<Listener>> listeners_;  // by machine
  std::vector<std::shared_ptr<Session>> waiting_;               // who is answered in order
  std::vector<std::shared_ptr<Session>> kept_;                  // who waits for look_again()
};

}  // namespace greenroom::real
