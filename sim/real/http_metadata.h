// The instance metadata service inside each instance: a real socket at 169.254.169.254 of its
// network, where metadata_route.h leads those who connect to port 80.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

// What an instance is answered now. Must depend on nothing but these and virtual time: requests are
// answered as they come, in no particular order.
using MetadataHandler = std::function<HttpResponse(Context cx, const std::string& instance_id,
                                                   const HttpRequest& request)>;

class MetadataFront {
 public:
  // Answers to PUT travel `hop_limit(instance_id)` hops (reference alb-ec2-asg 3.5).
  using HopLimit = std::function<int(const std::string& instance_id)>;
  MetadataFront(Kernel& kernel, Settlement& settlement, MetadataHandler handler,
                HopLimit hop_limit);
  ~MetadataFront();
  MetadataFront(const MetadataFront&) = delete;
  MetadataFront& operator=(const MetadataFront&) = delete;

  // `tcp_socket`: a fresh one of the instance's network, owned from now on.
  void open(const std::string& instance_id, int tcp_socket);
  // The instance is switched off.
  void close(const std::string& instance_id);

 private:
  struct Listener;
  struct Session;
  void accept(const std::string& instance_id);
  void read(const std::shared_ptr<Session>& session);
  void answer(const std::shared_ptr<Session>& session);

  Kernel& kernel_;
  Settlement& settlement_;
  MetadataHandler handler_;
  HopLimit hop_limit_;
  std::map<std::string, std::unique_ptr<Listener>> listeners_;  // by instance id
};

}  // namespace greenroom::real
