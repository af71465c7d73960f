// The load balancer's real listening socket on this computer's loopback.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "fakes/elb/ports.h"
#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

struct InsideLink;

// Answers one request: elb::Elb::handle, joined by sim/app. Requests that could not be read come
// too: empty, with Client::unreadable saying what the answer has to be.
using RequestHandler =
    std::function<Task<HttpResponse>(Context cx, HttpRequest request, elb::Client client)>;

// Who sent a request, so that requests enter the simulation in the order of their senders and not
// of arrival: our own users announce their connection's port before they write.
struct Sender {
  ActorId actor;
  std::string ip;  // as the simulated network sees it
  std::shared_ptr<InsideLink> link;
};

class HttpFront {
 public:
  // Listens on 127.0.0.1:`host_port`; 0 takes any free port. A port in use is a HarnessError that
  // says so.
  HttpFront(Kernel& kernel, Settlement& settlement, int host_port, RequestHandler handler);
  ~HttpFront();
  HttpFront(const HttpFront&) = delete;
  HttpFront& operator=(const HttpFront&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // Nobody new comes in. Who is there may stay.
  void stop_listening();
  // The connection whose client side has this port belongs to `sender` from now on.
  void announce(int client_port, Sender sender) { senders_[client_port] = std::move(sender); }
  // The client closed that connection. A request that waits for its answer learns of it.
  void forget(int client_port);
  // Requests of whoever else came that have no answer yet.
  [[nodiscard]] int owed_to_strangers() const { return owed_to_strangers_; }
  // How long clients' connections are kept, from now on. Our own users ask before they use one
  // again; whoever else sends nothing, or half a request, gets 408.
  void use(const elb::ConnectionTiming& timing) { timing_ = timing; }
  [[nodiscard]] const elb::ConnectionTiming& timing() const { return timing_; }

 private:
  struct Listener;
  struct Session;
  void accept();
  void read(const std::shared_ptr<Session>& session);
  // A request, or what is left of one that is answered with `unreadable`.
  void arrived(const std::shared_ptr<Session>& session, int unreadable);
  Task<void> serve(Context cx, std::shared_ptr<Session> session, HttpRequest request,
                   std::string ip, int unreadable);
  void reply(const std::shared_ptr<Session>& session, const HttpResponse& response);
  [[nodiscard]] ByteStream* upgrade(Session& session, const HttpResponse& response);
  void watch_stranger(const std::shared_ptr<Session>& session);
  Task<void> end_when_idle(Context cx, std::weak_ptr<Session> watched);
  void idle_for_too_long(Context cx, const std::shared_ptr<Session>& session);

  Kernel& kernel_;
  Settlement& settlement_;
  RequestHandler handler_;
  elb::ConnectionTiming timing_;
  std::unique_ptr<Listener> listener_;
  std::map<int, Sender> senders_;
  std::map<int, std::weak_ptr<Session>> serving_;  // by client port
  int port_ = 0;
  int owed_to_strangers_ = 0;
};

}  // namespace greenroom::real
