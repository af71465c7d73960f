// UPLOAD_ARTIFACTS: what is kept of the files that a build leaves.
#include <algorithm>
#include <set>
#include <utility>

#include "fakes/codebuild/build_run.h"
#include "fakes/codebuild/globs.h"
#include "fakes/codebuild/sites.h"

namespace greenroom::codebuild {
namespace {

bool is_glob(const std::string& text) {
  return text.find('*') != std::string::npos;
}

// "/root/.npm/**/*" is "**/*" below "/root/.npm"; a relative pattern is below ".".
std::pair<std::string, std::string> split_cache_path(const std::string& path) {
  if (path.rfind('/', 0) != 0) {
    return {".", path};
  }
  const std::size_t star = path.find('*');
  const std::size_t slash = star == std::string::npos ? path.rfind('/') : path.rfind('/', star);
  return {path.substr(0, std::max<std::size_t>(slash, 1)), path.substr(slash + 1)};
}

std::vector<std::string> files_in(const std::vector<FileEntry>& listing) {
  std::vector<std::string> files;
  for (const FileEntry& entry : listing) {
    if (entry.kind != FileKind::Directory) {
      files.push_back(entry.path);
    }
  }
  return files;
}

}  // namespace

Task<BuildRun::PhaseEnd> BuildRun::upload_artifacts(Context cx) {
  co_await save_cache(cx);
  co_await collect_reports(cx);
  const bool kept = request_.artifacts.type != ArtifactsType::NO_ARTIFACTS;
  if (!kept || (spec_.artifacts.files.empty() && request_.secondaryArtifacts.empty())) {
    co_return PhaseEnd{};  // nothing asked for
  }
  Gathered primary = co_await gather(cx, spec_.artifacts);
  if (primary.end.status != StatusType::SUCCEEDED) {
    co_return primary.end;
  }
  for (const std::string& identifier : request_.secondaryArtifacts) {
    const auto wanted = spec_.secondary_artifacts.find(identifier);
    if (wanted == spec_.secondary_artifacts.end()) {
      // Wording UNVERIFIED.
      co_return failed("CLIENT_ERROR", "no secondary artifact found for " + identifier);
    }
    Gathered secondary = co_await gather(cx, wanted->second);
    if (secondary.end.status != StatusType::SUCCEEDED) {
      co_return secondary.end;
    }
    build_.secondary_artifact_zips[identifier] = std::move(secondary.zip);
  }
  co_await cx.sleep_for(project_.timing.upload_artifacts);
  if (PhaseEnd denied = check_upload_rights(); denied.status != StatusType::SUCCEEDED) {
    co_return denied;
  }
  build_.artifact_zip = cx.fault(site::artifact_lost) ? "" : std::move(primary.zip);
  const bool stored = request_.artifacts.type == ArtifactsType::S3 && !build_.artifact_zip.empty();
  co_return stored ? store_artifact(cx, build_.artifact_zip) : PhaseEnd{};
}

// The directory itself, or those at the top that a glob means. Variables stand for what they are at
// the beginning of the build: "$CODEBUILD_SRC_DIR_other".
Task<std::vector<std::string>> BuildRun::base_directories(Context cx, std::string wanted) {
  if (wanted.rfind('$', 0) == 0) {
    const std::map<std::string, std::string> known = variables(cx);
    const std::size_t end = std::min(wanted.find('/'), wanted.size());
    const auto value = known.find(wanted.substr(1, end - 1));
    co_return std::vector<std::string>{(value == known.end() ? std::string() : value->second) +
                                       wanted.substr(end)};
  }
  std::string root = source_directory();
  if (!is_glob(wanted)) {
    const bool is_absolute = wanted.rfind('/', 0) == 0;
    co_return std::vector<std::string>{is_absolute      ? wanted
                                       : wanted.empty() ? root
                                                        : root + "/" + wanted};
  }
  std::vector<std::string> directories;
  const Result<std::vector<FileEntry>> listing = co_await container_->list(cx, root);
  if (listing.ok()) {
    for (const FileEntry& entry : listing.value()) {
      const bool at_top = entry.path.find('/') == std::string::npos;
      if (at_top && entry.kind == FileKind::Directory && glob_matches(wanted, entry.path)) {
        directories.push_back(root + "/" + entry.path);
      }
    }
  }
  co_return directories;
}

Task<BuildRun::Gathered> BuildRun::gather(Context cx, BuildspecArtifacts wanted) {
  log_.container(cx, "Expanding base directory path: " +
                         (wanted.base_directory.empty() ? "." : wanted.base_directory));
  log_.container(cx, "Assembling file list");
  const std::vector<std::string> bases = co_await base_directories(cx, wanted.base_directory);
  PackRequest request;
  GlobOutcome chosen;
  bool found_base = false;
  for (const std::string& base : bases) {
    const Result<std::vector<FileEntry>> listing = co_await container_->list(cx, base);
    if (!listing.ok() || found_base) {
      continue;  // Simplified: of several directories that a glob means, only the first
    }
    found_base = true;
    request.directory = base;
    chosen = select_files(files_in(listing.value()), wanted.files, wanted.exclude_paths);
  }
  if (!found_base) {
    co_return Gathered{failed("CLIENT_ERROR",
                              "no matching base directory path found for " + wanted.base_directory),
                       ""};
  }
  for (const std::string& pattern : wanted.files) {
    log_.container(cx, "Expanding " + pattern);
  }
  for (const std::string& pattern : chosen.useless_patterns) {
    log_.container(cx, "Skipping invalid file path " + pattern);
  }
  if (chosen.files.empty()) {
    co_return Gathered{failed("CLIENT_ERROR", "no matching artifact paths found"), ""};
  }
  log_.container(cx, "Found " + std::to_string(chosen.files.size()) + " file(s)");
  request.files = std::move(chosen.files);
  request.at = cx.now();
  request.discard_paths = wanted.discard_paths;
  request.keep_symlinks = wanted.enable_symlinks;
  Result<std::string> zip = co_await container_->pack(cx, std::move(request));
  if (!zip.ok()) {
    co_return Gathered{failed("CLIENT_ERROR", zip.failure().message), ""};
  }
  co_return Gathered{PhaseEnd{}, std::move(zip).value()};
}

// For the next build of the project (cache.type LOCAL). A build that failed leaves the cache as it
// was (UNVERIFIED).
Task<void> BuildRun::save_cache(Context cx) {
  if (spec_.cache_paths.empty() || !project_.caches_paths() || !succeeding_) {
    co_return;
  }
  std::map<std::string, std::vector<std::string>> patterns;  // by directory
  for (const std::string& path : spec_.cache_paths) {
    const auto [directory, pattern] = split_cache_path(path);
    patterns[directory].push_back(pattern);
  }
  LocalCache saved;
  for (const auto& [directory, wanted] : patterns) {
    std::string root = directory == "." ? source_directory() : directory;
    const Result<std::vector<FileEntry>> listing = co_await container_->list(cx, root);
    if (!listing.ok()) {
      continue;  // nothing was made there
    }
    PackRequest request;
    request.directory = root;
    request.files = select_files(files_in(listing.value()), wanted, {}).files;
    request.at = cx.now();
    request.keep_symlinks = true;
    if (request.files.empty()) {
      continue;
    }
    Result<std::string> zip = co_await container_->pack(cx, std::move(request));
    if (!zip.ok()) {
      log_.remark("greenroom: " + directory + " is not cached: " + zip.failure().message);
      continue;
    }
    saved[directory] = std::move(zip).value();
  }
  around_.cache = std::move(saved);
}

}  // namespace greenroom::codebuild
