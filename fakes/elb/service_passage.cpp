// The steps of a request that somebody else carries: the same decisions as handle(), in its order.
#include <utility>

#include "fakes/elb/answers.h"
#include "fakes/elb/passage.h"

namespace greenroom::elb {

void Elb::admit(Context cx, const std::string& listener_arn, HttpRequest head, const Client& client,
                Passage& passage) {
  passage.exchange = begin(cx, listener_arn, std::move(head), client);
  if (std::exchange(passage.exchange.websocket, false)) {
    // Simplified: whoever carries in steps has no tunnels, so the target answers as to any request.
    remove_header(passage.exchange.request.headers, "Upgrade");
  }
  passage.forwards = false;
  if (client.unreadable != 0) {
    passage.answer = error_page(client.unreadable);
    return;
  }
  std::optional<HttpResponse> alone = answer_alone(cx, passage.exchange);
  if (alone) {
    passage.answer = std::move(*alone);
    return;
  }
  passage.forwards = true;
  passage.exchange.dispatched = cx.now();
  passage.exchange.record.target =
      passage.exchange.target.ip + ":" + std::to_string(passage.exchange.target.Port);
  passage.outgoing = outgoing(cx, passage.exchange);
}

void Elb::answered(Context cx, Passage& passage, HttpResult result) {
  passage.exchange.record.new_connections += result.new_connection ? 1 : 0;
  outcome(cx, passage.exchange, result, is_gone(passage.exchange));
  passage.answer = std::move(result.response);
}

void Elb::conclude(Context cx, Passage& passage, const BodyBytes& bodies,
                   std::optional<Instant> left_at) {
  Exchange& exchange = passage.exchange;
  if (passage.forwards) {
    release(exchange);
  }
  exchange.record.received_bytes += bodies.from_client;
  passage.exchange.body_bytes_to_client = bodies.to_client;
  passage.answer = finish(cx, exchange, std::move(passage.answer), left_at);
}

}  // namespace greenroom::elb
