// The two ends of what a Relay carries. Only relay*.cpp include it.
#pragma once

#include <string>
#include <vector>

#include "sim/real/relay.h"
#include "sim/real/relay_message.h"
#include "sim/real/relay_socket.h"

namespace greenroom::real {

struct Relay::End {
  End(int descriptor, ReadingRoom& room, bool client)
      : socket(descriptor, room), is_client(client) {}
  RelaySocket socket;
  const bool is_client;
  Instant active = k_start;  // when something last came or went
};

// The connections to one address.
struct Relay::Pool {
  std::vector<Target*> idle;  // the newest last
};

struct Relay::Client final : End {
  Client(int descriptor, ReadingRoom& room) : End(descriptor, room, true) {}
  elb::Client from;
  RequestHead head;
  BodyScan body;  // of the request, what is still to come
  elb::Elb::Passage passage;
  elb::Elb::BodyBytes bodies;
  Target* target = nullptr;  // while its request is there
  bool is_head = false;
  bool answering = false;  // the answer's head was sent
  bool closing = false;    // when everything is sent
};

struct Relay::Target final : End {
  Target(int descriptor, ReadingRoom& room) : End(descriptor, room, false) {}
  Pool* pool = nullptr;
  Client* client = nullptr;  // nullptr: idle
  Duration idle_timeout = seconds(60);
  bool connecting = false;
  int connect_error = 0;
  ResponseHead head;
  BodyScan body;  // of the answer, what is still to come
};

}  // namespace greenroom::real
