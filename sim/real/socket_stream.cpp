#include "sim/real/socket_stream.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <deque>
#include <utility>

namespace greenroom::real {

void InsideBytes::sent(std::size_t bytes) {
  if (over_ || bytes == 0) {
    return;
  }
  if (under_way_ == 0) {
    settlement_.sent_inside();
  }
  under_way_ += bytes;
}

void InsideBytes::received(std::size_t bytes) {
  const bool waited_for = under_way_ > 0;
  under_way_ -= std::min(bytes, under_way_);
  if (waited_for && under_way_ == 0) {
    settlement_.received_inside();
  }
}

void InsideBytes::nobody_reads() {
  received(under_way_);
  over_ = true;
}

// Bytes are collected by handlers, as they come, and handed over by the settlement, when nothing
// more can come at this instant. One ticket at a time stands for what comes next.
struct SocketStream::State : std::enable_shared_from_this<State> {
  State(Settlement& owner, TcpSocket connection, std::string early, Surroundings around)
      : settlement(owner),
        socket(std::move(connection)),
        surroundings(std::move(around)),
        collected(std::move(early)) {
    received(collected.size());
  }

  Settlement& settlement;
  TcpSocket socket;
  Surroundings surroundings;
  std::string collected;
  bool ended = false;   // the other side has closed
  bool closed = false;  // we have
  std::array<char, 16384> buffer{};
  std::deque<std::string> to_send;  // the first is being sent

  ActorId receiver;
  Mailbox<StreamBytes>* mailbox = nullptr;
  int number = 0;
  Ticket ticket;
  bool waiting = false;  // the ticket has not been finished

  [[nodiscard]] Watched* machine() const {
    return surroundings.machine ? surroundings.machine() : nullptr;
  }
  void received(std::size_t bytes) const {
    if (surroundings.in != nullptr) {
      surroundings.in->received(bytes);
    }
  }
  void read();
  void write();
  void over();
  void wait();
  void came();
  void hand_over();
};

void SocketStream::State::read() {
  socket.async_read_some(
      boost::asio::buffer(buffer),
      [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) {
        if (self->closed || self->ended) {
          return;
        }
        self->collected.append(self->buffer.data(), bytes);
        self->received(bytes);
        if (error || self->collected.size() > self->surroundings.bytes_max) {
          self->over();
        } else {
          // At once: otherwise the bytes count as under way until the kernel's delayed
          // acknowledgement.
          const int on = 1;
          setsockopt(self->socket.native_handle(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
          self->read();
        }
        self->came();
      });
}

void SocketStream::State::over() {
  ended = true;
  if (surroundings.in != nullptr) {
    surroundings.in->nobody_reads();
  }
}

void SocketStream::State::write() {
  boost::asio::async_write(
      socket, boost::asio::buffer(to_send.front()),
      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
        self->to_send.pop_front();  // after an error, reading ends the stream
        if (!error && !self->to_send.empty() && !self->closed) {
          self->write();
        }
      });
}

void SocketStream::State::wait() {
  ticket = settlement.begin(receiver, machine());
  waiting = true;
  if (!collected.empty() || ended) {
    came();
  }
}

void SocketStream::State::came() {
  if (std::exchange(waiting, false)) {
    settlement.finish(ticket, [self = shared_from_this()] { self->hand_over(); });
  }
}

void SocketStream::State::hand_over() {
  if (closed) {
    return;
  }
  if (!collected.empty()) {
    mailbox->put({number, std::exchange(collected, {})});
  }
  if (ended) {
    mailbox->put({number, {}});
  } else {
    wait();
  }
}

SocketStream::SocketStream(Settlement& settlement, TcpSocket socket, std::string early,
                           Surroundings surroundings)
    : state_(std::make_shared<State>(settlement, std::move(socket), std::move(early),
                                     std::move(surroundings))) {
  state_->read();  // at once: whoever counts bytes under way waits for it
}

SocketStream::~SocketStream() {
  close();
}

void SocketStream::deliver_to(ActorId receiver, Mailbox<StreamBytes>& mailbox, int number) {
  state_->receiver = receiver;
  state_->mailbox = &mailbox;
  state_->number = number;
  state_->wait();
}

void SocketStream::send(std::string bytes) {
  if (state_->closed || bytes.empty()) {
    return;
  }
  if (state_->surroundings.out != nullptr) {
    state_->surroundings.out->sent(bytes.size());
  }
  state_->to_send.push_back(std::move(bytes));
  if (state_->to_send.size() == 1) {
    state_->write();
  }
  state_->settlement.touch(state_->machine());
}

void SocketStream::close() {
  if (std::exchange(state_->closed, true)) {
    return;
  }
  state_->settlement.abandon(state_->ticket);
  if (state_->surroundings.out != nullptr) {
    state_->surroundings.out->sent(1);
  }
  if (state_->surroundings.in != nullptr) {
    state_->surroundings.in->nobody_reads();
  }
  boost::system::error_code ignored;
  state_->socket.shutdown(TcpSocket::shutdown_both, ignored);
  state_->socket.close(ignored);
  state_->settlement.touch(state_->machine());
  if (state_->surroundings.closed) {
    state_->surroundings.closed();
  }
}

bool SocketStream::is_closed() const {
  return state_->closed;
}

void SocketStream::end() {
  if (!state_->closed && !std::exchange(state_->ended, true) && state_->mailbox != nullptr) {
    state_->settlement.abandon(state_->ticket);
    state_->waiting = false;
    state_->mailbox->put({state_->number, {}});
  }
}

}  // namespace greenroom::real
