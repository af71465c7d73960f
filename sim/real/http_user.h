// The users: real HTTP clients of the load balancer's real port, one kept-alive connection each.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/user_agent.h"
#include "sim/real/http_front.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

class SocketStream;

class HttpUser final : public UserAgent {
 public:
  HttpUser(Settlement& settlement, HttpFront& front);
  ~HttpUser() override;

  // One request of the calling actor. Requests of one actor that overlap use connections of their
  // own. DeadlineReached cuts the connection.
  Task<HttpResult> get(Context cx, HttpRequest request, Instant deadline) override;

 private:
  struct Connection;
  struct Exchange;
  class Guard;

  [[nodiscard]] std::unique_ptr<Connection> take_idle(const Exchange& exchange);
  [[nodiscard]] SocketStream* stream_of(Exchange& exchange);
  void connect(const std::shared_ptr<Exchange>& exchange);
  void write(const std::shared_ptr<Exchange>& exchange);
  void read(const std::shared_ptr<Exchange>& exchange);
  void finish(const std::shared_ptr<Exchange>& exchange, HttpResult result);

  Settlement& settlement_;
  HttpFront& front_;
  std::map<ActorId, std::unique_ptr<Connection>> idle_;
  std::vector<std::unique_ptr<SocketStream>> streams_;
};

}  // namespace greenroom::real
