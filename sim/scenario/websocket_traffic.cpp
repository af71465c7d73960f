// WebSockets of a scenario's users: each is opened, may send pings, and is opened again when it was
// closed, whoever did that. Simplified: Sec-WebSocket-Accept is not verified, and what the app says
// is counted, not read.
#include <optional>
#include <utility>

#include "sim/core/byte_stream.h"
#include "sim/scenario/traffic.h"

namespace greenroom::scenario {
namespace {

// As browsers' libraries do at first; their waits grow later.
constexpr Duration k_before_reconnecting = seconds(1);

// RFC 6455, 5.5.2: the last frame of a Ping, masked as those of clients are (with zeros), empty.
const std::string k_ping("\x89\x80\0\0\0\0", 6);

HttpRequest opening(const Traffic& settings) {
  HttpRequest request;
  request.target = settings.path;
  request.headers = {{"Host", "lab-app-alb.us-east-1.elb.amazonaws.com"},
                     {"User-Agent", "greenroom-user"},
                     {"Connection", "Upgrade"},
                     {"Upgrade", "websocket"},
                     {"Sec-WebSocket-Version", "13"},
                     {"Sec-WebSocket-Key", "Z3JlZW5yb29tIHdlYnNvYw=="}};
  return request;
}

}  // namespace

Task<void> TrafficGenerator::run_websockets(Context cx) {
  for (int connection = 1; connection <= settings_.connections; ++connection) {
    const Context user = cx.as("traffic/" + settings_.name + "/" + std::to_string(connection - 1));
    user.spawn("websocket", keep_websocket(user, connection));
  }
  for (;;) {
    begin_window(cx.now());
    co_await cx.sleep_for(k_window);
    close_window(cx);
  }
}

Task<void> TrafficGenerator::keep_websocket(Context cx, std::int64_t connection) {
  const Context users = cx.as("traffic/" + settings_.name);
  for (;;) {
    RequestRecord one;
    one.users = settings_.name;
    one.number = ++websockets_;
    one.sent = cx.now();
    const Instant deadline = cx.now() + settings_.timeout;
    HttpResult result = co_await agent_.get(cx, opening(settings_), deadline);
    const std::string instance(find_header(result.response.headers, settings_.instance_header));
    record_answer(users, std::move(one), result);
    if (result.stream != nullptr) {
      const Instant opened = cx.now();
      users.trace("traffic.websocket",
                  {{"connection", connection}, {"state", "open"}, {"instance", instance}});
      const std::int64_t received = co_await talk(cx, result.stream);
      users.trace("traffic.websocket", {{"connection", connection},
                                        {"state", "closed"},
                                        {"instance", instance},
                                        {"openFor", (cx.now() - opened).microseconds},
                                        {"receivedBytes", received}});
    }
    co_await cx.sleep_for(k_before_reconnecting);
  }
}

// Until the other side closes it. Gives the bytes that came.
Task<std::int64_t> TrafficGenerator::talk(Context cx, ByteStream* stream) {
  struct Closing {
    ByteStream* stream;
    ~Closing() { stream->close(); }
  };
  Mailbox<StreamBytes> came("a WebSocket's bytes");
  const Closing closing{stream};
  stream->deliver_to(cx.actor(), came, 0);
  std::int64_t received = 0;
  Instant next_ping = settings_.ping > Duration{} ? cx.now() + settings_.ping : k_never;
  for (;;) {
    const std::optional<StreamBytes> next = co_await came.next_until(cx, next_ping);
    if (!next) {
      stream->send(k_ping);
      next_ping = next_ping + settings_.ping;
    } else if (next->bytes.empty()) {
      co_return received;
    } else {
      received += static_cast<std::int64_t>(next->bytes.size());
    }
  }
}

}  // namespace greenroom::scenario
