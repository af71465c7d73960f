// AWS: the API model of S3, version 2006-03-01: what is set for a whole bucket.
// Members that nothing here could honour are left out where they are harmless; others are there to
// be refused (wire.cpp).
#include "fakes/s3/wire_table.h"

namespace greenroom::s3 {
namespace {

constexpr const char* k_operations = R"(
operation GetBucketTagging GetBucketTaggingRequest GetBucketTaggingOutput GET /{Bucket}?tagging
  Tagging
right GetBucketTagging = arn:aws:s3:::{Bucket}
operation PutBucketTagging PutBucketTaggingRequest Unit PUT /{Bucket}?tagging
right PutBucketTagging = arn:aws:s3:::{Bucket}
operation DeleteBucketTagging DeleteBucketTaggingRequest Unit DELETE /{Bucket}?tagging
right DeleteBucketTagging s3:PutBucketTagging arn:aws:s3:::{Bucket}
operation GetBucketPolicy GetBucketPolicyRequest GetBucketPolicyOutput GET /{Bucket}?policy
right GetBucketPolicy = arn:aws:s3:::{Bucket}
operation PutBucketPolicy PutBucketPolicyRequest Unit PUT /{Bucket}?policy
right PutBucketPolicy = arn:aws:s3:::{Bucket}
operation DeleteBucketPolicy DeleteBucketPolicyRequest Unit DELETE /{Bucket}?policy
right DeleteBucketPolicy = arn:aws:s3:::{Bucket}
operation GetBucketCors GetBucketCorsRequest GetBucketCorsOutput GET /{Bucket}?cors
  CORSConfiguration
right GetBucketCors s3:GetBucketCORS arn:aws:s3:::{Bucket}
operation PutBucketCors PutBucketCorsRequest Unit PUT /{Bucket}?cors
right PutBucketCors s3:PutBucketCORS arn:aws:s3:::{Bucket}
operation DeleteBucketCors DeleteBucketCorsRequest Unit DELETE /{Bucket}?cors
right DeleteBucketCors s3:PutBucketCORS arn:aws:s3:::{Bucket}
operation GetBucketNotificationConfiguration GetBucketNotificationConfigurationRequest
  NotificationConfiguration GET /{Bucket}?notification NotificationConfiguration
right GetBucketNotificationConfiguration s3:GetBucketNotification arn:aws:s3:::{Bucket}
operation PutBucketNotificationConfiguration PutBucketNotificationConfigurationRequest Unit PUT
  /{Bucket}?notification
right PutBucketNotificationConfiguration s3:PutBucketNotification arn:aws:s3:::{Bucket}
operation GetBucketEncryption GetBucketEncryptionRequest GetBucketEncryptionOutput GET
  /{Bucket}?encryption
right GetBucketEncryption s3:GetEncryptionConfiguration arn:aws:s3:::{Bucket}
operation PutBucketEncryption PutBucketEncryptionRequest Unit PUT /{Bucket}?encryption
right PutBucketEncryption s3:PutEncryptionConfiguration arn:aws:s3:::{Bucket}
operation DeleteBucketEncryption DeleteBucketEncryptionRequest Unit DELETE /{Bucket}?encryption
right DeleteBucketEncryption s3:PutEncryptionConfiguration arn:aws:s3:::{Bucket}
operation GetPublicAccessBlock GetPublicAccessBlockRequest GetPublicAccessBlockOutput GET
  /{Bucket}?publicAccessBlock
right GetPublicAccessBlock s3:GetBucketPublicAccessBlock arn:aws:s3:::{Bucket}
operation PutPublicAccessBlock PutPublicAccessBlockRequest Unit PUT /{Bucket}?publicAccessBlock
right PutPublicAccessBlock s3:PutBucketPublicAccessBlock arn:aws:s3:::{Bucket}
operation DeletePublicAccessBlock DeletePublicAccessBlockRequest Unit DELETE
  /{Bucket}?publicAccessBlock
right DeletePublicAccessBlock s3:PutBucketPublicAccessBlock arn:aws:s3:::{Bucket}
operation GetBucketOwnershipControls GetBucketOwnershipControlsRequest
  GetBucketOwnershipControlsOutput GET /{Bucket}?ownershipControls
right GetBucketOwnershipControls = arn:aws:s3:::{Bucket}
operation PutBucketOwnershipControls PutBucketOwnershipControlsRequest Unit PUT
  /{Bucket}?ownershipControls
right PutBucketOwnershipControls = arn:aws:s3:::{Bucket}
operation DeleteBucketOwnershipControls DeleteBucketOwnershipControlsRequest Unit DELETE
  /{Bucket}?ownershipControls
right DeleteBucketOwnershipControls s3:PutBucketOwnershipControls arn:aws:s3:::{Bucket}
operation GetBucketAcl GetBucketAclRequest GetBucketAclOutput GET /{Bucket}?acl
  AccessControlPolicy
right GetBucketAcl = arn:aws:s3:::{Bucket}
operation PutBucketAcl PutBucketAclRequest Unit PUT /{Bucket}?acl
right PutBucketAcl = arn:aws:s3:::{Bucket}
operation GetBucketWebsite GetBucketWebsiteRequest GetBucketWebsiteOutput GET /{Bucket}?website
  WebsiteConfiguration
right GetBucketWebsite = arn:aws:s3:::{Bucket}
operation GetBucketLogging GetBucketLoggingRequest GetBucketLoggingOutput GET /{Bucket}?logging
  BucketLoggingStatus
right GetBucketLogging = arn:aws:s3:::{Bucket}
operation GetBucketAccelerateConfiguration GetBucketAccelerateConfigurationRequest
  GetBucketAccelerateConfigurationOutput GET /{Bucket}?accelerate AccelerateConfiguration
right GetBucketAccelerateConfiguration s3:GetAccelerateConfiguration arn:aws:s3:::{Bucket}
operation GetBucketRequestPayment GetBucketRequestPaymentRequest GetBucketRequestPaymentOutput GET
  /{Bucket}?requestPayment RequestPaymentConfiguration
right GetBucketRequestPayment = arn:aws:s3:::{Bucket}
operation GetBucketLifecycleConfiguration GetBucketLifecycleConfigurationRequest
  GetBucketLifecycleConfigurationOutput GET /{Bucket}?lifecycle LifecycleConfiguration
right GetBucketLifecycleConfiguration s3:GetLifecycleConfiguration arn:aws:s3:::{Bucket}
operation GetBucketReplication GetBucketReplicationRequest GetBucketReplicationOutput GET
  /{Bucket}?replication
right GetBucketReplication s3:GetReplicationConfiguration arn:aws:s3:::{Bucket}
operation GetObjectLockConfiguration GetObjectLockConfigurationRequest
  GetObjectLockConfigurationOutput GET /{Bucket}?object-lock
right GetObjectLockConfiguration s3:GetBucketObjectLockConfiguration arn:aws:s3:::{Bucket}
)";

constexpr const char* k_shapes = R"(
structure GetBucketTaggingRequest Bucket:BucketName!@uri
structure GetBucketTaggingOutput TagSet:TagSet!
structure PutBucketTaggingRequest Bucket:BucketName!@uri Tagging:Tagging!@payload
structure DeleteBucketTaggingRequest Bucket:BucketName!@uri
structure GetBucketPolicyRequest Bucket:BucketName!@uri
structure GetBucketPolicyOutput Policy:Policy@payload
string Policy
structure PutBucketPolicyRequest Bucket:BucketName!@uri Policy:Policy!@payload
structure DeleteBucketPolicyRequest Bucket:BucketName!@uri
structure GetBucketCorsRequest Bucket:BucketName!@uri
structure GetBucketCorsOutput CORSRules:CORSRules@xml=CORSRule
list CORSRules CORSRule flat
structure CORSRule ID:ID AllowedHeaders:AllowedHeaders@xml=AllowedHeader
  AllowedMethods:AllowedMethods!@xml=AllowedMethod
  AllowedOrigins:AllowedOrigins!@xml=AllowedOrigin ExposeHeaders:ExposeHeaders@xml=ExposeHeader
  MaxAgeSeconds:MaxAgeSeconds
list AllowedHeaders AllowedHeader flat
string AllowedHeader
list AllowedMethods AllowedMethod flat
string AllowedMethod
list AllowedOrigins AllowedOrigin flat
string AllowedOrigin
list ExposeHeaders ExposeHeader flat
string ExposeHeader
integer MaxAgeSeconds
structure PutBucketCorsRequest Bucket:BucketName!@uri CORSConfiguration:CORSConfiguration!@payload
structure CORSConfiguration CORSRules:CORSRules!@xml=CORSRule
structure DeleteBucketCorsRequest Bucket:BucketName!@uri
structure GetBucketNotificationConfigurationRequest Bucket:BucketName!@uri
structure NotificationConfiguration
  TopicConfigurations:TopicConfigurationList@xml=TopicConfiguration
  QueueConfigurations:QueueConfigurationList@xml=QueueConfiguration
  LambdaFunctionConfigurations:LambdaFunctionConfigurationList@xml=CloudFunctionConfiguration
  EventBridgeConfiguration:EventBridgeConfiguration
list TopicConfigurationList TopicConfiguration flat
structure TopicConfiguration Id:NotificationId TopicArn:TopicArn!@xml=Topic
  Events:EventList!@xml=Event Filter:NotificationConfigurationFilter
string NotificationId
string TopicArn
list EventList Event flat
enum Event s3:ReducedRedundancyLostObject s3:ObjectCreated:* s3:ObjectCreated:Put
  s3:ObjectCreated:Post s3:ObjectCreated:Copy s3:ObjectCreated:CompleteMultipartUpload
  s3:ObjectRemoved:* s3:ObjectRemoved:Delete s3:ObjectRemoved:DeleteMarkerCreated
  s3:ObjectRestore:* s3:ObjectRestore:Post s3:ObjectRestore:Completed s3:Replication:*
  s3:Replication:OperationFailedReplication s3:Replication:OperationNotTracked
  s3:Replication:OperationMissedThreshold s3:Replication:OperationReplicatedAfterThreshold
  s3:ObjectRestore:Delete s3:LifecycleTransition s3:IntelligentTiering s3:ObjectAcl:Put
  s3:LifecycleExpiration:* s3:LifecycleExpiration:Delete
  s3:LifecycleExpiration:DeleteMarkerCreated s3:ObjectTagging:* s3:ObjectTagging:Put
  s3:ObjectTagging:Delete
structure NotificationConfigurationFilter Key:S3KeyFilter@xml=S3Key
structure S3KeyFilter FilterRules:FilterRuleList@xml=FilterRule
list FilterRuleList FilterRule flat
structure FilterRule Name:FilterRuleName Value:FilterRuleValue
enum FilterRuleName prefix suffix
string FilterRuleValue
list QueueConfigurationList QueueConfiguration flat
structure QueueConfiguration Id:NotificationId QueueArn:QueueArn!@xml=Queue
  Events:EventList!@xml=Event Filter:NotificationConfigurationFilter
string QueueArn
list LambdaFunctionConfigurationList LambdaFunctionConfiguration flat
structure LambdaFunctionConfiguration Id:NotificationId
  LambdaFunctionArn:LambdaFunctionArn!@xml=CloudFunction Events:EventList!@xml=Event
  Filter:NotificationConfigurationFilter
string LambdaFunctionArn
structure EventBridgeConfiguration
structure PutBucketNotificationConfigurationRequest Bucket:BucketName!@uri
  NotificationConfiguration:NotificationConfiguration!@payload
  SkipDestinationValidation:SkipValidation@header=x-amz-skip-destination-validation
boolean SkipValidation
structure GetBucketEncryptionRequest Bucket:BucketName!@uri
structure GetBucketEncryptionOutput
  ServerSideEncryptionConfiguration:ServerSideEncryptionConfiguration@payload
structure ServerSideEncryptionConfiguration Rules:ServerSideEncryptionRules!@xml=Rule
list ServerSideEncryptionRules ServerSideEncryptionRule flat
structure ServerSideEncryptionRule
  ApplyServerSideEncryptionByDefault:ServerSideEncryptionByDefault
  BucketKeyEnabled:BucketKeyEnabled
boolean BucketKeyEnabled
structure ServerSideEncryptionByDefault SSEAlgorithm:ServerSideEncryption!
  KMSMasterKeyID:SSEKMSKeyId
structure PutBucketEncryptionRequest Bucket:BucketName!@uri
  ServerSideEncryptionConfiguration:ServerSideEncryptionConfiguration!@payload
structure DeleteBucketEncryptionRequest Bucket:BucketName!@uri
structure GetPublicAccessBlockRequest Bucket:BucketName!@uri
structure GetPublicAccessBlockOutput
  PublicAccessBlockConfiguration:PublicAccessBlockConfiguration@payload
structure PublicAccessBlockConfiguration BlockPublicAcls:Setting IgnorePublicAcls:Setting
  BlockPublicPolicy:Setting RestrictPublicBuckets:Setting
boolean Setting
structure PutPublicAccessBlockRequest Bucket:BucketName!@uri
  PublicAccessBlockConfiguration:PublicAccessBlockConfiguration!@payload
structure DeletePublicAccessBlockRequest Bucket:BucketName!@uri
structure GetBucketOwnershipControlsRequest Bucket:BucketName!@uri
structure GetBucketOwnershipControlsOutput OwnershipControls:OwnershipControls@payload
structure OwnershipControls Rules:OwnershipControlsRules!@xml=Rule
list OwnershipControlsRules OwnershipControlsRule flat
structure OwnershipControlsRule ObjectOwnership:ObjectOwnership!
structure PutBucketOwnershipControlsRequest Bucket:BucketName!@uri
  OwnershipControls:OwnershipControls!@payload
structure DeleteBucketOwnershipControlsRequest Bucket:BucketName!@uri
structure GetBucketAclRequest Bucket:BucketName!@uri
structure GetBucketAclOutput Owner:Owner Grants:Grants@xml=AccessControlList
structure PutBucketAclRequest ACL:BucketCannedACL@header=x-amz-acl
  AccessControlPolicy:AccessControlPolicy@payload Bucket:BucketName!@uri
  GrantFullControl:GrantFullControl@header=x-amz-grant-full-control
  GrantRead:GrantRead@header=x-amz-grant-read
  GrantReadACP:GrantReadACP@header=x-amz-grant-read-acp
  GrantWrite:GrantWrite@header=x-amz-grant-write
  GrantWriteACP:GrantWriteACP@header=x-amz-grant-write-acp
structure GetBucketWebsiteRequest Bucket:BucketName!@uri
structure GetBucketWebsiteOutput
structure GetBucketLoggingRequest Bucket:BucketName!@uri
structure GetBucketLoggingOutput
structure GetBucketAccelerateConfigurationRequest Bucket:BucketName!@uri
structure GetBucketAccelerateConfigurationOutput
structure GetBucketRequestPaymentRequest Bucket:BucketName!@uri
structure GetBucketRequestPaymentOutput Payer:Payer
enum Payer Requester BucketOwner
structure GetBucketLifecycleConfigurationRequest Bucket:BucketName!@uri
structure GetBucketLifecycleConfigurationOutput
structure GetBucketReplicationRequest Bucket:BucketName!@uri
structure GetBucketReplicationOutput
structure GetObjectLockConfigurationRequest Bucket:BucketName!@uri
structure GetObjectLockConfigurationOutput
)";

}  // namespace

std::string table_of_settings() {
  return std::string(k_operations) + k_shapes;
}

}  // namespace greenroom::s3
