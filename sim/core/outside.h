// What the kernel knows of the real world: processes and sockets that run while virtual time stands
// still. Implemented by sim/real; absent in runs without processes.
#pragma once

#include "sim/core/time.h"

namespace greenroom {

class Outside {
 public:
  virtual ~Outside() = default;

  // Blocks in REAL time until every operation given to the outside has either completed or cannot
  // go on before virtual time does, and every real process is quiescent. Then hands the results of
  // the completed ones to the simulation, in the order of (actor, sequence) in which they were
  // started, never of arrival. Returns whether anything was handed over. Throws HarnessError.
  virtual bool settle() = 0;

  // The earliest virtual instant at which a real process wants to wake, or k_never.
  [[nodiscard]] virtual Instant next_deadline() const = 0;

  // Virtual time has moved to `now`.
  virtual void time_moved(Instant now) = 0;
};

}  // namespace greenroom
