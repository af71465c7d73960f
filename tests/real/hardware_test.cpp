// EC2's machines as real ones: user data, the power button, disks that stay.
#include "sim/real/hardware.h"

#include <catch2/catch.hpp>

#include "fakes/ec2/user_data.h"
#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

Task<std::string> read(Context cx, Machine* machine, std::string path) {
  const Result<std::string> text = co_await machine->read_file(cx, path);
  co_return text.ok() ? text.value() : text.failure().message;
}

}  // namespace

TEST_CASE("user data runs as root, what it prints is in cloud-init's log") {
  RealLab lab;
  const auto story = [](RealLab& l) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    Machine* machine = l.hardware.machine("i-1");
    const std::string script =
        "#!/bin/bash\nid -un\necho trouble >&2\n(sleep 900; echo late) &\nexit 4\n";
    const std::string failed = co_await ec2::run_user_data(cx, machine, script);
    CHECK(failed == "Failed running /var/lib/cloud/instance/scripts/part-001 [4]");
    CHECK(cx.now() < k_start + seconds(900));  // cloud-init does not wait for the background
    const std::string log = co_await read(cx, machine, ec2::k_cloud_init_log);
    CHECK(log == "root\ntrouble\n");
    co_await cx.sleep_for(seconds(901));
    const std::string later = co_await read(cx, machine, ec2::k_cloud_init_log);
    CHECK(later == "root\ntrouble\nlate\n");
  };
  lab.run(story(lab));
}

TEST_CASE("the power button lets programs end in order, and the disk stays until discarded") {
  RealLab lab;
  const auto story = [](RealLab& l) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const ProcessStatus started = co_await l.sh(
        cx, "i-1",
        "touch /opt/kept /var/kept /tmp/lost; (setsid sh -c 'trap \"echo in order > /var/end; "
        "exit\" TERM; while :; do sleep 1; done' > /dev/null 2>&1 &)");
    CHECK(started.done());
    co_await cx.sleep_for(seconds(3));
    const Instant pressed = cx.now();
    co_await l.hardware.shut_down(cx, "i-1", seconds(10));
    CHECK(cx.now() == pressed + seconds(10));
    CHECK(l.hardware.machine("i-1") == nullptr);

    co_await l.boot(cx, "i-1", "10.0.1.10");
    const ProcessStatus again =
        co_await l.sh(cx, "i-1", "ls /opt/kept /var/kept /tmp; cat /var/end");
    CHECK(again.stdout_text == "/opt/kept\n/var/kept\n\n/tmp:\nin order\n");

    l.hardware.power_off(cx, "i-1");
    l.hardware.discard_disk("i-1");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const ProcessStatus fresh = co_await l.sh(cx, "i-1", "ls /opt/kept /var/kept");
    CHECK(fresh.stdout_text.empty());
  };
  lab.run(story(lab));
}
