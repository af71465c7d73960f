#include "sim/app/open_cloud.h"

#include <algorithm>
#include <utility>

#include "sim/app/under_way.h"

namespace greenroom::app {
namespace {

// It lasts as long as somebody wants it; what a run in CI must not do for ever it may.
KernelOptions kernel_options(const OpenCloud::Options& options) {
  KernelOptions kernel;
  kernel.seed = {options.seed};
  if (options.environment) {
    kernel.epoch = options.environment->start;
    kernel.limits = options.environment->limits;
  }
  kernel.limits.events_max = UINT64_MAX;
  kernel.limits.virtual_time_max = hours(24 * 365 * 100);
  kernel.limits.watchdog_real = std::max(kernel.limits.watchdog_real, options.watchdog_least);
  return kernel;
}

CloudSettings empty_cloud() {
  CloudSettings settings;
  settings.account = {"123456789012", "us-east-1"};
  return settings;
}

}  // namespace

OpenCloud::OpenCloud(Options options)
    : options_(std::move(options)), kernel_(kernel_options(options_)), settlement_(kernel_) {
  const real::BuildSurroundings around{"", options_.build_cache, options_.build_cache_use,
                                       options_.npm_packages};
  kernel_.trace().begin({options_.environment ? options_.environment->name : options_.name, "",
                         kernel_.seed().value});
  if (options_.environment) {
    world_ = std::make_unique<World>(kernel_, settlement_, *options_.environment, around);
    kernel_.trace().observe(world_->watch());
  } else {
    cloud_ = std::make_unique<Cloud>(kernel_, settlement_, empty_cloud(), around);
    cloud_->connect_messaging({});
  }
  // Whoever uses such a cloud has to do with any of its instances.
  cloud().hardware.use_cache(real::BuildCacheUse::Off);
  cloud().connect_clients();
  cloud().codebuild.set_prototype(project_of(
      options_.environment ? options_.environment->environment.build : scenario::BuildSettings{}));
  kernel_.trace().observe(cloud().messaging);
  for (const std::unique_ptr<Invariant>& invariant : cloud().invariants) {
    kernel_.trace().observe(*invariant);
  }
}

OpenCloud::~OpenCloud() {
  kernel_.shutdown();
}

void OpenCloud::close_doors() {
  const elb::State& state = cloud().elb.state();
  for (auto door = doors_.begin(); door != doors_.end();) {
    if (state.listener(door->first) == nullptr) {
      door->second->front.stop_listening();
      closed_doors_.push_back(std::move(door->second));
      door = doors_.erase(door);
    } else {
      ++door;
    }
  }
}

bool OpenCloud::has_door(const std::string& listener_arn) {
  const std::vector<Door*> all = doors();
  return std::any_of(all.begin(), all.end(),
                     [&](const Door* door) { return door->listener_arn == listener_arn; });
}

std::vector<const Door*> OpenCloud::join(Context cx, int first_port) {
  close_doors();
  std::vector<const Door*> fresh;
  for (const elb::ListenerState& listener : cloud().elb.state().listeners) {
    const std::string& arn = listener.description.ListenerArn;
    if (has_door(arn)) {
      continue;
    }
    auto door =
        std::make_unique<Door>(kernel_, settlement_, doors_.empty() ? first_port : 0, cloud().elb);
    door->listener_arn = arn;
    door->front.use(cloud().target_port.timing());
    fresh.push_back(door.get());
    doors_[arn] = std::move(door);
  }
  if (!metrics_started_ && !cloud().cloudwatch.state().alarms().empty()) {
    metrics_started_ = true;
    cloud().elb.publish_metrics(cx.as("cloudwatch"), cloud().alarms);
    cloud().cloudwatch.start(cx.as("cloudwatch"));
  }
  return fresh;
}

std::vector<Door*> OpenCloud::doors() {
  std::vector<Door*> all;
  for (const auto& [port, door] : cloud().doors) {
    all.push_back(door.get());
  }
  for (const auto& [arn, door] : doors_) {
    all.push_back(door.get());
  }
  return all;
}

bool OpenCloud::is_under_way() {
  const std::vector<Door*> all = doors();
  return std::any_of(all.begin(), all.end(),
                     [](Door* door) { return door->front.owed_to_strangers() > 0; }) ||
         something_under_way(cloud().codedeploy.state(), cloud().codebuild.state(),
                             cloud().codepipeline.state());
}

WorldProblems OpenCloud::problems_so_far() {
  WorldProblems all;
  for (const std::unique_ptr<Invariant>& invariant : cloud().invariants) {
    all.violations.insert(all.violations.end(), invariant->violations().begin(),
                          invariant->violations().end());
  }
  all.on_real_time.assign(settlement_.escapes().begin(), settlement_.escapes().end());
  return all;
}

WorldProblems OpenCloud::problems() {
  for (const std::unique_ptr<Invariant>& invariant : cloud().invariants) {
    invariant->at_end();
  }
  return problems_so_far();
}

}  // namespace greenroom::app
