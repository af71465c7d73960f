// A service that machines find in their own network: a real socket there, answered from here. The
// instance metadata service (where metadata_route.h leads those who connect to port 80), and the
// npm registry of builds and developers (npm_registry.h).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/core/http.h"
#include "sim/core/limits.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

struct GuestService {
  std::string what;  // "the metadata of instance", for error messages
  std::string ip;
  int port = 0;
};

// What a machine is answered now; with status 0 nothing: the connection is closed. Must depend on
// nothing but these and virtual time: requests are answered as they come, in no particular order.
using GuestHandler =
    std::function<HttpResponse(const std::string& machine, const HttpRequest& request)>;

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
  // before a question of the machine's is answered.
  void open(const std::string& machine, int tcp_socket, std::function<void()> when_asked = {});
  // The machine is switched off.
  void close(const std::string& machine);

 private:
  struct Listener;
  struct Session;
  void accept(const std::string& machine);
  void read(const std::shared_ptr<Session>& session);
  void answer(const std::shared_ptr<Session>& session);

  const Limits& limits_;
  Settlement& settlement_;
  GuestService service_;
  GuestHandler handler_;
  HopLimit hop_limit_;
  std::map<std::string, std::unique_ptr<Listener>> listeners_;  // by machine
};

}  // namespace greenroom::real
