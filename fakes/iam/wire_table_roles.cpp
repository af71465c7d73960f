// AWS: the API model of IAM, version 2010-05-08. Roles.
#include "fakes/iam/wire_table.h"

namespace greenroom::iam {

const char* const k_table_roles = R"(
service iam query 2010-05-08
operation CreateRole CreateRoleRequest CreateRoleResponse
right CreateRole = arn:aws:iam::{account}:role/{RoleName}
operation GetRole GetRoleRequest GetRoleResponse
right GetRole = arn:aws:iam::{account}:role/{RoleName}
operation ListRoles ListRolesRequest ListRolesResponse
right ListRoles = *
operation UpdateRole UpdateRoleRequest UpdateRoleResponse
right UpdateRole = arn:aws:iam::{account}:role/{RoleName}
operation UpdateRoleDescription UpdateRoleDescriptionRequest UpdateRoleDescriptionResponse
right UpdateRoleDescription = arn:aws:iam::{account}:role/{RoleName}
operation UpdateAssumeRolePolicy UpdateAssumeRolePolicyRequest Unit
right UpdateAssumeRolePolicy = arn:aws:iam::{account}:role/{RoleName}
operation DeleteRole DeleteRoleRequest Unit
right DeleteRole = arn:aws:iam::{account}:role/{RoleName}
operation CreateServiceLinkedRole CreateServiceLinkedRoleRequest CreateServiceLinkedRoleResponse
right CreateServiceLinkedRole = arn:aws:iam::{account}:role/aws-service-role/{AWSServiceName}/*
operation TagRole TagRoleRequest Unit
right TagRole = arn:aws:iam::{account}:role/{RoleName}
operation UntagRole UntagRoleRequest Unit
right UntagRole = arn:aws:iam::{account}:role/{RoleName}
operation ListRoleTags ListRoleTagsRequest ListRoleTagsResponse
right ListRoleTags = arn:aws:iam::{account}:role/{RoleName}
operation PutRolePolicy PutRolePolicyRequest Unit
right PutRolePolicy = arn:aws:iam::{account}:role/{RoleName}
operation GetRolePolicy GetRolePolicyRequest GetRolePolicyResponse
right GetRolePolicy = arn:aws:iam::{account}:role/{RoleName}
operation ListRolePolicies ListRolePoliciesRequest ListRolePoliciesResponse
right ListRolePolicies = arn:aws:iam::{account}:role/{RoleName}
operation DeleteRolePolicy DeleteRolePolicyRequest Unit
right DeleteRolePolicy = arn:aws:iam::{account}:role/{RoleName}
operation AttachRolePolicy AttachRolePolicyRequest Unit
right AttachRolePolicy = arn:aws:iam::{account}:role/{RoleName}
operation DetachRolePolicy DetachRolePolicyRequest Unit
right DetachRolePolicy = arn:aws:iam::{account}:role/{RoleName}
operation ListAttachedRolePolicies ListAttachedRolePoliciesRequest
  ListAttachedRolePoliciesResponse
right ListAttachedRolePolicies = arn:aws:iam::{account}:role/{RoleName}
structure Unit
structure CreateRoleRequest Path:pathType RoleName:roleNameType!
  AssumeRolePolicyDocument:policyDocumentType! Description:roleDescriptionType
  MaxSessionDuration:roleMaxSessionDurationType PermissionsBoundary:arnType Tags:tagListType
string pathType 1..512
string roleNameType 1..64 ~[\w+=,.@-]+
string policyDocumentType 1..131072
string roleDescriptionType 0..1000
integer roleMaxSessionDurationType 3600..43200
string arnType 20..2048
list tagListType Tag 0..50
structure Tag Key:tagKeyType! Value:tagValueType!
string tagKeyType 1..128
string tagValueType 0..256
structure CreateRoleResponse Role:Role!
structure Role Path:pathType! RoleName:roleNameType! RoleId:idType! Arn:arnType!
  CreateDate:dateType! AssumeRolePolicyDocument:policyDocumentType Description:roleDescriptionType
  MaxSessionDuration:roleMaxSessionDurationType Tags:tagListType
string idType 16..128 ~[\w]+
timestamp dateType
structure GetRoleRequest RoleName:roleNameType!
structure GetRoleResponse Role:Role!
structure ListRolesRequest PathPrefix:pathPrefixType Marker:markerType MaxItems:maxItemsType
string pathPrefixType 1..512
string markerType 1..320
integer maxItemsType 1..1000
structure ListRolesResponse Roles:roleListType! IsTruncated:booleanType Marker:responseMarkerType
list roleListType Role
boolean booleanType
string responseMarkerType
structure UpdateRoleRequest RoleName:roleNameType! Description:roleDescriptionType
  MaxSessionDuration:roleMaxSessionDurationType
structure UpdateRoleResponse
structure UpdateRoleDescriptionRequest RoleName:roleNameType! Description:roleDescriptionType!
structure UpdateRoleDescriptionResponse Role:Role
structure UpdateAssumeRolePolicyRequest RoleName:roleNameType! PolicyDocument:policyDocumentType!
structure DeleteRoleRequest RoleName:roleNameType!
structure CreateServiceLinkedRoleRequest AWSServiceName:groupNameType!
  Description:roleDescriptionType CustomSuffix:customSuffixType
string groupNameType 1..128 ~[\w+=,.@-]+
string customSuffixType 1..64 ~[\w+=,.@-]+
structure CreateServiceLinkedRoleResponse Role:Role
structure TagRoleRequest RoleName:roleNameType! Tags:tagListType!
structure UntagRoleRequest RoleName:roleNameType! TagKeys:tagKeyListType!
list tagKeyListType tagKeyType 0..50
structure ListRoleTagsRequest RoleName:roleNameType! Marker:markerType MaxItems:maxItemsType
structure ListRoleTagsResponse Tags:tagListType! IsTruncated:booleanType Marker:responseMarkerType
structure PutRolePolicyRequest RoleName:roleNameType! PolicyName:policyNameType!
  PolicyDocument:policyDocumentType!
string policyNameType 1..128 ~[\w+=,.@-]+
structure GetRolePolicyRequest RoleName:roleNameType! PolicyName:policyNameType!
structure GetRolePolicyResponse RoleName:roleNameType! PolicyName:policyNameType!
  PolicyDocument:policyDocumentType!
structure ListRolePoliciesRequest RoleName:roleNameType! Marker:markerType MaxItems:maxItemsType
structure ListRolePoliciesResponse PolicyNames:policyNameListType! IsTruncated:booleanType
  Marker:responseMarkerType
list policyNameListType policyNameType
structure DeleteRolePolicyRequest RoleName:roleNameType! PolicyName:policyNameType!
structure AttachRolePolicyRequest RoleName:roleNameType! PolicyArn:arnType!
structure DetachRolePolicyRequest RoleName:roleNameType! PolicyArn:arnType!
structure ListAttachedRolePoliciesRequest RoleName:roleNameType! PathPrefix:policyPathType
  Marker:markerType MaxItems:maxItemsType
string policyPathType 1..512 ~((/[A-Za-z0-9\.,\+@=_-]+)*)/
structure ListAttachedRolePoliciesResponse AttachedPolicies:attachedPoliciesListType
  IsTruncated:booleanType Marker:responseMarkerType
list attachedPoliciesListType AttachedPolicy
structure AttachedPolicy PolicyName:policyNameType PolicyArn:arnType
)";

}  // namespace greenroom::iam
