// A receiver that does not read for a while: the bytes that wait for it do not hold virtual time.
#include <catch2/catch.hpp>

#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

// More than the buffers of both sides hold together.
constexpr const char* k_slow_reader = R"(
use IO::Socket::INET;
my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 7000, Listen => 1);
if (!fork) { my $client = $listener->accept; print $client 'x' x 24_000_000; exit }
my $begun = time;
my $socket = IO::Socket::INET->new('127.0.0.1:7000');
sleep 30;
my ($bytes, $got) = (0, 0);
$bytes += $got while $got = sysread $socket, my $buffer, 65_536;
print $bytes, ' bytes after ', time - $begun, ' s';
)";

}  // namespace

// Found by npm, which leaves sockets unread for 200 ms while it unpacks: the run stood still.
TEST_CASE("bytes that wait for a sleeping reader do not keep virtual time from moving") {
  RealLab lab;
  const Context cx = lab.context("story");
  std::string told;
  const auto story = [&]() -> Task<void> {
    co_await lab.boot(cx, "i-1", "10.0.1.10");
    Machine* machine = lab.hardware.machine("i-1");
    Command command;
    command.argv = {"perl", "-e", k_slow_reader};
    command.environment = {{"PATH", "/usr/bin:/bin"}};
    const ProcessId process = machine->start(cx, std::move(command));
    const Instant deadline = cx.now() + minutes(5);
    const ProcessStatus status = co_await machine->wait(cx, process, deadline);
    told = status.stdout_text + status.stderr_text;
  };
  lab.run(story());
  CHECK(told == "24000000 bytes after 30 s");
}
