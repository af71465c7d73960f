// Git's smart HTTP (clone, fetch, push) of a bare repository: every request runs
// `git http-backend`, the program that Git has for this.
#pragma once

#include <string>

#include "sim/core/http.h"

namespace greenroom::real {

struct GitService {
  std::string root;  // folder of bare repositories
  std::string user;  // who has been let in; may push
};

// `path` names the repository and what is asked of it: "/repository.git/info/refs". Blocks in real
// time while Git works. HarnessError when there is no Git.
[[nodiscard]] HttpResponse answer_git(const GitService& service, const std::string& path,
                                      const HttpRequest& request);

}  // namespace greenroom::real
