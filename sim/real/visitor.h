// A program of this computer that visits the load balancer from outside: a browser, a load
// generator. It lives on real time, so virtual time stands still while it runs, except while the
// load balancer owes it an answer. What it asks for, and when, is its own affair: such a run is not
// deterministic.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/core/context.h"
#include "sim/core/result.h"
#include "sim/core/task.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

struct Visit {
  std::string command;                             // for /bin/sh
  std::string working_directory;                   // of this computer
  std::map<std::string, std::string> environment;  // added to this process's own
};

// Runs `visit` to its end. `is_owed_an_answer`: whether a request from outside is being served.
// Failure "VisitFailed" with how it ended and the last of what it printed.
[[nodiscard]] Task<Status> pay_visit(Context cx, Settlement& settlement, Visit visit,
                                     std::function<bool()> is_owed_an_answer);

}  // namespace greenroom::real
