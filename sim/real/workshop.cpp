#include "sim/real/workshop.h"

#include <utility>

#include "sim/real/guest_protocol.h"
#include "sim/real/sandbox.h"
#include "sim/real/tool_versions.h"

namespace greenroom::real {

Workshop::Workshop(Kernel& kernel, Settlement& settlement, BuildSurroundings around,
                   Reaches reaches)
    : kernel_(kernel),
      settlement_(settlement),
      around_(std::move(around)),
      cache_(around_.cache_directory),
      registry_(around_.npm_packages),
      registry_front_(kernel.limits(), settlement,
                      {"the npm registry of machine", k_npm_registry_ip, k_npm_registry_port},
                      [this, reaches = std::move(reaches)](const std::string& machine,
                                                           const HttpRequest& request, Instant) {
                        return reaches && !reaches(machine) ? HttpResponse{}
                                                            : registry_.answer(request);
                      }) {
  use_cache(around_.cache_use);
}

std::unique_ptr<CachedMachine> Workshop::machine(Context cx, const std::string& name,
                                                 SandboxPlan plan,
                                                 std::function<void(RealMachine&)> furnish) {
  std::string key = first_key(cx, name, plan);
  auto make = [this, name, plan = std::move(plan),
               furnish = std::move(furnish)]() -> std::unique_ptr<Machine> {
    auto real = std::make_unique<RealMachine>(kernel_, settlement_, plan);
    registry_front_.open(name, real->take_tcp_socket());
    real->at_power_off([this, name] { registry_front_.close(name); });
    if (furnish) {
      furnish(*real);
    }
    return real;
  };
  return std::make_unique<CachedMachine>(kernel_, settlement_, cache_, around_.cache_use,
                                         std::move(key), std::move(make));
}

std::string Workshop::first_key(Context cx, const std::string& name, const SandboxPlan& plan) {
  const Limits& limits = kernel_.limits();
  PayloadWriter out;
  out.text(name).number(kernel_.seed().value).text(versions_of_this_computer());
  out.text(plan.host_name).text(plan.private_ip).text(plan.instance_id);
  out.text(registry_.version()).number(in_user_namespace() ? 1 : 0);
  out.number(static_cast<std::uint64_t>(cx.epoch().seconds_since_1970));
  for (const std::size_t limit :
       {limits.process_output_bytes_max, limits.archive_bytes_max, limits.archive_entries_max,
        limits.machine_disk_bytes_max, limits.processes_per_machine_max}) {
    out.number(limit);
  }
  return next_key("", out.take());
}

std::map<std::string, std::string> npm_environment() {
  return {{"npm_config_registry", "http://" + std::string(k_npm_registry_ip) + ":" +
                                      std::to_string(k_npm_registry_port) + "/"},
          {"npm_config_update_notifier", "false"}};
}

}  // namespace greenroom::real
