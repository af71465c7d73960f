// WebSockets: what becomes of a request whose target answers 101 (reference alb-ec2-asg 1.11).
#include <utility>

#include "fakes/elb/service.h"

namespace greenroom::elb {
namespace {

constexpr int k_client = 0;
constexpr int k_target = 1;

// However the tunnel ends, both sides are closed while their mailbox still lives.
class Closing {
 public:
  Closing(ByteStream* client, ByteStream* target) : client_(client), target_(target) {}
  ~Closing() {
    client_->close();
    target_->close();
  }
  Closing(const Closing&) = delete;
  Closing& operator=(const Closing&) = delete;

 private:
  ByteStream* client_;
  ByteStream* target_;
};

}  // namespace

// Any byte, of either side, begins the idle time-out anew. The end of the deregistration delay is
// the end of the target's stream: TargetPort::cut_exchanges. Simplified: what one side sends is
// taken however slowly the other reads.
Task<Carried> Elb::carry(Context cx, ByteStream* client, ByteStream* target,
                         Duration idle_timeout) {
  Carried carried;
  Mailbox<StreamBytes> came("bytes of a WebSocket");
  const Closing closing(client, target);
  client->deliver_to(cx.actor(), came, k_client);
  target->deliver_to(cx.actor(), came, k_target);
  for (;;) {
    const Instant deadline = cx.now() + idle_timeout;
    std::optional<StreamBytes> next = co_await came.next_until(cx, deadline);
    if (!next || next->bytes.empty()) {
      co_return carried;
    }
    const auto bytes = static_cast<std::int64_t>(next->bytes.size());
    if (next->stream == k_client) {
      carried.from_client += bytes;
      target->send(std::move(next->bytes));
    } else {
      carried.from_target += bytes;
      client->send(std::move(next->bytes));
    }
  }
}

}  // namespace greenroom::elb
