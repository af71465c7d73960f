// The exit codes of the program, by class of failure. The README and `--help` print this table.
#pragma once

namespace greenroom {

enum class ExitCode : int {
  Held = 0,                // all expectations held
  ExpectationFailed = 1,   // the scenario ran, an expectation did not hold
  Usage = 2,               // wrong usage or an invalid scenario
  InvariantBroken = 3,     // an invariant of the simulated cloud was broken
  LimitOrDeadlock = 4,     // a limit was hit, or nothing could happen any more
  NotDeterministic = 5,    // two runs of the same input differed
  EnvironmentTrouble = 6,  // trouble with this machine: cannot start a process, disk full ...
  InternalError = 70,      // a bug in greenroom
  Interrupted = 130,       // SIGINT or SIGTERM
};

}  // namespace greenroom
