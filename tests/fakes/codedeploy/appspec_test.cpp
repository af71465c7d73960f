// The AppSpec, row by row of reference codedeploy.md section 5.
#include "fakes/codedeploy/appspec.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::codedeploy;

namespace {

const std::string k_head = "version: 0.0\nos: linux\n";
const std::string k_failed = "The deployment failed because ";
const std::string k_empty =
    "the application specification file was empty. Make sure your AppSpec file defines at minimum "
    "the 'version' and 'os' properties.";
const std::string k_no_location =
    "the application specification file specifies a script with no location value. Specify the "
    "location in the hooks section of the AppSpec file, and then try again.";
const std::string k_bad_timeout =
    "an invalid timeout value was provided for a script in the application specification file. "
    "Make corrections in the hooks section of the AppSpec file, and then try again.";
const std::string k_bad_acl =
    "of a problem with the acls permission settings in the application specification file. ";

std::string bad_version(const std::string& version) {
  return k_failed + "an invalid version value (" + version +
         ") was entered in the application specification file. Make sure your AppSpec file "
         "specifies \"0.0\" as the version, and then try again.";
}

std::string bad_os(const std::string& os) {
  return k_failed +
         "the application specification file specifies an unsupported operating system (" + os +
         "). Specify either \"linux\" or \"windows\" in the os section of the AppSpec file, and "
         "then try again.";
}

std::string start(const std::string& script) {
  return k_head + "hooks:\n  ApplicationStart: " + script + "\n";
}

std::string permission(const std::string& fields) {
  return k_head + "permissions:\n  - {" + fields + "}\n";
}

AppSpecPermission only_permission(const std::string& fields) {
  const Result<AppSpec> spec = parse_appspec(permission(fields));
  REQUIRE(spec.ok());
  return spec.value().permissions.at(0);
}

struct Row {
  std::string text;
  std::string message;
};

void check_rejected(const Row& row) {
  CAPTURE(row.text);
  const Result<AppSpec> spec = parse_appspec(row.text);
  REQUIRE_FALSE(spec.ok());
  CHECK(spec.failure().code == "AppSpecValidationException");
  CHECK(spec.failure().message == row.message);
}

}  // namespace

TEST_CASE("reference 5: what the agent rejects, and in which words") {
  const Row row = GENERATE_COPY(values<Row>({
      // `version: "0.0"` (quoted) or any other value: invalid version
      {"version: \"0.0\"\nos: linux\n", bad_version("0.0")},
      {"version: 1.0\nos: linux\n", bad_version("1.0")},
      {"os: linux\n", bad_version("")},
      // `os` missing, `Linux`, `windows`: only `linux`
      {"version: 0.0\n", bad_os("")},
      {"version: 0.0\nos: Linux\n", bad_os("Linux")},
      {"version: 0.0\nos: windows\n", bad_os("windows")},
      // empty file
      {"", k_failed + k_empty},
      {" \n", k_failed + k_empty},
      {"- version: 0.0\n", "no implicit conversion of String into Integer"},
      // hook value a map or plain string instead of a list of maps: crash
      {start("{location: start.sh}"),
       "undefined method `has_key?' for [\"location\", \"start.sh\"]:Array"},
      {start("start.sh"), "undefined method `each' for \"start.sh\":String"},
      {start("[start.sh]"), "undefined method `has_key?' for \"start.sh\":String"},
      // script without `location` / empty
      {start("[{timeout: 3}]"), k_failed + k_no_location},
      {start("[{location: \" \"}]"), k_failed + k_no_location},
      // `timeout`: `abc` becomes 0; <= 0 rejected
      {start("[{location: a, timeout: abc}]"), k_failed + k_bad_timeout},
      {start("[{location: a, timeout: 0}]"), k_failed + k_bad_timeout},
      {start("[{location: a, timeout: -5}]"), k_failed + k_bad_timeout},
      {start("[{location: a, timeout: -999999999999999999}]"), k_failed + k_bad_timeout},
      // `files` entry lacking source or destination: message names the other half
      {k_head + "files: [{destination: /app}]\n",
       k_failed + "the application specification file specifies a destination file, but no source "
                  "file. Update the files section of the AppSpec file, and then try again."},
      {k_head + "files: [{source: /x}]\n",
       k_failed + "the application specification file specifies only a source file (/x). Add the "
                  "name of the destination file to the files section of the AppSpec file, and "
                  "then try again."},
      // `file_exists_behavior`: exact upper case
      {k_head + "file_exists_behavior: overwrite\n",
       k_failed + "an invalid file_exists_behavior value (overwrite) was entered in the "
                  "application specification file. Make sure your AppSpec file specifies one of "
                  "DISALLOW,OVERWRITE,RETAIN as the file_exists_behavior, and then try again."},
  }));
  check_rejected(row);
}

TEST_CASE("aliases that make an AppSpec endless, or larger than any memory, end it") {
  check_rejected({k_head + "files: &a [*a]\n", "stack level too deep"});
  std::string bomb = k_head + "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'k'; ++name) {
    const std::string before = "*" + std::string(1, static_cast<char>(name - 1));
    bomb += std::string(1, name) + ": &" + std::string(1, name) + " [" + before + ", " + before +
            ", " + before + ", " + before + ", " + before + ", " + before + "]\n";
  }
  check_rejected({bomb, "stack level too deep"});
  CHECK(parse_appspec(k_head + "files: [&f {source: /a, destination: /b}, *f]\n").ok());
}

TEST_CASE("reference 5: the permissions that the agent rejects, and in which words") {
  const std::string update =
      " Update the permissions section of the AppSpec file, and then try again.";
  const Row row = GENERATE_COPY(values<Row>({
      // `permissions` without `object`; `type` a list of `file`/`directory`; a bare string crashes
      {permission("mode: 644"), k_failed +
                                    "a permission listed in the application specification "
                                    "file has no object value." +
                                    update},
      {permission("object: /app, type: [symlink]"),
       k_failed +
           "the application specification file specifies a permission for an object type "
           "not supported for permissions (symlink)." +
           update},
      {permission("object: /app, type: file"), "undefined method `each' for \"file\":String"},
      // `mode`: 1-4 octal digits, symbolic modes rejected
      {permission("object: /app, mode: 12345"),
       k_failed +
           "the length of a permissions mode (12345) in the application specification file "
           "is invalid. Permissions modes must be between one and four characters long." +
           update},
      {permission("object: /app, mode: a+x"),
       k_failed +
           "the permissions mode (a+x) in the application specification file contains an "
           "invalid character (a)." +
           update},
      {permission("object: /app, mode: \"0888\""),
       k_failed +
           "the permissions mode (0888) in the application specification file contains an "
           "invalid character (8)." +
           update},
      // acls and context
      {permission("object: /app, acls: [rwx]"), k_failed + k_bad_acl + "Invalid acl entry (rwx)."},
      {permission("object: /app, acls: [\"u::rwx\"]"),
       k_failed + k_bad_acl + "Use mode to set the base acl entry (u::rwx)." + update},
      {permission("object: /app, acls: [\"u:bob:rwz\"]"),
       k_failed + "the access control list (ACL) named u:bob:rwz in the application specification "
                  "file contains an invalid character (z). Correct the ACL in the hooks section of "
                  "the AppSpec file, and then try again."},
      {permission("object: /app, context: {name: user_u}"),
       k_failed +
           "the application specification file specifies an invalid context type "
           "({\"name\"=>\"user_u\"})." +
           update},
  }));
  check_rejected(row);
}

TEST_CASE("reference 5: what the agent accepts, to many people's surprise") {
  const std::string text = GENERATE_COPY(
      as<std::string>{}, "version: 0\nos: linux\n", k_head, k_head + "unknown_key: 5\n",
      k_head + "hooks:\n  Foo: [{location: never.sh}]\n  Install: [{location: never.sh}]\n",
      start(""), k_head + "files:\nhooks:\npermissions:\n",
      "{\"version\": 0.0, \"os\": \"linux\", \"hooks\": {}}");
  CAPTURE(text);
  CHECK(parse_appspec(text).ok());
}

TEST_CASE("broken YAML fails with the place of the mistake") {
  const Result<AppSpec> spec = parse_appspec(k_head + "hooks: [\n");
  REQUIRE_FALSE(spec.ok());
  CHECK_THAT(spec.failure().message, Catch::StartsWith("(<unknown>): ") && Catch::Contains("line"));
}

TEST_CASE("a script's timeout becomes an integer as Ruby makes one") {
  struct Row {
    const char* timeout;
    std::int64_t seconds;
  };
  const Row row = GENERATE(values<Row>({{"5m", 5},
                                        {"300", 300},
                                        {"\"60\"", 60},
                                        {"7200", 7200},  // over 3600: the agent does not mind
                                        {"0600", 384},   // octal
                                        {"1:30", 90},    // base 60
                                        {"1.9", 1},
                                        {"~", 3600}}));
  const auto spec =
      parse_appspec(start("[{location: start.sh, timeout: " + std::string(row.timeout) + "}]"));
  CAPTURE(row.timeout);
  REQUIRE(spec.ok());
  CHECK(spec.value().scripts_of("ApplicationStart").at(0).timeout == seconds(row.seconds));
}

TEST_CASE("runas is stripped, sudo is a truth, the last of duplicate hooks wins") {
  const auto spec = parse_appspec(k_head +
                                  "hooks:\n  ApplicationStart: [{location: a.sh}]\n"
                                  "  ApplicationStart:\n    - location: ' b.sh '\n"
                                  "      runas: ' ec2-user '\n      sudo: yes\n");
  REQUIRE(spec.ok());
  const auto& scripts = spec.value().scripts_of("ApplicationStart");
  REQUIRE(scripts.size() == 1);
  CHECK(scripts[0].location == "b.sh");
  CHECK(scripts[0].runas == "ec2-user");
  CHECK(scripts[0].sudo);
}

TEST_CASE("unquoted 0644 is octal in YAML, that is 420, and is taken as mode 420") {
  CHECK(*only_permission("object: /app, mode: 0644").mode == 0420);
  CHECK(*only_permission("object: /app, mode: \"0644\"").mode == 0644);
  CHECK(*only_permission("object: /app, mode: 644").mode == 0644);
  CHECK(*only_permission("object: /app, mode: 7").mode == 0007);
  CHECK(*only_permission("object: /app, mode: \"4755\"").mode == 04755);
}

TEST_CASE("a permission keeps pattern, exceptions, types, owner, group and acls") {
  const AppSpecPermission all = only_permission(
      "object: /app, pattern: '*.sh', except: [a.sh, b.sh], type: [file], owner: ec2-user, "
      "group: root, acls: ['d:u:bob:6', 'g:staff:rx', 'mask:rw']");
  CHECK(all.pattern == "*.sh");
  CHECK(all.except == std::vector<std::string>{"a.sh", "b.sh"});
  CHECK(all.type == std::vector<std::string>{"file"});
  CHECK(all.owner == "ec2-user");
  CHECK(all.group == "root");
  REQUIRE(all.acls->size() == 3);
  CHECK(to_string(all.acls->at(0)) == "default:user:bob:rw-");
  CHECK(to_string(all.acls->at(1)) == "group:staff:r-x");
  CHECK(to_string(all.acls->at(2)) == "mask::rw-");
}

TEST_CASE("the agent completes an access control list from the object's mode") {
  const AppSpecPermission named = only_permission("object: /app, acls: ['u:bob:rw']");
  CHECK(complete_acl(*named.acls, 0640) ==
        "user:bob:rw-,user::rw-,group::r--,other::---,mask::r--");
  const AppSpecPermission inherited = only_permission("object: /app, acls: ['d:u:bob:7']");
  CHECK(complete_acl(*inherited.acls, 0750) ==
        "default:user:bob:rwx,user::rwx,group::r-x,other::---,default:user::rwx,"
        "default:group::r-x,default:other::---,default:mask::r-x");
}
