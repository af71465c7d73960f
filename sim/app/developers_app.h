// The app as its developers have it on an instance of theirs: `hosts: [{ app: ... }]`.
#pragma once

#include <string>

#include "sim/core/machine.h"
#include "sim/core/task.h"

namespace greenroom::app {

// Puts into `directory` of the instance what a push of v1.0 would bring, had it been the first:
// the files of `app_folder` on this computer but those that Git ignores. Takes no virtual time.
// HarnessError when the instance has no room for it there.
Task<void> place_app(Context cx, Machine& machine, std::string instance_id, std::string app_folder,
                     std::string directory);

}  // namespace greenroom::app
