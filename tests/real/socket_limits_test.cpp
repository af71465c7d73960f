// SO_RCVTIMEO and SO_SNDTIMEO: sockets that wait only so long, on virtual time.
#include <catch2/catch.hpp>

#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

// perl's pack of a struct timeval, and the numbers of the options.
const std::string k_prelude =
    "perl -MSocket -MTime::HiRes=time -e '$| = 1; $begin = time;"
    "sub limit { my ($s, $o, $sec, $usec) = @_; setsockopt($s, SOL_SOCKET, $o,"
    " pack(q(qq), $sec, $usec // 0)) or die }"
    "sub told { printf qq(%s after %.3f: %s\\n), shift, time - $begin, $!{EAGAIN} ? q(EAGAIN) :"
    " $!{EINPROGRESS} ? q(EINPROGRESS) : 0 + $! } ";

struct Seen {
  ProcessStatus status;
  Duration took;
  std::set<std::string> escapes;
};

Seen run(const std::string& program) {
  RealLab lab;
  Seen seen;
  const auto story = [](RealLab& l, std::string script, Seen& out) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const Instant begin = cx.now();
    out.status = co_await l.sh(cx, "i-1", std::move(script));
    out.took = cx.now() - begin;
  };
  lab.run(story(lab, program, seen));
  seen.escapes = lab.settlement.escapes();
  return seen;
}

struct Row {
  const char* what;
  std::string script;
  std::string prints;
  Duration takes;
};

}  // namespace

TEST_CASE("a socket with a time-out waits exactly that long") {
  const Row row = GENERATE(values<Row>({
      {"a read of a stream that stays silent",
       "socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); limit(*A, SO_RCVTIMEO, 9); sysread(A, $x, 1);"
       " told(q(read))'",
       "read after 9.000: EAGAIN\n", seconds(9)},
      {"a recv, by microseconds, twice",
       "socketpair(A, B, AF_UNIX, SOCK_DGRAM, 0); limit(*A, SO_RCVTIMEO, 0, 250000);"
       " recv(A, $x, 1, 0); told(q(recv)); recv(A, $x, 1, 0); told(q(recv))'",
       "recv after 0.250: EAGAIN\nrecv after 0.500: EAGAIN\n", milliseconds(500)},
      {"an accept that nobody connects to",
       "socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, INADDR_ANY)); listen(S, 1);"
       " limit(*S, SO_RCVTIMEO, 30); accept(C, S); told(q(accept))'",
       "accept after 30.000: EAGAIN\n", seconds(30)},
      {"an accepted connection inherits the limit of its listener",
       "socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, INADDR_ANY)); listen(S, 1);"
       " limit(*S, SO_RCVTIMEO, 4); socket(C, PF_INET, SOCK_STREAM, 0);"
       " connect(C, sockaddr_in(8080, INADDR_LOOPBACK)); accept(D, S); sysread(D, $x, 1);"
       " told(q(read))'",
       "read after 4.000: EAGAIN\n", seconds(4)},
      {"a write that nobody reads returns what fitted, then times out",
       "socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); limit(*A, SO_SNDTIMEO, 5);"
       " while (defined(syswrite(A, q(x) x 65536))) {} told(q(write))'",
       "write after 10.000: EAGAIN\n", seconds(10)},
      {"data that comes in time is read in time",
       "socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); limit(*A, SO_RCVTIMEO, 9);"
       " if (!fork) { sleep 3; syswrite(B, q(x)); exit } sysread(A, $x, 1); $! = 0;"
       " told($x); wait'",
       "x after 3.000: 0\n", seconds(3)},
      {"a limit of zero is none",
       "socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); limit(*A, SO_RCVTIMEO, 9);"
       " limit(*A, SO_RCVTIMEO, 0); if (!fork) { sleep 60; syswrite(B, q(x)); exit }"
       " sysread(A, $x, 1); $! = 0; told($x); wait'",
       "x after 60.000: 0\n", seconds(60)},
      {"the program is told the limit it set",
       "socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); limit(*A, SO_RCVTIMEO, 7, 8);"
       " print join(q( ), unpack(q(qq), getsockopt(A, SOL_SOCKET, SO_RCVTIMEO))), qq(\\n);"
       " print join(q( ), unpack(q(qq), getsockopt(A, SOL_SOCKET, SO_SNDTIMEO))), qq(\\n)'",
       "7 8\n0 0\n", Duration{}},
      {"a child waits on its own",
       "socketpair(A, B, AF_UNIX, SOCK_DGRAM, 0); limit(*A, SO_RCVTIMEO, 2);"
       " if (!fork) { sleep 1; recv(A, $x, 1, 0); told(q(child)); exit }"
       " recv(A, $x, 1, 0); told(q(parent)); wait'",
       "parent after 2.000: EAGAIN\nchild after 3.000: EAGAIN\n", seconds(3)},
  }));
  CAPTURE(row.what);
  const Seen seen = run(k_prelude + row.script);
  CAPTURE(seen.status.stderr_text);
  CHECK(seen.status.stdout_text == row.prints);
  CHECK(seen.took == row.takes);
  CHECK(seen.escapes.empty());
}

TEST_CASE("a signal interrupts a limited call as it always does") {
  const Seen seen =
      run(k_prelude +
          "socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); limit(*A, SO_RCVTIMEO, 9);"
          " $SIG{ALRM} = sub {}; alarm 4; sysread(A, $x, 1); print $!{EINTR} ? q(EINTR) : 0 + $!'");
  CHECK(seen.status.stdout_text == "EINTR");
  CHECK(seen.took == seconds(4));
}
