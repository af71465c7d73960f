#include "fakes/s3/wire_acl.h"

#include "fakes/s3/wire_values.h"

namespace greenroom::s3 {
namespace {

aws::Json grant(aws::Json grantee, const char* permission) {
  return wire::Object()
      .add("Grantee", std::move(grantee))
      .add("Permission", wire::text(permission))
      .take();
}

aws::Json group(const char* name) {
  return wire::Object()
      .add("Type", wire::text("Group"))
      .add("URI", wire::text(std::string("http://acs.amazonaws.com/groups/global/") + name))
      .take();
}

}  // namespace

aws::Json access_control(const std::string& canned_acl) {
  const aws::Json everything = owner();
  std::vector<aws::Json> grants;
  grants.push_back(grant(wire::Object()
                             .add("ID", wire::text(wire::text_of(everything, "ID")))
                             .add("Type", wire::text("CanonicalUser"))
                             .take(),
                         "FULL_CONTROL"));
  if (canned_acl.rfind("public-read", 0) == 0) {
    grants.push_back(grant(group("AllUsers"), "READ"));
  }
  if (canned_acl == "public-read-write") {
    grants.push_back(grant(group("AllUsers"), "WRITE"));
  }
  if (canned_acl == "authenticated-read") {
    grants.push_back(grant(group("AuthenticatedUsers"), "READ"));
  }
  return wire::Object().add("Owner", everything).add("Grants", list_of(std::move(grants))).take();
}

}  // namespace greenroom::s3
