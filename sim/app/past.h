// What a server did before it was started anew (`greenroom serve --data DIR`), done again.
//
// A world is a function of its seed and of the requests that changed something, each at its instant
// (sim/real/journal.h keeps them). Carried out again they bring back what no copy of records could:
// instances with their files and running processes. What builds answered is kept too and replayed;
// hooks run again, in real time. Simplified: what users asked of an app through a load balancer is
// not kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "sim/core/http.h"
#include "sim/core/kernel.h"
#include "sim/real/journal.h"

namespace greenroom::app {

// Whether a request to AWS, to the Git repository or to greenroom itself may change anything: reads
// are not kept. An operation is one by its name, "GetObject", "DescribeInstances".
[[nodiscard]] bool changes_something(const HttpRequest& request);

class Past {
 public:
  // `carry_out` answers a request at this instant.
  using CarryOut = std::function<HttpResponse(const HttpRequest&)>;
  Past(Kernel& kernel, const std::string& folder, const std::string& beginning, CarryOut carry_out);

  // Later: virtual time has to go on before anything else happens. Now: repeat().
  enum class Turn { Over, Later, Now };
  [[nodiscard]] Turn turn();
  [[nodiscard]] bool is_over() const { return over_; }
  // Carries out the round that is due. HarnessError when what had succeeded fails now: a world that
  // lacks something acknowledged must not look as if it were whole.
  void repeat();

  // Before the answers are sent. Those that changed nothing are left out.
  void keep(std::span<const real::AnsweredRequest> round);
  // Virtual time never goes back behind what a client may have seen.
  void mark() { journal_.mark(kernel_.now()); }
  // The world begins anew.
  void forget() { journal_.clear(); }

  // For people, when it is over: how much was restored, and what was answered differently.
  [[nodiscard]] std::string summary(std::int64_t replayed_builds) const;

 private:
  void wait_until(Instant instant);
  void compare(const real::KeptRequest& before, const HttpResponse& now);

  Kernel& kernel_;
  real::Journal journal_;
  CarryOut carry_out_;
  real::KeptRound next_;
  Instant waits_until_ = k_never;  // an event there makes time stop at it
  bool over_ = false;
  std::size_t restored_ = 0;
  std::size_t differ_ = 0;
  std::string first_difference_;
};

}  // namespace greenroom::app
