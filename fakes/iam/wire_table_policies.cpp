// AWS: the API model of IAM, version 2010-05-08. Managed policies.
#include "fakes/iam/wire_table.h"

namespace greenroom::iam {

const char* const k_table_policies = R"(
operation CreatePolicy CreatePolicyRequest CreatePolicyResponse
right CreatePolicy = arn:aws:iam::{account}:policy/{PolicyName}
operation GetPolicy GetPolicyRequest GetPolicyResponse
right GetPolicy = {PolicyArn}
operation ListPolicies ListPoliciesRequest ListPoliciesResponse
right ListPolicies = *
operation GetPolicyVersion GetPolicyVersionRequest GetPolicyVersionResponse
right GetPolicyVersion = {PolicyArn}
operation ListPolicyVersions ListPolicyVersionsRequest ListPolicyVersionsResponse
right ListPolicyVersions = {PolicyArn}
operation CreatePolicyVersion CreatePolicyVersionRequest CreatePolicyVersionResponse
right CreatePolicyVersion = {PolicyArn}
operation SetDefaultPolicyVersion SetDefaultPolicyVersionRequest Unit
right SetDefaultPolicyVersion = {PolicyArn}
operation DeletePolicyVersion DeletePolicyVersionRequest Unit
right DeletePolicyVersion = {PolicyArn}
operation DeletePolicy DeletePolicyRequest Unit
right DeletePolicy = {PolicyArn}
operation ListEntitiesForPolicy ListEntitiesForPolicyRequest ListEntitiesForPolicyResponse
right ListEntitiesForPolicy = {PolicyArn}
structure CreatePolicyRequest PolicyName:policyNameType! Path:policyPathType
  PolicyDocument:policyDocumentType! Description:policyDescriptionType Tags:tagListType
string policyDescriptionType 0..1000
structure CreatePolicyResponse Policy:Policy
structure Policy PolicyName:policyNameType PolicyId:idType Arn:arnType Path:policyPathType
  DefaultVersionId:policyVersionIdType AttachmentCount:attachmentCountType
  PermissionsBoundaryUsageCount:attachmentCountType IsAttachable:booleanType
  Description:policyDescriptionType CreateDate:dateType UpdateDate:dateType Tags:tagListType
string policyVersionIdType ~v[1-9][0-9]*(\.[A-Za-z0-9-]*)?
integer attachmentCountType
structure GetPolicyRequest PolicyArn:arnType!
structure GetPolicyResponse Policy:Policy
structure ListPoliciesRequest Scope:policyScopeType OnlyAttached:booleanType
  PathPrefix:policyPathType PolicyUsageFilter:PolicyUsageType Marker:markerType
  MaxItems:maxItemsType
enum policyScopeType All AWS Local
enum PolicyUsageType PermissionsPolicy PermissionsBoundary
structure ListPoliciesResponse Policies:policyListType IsTruncated:booleanType
  Marker:responseMarkerType
list policyListType Policy
structure GetPolicyVersionRequest PolicyArn:arnType! VersionId:policyVersionIdType!
structure GetPolicyVersionResponse PolicyVersion:PolicyVersion
structure PolicyVersion Document:policyDocumentType VersionId:policyVersionIdType
  IsDefaultVersion:booleanType CreateDate:dateType
structure ListPolicyVersionsRequest PolicyArn:arnType! Marker:markerType MaxItems:maxItemsType
structure ListPolicyVersionsResponse Versions:policyDocumentVersionListType
  IsTruncated:booleanType Marker:responseMarkerType
list policyDocumentVersionListType PolicyVersion
structure CreatePolicyVersionRequest PolicyArn:arnType! PolicyDocument:policyDocumentType!
  SetAsDefault:booleanType
structure CreatePolicyVersionResponse PolicyVersion:PolicyVersion
structure SetDefaultPolicyVersionRequest PolicyArn:arnType! VersionId:policyVersionIdType!
structure DeletePolicyVersionRequest PolicyArn:arnType! VersionId:policyVersionIdType!
structure DeletePolicyRequest PolicyArn:arnType!
structure ListEntitiesForPolicyRequest PolicyArn:arnType! EntityFilter:EntityType
  PathPrefix:pathType PolicyUsageFilter:PolicyUsageType Marker:markerType MaxItems:maxItemsType
enum EntityType User Role Group LocalManagedPolicy AWSManagedPolicy
structure ListEntitiesForPolicyResponse PolicyRoles:PolicyRoleListType IsTruncated:booleanType
  Marker:responseMarkerType
list PolicyRoleListType PolicyRole
structure PolicyRole RoleName:roleNameType RoleId:idType
)";

}  // namespace greenroom::iam
