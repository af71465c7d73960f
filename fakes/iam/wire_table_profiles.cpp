// AWS: the API model of IAM, version 2010-05-08. Instance profiles, the user.
#include "fakes/iam/wire_table.h"

namespace greenroom::iam {

const char* const k_table_profiles = R"(
operation CreateInstanceProfile CreateInstanceProfileRequest CreateInstanceProfileResponse
right CreateInstanceProfile = arn:aws:iam::{account}:instance-profile/{InstanceProfileName}
operation GetInstanceProfile GetInstanceProfileRequest GetInstanceProfileResponse
right GetInstanceProfile = arn:aws:iam::{account}:instance-profile/{InstanceProfileName}
operation ListInstanceProfiles ListInstanceProfilesRequest ListInstanceProfilesResponse
right ListInstanceProfiles = *
operation ListInstanceProfilesForRole ListInstanceProfilesForRoleRequest
  ListInstanceProfilesForRoleResponse
right ListInstanceProfilesForRole = arn:aws:iam::{account}:role/{RoleName}
operation AddRoleToInstanceProfile AddRoleToInstanceProfileRequest Unit
right AddRoleToInstanceProfile = arn:aws:iam::{account}:instance-profile/{InstanceProfileName}
right AddRoleToInstanceProfile iam:PassRole arn:aws:iam::{account}:role/{RoleName}
  to=ec2.amazonaws.com
operation RemoveRoleFromInstanceProfile RemoveRoleFromInstanceProfileRequest Unit
right RemoveRoleFromInstanceProfile = arn:aws:iam::{account}:instance-profile/{InstanceProfileName}
operation DeleteInstanceProfile DeleteInstanceProfileRequest Unit
right DeleteInstanceProfile = arn:aws:iam::{account}:instance-profile/{InstanceProfileName}
operation GetUser GetUserRequest GetUserResponse
right GetUser = arn:aws:iam::{account}:user/{UserName}
structure CreateInstanceProfileRequest InstanceProfileName:instanceProfileNameType! Path:pathType
  Tags:tagListType
string instanceProfileNameType 1..128 ~[\w+=,.@-]+
structure CreateInstanceProfileResponse InstanceProfile:InstanceProfile!
structure InstanceProfile Path:pathType! InstanceProfileName:instanceProfileNameType!
  InstanceProfileId:idType! Arn:arnType! CreateDate:dateType! Roles:roleListType! Tags:tagListType
structure GetInstanceProfileRequest InstanceProfileName:instanceProfileNameType!
structure GetInstanceProfileResponse InstanceProfile:InstanceProfile!
structure ListInstanceProfilesRequest PathPrefix:pathPrefixType Marker:markerType
  MaxItems:maxItemsType
structure ListInstanceProfilesResponse InstanceProfiles:instanceProfileListType!
  IsTruncated:booleanType Marker:responseMarkerType
list instanceProfileListType InstanceProfile
structure ListInstanceProfilesForRoleRequest RoleName:roleNameType! Marker:markerType
  MaxItems:maxItemsType
structure ListInstanceProfilesForRoleResponse InstanceProfiles:instanceProfileListType!
  IsTruncated:booleanType Marker:responseMarkerType
structure AddRoleToInstanceProfileRequest InstanceProfileName:instanceProfileNameType!
  RoleName:roleNameType!
structure RemoveRoleFromInstanceProfileRequest InstanceProfileName:instanceProfileNameType!
  RoleName:roleNameType!
structure DeleteInstanceProfileRequest InstanceProfileName:instanceProfileNameType!
structure GetUserRequest UserName:existingUserNameType
string existingUserNameType 1..128 ~[\w+=,.@-]+
structure GetUserResponse User:User!
structure User Path:pathType! UserName:userNameType! UserId:idType! Arn:arnType!
  CreateDate:dateType!
string userNameType 1..64 ~[\w+=,.@-]+
)";

}  // namespace greenroom::iam
