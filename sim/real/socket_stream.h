// One side of a tunnel: a connection whose bytes are for whoever it was upgraded for.
#pragma once

#include <functional>
#include <memory>

#include "sim/core/byte_stream.h"
#include "sim/real/http_wire.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

// Bytes on their way from one socket of this process to another, in one direction: the settlement
// waits for them. The end of the stream counts as a byte.
class InsideBytes {
 public:
  explicit InsideBytes(Settlement& settlement) : settlement_(settlement) {}
  ~InsideBytes() { nobody_reads(); }
  InsideBytes(const InsideBytes&) = delete;
  InsideBytes& operator=(const InsideBytes&) = delete;

  void sent(std::size_t bytes);
  void received(std::size_t bytes);
  // What is under way is lost, and so is what will be sent.
  void nobody_reads();

 private:
  Settlement& settlement_;
  std::size_t under_way_ = 0;
  bool over_ = false;
};

// Both directions between a simulated user and the front.
struct InsideLink {
  explicit InsideLink(Settlement& settlement) : to_front(settlement), to_user(settlement) {}
  InsideBytes to_front;
  InsideBytes to_user;
};

// Closed when it is destroyed.
class SocketStream final : public ByteStream {
 public:
  struct Surroundings {
    // The machine at the other end; absent or nullptr: none.
    std::function<Watched*()> machine;
    // Of a connection inside this process; the other two are its directions.
    std::shared_ptr<InsideLink> link;
    InsideBytes* in = nullptr;
    InsideBytes* out = nullptr;
    std::function<void()> closed;  // told once, by close()
    std::size_t bytes_max = 0;     // that may come in one instant; more ends the stream
  };
  // `early`: what was read together with the answer that made it a stream.
  SocketStream(Settlement& settlement, TcpSocket socket, std::string early,
               Surroundings surroundings);
  ~SocketStream() override;

  void deliver_to(ActorId receiver, Mailbox<StreamBytes>& mailbox, int number) override;
  void send(std::string bytes) override;
  void close() override;
  [[nodiscard]] bool is_closed() const;
  // It is over, as if the other side had closed it now.
  void end();

 private:
  struct State;
  std::shared_ptr<State> state_;  // handlers may run after the end
};

}  // namespace greenroom::real
