// One exchange of the relay: from a client's request to the end of its answer.
#include <utility>

#include "sim/real/relay_parts.h"

namespace greenroom::real {

// Requests of one connection are answered one after the other; those that come early wait.
void Relay::on_client(Client& client) {
  while (client.socket.is_open() && !client.closing && client.socket.flushed()) {
    if (client.target == nullptr) {
      if (!read_request(client)) {
        return;
      }
    } else if (!client.body.done()) {
      if (!forward_body(client)) {
        return;
      }
    } else {
      // Only the client's leaving can be told now; what it says meanwhile stays in the buffer.
      const RelaySocket::Read read = client.socket.receive();
      if (read == RelaySocket::Read::End || read == RelaySocket::Read::Failed) {
        leave(client);
      }
      if (read != RelaySocket::Read::Some) {
        return;
      }
    }
  }
}

// Whether there may be more to do for this client.
bool Relay::read_request(Client& client) {
  const HeadEnd end =
      read_head(client.socket.received(), kernel_.limits().http_header_bytes_max, client.head);
  if (end == HeadEnd::Incomplete) {
    const RelaySocket::Read read = client.socket.receive();
    if (read == RelaySocket::Read::End || read == RelaySocket::Read::Failed) {
      close(client);
    }
    return read == RelaySocket::Read::Some;
  }
  client.from.unreadable = client.head.unreadable;
  client.socket.use(end == HeadEnd::Whole ? client.head.bytes : client.socket.received().size());
  start(client);
  return true;
}

void Relay::start(Client& client) {
  client.body = client.head.body;
  client.bodies = {};
  client.answering = false;
  client.is_head = client.head.request.method == "HEAD";
  client.active = kernel_.now();
  const int version = client.head.request.version;
  elb_.admit(context(), options_.listener_arn, client.head.request, client.from, client.passage);
  client.head.request.version = version;
  if (!client.passage.forwards) {
    answer_alone(client);
    return;
  }
  Target* target = connection_to(client.passage.target());
  if (target == nullptr) {  // the instance is not powered on
    elb_.answered(context(), client.passage, HttpEnd::Unreachable);
    answer_alone(client);
    return;
  }
  client.target = target;
  target->client = &client;
  target->active = kernel_.now();
  target->idle_timeout = client.passage.idle_timeout();
  target->head.bytes = 0;
  head_.clear();
  write_head(head_, client.passage.outgoing(), client.head.body);
  const std::string_view all = client.socket.received();
  const std::string_view body = all.substr(0, client.body.take(all));
  client.bodies.from_client += static_cast<std::int64_t>(body.size());
  if (target->connecting) {
    target->socket.keep(head_);
    target->socket.keep(body);
    client.socket.use(body.size());
    return;
  }
  const bool sent = target->socket.send(head_, body);
  client.socket.use(body.size());
  if (!sent) {
    fail(*target, HttpEnd::ClosedEarly);
  }
}

// The answer of the load balancer itself, whole.
void Relay::answer_alone(Client& client) {
  HttpResponse& answer = client.passage.answer;
  const bool closes = find_header(answer.headers, "Connection") == "close";
  const bool keep_alive = client.head.keep_alive && client.body.done() && !closes;
  head_.clear();
  write_head(head_, answer, client.head.request.version,
             BodyScan(BodyScan::Kind::Length, answer.body.size()), keep_alive);
  const std::string body = client.is_head ? std::string() : answer.body;
  client.head.keep_alive = keep_alive;
  elb_.conclude(context(), client.passage, client.bodies, std::nullopt);
  const bool sent = client.socket.send(head_, body);
  if (!sent) {
    close(client);
    return;
  }
  client_done(client);
}

// The answer is over: the next request, or the end.
void Relay::client_done(Client& client) {
  client.target = nullptr;
  client.active = kernel_.now();
  if (!client.head.keep_alive || !client.body.done()) {
    client.closing = true;
    if (client.socket.flushed()) {
      close(client);
    }
  }
}

// Whether there may be more to forward.
bool Relay::forward_body(Client& client) {
  Target& target = *client.target;
  if (target.connecting || !target.socket.flushed()) {
    return false;  // held back until it can go out
  }
  if (client.socket.received().empty()) {
    const RelaySocket::Read read = client.socket.receive();
    if (read == RelaySocket::Read::End || read == RelaySocket::Read::Failed) {
      leave(client);
    }
    if (read != RelaySocket::Read::Some) {
      return false;
    }
  }
  const std::string_view all = client.socket.received();
  const std::string_view body = all.substr(0, client.body.take(all));
  client.bodies.from_client += static_cast<std::int64_t>(body.size());
  const bool sent = client.body.bad() ? false : target.socket.send(body, {});
  client.socket.use(body.size());
  target.active = kernel_.now();
  if (!sent) {
    fail(target, HttpEnd::ClosedEarly);
    return false;
  }
  return true;
}

// The client closed its connection: logged as 460 when its answer had not begun.
void Relay::leave(Client& client) {
  if (client.target != nullptr) {
    Target& target = *client.target;
    client.target = nullptr;
    close(target);
    const Instant now = kernel_.now();
    elb_.conclude(context(), client.passage, client.bodies,
                  client.answering ? std::nullopt : std::optional(now));
  }
  close(client);
}

void Relay::on_target(Target& target) {
  while (target.socket.is_open()) {
    if (target.client == nullptr) {
      // Idle: anything that comes is its end.
      if (target.socket.receive() != RelaySocket::Read::Nothing) {
        close(target);
      }
      return;
    }
    const bool more = target.client->answering ? carry_answer(target, {}) : read_answer(target);
    if (!more) {
      return;
    }
  }
}

// Whether there may be more to do.
bool Relay::read_answer(Target& target) {
  Client& client = *target.client;
  const HeadEnd end = read_head(target.socket.received(), kernel_.limits().http_header_bytes_max,
                                client.is_head, target.head);
  if (end == HeadEnd::Incomplete) {
    const RelaySocket::Read read = target.socket.receive();
    if (read == RelaySocket::Read::End || read == RelaySocket::Read::Failed) {
      fail(target, HttpEnd::ClosedEarly);
    }
    return read == RelaySocket::Read::Some;
  }
  if (end == HeadEnd::Bad) {
    fail(target, HttpEnd::Malformed);
    return false;
  }
  target.socket.use(target.head.bytes);
  std::swap(client.passage.answer, target.head.response);
  elb_.answered(context(), client.passage, HttpEnd::Answered);
  if (client.passage.exchange.record.target_status == 0) {  // it was forgotten meanwhile
    close(target);
    answer_alone(client);
    return false;
  }
  const BodyScan announced = target.head.body;
  target.body = target.head.bodiless ? BodyScan() : announced;
  const bool endless = target.body.kind() == BodyScan::Kind::UntilClose;
  const bool unframed =
      target.body.kind() == BodyScan::Kind::Chunked && client.head.request.version == 10;
  client.head.keep_alive = client.head.keep_alive && !endless && !unframed;
  client.answering = true;
  head_.clear();
  write_head(head_, client.passage.answer, client.head.request.version,
             unframed ? BodyScan() : announced, client.head.keep_alive);
  return carry_answer(target, head_);
}

// The head, when it is this turn's, and what there is of the body go out together.
bool Relay::carry_answer(Target& target, std::string_view head) {
  Client& client = *target.client;
  if (!client.socket.flushed()) {
    return false;  // held back until the client has taken what it was sent
  }
  if (head.empty() && !target.body.done() && target.socket.received().empty()) {
    const RelaySocket::Read read = target.socket.receive();
    if (read == RelaySocket::Read::Nothing) {
      return false;
    }
    if (read != RelaySocket::Read::Some) {
      const bool is_end = target.body.kind() == BodyScan::Kind::UntilClose;
      if (is_end && read == RelaySocket::Read::End) {
        target.head.keep_alive = false;
        finish(target);
      } else {
        fail(target, HttpEnd::ClosedEarly);
      }
      return false;
    }
  }
  const std::string_view all = target.socket.received();
  const bool unframed =
      target.body.kind() == BodyScan::Kind::Chunked && client.head.request.version == 10;
  std::string payload;
  const std::size_t taken = target.body.take(all, unframed ? &payload : nullptr);
  const std::string_view body = unframed ? std::string_view(payload) : all.substr(0, taken);
  if (target.body.bad()) {
    fail(target, HttpEnd::Malformed);
    return false;
  }
  client.bodies.to_client += static_cast<std::int64_t>(body.size());
  const std::string_view joined =
      unframed || body.empty() ? std::string_view() : target.socket.received_behind(head, taken);
  const bool sent =
      joined.empty() ? client.socket.send(head, body) : client.socket.send(joined, {});
  target.socket.use(taken);
  client.active = kernel_.now();
  if (!sent) {
    leave(client);
    return false;
  }
  if (target.body.done()) {
    finish(target);
    return false;
  }
  return true;
}

// The exchange with the target did not come to its end. When the client has seen the head of the
// answer, all that is left is to close its connection.
void Relay::fail(Target& target, HttpEnd end) {
  Client* client = target.client;
  close(target);
  if (client == nullptr) {
    return;
  }
  client->target = nullptr;
  if (client->answering) {
    elb_.conclude(context(), client->passage, client->bodies, std::nullopt);
    close(*client);
    return;
  }
  elb_.answered(context(), client->passage, end);
  answer_alone(*client);
  if (client->socket.is_open()) {
    on_client(*client);
  }
}

void Relay::finish(Target& target) {
  Client& client = *target.client;
  elb_.conclude(context(), client.passage, client.bodies, std::nullopt);
  const bool reusable = target.head.keep_alive && client.body.done() &&
                        target.socket.received().empty() && target.socket.flushed();
  target.client = nullptr;
  target.active = kernel_.now();
  if (reusable) {
    target.pool->idle.push_back(&target);
  } else {
    close(target);
  }
  client_done(client);
  if (client.socket.is_open() && !client.closing) {
    on_client(client);
  }
}

}  // namespace greenroom::real
