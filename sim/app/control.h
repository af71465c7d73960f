// What /_greenroom/... answers: health, the clock, the trace, fault sites.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fakes/aws/json.h"
#include "sim/app/server.h"
#include "sim/core/http.h"

namespace greenroom::app {

inline constexpr const char* k_control_prefix = "/_greenroom/";

class Control {
 public:
  explicit Control(Server& server) : server_(server) {}
  // The answer; nothing when the client gets it later (`advance`, `run_to`).
  [[nodiscard]] std::optional<HttpResponse> answer(std::uint64_t number,
                                                   const HttpRequest& request);
  // Whether it changes more than how time goes on: what a server with --data keeps.
  [[nodiscard]] static bool is_kept(const HttpRequest& request);
  // What the client who asked for a reset is answered by the new world.
  [[nodiscard]] HttpResponse ready() const;
  // The line that `run_to` waits for has come, or will not come in time. The clock is paused.
  void grant_wish(bool came);

 private:
  [[nodiscard]] HttpResponse health() const;
  [[nodiscard]] HttpResponse clock(const std::string& found = "") const;
  [[nodiscard]] std::optional<HttpResponse> change_clock(std::uint64_t number,
                                                         const HttpRequest& request);
  [[nodiscard]] std::optional<HttpResponse> advance(std::uint64_t number, const aws::Json& wanted);
  [[nodiscard]] std::optional<HttpResponse> run_to(std::uint64_t number, const aws::Json& wanted);
  [[nodiscard]] HttpResponse switch_fault(const HttpRequest& request);
  Server& server_;
};

}  // namespace greenroom::app
