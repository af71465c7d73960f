#include "sim/app/developers_app.h"

#include <utility>

#include "sim/core/assert.h"
#include "sim/core/harness_error.h"
#include "sim/real/git_repository.h"
#include "sim/real/sandbox.h"

namespace greenroom::app {

Task<void> place_app(Context cx, Machine& machine, std::string instance_id, std::string app_folder,
                     std::string directory) {
  real::GitRepository repository(real::scratch_directory() + "/sources-of-" + instance_id);
  scm::PushRequest first;
  first.folders = {std::move(app_folder)};
  first.message = "app v1.0";
  first.author_name = "student";
  first.author_email = "student@platform.qa.com";
  const Result<scm::Commit> committed = repository.push(cx, first);
  SIM_ASSERT(committed.ok(), "the first commit of a repository has something to commit");
  std::string sources = repository.zip(cx, committed.value().id);
  const std::string where = directory;
  const Status placed =
      co_await machine.unpack(cx, std::move(sources), ArchiveFormat::Zip, std::move(directory));
  if (!placed.ok()) {
    throw HarnessError("the app cannot be put into " + where + " of the host " + instance_id +
                       " (" + placed.failure().code + "): " + placed.failure().message +
                       ". Next step: change `app:` of that host in `hosts:`, or raise "
                       "`limits: { machine_disk }`.");
  }
}

}  // namespace greenroom::app
