#include "sim/real/journal.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

#include "sim/core/assert.h"
#include "sim/core/harness_error.h"
#include "sim/real/digests.h"

namespace greenroom::real {
namespace {

namespace fs = std::filesystem;

constexpr const char* k_tables =
    "CREATE TABLE IF NOT EXISTS beginning (text TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS clock (only INTEGER PRIMARY KEY CHECK (only = 1),"
    "  microseconds INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS request (number INTEGER PRIMARY KEY, round INTEGER NOT NULL,"
    "  microseconds INTEGER NOT NULL, method TEXT NOT NULL, target TEXT NOT NULL,"
    "  http_version INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB, body_file TEXT,"
    "  status INTEGER NOT NULL, body_digest TEXT NOT NULL);"
    "CREATE INDEX IF NOT EXISTS request_by_round ON request (round);";

// Whoever has the folder has it alone; a commit is on the disk when it returns, also if the power
// fails.
constexpr const char* k_manners =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

// Values have no line ends: whoever reads them from a socket refuses those.
std::string text_of(const HttpHeaders& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    text += name + ": " + value + "\n";
  }
  return text;
}

HttpHeaders headers_of(const std::string& text) {
  HttpHeaders headers;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::size_t colon = text.find(": ", at);
    SIM_ASSERT(end != std::string::npos && colon < end, "a journal's headers are as we wrote them");
    headers.emplace_back(text.substr(at, colon - at), text.substr(colon + 2, end - colon - 2));
    at = end + 1;
  }
  return headers;
}

std::string sha256(std::string_view bytes) {
  return Digests().sha256_hex(bytes);
}

[[noreturn]] void fail(const std::string& what, const std::string& why) {
  throw HarnessError("cannot keep " + what + " (" + why +
                     "). Next step: make room there, or name another folder with --data.");
}

// Writes and closes; whether all of it is on the disk.
bool write_down(int file, std::string_view bytes) {
  bool good = file >= 0;
  while (good && !bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    good = written >= 0 || errno == EINTR;
    bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  good = good && fsync(file) == 0;
  return (file < 0 || close(file) == 0) && good;
}

bool sync_folder(const std::string& folder) {
  const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool good = handle >= 0 && fsync(handle) == 0;
  if (handle >= 0) {
    close(handle);
  }
  return good;
}

}  // namespace

struct Journal::Database {
  ~Database() { sqlite3_close_v2(handle); }
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[noreturn]] void fail() const {
    if (sqlite3_errcode(handle) == SQLITE_BUSY) {
      throw HarnessError(file +
                         " belongs to another greenroom serve that is running. Next step: "
                         "end that one, or name another folder with --data.");
    }
    real::fail(file, sqlite3_errmsg(handle));
  }
  void run(const char* sql) const {
    if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
      fail();
    }
  }
  std::string file;
  sqlite3* handle = nullptr;
};

namespace {

// One statement, from its text to its last row.
class Statement {
 public:
  template <typename Database>
  Statement(const Database& database, const char* sql) : fail_([&database] { database.fail(); }) {
    if (sqlite3_prepare_v2(database.handle, sql, -1, &statement_, nullptr) != SQLITE_OK) {
      fail_();
    }
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::int64_t value) {
    return check(sqlite3_bind_int64(statement_, ++bound_, value));
  }
  Statement& bind(std::string_view text) {
    return check(sqlite3_bind_text64(statement_, ++bound_, text.data(), text.size(), SQLITE_STATIC,
                                     SQLITE_UTF8));
  }
  Statement& bind_bytes(std::string_view bytes) {
    return check(
        sqlite3_bind_blob64(statement_, ++bound_, bytes.data(), bytes.size(), SQLITE_STATIC));
  }
  Statement& bind_nothing() { return check(sqlite3_bind_null(statement_, ++bound_)); }
  // Whether there is a row.
  bool step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
      fail_();
    }
    return result == SQLITE_ROW;
  }
  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] std::string text(int column) const {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes == nullptr ? "" : std::string(static_cast<const char*>(bytes), size);
  }

 private:
  Statement& check(int result) {
    if (result != SQLITE_OK) {
      fail_();
    }
    return *this;
  }
  std::function<void()> fail_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

}  // namespace

std::string builds_folder_of_journal(const std::string& folder) {
  return folder + "/builds";
}

Journal::Journal(std::string folder, const std::string& beginning)
    : folder_(std::move(folder)), database_(std::make_unique<Database>()) {
  std::error_code error;
  fs::create_directories(folder_ + "/bodies", error);
  if (error) {
    fail(folder_, error.message());
  }
  Database& database = *database_;
  database.file = folder_ + "/journal.sqlite";
  if (sqlite3_open(database.file.c_str(), &database.handle) != SQLITE_OK) {
    database.fail();
  }
  database.run(k_manners);
  database.run(k_tables);
  check_beginning(beginning);
  Statement rounds(database, "SELECT coalesce(max(round) + 1, 0) FROM request");
  rounds.step();
  rounds_ = rounds.integer(0);
  Statement clock(database, "SELECT microseconds FROM clock");
  clock_ = clock.step() ? Instant{clock.integer(0)} : k_start;
  remove_strays();
}

Journal::~Journal() = default;

void Journal::check_beginning(const std::string& beginning) {
  Statement known(*database_, "SELECT text FROM beginning");
  if (!known.step()) {
    Statement(*database_, "INSERT INTO beginning VALUES (?)").bind(beginning).step();
  } else if (known.text(0) != beginning) {
    throw HarnessError("what " + folder_ + " keeps began with\n" + known.text(0) +
                       "and this server would begin with\n" + beginning +
                       "Next step: start it as it was started then, or name another folder with "
                       "--data.");
  }
}

// Bodies of requests that were never acknowledged, whole or in part: the server ended before.
void Journal::remove_strays() const {
  std::set<std::string> kept;
  Statement rows(*database_, "SELECT DISTINCT body_file FROM request WHERE body_file IS NOT NULL");
  while (rows.step()) {
    kept.insert(rows.text(0));
  }
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_ + "/bodies")) {
    if (kept.count(entry.path().filename().string()) == 0) {
      fs::remove(entry.path(), error);
    }
  }
}

std::string Journal::body_file(const std::string& digest) const {
  return folder_ + "/bodies/" + digest;
}

// Its name is its digest: what is there already is the same.
void Journal::keep_body(const std::string& digest, const std::string& body) const {
  const std::string file = body_file(digest);
  if (access(file.c_str(), F_OK) == 0) {
    return;
  }
  const std::string part = file + ".part";
  const int handle = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (!write_down(handle, body) || rename(part.c_str(), file.c_str()) != 0 ||
      !sync_folder(folder_ + "/bodies")) {
    fail(file, std::strerror(errno));
  }
}

std::string Journal::read_body(const std::string& digest) const {
  std::ifstream in(body_file(digest), std::ios::binary);
  std::string body{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (sha256(body) != digest) {
    throw HarnessError(
        body_file(digest) +
        " is not what was kept there: it is damaged or gone. Next step: put it back, "
        "or begin anew with an empty folder.");
  }
  return body;
}

KeptRound Journal::next_round() {
  KeptRound round;
  while (round.requests.empty() && next_round_ < rounds_) {
    Statement rows(*database_,
                   "SELECT number, microseconds, method, target, http_version, headers, body,"
                   " body_file, status, body_digest FROM request WHERE round = ? ORDER BY number");
    rows.bind(next_round_++);
    while (rows.step()) {
      KeptRequest kept;
      kept.number = rows.integer(0);
      round.at = Instant{rows.integer(1)};
      kept.request.method = rows.text(2);
      kept.request.target = rows.text(3);
      kept.request.version = static_cast<int>(rows.integer(4));
      kept.request.headers = headers_of(rows.text(5));
      const std::string file = rows.text(7);
      kept.request.body = file.empty() ? rows.text(6) : read_body(file);
      kept.status = static_cast<int>(rows.integer(8));
      kept.body_digest = rows.text(9);
      round.requests.push_back(std::move(kept));
    }
  }
  return round;
}

Instant Journal::clock() const {
  return clock_;
}

void Journal::append(Instant at, std::span<const AnsweredRequest> round) {
  SIM_ASSERT(next_round_ == rounds_, "what is over is carried out before anything new is kept");
  const Database& database = *database_;
  std::vector<std::string> files;
  for (const AnsweredRequest& each : round) {
    const std::string& body = each.request->body;
    files.push_back(body.size() > k_body_in_row_max ? sha256(body) : "");
    if (!files.back().empty()) {
      keep_body(files.back(), body);
    }
  }
  database.run("BEGIN");
  for (std::size_t i = 0; i < round.size(); ++i) {
    const HttpRequest& request = *round[i].request;
    const std::string headers = text_of(request.headers);
    const std::string digest = digest_of_body(*round[i].response);
    Statement row(database,
                  "INSERT INTO request (round, microseconds, method, target, http_version, headers,"
                  " body, body_file, status, body_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    row.bind(rounds_).bind(at.microseconds).bind(request.method).bind(request.target);
    row.bind(static_cast<std::int64_t>(request.version)).bind(headers);
    files[i].empty() ? row.bind_bytes(request.body).bind_nothing()
                     : row.bind_nothing().bind(files[i]);
    row.bind(static_cast<std::int64_t>(round[i].response->status)).bind(digest).step();
  }
  Statement(database, "INSERT OR REPLACE INTO clock VALUES (1, ?)").bind(at.microseconds).step();
  database.run("COMMIT");
  ++rounds_;
  next_round_ = rounds_;
  clock_ = at;
}

void Journal::mark(Instant at) {
  if (at > clock_) {
    Statement(*database_, "INSERT OR REPLACE INTO clock VALUES (1, ?)")
        .bind(at.microseconds)
        .step();
    clock_ = at;
  }
}

void Journal::clear() {
  database_->run("BEGIN; DELETE FROM request; DELETE FROM clock; COMMIT");
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_ + "/bodies")) {
    fs::remove(entry.path(), error);
  }
  fs::remove_all(builds_folder_of_journal(folder_), error);
  rounds_ = next_round_ = 0;
  clock_ = k_start;
}

std::string digest_of_body(const HttpResponse& response) {
  return sha256(response.body);
}

}  // namespace greenroom::real
