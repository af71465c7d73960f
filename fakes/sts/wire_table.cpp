// AWS: the API model of STS, version 2011-06-15.
#include "fakes/sts/wire.h"

namespace greenroom::sts {

wire::Table wire_table() {
  return wire::Table(R"(
service sts query 2011-06-15
operation GetCallerIdentity GetCallerIdentityRequest GetCallerIdentityResponse
right GetCallerIdentity none
operation AssumeRole AssumeRoleRequest AssumeRoleResponse
right AssumeRole = {RoleArn}
operation GetSessionToken GetSessionTokenRequest GetSessionTokenResponse
right GetSessionToken none
structure GetCallerIdentityRequest
structure GetCallerIdentityResponse UserId:userIdType Account:accountType Arn:arnType
string userIdType
string accountType
string arnType 20..2048
structure AssumeRoleRequest RoleArn:arnType! RoleSessionName:roleSessionNameType!
  PolicyArns:policyDescriptorListType Policy:unrestrictedSessionPolicyDocumentType
  DurationSeconds:roleDurationSecondsType Tags:tagListType ExternalId:externalIdType
  SerialNumber:serialNumberType
string roleSessionNameType 2..64 ~[\w+=,.@-]*
list policyDescriptorListType PolicyDescriptorType
structure PolicyDescriptorType arn:arnType
string unrestrictedSessionPolicyDocumentType 1..2147483647
integer roleDurationSecondsType 900..43200
list tagListType Tag 0..50
structure Tag Key:tagKeyType! Value:tagValueType!
string tagKeyType 1..128
string tagValueType 0..256
string externalIdType 2..1224 ~[\w+=,.@:\/-]*
string serialNumberType 9..256 ~[\w+=/:,.@-]*
structure AssumeRoleResponse Credentials:Credentials AssumedRoleUser:AssumedRoleUser
structure Credentials AccessKeyId:accessKeyIdType! SecretAccessKey:accessKeySecretType!
  SessionToken:tokenType! Expiration:dateType!
string accessKeyIdType 16..128 ~[\w]*
string accessKeySecretType
string tokenType
timestamp dateType
structure AssumedRoleUser AssumedRoleId:assumedRoleIdType! Arn:arnType!
string assumedRoleIdType 2..193 ~[\w+=,.@:-]*
structure GetSessionTokenRequest DurationSeconds:durationSecondsType SerialNumber:serialNumberType
integer durationSecondsType 900..129600
structure GetSessionTokenResponse Credentials:Credentials
)");
}

}  // namespace greenroom::sts
