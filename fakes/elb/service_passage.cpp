// The steps of a request that somebody else carries: the same decisions as handle(), in its order.
#include <utility>

#include "fakes/elb/answers.h"
#include "fakes/elb/passage.h"

namespace greenroom::elb {

void Elb::admit(Context cx, const std::string& listener_arn, HttpRequest& head,
                const Client& client, Passage& passage) {
  Exchange& exchange = passage.exchange;
  std::swap(exchange.request, head);
  begin(cx, listener_arn, client, exchange);
  if (std::exchange(exchange.websocket, false)) {
    // Simplified: whoever carries in steps has no tunnels, so the target answers as to any request.
    remove_header(exchange.request.headers, "Upgrade");
  }
  passage.forwards = false;
  if (client.unreadable != 0) {
    passage.answer = error_page(client.unreadable);
    return;
  }
  std::optional<HttpResponse> alone = answer_alone(cx, exchange);
  if (alone) {
    passage.answer = std::move(*alone);
    return;
  }
  passage.forwards = true;
  make_outgoing(cx, exchange);
}

void Elb::answered(Context cx, Passage& passage, HttpEnd end) {
  ByteStream* no_stream = nullptr;
  outcome(cx, passage.exchange, end, no_stream, passage.answer);
}

void Elb::conclude(Context cx, Passage& passage, const BodyBytes& bodies,
                   std::optional<Instant> left_at) {
  Exchange& exchange = passage.exchange;
  if (passage.forwards) {
    release(exchange);
  }
  exchange.record.received_bytes += bodies.from_client;
  exchange.body_bytes_to_client = bodies.to_client;
  finish(cx, exchange, passage.answer, left_at);
}

}  // namespace greenroom::elb
