// A real HTTP server for clients on this computer, in real time: the door of `greenroom serve`.
//
// It reads whole requests, and answers when it is told to. Nothing in it moves virtual time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "sim/core/http.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

// What a client may do. Whoever passes a limit is answered 4xx, or hung up on.
struct DoorLimits {
  std::size_t header_bytes_max = 64u << 10;
  std::size_t body_bytes_max = 256u << 20;
  std::size_t connections_max = 1024;
  std::chrono::seconds idle_max{75};     // between two requests
  std::chrono::seconds request_max{60};  // for the head of a request, and for each part of a body
};

// What goes on when a door is taken out of one world and put into the next: the port, and the one
// client who is still owed an answer.
struct DoorOfTheNextWorld {
  int listener = -1;
  int client = -1;
};

class ApiDoor {
 public:
  // A whole request has come. It is answered by reply() with that number, at once or later.
  using Arrived = std::function<void(std::uint64_t number, HttpRequest request)>;

  // Listens on `address`:`port`; port 0 takes any free one. A port in use is a HarnessError that
  // says so.
  ApiDoor(Settlement& settlement, const std::string& address, int port, const DoorLimits& limits,
          Arrived arrived);
  // The door of the world before; the client's request has number 1.
  ApiDoor(Settlement& settlement, DoorOfTheNextWorld from_before, const DoorLimits& limits,
          Arrived arrived);
  ~ApiDoor();
  ApiDoor(const ApiDoor&) = delete;
  ApiDoor& operator=(const ApiDoor&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // Unknown numbers are those of clients that have left.
  void reply(std::uint64_t number, HttpResponse response);
  // Whether the client is still there who is owed `number`. One that has left is owed nothing more.
  [[nodiscard]] bool is_awaited(std::uint64_t number);
  // Ends this door, but for its port and the client who is owed `number`.
  [[nodiscard]] DoorOfTheNextWorld take_out(std::uint64_t number);
  // Calls `what` from the event loop after a time of real time; an earlier call that has not come
  // yet is forgotten.
  void remind(std::chrono::milliseconds after, std::function<void()> what);
  // Calls `what` when this process is asked to end (SIGINT, SIGTERM).
  void on_interrupt(std::function<void()> what);

 private:
  struct Parts;
  struct Session;
  using SessionPointer = std::shared_ptr<Session>;
  using Sessions = std::list<Session*>;
  void accept();
  // Hangs up on those whose time is over, now and then as long as there are any.
  void sweep();
  void read_head(const SessionPointer& session);
  void read_body(const SessionPointer& session);
  void read_rest(const SessionPointer& session);
  void read_more(const SessionPointer& session);
  void read_chunks(const SessionPointer& session);
  void arrived(const SessionPointer& session);
  void refuse(const SessionPointer& session, int status, const std::string& why);
  void write(const SessionPointer& session, HttpResponse response);
  void written(const SessionPointer& session);
  void set_reminder();
  void hang_up(const SessionPointer& session);

  DoorLimits limits_;
  Arrived arrived_;
  std::unique_ptr<Parts> parts_;
  std::map<std::uint64_t, SessionPointer> owed_;
  std::uint64_t next_number_ = 1;
  // Shared with the sessions, the last of which end with the event loop.
  std::shared_ptr<Sessions> sessions_ = std::make_shared<Sessions>();
  std::function<void()> what_is_reminded_;
  int port_ = 0;
};

}  // namespace greenroom::real
