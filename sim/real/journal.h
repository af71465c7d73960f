// What a server keeps in a folder so that everything is there again after it was ended, however it
// was ended: the requests that changed something, in order, with the instant at which each was
// carried out. A world is a function of its seed and of these: carried out again at the same
// instants they give the same ids, the same versions, the same instances with the same processes.
//
// Records are rows of SQLite, large bodies are files beside it, named by their digests. Nothing is
// acknowledged before it is on the disk. What builds answered lies there as well (build_cache.h):
// it only saves time, and may be lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/core/http.h"
#include "sim/core/time.h"

namespace greenroom::real {

// Bodies from this size on are files of their own.
inline constexpr std::size_t k_body_in_row_max = 64u << 10;

// The build cache that belongs to a journal.
[[nodiscard]] std::string builds_folder_of_journal(const std::string& folder);

// A request that is about to be answered.
struct AnsweredRequest {
  const HttpRequest* request = nullptr;
  const HttpResponse* response = nullptr;
};

struct KeptRequest {
  std::int64_t number = 0;
  HttpRequest request;
  int status = 0;           // of its answer
  std::string body_digest;  // SHA-256 of its answer's body
};

// Requests that were carried out one after another, with nothing in between.
struct KeptRound {
  Instant at;
  std::vector<KeptRequest> requests;
};

class Journal {
 public:
  // Makes the folder when it is not there. HarnessError: it cannot be written, another server uses
  // it, or its requests belong to a world that began otherwise: `beginning` says how this one does
  // (its seed and environment), a line each.
  Journal(std::string folder, const std::string& beginning);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // The next round of those that were there when it was opened; without requests: there is none.
  [[nodiscard]] KeptRound next_round();
  // How far virtual time had come.
  [[nodiscard]] Instant clock() const;

  // One round, all or none. On the disk when this returns.
  void append(Instant at, std::span<const AnsweredRequest> round);
  // Virtual time has come to `at`; nothing is written when it is known to have.
  void mark(Instant at);
  // Forgets all of it.
  void clear();

  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  struct Database;
  [[nodiscard]] std::string body_file(const std::string& digest) const;
  void keep_body(const std::string& digest, const std::string& body) const;
  [[nodiscard]] std::string read_body(const std::string& digest) const;
  void check_beginning(const std::string& beginning);
  void remove_strays() const;

  std::string folder_;
  std::unique_ptr<Database> database_;
  std::int64_t next_round_ = 0;  // to be given out
  std::int64_t rounds_ = 0;      // there are
  Instant clock_;
};

// SHA-256, as journals have it.
[[nodiscard]] std::string digest_of_body(const HttpResponse& response);

}  // namespace greenroom::real
