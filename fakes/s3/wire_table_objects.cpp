// AWS: the API model of S3, version 2006-03-01: objects, one at a time and in batches.
// Members that nothing here could honour are left out where they are harmless; others are there to
// be refused (wire.cpp). DeleteObjects asks for the rights on each key itself (wire_write.cpp).
#include "fakes/s3/wire_table.h"

namespace greenroom::s3 {
namespace {

constexpr const char* k_operations = R"(
operation GetObject GetObjectRequest GetObjectOutput GET /{Bucket}/{Key+}
right GetObject = arn:aws:s3:::{Bucket}/{Key} unless=VersionId
right GetObject s3:GetObjectVersion arn:aws:s3:::{Bucket}/{Key} if=VersionId
operation HeadObject HeadObjectRequest HeadObjectOutput HEAD /{Bucket}/{Key+}
right HeadObject s3:GetObject arn:aws:s3:::{Bucket}/{Key} unless=VersionId
right HeadObject s3:GetObjectVersion arn:aws:s3:::{Bucket}/{Key} if=VersionId
operation PutObject PutObjectRequest PutObjectOutput PUT /{Bucket}/{Key+}
right PutObject = arn:aws:s3:::{Bucket}/{Key}
right PutObject s3:PutObjectAcl arn:aws:s3:::{Bucket}/{Key} if=ACL
right PutObject s3:PutObjectTagging arn:aws:s3:::{Bucket}/{Key} if=Tagging
operation CopyObject CopyObjectRequest CopyObjectOutput PUT /{Bucket}/{Key+}
right CopyObject s3:PutObject arn:aws:s3:::{Bucket}/{Key}
right CopyObject s3:GetObject arn:aws:s3:::{copied(CopySource)}
operation DeleteObject DeleteObjectRequest DeleteObjectOutput DELETE /{Bucket}/{Key+}
right DeleteObject = arn:aws:s3:::{Bucket}/{Key} unless=VersionId
right DeleteObject s3:DeleteObjectVersion arn:aws:s3:::{Bucket}/{Key} if=VersionId
operation DeleteObjects DeleteObjectsRequest DeleteObjectsOutput POST /{Bucket}?delete
  DeleteResult
right DeleteObjects none
operation GetObjectAttributes GetObjectAttributesRequest GetObjectAttributesOutput GET
  /{Bucket}/{Key+}?attributes GetObjectAttributesResponse
right GetObjectAttributes s3:GetObject arn:aws:s3:::{Bucket}/{Key} unless=VersionId
right GetObjectAttributes s3:GetObjectVersion arn:aws:s3:::{Bucket}/{Key} if=VersionId
operation GetObjectTagging GetObjectTaggingRequest GetObjectTaggingOutput GET
  /{Bucket}/{Key+}?tagging Tagging
right GetObjectTagging = arn:aws:s3:::{Bucket}/{Key}
operation PutObjectTagging PutObjectTaggingRequest PutObjectTaggingOutput PUT
  /{Bucket}/{Key+}?tagging
right PutObjectTagging = arn:aws:s3:::{Bucket}/{Key}
operation DeleteObjectTagging DeleteObjectTaggingRequest DeleteObjectTaggingOutput DELETE
  /{Bucket}/{Key+}?tagging
right DeleteObjectTagging = arn:aws:s3:::{Bucket}/{Key}
operation GetObjectAcl GetObjectAclRequest GetObjectAclOutput GET /{Bucket}/{Key+}?acl
  AccessControlPolicy
right GetObjectAcl = arn:aws:s3:::{Bucket}/{Key}
operation PutObjectAcl PutObjectAclRequest PutObjectAclOutput PUT /{Bucket}/{Key+}?acl
right PutObjectAcl = arn:aws:s3:::{Bucket}/{Key}
structure Unit
)";

constexpr const char* k_shapes = R"(
structure GetObjectRequest Bucket:BucketName!@uri IfMatch:IfMatch@header=If-Match
  IfModifiedSince:IfModifiedSince@header=If-Modified-Since
  IfNoneMatch:IfNoneMatch@header=If-None-Match
  IfUnmodifiedSince:IfUnmodifiedSince@header=If-Unmodified-Since Key:ObjectKey!@uri
  Range:Range@header=Range ResponseCacheControl:ResponseCacheControl@query=response-cache-control
  ResponseContentDisposition:ResponseContentDisposition@query=response-content-disposition
  ResponseContentEncoding:ResponseContentEncoding@query=response-content-encoding
  ResponseContentLanguage:ResponseContentLanguage@query=response-content-language
  ResponseContentType:ResponseContentType@query=response-content-type
  ResponseExpires:ResponseExpires@query=response-expires VersionId:ObjectVersionId@query=versionId
  PartNumber:PartNumber@query=partNumber ChecksumMode:ChecksumMode@header=x-amz-checksum-mode
string BucketName
string IfMatch
timestamp IfModifiedSince
string IfNoneMatch
timestamp IfUnmodifiedSince
string ObjectKey
string Range
string ResponseCacheControl
string ResponseContentDisposition
string ResponseContentEncoding
string ResponseContentLanguage
string ResponseContentType
timestamp ResponseExpires
string ObjectVersionId
integer PartNumber
enum ChecksumMode ENABLED
structure GetObjectOutput Body:Body@payload DeleteMarker:DeleteMarker@header=x-amz-delete-marker
  AcceptRanges:AcceptRanges@header=accept-ranges LastModified:LastModified@header=Last-Modified
  ETag:ETag@header=ETag ChecksumCRC32:ChecksumCRC32@header=x-amz-checksum-crc32
  ChecksumCRC32C:ChecksumCRC32C@header=x-amz-checksum-crc32c
  ChecksumCRC64NVME:ChecksumCRC64NVME@header=x-amz-checksum-crc64nvme
  ChecksumSHA1:ChecksumSHA1@header=x-amz-checksum-sha1
  ChecksumSHA256:ChecksumSHA256@header=x-amz-checksum-sha256
  ChecksumType:ChecksumType@header=x-amz-checksum-type
  VersionId:ObjectVersionId@header=x-amz-version-id CacheControl:CacheControl@header=Cache-Control
  ContentDisposition:ContentDisposition@header=Content-Disposition
  ContentEncoding:ContentEncoding@header=Content-Encoding
  ContentLanguage:ContentLanguage@header=Content-Language
  ContentRange:ContentRange@header=Content-Range ContentType:ContentType@header=Content-Type
  Expires:Expires@header=Expires
  WebsiteRedirectLocation:WebsiteRedirectLocation@header=x-amz-website-redirect-location
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  Metadata:Metadata@headers=x-amz-meta-
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
  StorageClass:StorageClass@header=x-amz-storage-class
  PartsCount:PartsCount@header=x-amz-mp-parts-count TagCount:TagCount@header=x-amz-tagging-count
blob Body
boolean DeleteMarker
string AcceptRanges
timestamp LastModified
string ETag
string ChecksumCRC32
string ChecksumCRC32C
string ChecksumCRC64NVME
string ChecksumSHA1
string ChecksumSHA256
enum ChecksumType COMPOSITE FULL_OBJECT
string CacheControl
string ContentDisposition
string ContentEncoding
string ContentLanguage
string ContentRange
string ContentType
timestamp Expires
string WebsiteRedirectLocation
enum ServerSideEncryption AES256 aws:fsx aws:kms aws:kms:dsse
map Metadata MetadataKey MetadataValue
string MetadataKey
string MetadataValue
string SSEKMSKeyId
enum StorageClass STANDARD REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER
  DEEP_ARCHIVE OUTPOSTS GLACIER_IR SNOW EXPRESS_ONEZONE FSX_OPENZFS FSX_ONTAP
integer PartsCount
integer TagCount
structure HeadObjectRequest Bucket:BucketName!@uri IfMatch:IfMatch@header=If-Match
  IfModifiedSince:IfModifiedSince@header=If-Modified-Since
  IfNoneMatch:IfNoneMatch@header=If-None-Match
  IfUnmodifiedSince:IfUnmodifiedSince@header=If-Unmodified-Since Key:ObjectKey!@uri
  Range:Range@header=Range ResponseCacheControl:ResponseCacheControl@query=response-cache-control
  ResponseContentDisposition:ResponseContentDisposition@query=response-content-disposition
  ResponseContentEncoding:ResponseContentEncoding@query=response-content-encoding
  ResponseContentLanguage:ResponseContentLanguage@query=response-content-language
  ResponseContentType:ResponseContentType@query=response-content-type
  ResponseExpires:ResponseExpires@query=response-expires VersionId:ObjectVersionId@query=versionId
  PartNumber:PartNumber@query=partNumber ChecksumMode:ChecksumMode@header=x-amz-checksum-mode
structure HeadObjectOutput DeleteMarker:DeleteMarker@header=x-amz-delete-marker
  AcceptRanges:AcceptRanges@header=accept-ranges LastModified:LastModified@header=Last-Modified
  ChecksumCRC32:ChecksumCRC32@header=x-amz-checksum-crc32
  ChecksumCRC32C:ChecksumCRC32C@header=x-amz-checksum-crc32c
  ChecksumCRC64NVME:ChecksumCRC64NVME@header=x-amz-checksum-crc64nvme
  ChecksumSHA1:ChecksumSHA1@header=x-amz-checksum-sha1
  ChecksumSHA256:ChecksumSHA256@header=x-amz-checksum-sha256
  ChecksumType:ChecksumType@header=x-amz-checksum-type ETag:ETag@header=ETag
  VersionId:ObjectVersionId@header=x-amz-version-id CacheControl:CacheControl@header=Cache-Control
  ContentDisposition:ContentDisposition@header=Content-Disposition
  ContentEncoding:ContentEncoding@header=Content-Encoding
  ContentLanguage:ContentLanguage@header=Content-Language
  ContentType:ContentType@header=Content-Type ContentRange:ContentRange@header=Content-Range
  Expires:Expires@header=Expires
  WebsiteRedirectLocation:WebsiteRedirectLocation@header=x-amz-website-redirect-location
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  Metadata:Metadata@headers=x-amz-meta-
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
  StorageClass:StorageClass@header=x-amz-storage-class
  PartsCount:PartsCount@header=x-amz-mp-parts-count TagCount:TagCount@header=x-amz-tagging-count
structure PutObjectRequest ACL:ObjectCannedACL@header=x-amz-acl Body:Body@payload
  Bucket:BucketName!@uri CacheControl:CacheControl@header=Cache-Control
  ContentDisposition:ContentDisposition@header=Content-Disposition
  ContentEncoding:ContentEncoding@header=Content-Encoding
  ContentLanguage:ContentLanguage@header=Content-Language
  ContentType:ContentType@header=Content-Type
  ChecksumAlgorithm:ChecksumAlgorithm@header=x-amz-sdk-checksum-algorithm
  ChecksumCRC32:ChecksumCRC32@header=x-amz-checksum-crc32
  ChecksumCRC32C:ChecksumCRC32C@header=x-amz-checksum-crc32c
  ChecksumCRC64NVME:ChecksumCRC64NVME@header=x-amz-checksum-crc64nvme
  ChecksumSHA1:ChecksumSHA1@header=x-amz-checksum-sha1
  ChecksumSHA256:ChecksumSHA256@header=x-amz-checksum-sha256 Expires:Expires@header=Expires
  IfMatch:IfMatch@header=If-Match IfNoneMatch:IfNoneMatch@header=If-None-Match
  WriteOffsetBytes:WriteOffsetBytes@header=x-amz-write-offset-bytes
  GrantFullControl:GrantFullControl@header=x-amz-grant-full-control
  GrantRead:GrantRead@header=x-amz-grant-read
  GrantReadACP:GrantReadACP@header=x-amz-grant-read-acp
  GrantWriteACP:GrantWriteACP@header=x-amz-grant-write-acp Key:ObjectKey!@uri
  Metadata:Metadata@headers=x-amz-meta-
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  StorageClass:StorageClass@header=x-amz-storage-class
  WebsiteRedirectLocation:WebsiteRedirectLocation@header=x-amz-website-redirect-location
  SSECustomerAlgorithm:SSECustomerAlgorithm@header=x-amz-server-side-encryption-customer-algorithm
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
  Tagging:TaggingHeader@header=x-amz-tagging
  ObjectLockMode:ObjectLockMode@header=x-amz-object-lock-mode
  ObjectLockLegalHoldStatus:ObjectLockLegalHoldStatus@header=x-amz-object-lock-legal-hold
enum ObjectCannedACL private public-read public-read-write authenticated-read aws-exec-read
  bucket-owner-read bucket-owner-full-control
enum ChecksumAlgorithm CRC32 CRC32C SHA1 SHA256 CRC64NVME SHA512 MD5 XXHASH64 XXHASH3 XXHASH128
string GrantFullControl
string GrantRead
string GrantReadACP
string GrantWriteACP
string SSECustomerAlgorithm
string TaggingHeader
enum ObjectLockMode GOVERNANCE COMPLIANCE
enum ObjectLockLegalHoldStatus ON OFF
long WriteOffsetBytes
structure PutObjectOutput ETag:ETag@header=ETag
  ChecksumCRC32:ChecksumCRC32@header=x-amz-checksum-crc32
  ChecksumCRC32C:ChecksumCRC32C@header=x-amz-checksum-crc32c
  ChecksumCRC64NVME:ChecksumCRC64NVME@header=x-amz-checksum-crc64nvme
  ChecksumSHA1:ChecksumSHA1@header=x-amz-checksum-sha1
  ChecksumSHA256:ChecksumSHA256@header=x-amz-checksum-sha256
  ChecksumType:ChecksumType@header=x-amz-checksum-type
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  VersionId:ObjectVersionId@header=x-amz-version-id
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
structure CopyObjectRequest ACL:ObjectCannedACL@header=x-amz-acl Bucket:BucketName!@uri
  CacheControl:CacheControl@header=Cache-Control
  ChecksumAlgorithm:ChecksumAlgorithm@header=x-amz-checksum-algorithm
  ContentDisposition:ContentDisposition@header=Content-Disposition
  ContentEncoding:ContentEncoding@header=Content-Encoding
  ContentLanguage:ContentLanguage@header=Content-Language
  ContentType:ContentType@header=Content-Type CopySource:CopySource!@header=x-amz-copy-source
  CopySourceIfMatch:CopySourceIfMatch@header=x-amz-copy-source-if-match
  CopySourceIfModifiedSince:CopySourceIfModifiedSince@header=x-amz-copy-source-if-modified-since
  CopySourceIfNoneMatch:CopySourceIfNoneMatch@header=x-amz-copy-source-if-none-match
  CopySourceIfUnmodifiedSince:CopySourceIfUnmodifiedSince@header=)"
                                 R"(x-amz-copy-source-if-unmodified-since
  Expires:Expires@header=Expires GrantFullControl:GrantFullControl@header=x-amz-grant-full-control
  GrantRead:GrantRead@header=x-amz-grant-read
  GrantReadACP:GrantReadACP@header=x-amz-grant-read-acp
  GrantWriteACP:GrantWriteACP@header=x-amz-grant-write-acp IfMatch:IfMatch@header=If-Match
  IfNoneMatch:IfNoneMatch@header=If-None-Match Key:ObjectKey!@uri
  Metadata:Metadata@headers=x-amz-meta-
  MetadataDirective:MetadataDirective@header=x-amz-metadata-directive
  TaggingDirective:TaggingDirective@header=x-amz-tagging-directive
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  StorageClass:StorageClass@header=x-amz-storage-class
  WebsiteRedirectLocation:WebsiteRedirectLocation@header=x-amz-website-redirect-location
  SSECustomerAlgorithm:SSECustomerAlgorithm@header=x-amz-server-side-encryption-customer-algorithm
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
  Tagging:TaggingHeader@header=x-amz-tagging
  ObjectLockMode:ObjectLockMode@header=x-amz-object-lock-mode
  ObjectLockLegalHoldStatus:ObjectLockLegalHoldStatus@header=x-amz-object-lock-legal-hold
string CopySource
string CopySourceIfMatch
timestamp CopySourceIfModifiedSince
string CopySourceIfNoneMatch
timestamp CopySourceIfUnmodifiedSince
enum MetadataDirective COPY REPLACE
enum TaggingDirective COPY REPLACE
structure CopyObjectOutput CopyObjectResult:CopyObjectResult@payload
  CopySourceVersionId:CopySourceVersionId@header=x-amz-copy-source-version-id
  VersionId:ObjectVersionId@header=x-amz-version-id
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
structure CopyObjectResult ETag:ETag LastModified:LastModified ChecksumType:ChecksumType
  ChecksumCRC32:ChecksumCRC32 ChecksumCRC32C:ChecksumCRC32C ChecksumCRC64NVME:ChecksumCRC64NVME
  ChecksumSHA1:ChecksumSHA1 ChecksumSHA256:ChecksumSHA256
string CopySourceVersionId
structure DeleteObjectRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId IfMatch:IfMatch@header=If-Match
  IfMatchLastModifiedTime:IfMatchLastModifiedTime@header=x-amz-if-match-last-modified-time
  IfMatchSize:IfMatchSize@header=x-amz-if-match-size
timestamp IfMatchLastModifiedTime
long IfMatchSize
structure DeleteObjectOutput DeleteMarker:DeleteMarker@header=x-amz-delete-marker
  VersionId:ObjectVersionId@header=x-amz-version-id
structure DeleteObjectsRequest Bucket:BucketName!@uri Delete:Delete!@payload
structure Delete Objects:ObjectIdentifierList!@xml=Object Quiet:Quiet
list ObjectIdentifierList ObjectIdentifier flat
structure ObjectIdentifier Key:ObjectKey! VersionId:ObjectVersionId ETag:ETag
boolean Quiet
structure DeleteObjectsOutput Deleted:DeletedObjects Errors:Errors@xml=Error
list DeletedObjects DeletedObject flat
structure DeletedObject Key:ObjectKey VersionId:ObjectVersionId DeleteMarker:DeleteMarker
  DeleteMarkerVersionId:DeleteMarkerVersionId
string DeleteMarkerVersionId
list Errors Error flat
structure Error Key:ObjectKey VersionId:ObjectVersionId Code:Code Message:Message
string Code
string Message
structure GetObjectAttributesRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId MaxParts:MaxParts@header=x-amz-max-parts
  PartNumberMarker:PartNumberMarker@header=x-amz-part-number-marker
  ObjectAttributes:ObjectAttributesList!@header=x-amz-object-attributes
integer MaxParts
integer PartNumberMarker
list ObjectAttributesList ObjectAttributes
enum ObjectAttributes ETag Checksum ObjectParts StorageClass ObjectSize
structure GetObjectAttributesOutput DeleteMarker:DeleteMarker@header=x-amz-delete-marker
  LastModified:LastModified@header=Last-Modified VersionId:ObjectVersionId@header=x-amz-version-id
  ETag:ETag Checksum:Checksum ObjectParts:GetObjectAttributesParts StorageClass:StorageClass
  ObjectSize:ObjectSize
structure Checksum ChecksumCRC32:ChecksumCRC32 ChecksumCRC32C:ChecksumCRC32C
  ChecksumCRC64NVME:ChecksumCRC64NVME ChecksumSHA1:ChecksumSHA1 ChecksumSHA256:ChecksumSHA256
  ChecksumType:ChecksumType
structure GetObjectAttributesParts TotalPartsCount:PartsCount@xml=PartsCount
  PartNumberMarker:PartNumberMarker NextPartNumberMarker:NextPartNumberMarker MaxParts:MaxParts
  IsTruncated:IsTruncated Parts:PartsList@xml=Part
integer NextPartNumberMarker
boolean IsTruncated
list PartsList ObjectPart flat
structure ObjectPart PartNumber:PartNumber Size:Size ChecksumCRC32:ChecksumCRC32
  ChecksumCRC32C:ChecksumCRC32C ChecksumCRC64NVME:ChecksumCRC64NVME ChecksumSHA1:ChecksumSHA1
  ChecksumSHA256:ChecksumSHA256
long Size
long ObjectSize
structure GetObjectTaggingRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId
structure GetObjectTaggingOutput VersionId:ObjectVersionId@header=x-amz-version-id TagSet:TagSet!
list TagSet Tag element=Tag
structure Tag Key:ObjectKey! Value:Value!
string Value
structure PutObjectTaggingRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId Tagging:Tagging!@payload
structure Tagging TagSet:TagSet!
structure PutObjectTaggingOutput VersionId:ObjectVersionId@header=x-amz-version-id
structure DeleteObjectTaggingRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId
structure DeleteObjectTaggingOutput VersionId:ObjectVersionId@header=x-amz-version-id
structure GetObjectAclRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId
structure GetObjectAclOutput Owner:Owner Grants:Grants@xml=AccessControlList
structure Owner DisplayName:DisplayName ID:ID
string DisplayName
string ID
list Grants Grant element=Grant
structure Grant Grantee:Grantee Permission:Permission
structure Grantee DisplayName:DisplayName ID:ID Type:Type!@xml=xsi:type URI:URI
enum Type CanonicalUser AmazonCustomerByEmail Group
string URI
enum Permission FULL_CONTROL WRITE WRITE_ACP READ READ_ACP
structure PutObjectAclRequest ACL:ObjectCannedACL@header=x-amz-acl
  AccessControlPolicy:AccessControlPolicy@payload Bucket:BucketName!@uri
  GrantFullControl:GrantFullControl@header=x-amz-grant-full-control
  GrantRead:GrantRead@header=x-amz-grant-read
  GrantReadACP:GrantReadACP@header=x-amz-grant-read-acp
  GrantWrite:GrantWrite@header=x-amz-grant-write
  GrantWriteACP:GrantWriteACP@header=x-amz-grant-write-acp Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId
structure AccessControlPolicy Grants:Grants@xml=AccessControlList Owner:Owner
string GrantWrite
structure PutObjectAclOutput
)";

}  // namespace

std::string table_of_objects() {
  return std::string(k_operations) + k_shapes;
}

}  // namespace greenroom::s3
