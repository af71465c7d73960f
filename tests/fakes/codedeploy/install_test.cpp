// The Install event's plan, case by case of reference codedeploy.md section 6.
#include "fakes/codedeploy/install_plan.h"

#include <catch2/catch.hpp>

#include "fakes/codedeploy/bundle.h"
#include "fakes/codedeploy/permission_plan.h"

using namespace greenroom;
using namespace greenroom::codedeploy;

namespace {

using Kinds = std::map<std::string, FileKind>;
using Texts = std::vector<std::string>;

AppSpec spec_of(const std::string& sections) {
  const Result<AppSpec> spec = parse_appspec("version: 0.0\nos: linux\n" + sections);
  REQUIRE(spec.ok());
  return spec.value();
}

FileEntry file(const std::string& path, std::uint32_t mode = 0644) {
  return {path, FileKind::File, mode, 1, ""};
}

FileEntry folder(const std::string& path) {
  return {path, FileKind::Directory, 0755, 0, ""};
}

FileEntry symbolic_link(const std::string& path, const std::string& target) {
  return {path, FileKind::Symlink, 0777, 0, target};
}

const std::vector<FileEntry> k_archive = {file(".hidden"), file("appspec.yml"), folder("bin"),
                                          file("bin/run.sh", 0755), file("index.html")};

Result<InstallPlan> plan(const AppSpec& spec, const Kinds& existing = {},
                         FileExistsBehavior behavior = FileExistsBehavior::DISALLOW,
                         const std::vector<FileEntry>& archive = k_archive) {
  return plan_install(spec, wanted_items(spec, archive, "/b"), existing, behavior);
}

// "copy /app/x", "chmod 644 /app/x"...
Texts told(const Result<InstallPlan>& made) {
  REQUIRE(made.ok());
  static const char* const k_names[] = {"copy", "mkdir", "chmod", "setfacl", "semanage", "chown"};
  Texts texts;
  for (const Instruction& each : made.value().instructions) {
    const bool detail = each.type != InstructionType::copy && !each.text.empty();
    texts.push_back(std::string(k_names[static_cast<int>(each.type)]) + " " +
                    (detail ? each.text + " " : "") + each.path);
  }
  return texts;
}

Texts permissions_told(const std::string& permission) {
  Texts texts;
  for (const std::string& each : told(plan(spec_of(
           "files: [{source: /, destination: /app}]\npermissions: [" + permission + "]\n")))) {
    if (each.rfind("copy", 0) != 0 && each.rfind("mkdir", 0) != 0) {
      texts.push_back(each);
    }
  }
  return texts;
}

std::string refusal(const Result<InstallPlan>& made) {
  REQUIRE_FALSE(made.ok());
  return made.failure().message;
}

const AppSpec k_all = [] {
  AppSpec spec;
  spec.files.push_back({"/", "/app"});
  return spec;
}();

}  // namespace

TEST_CASE("source / copies everything, hidden files, appspec.yml and scripts included") {
  CHECK(told(plan(k_all)) == Texts{"mkdir /app", "copy /app/.hidden", "copy /app/appspec.yml",
                                   "mkdir /app/bin", "copy /app/bin/run.sh",
                                   "copy /app/index.html"});
}

TEST_CASE("a source file goes to destination/basename, and missing parents are made") {
  CHECK(told(plan(spec_of("files: [{source: bin/run.sh, destination: /opt/a/b/}]\n"),
                  {{"/opt", FileKind::Directory}})) ==
        Texts{"mkdir /opt/a", "mkdir /opt/a/b", "copy /opt/a/b/run.sh"});
}

TEST_CASE("a relative destination is relative to the agent's working directory") {
  CHECK(told(plan(spec_of("files: [{source: index.html, destination: www}]\n"))) ==
        Texts{"mkdir /www", "copy /www/index.html"});
}

TEST_CASE("an unknown source is planned as a file copy, and an AppSpec without files is valid") {
  CHECK(told(plan(spec_of("files: [{source: nowhere, destination: /app}]\n"))) ==
        Texts{"mkdir /app", "copy /app/nowhere"});
  CHECK(told(plan(spec_of(""))).empty());
}

TEST_CASE("file symlinks are copied as such, symlinked directories as real directories") {
  const std::vector<FileEntry> archive = {
      folder("real"), file("real/x"), symbolic_link("to", "real"), symbolic_link("y", "real/x")};
  CHECK(told(plan(k_all, {}, FileExistsBehavior::DISALLOW, archive)) ==
        Texts{"mkdir /app", "mkdir /app/real", "copy /app/real/x", "mkdir /app/to",
              "copy /app/to/x", "copy /app/y"});
}

TEST_CASE("an existing file stops Install, is overwritten, or is kept, as asked") {
  const Kinds existing = {{"/app", FileKind::Directory}, {"/app/index.html", FileKind::File}};
  const AppSpec spec = spec_of("files: [{source: index.html, destination: /app}]\n");
  CHECK(refusal(plan(spec, existing)) ==
        "The deployment failed because a specified file already exists at this location: "
        "/app/index.html");
  CHECK(told(plan(spec, existing, FileExistsBehavior::OVERWRITE)) == Texts{"copy /app/index.html"});
  CHECK(told(plan(spec, existing, FileExistsBehavior::RETAIN)).empty());
}

TEST_CASE("overwriting a directory copies the file into it") {
  const auto made = plan(spec_of("files: [{source: index.html, destination: /app}]\n"),
                         {{"/app", FileKind::Directory}, {"/app/index.html", FileKind::Directory}},
                         FileExistsBehavior::OVERWRITE);
  REQUIRE(made.ok());
  CHECK(changes_of(made.value(), "/c").at(1).path == "/app/index.html/index.html");
}

TEST_CASE("two sources for one destination contradict each other") {
  CHECK(refusal(plan(spec_of("files:\n  - {source: index.html, destination: /app}\n"
                             "  - {source: /, destination: /app}\n"))) ==
        "The deployment failed because the application specification file specifies two source "
        "files named /b/index.html and /b/index.html for the same destination (/app/index.html). "
        "Remove one of the source file paths from the AppSpec file, and then try again.");
  CHECK_THAT(refusal(plan(spec_of("files:\n  - {source: index.html, destination: /app}\n"
                                  "  - {source: bin, destination: /app/index.html}\n"))),
             Catch::Contains("includes an mkdir command more than once"));
  CHECK_THAT(refusal(plan(spec_of("files:\n  - {source: bin, destination: /app/index.html}\n"
                                  "  - {source: index.html, destination: /app}\n"))),
             Catch::Contains("calls for installing the file /b/index.html"));
}

TEST_CASE("permissions: ** is recursive and never the object itself, other globs are children") {
  struct Row {
    const char* permission;
    Texts done;
  };
  const Row row = GENERATE(values<Row>({
      {"{object: /app, mode: 600, type: [file]}",
       {"chmod 600 /app/.hidden", "chmod 600 /app/appspec.yml", "chmod 600 /app/bin/run.sh",
        "chmod 600 /app/index.html"}},
      {"{object: /app, mode: 700, type: [directory]}", {"chmod 700 /app/bin"}},
      {"{object: /app, mode: 600, pattern: '*.html'}", {"chmod 600 /app/index.html"}},
      {"{object: /app, mode: 600, pattern: '*', except: ['*.html', bin], type: [file]}",
       {"chmod 600 /app/.hidden", "chmod 600 /app/appspec.yml"}},
      {"{object: /app, mode: 755, pattern: 'run.sh'}", {}},  // not an immediate child
      {"{object: /app/bin/run.sh, mode: 4755, owner: ec2-user}",
       {"chmod 4755 /app/bin/run.sh", "chown ec2-user: /app/bin/run.sh"}},
      {"{object: /app/bin/run.sh, mode: 700, type: [directory]}", {}},
      {"{object: /elsewhere, mode: 600}", {}},  // not involved: silently ignored
      {"{object: /app/bin, mode: 750, acls: ['u:bob:r'], owner: root, group: root}",
       {"chmod 750 /app/bin/run.sh",
        "setfacl user:bob:r--,user::rwx,group::r-x,other::---,mask::r-x /app/bin/run.sh",
        "chown root:root /app/bin/run.sh"}},
  }));
  CAPTURE(row.permission);
  CHECK(permissions_told(row.permission) == row.done);
}

TEST_CASE("a file's acl starts from the mode it has in the bundle") {
  CHECK(permissions_told("{object: /app/bin/run.sh, acls: ['u:bob:r']}") ==
        Texts{"setfacl user:bob:r--,user::rwx,group::r-x,other::r-x,mask::r-x /app/bin/run.sh"});
}

TEST_CASE("permissions that make no sense fail before anything is copied") {
  struct Row {
    const char* permissions;
    const char* message;
  };
  const Row row = GENERATE(values<Row>({
      {"[{object: /app/index.html, pattern: '*.html'}]",
       "The deployment failed because the application specification file includes an object "
       "(/app/index.html) with an invalid pattern (*.html), such as a pattern for a file applied "
       "to a directory. Correct the permissions section of the AppSpec file, and then try again."},
      {"[{object: /app/index.html, except: [a]}]",
       "The deployment failed because the except parameter for a pattern in the permissions "
       "section ([\"a\"]) for the object named /app/index.html contains an invalid format. Update "
       "the AppSpec file, and then try again."},
      {"[{object: /app/index.html, acls: ['d:u:bob:r']}]",
       "The deployment failed because the -d parameter has been specified to apply an acl setting "
       "to a file. This parameter is supported for directories only. Update the AppSpec file, and "
       "then try again."},
      {"[{object: /app, mode: 600}, {object: /app/index.html, mode: 644}]",
       "The deployment failed because the permissions setting for (/app/index.html) is specified "
       "more than once in the application specification file. Update the files section of the "
       "AppSpec file, and then try again."},
  }));
  CHECK(refusal(plan(spec_of("files: [{source: /, destination: /app}]\npermissions: " +
                             std::string(row.permissions) + "\n"))) == row.message);
}

TEST_CASE("a retained file keeps its permissions; a foreign directory's new files get theirs") {
  const Kinds existing = {{"/app", FileKind::Directory}, {"/app/index.html", FileKind::File}};
  const AppSpec spec = spec_of(
      "files:\n  - {source: index.html, destination: /app}\n"
      "  - {source: appspec.yml, destination: /app}\n"
      "permissions: [{object: /app, mode: 600}]\n");
  CHECK(told(plan(spec, existing, FileExistsBehavior::RETAIN)) ==
        Texts{"copy /app/appspec.yml", "chmod 600 /app/appspec.yml"});
}

TEST_CASE("an SELinux context fails as on a host without SELinux's tools") {
  const auto made =
      plan(spec_of("files: [{source: index.html, destination: /app}]\n"
                   "permissions: [{object: /app, mode: 600, context: {type: http}}]"));
  REQUIRE(made.ok());
  CHECK_THAT(context_failure(made.value()),
             Catch::Contains("Failed command: semanage fcontext -a -t http /app/index.html."));
  CHECK(changes_of(made.value(), "/c").size() == 5);  // up to the mode, and no further
}

TEST_CASE("a copy is noted for the next cleanup before it happens, a directory after") {
  const auto made = plan(spec_of("files: [{source: index.html, destination: /app}]\n"));
  REQUIRE(made.ok());
  Texts texts;
  for (const FileChange& change : changes_of(made.value(), "/c")) {
    texts.push_back((change.kind == FileChangeKind::AppendToFile ? "note " + change.content
                                                                 : "make " + change.path + "\n"));
  }
  CHECK(texts ==
        Texts{"make /app\n", "note /app\n", "note /app/index.html\n", "make /app/index.html\n"});
}

TEST_CASE("install.json lists the instructions as the agent writes them") {
  const auto made =
      plan(spec_of("files: [{source: index.html, destination: /app}]\n"
                   "permissions: [{object: /app, mode: 600, group: root}]\n"));
  REQUIRE(made.ok());
  CHECK(install_json(made.value()) ==
        "{\"instructions\":[{\"type\":\"mkdir\",\"directory\":\"/app\"},"
        "{\"type\":\"copy\",\"source\":\"/b/index.html\",\"destination\":\"/app/index.html\"},"
        "{\"type\":\"chmod\",\"mode\":\"600\",\"file\":\"/app/index.html\"},"
        "{\"type\":\"chown\",\"owner\":null,\"group\":\"root\",\"file\":\"/app/index.html\"}]}");
}

TEST_CASE("cleanup goes backwards, and directories go only when empty") {
  const auto changes = cleanup_changes(parse_cleanup_file("/app\n/app/x\n/app/gone\nunterminated"),
                                       {FileKind::Directory, FileKind::Symlink, FileKind::Missing});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == FileChangeKind::RemoveFile);
  CHECK(changes[0].path == "/app/x");
  CHECK(changes[1].kind == FileChangeKind::RemoveIfEmpty);
}

TEST_CASE("reference 3.4: one top-level folder with an AppSpec in it is stripped") {
  CHECK(strip_changes({folder("app-1"), file("app-1/AppSpec.yml"), file("app-1/x")}, "/d").size() ==
        6);
  CHECK(strip_changes({folder("app-1"), file("app-1/x")}, "/d").empty());
  CHECK(strip_changes({file("appspec.yml"), folder("x")}, "/d").empty());
  CHECK(format_of("zip") == ArchiveFormat::Zip);
  CHECK(format_of("tgz") == ArchiveFormat::Tgz);
  CHECK(format_of("anything") == ArchiveFormat::Tar);
  CHECK(same_etag("\"abc\"", "abc"));
}
