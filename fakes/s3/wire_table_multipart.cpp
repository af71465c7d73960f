// AWS: the API model of S3, version 2006-03-01: uploads in parts.
// Members that nothing here could honour are left out where they are harmless; others are there to
// be refused (wire.cpp).
#include "fakes/s3/wire_table.h"

namespace greenroom::s3 {
namespace {

constexpr const char* k_operations = R"(
operation CreateMultipartUpload CreateMultipartUploadRequest CreateMultipartUploadOutput POST
  /{Bucket}/{Key+}?uploads InitiateMultipartUploadResult
right CreateMultipartUpload s3:PutObject arn:aws:s3:::{Bucket}/{Key}
operation UploadPart UploadPartRequest UploadPartOutput PUT /{Bucket}/{Key+}
right UploadPart s3:PutObject arn:aws:s3:::{Bucket}/{Key}
operation UploadPartCopy UploadPartCopyRequest UploadPartCopyOutput PUT /{Bucket}/{Key+}
right UploadPartCopy s3:PutObject arn:aws:s3:::{Bucket}/{Key}
right UploadPartCopy s3:GetObject arn:aws:s3:::{copied(CopySource)}
operation CompleteMultipartUpload CompleteMultipartUploadRequest CompleteMultipartUploadOutput
  POST /{Bucket}/{Key+} CompleteMultipartUploadResult
right CompleteMultipartUpload s3:PutObject arn:aws:s3:::{Bucket}/{Key}
operation AbortMultipartUpload AbortMultipartUploadRequest AbortMultipartUploadOutput DELETE
  /{Bucket}/{Key+}
right AbortMultipartUpload = arn:aws:s3:::{Bucket}/{Key}
operation ListParts ListPartsRequest ListPartsOutput GET /{Bucket}/{Key+} ListPartsResult
right ListParts s3:ListMultipartUploadParts arn:aws:s3:::{Bucket}/{Key}
operation ListMultipartUploads ListMultipartUploadsRequest ListMultipartUploadsOutput GET
  /{Bucket}?uploads ListMultipartUploadsResult
right ListMultipartUploads s3:ListBucketMultipartUploads arn:aws:s3:::{Bucket}
)";

constexpr const char* k_shapes = R"(
structure CreateMultipartUploadRequest ACL:ObjectCannedACL@header=x-amz-acl Bucket:BucketName!@uri
  CacheControl:CacheControl@header=Cache-Control
  ContentDisposition:ContentDisposition@header=Content-Disposition
  ContentEncoding:ContentEncoding@header=Content-Encoding
  ContentLanguage:ContentLanguage@header=Content-Language
  ContentType:ContentType@header=Content-Type Expires:Expires@header=Expires
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
  ChecksumAlgorithm:ChecksumAlgorithm@header=x-amz-checksum-algorithm
  ChecksumType:ChecksumType@header=x-amz-checksum-type
structure CreateMultipartUploadOutput Bucket:BucketName Key:ObjectKey UploadId:MultipartUploadId
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
  ChecksumAlgorithm:ChecksumAlgorithm@header=x-amz-checksum-algorithm
  ChecksumType:ChecksumType@header=x-amz-checksum-type
string MultipartUploadId
structure UploadPartRequest Body:Body@payload Bucket:BucketName!@uri
  ChecksumAlgorithm:ChecksumAlgorithm@header=x-amz-sdk-checksum-algorithm
  ChecksumCRC32:ChecksumCRC32@header=x-amz-checksum-crc32
  ChecksumCRC32C:ChecksumCRC32C@header=x-amz-checksum-crc32c
  ChecksumCRC64NVME:ChecksumCRC64NVME@header=x-amz-checksum-crc64nvme
  ChecksumSHA1:ChecksumSHA1@header=x-amz-checksum-sha1
  ChecksumSHA256:ChecksumSHA256@header=x-amz-checksum-sha256 Key:ObjectKey!@uri
  PartNumber:PartNumber!@query=partNumber UploadId:MultipartUploadId!@query=uploadId
  SSECustomerAlgorithm:SSECustomerAlgorithm@header=x-amz-server-side-encryption-customer-algorithm
structure UploadPartOutput
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  ETag:ETag@header=ETag ChecksumCRC32:ChecksumCRC32@header=x-amz-checksum-crc32
  ChecksumCRC32C:ChecksumCRC32C@header=x-amz-checksum-crc32c
  ChecksumCRC64NVME:ChecksumCRC64NVME@header=x-amz-checksum-crc64nvme
  ChecksumSHA1:ChecksumSHA1@header=x-amz-checksum-sha1
  ChecksumSHA256:ChecksumSHA256@header=x-amz-checksum-sha256
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
structure UploadPartCopyRequest Bucket:BucketName!@uri
  CopySource:CopySource!@header=x-amz-copy-source
  CopySourceIfMatch:CopySourceIfMatch@header=x-amz-copy-source-if-match
  CopySourceIfModifiedSince:CopySourceIfModifiedSince@header=x-amz-copy-source-if-modified-since
  CopySourceIfNoneMatch:CopySourceIfNoneMatch@header=x-amz-copy-source-if-none-match
  CopySourceIfUnmodifiedSince:CopySourceIfUnmodifiedSince@header=)"
                                 R"(x-amz-copy-source-if-unmodified-since
  CopySourceRange:CopySourceRange@header=x-amz-copy-source-range Key:ObjectKey!@uri
  PartNumber:PartNumber!@query=partNumber UploadId:MultipartUploadId!@query=uploadId
  SSECustomerAlgorithm:SSECustomerAlgorithm@header=x-amz-server-side-encryption-customer-algorithm
string CopySourceRange
structure UploadPartCopyOutput
  CopySourceVersionId:CopySourceVersionId@header=x-amz-copy-source-version-id
  CopyPartResult:CopyPartResult@payload
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
structure CopyPartResult ETag:ETag LastModified:LastModified ChecksumCRC32:ChecksumCRC32
  ChecksumCRC32C:ChecksumCRC32C ChecksumCRC64NVME:ChecksumCRC64NVME ChecksumSHA1:ChecksumSHA1
  ChecksumSHA256:ChecksumSHA256
structure CompleteMultipartUploadRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  MultipartUpload:CompletedMultipartUpload@payload=CompleteMultipartUpload
  UploadId:MultipartUploadId!@query=uploadId
  ChecksumCRC32:ChecksumCRC32@header=x-amz-checksum-crc32
  ChecksumCRC32C:ChecksumCRC32C@header=x-amz-checksum-crc32c
  ChecksumCRC64NVME:ChecksumCRC64NVME@header=x-amz-checksum-crc64nvme
  ChecksumSHA1:ChecksumSHA1@header=x-amz-checksum-sha1
  ChecksumSHA256:ChecksumSHA256@header=x-amz-checksum-sha256
  ChecksumType:ChecksumType@header=x-amz-checksum-type
  MpuObjectSize:MpuObjectSize@header=x-amz-mp-object-size IfMatch:IfMatch@header=If-Match
  IfNoneMatch:IfNoneMatch@header=If-None-Match
structure CompletedMultipartUpload Parts:CompletedPartList@xml=Part
list CompletedPartList CompletedPart flat
structure CompletedPart ETag:ETag ChecksumCRC32:ChecksumCRC32 ChecksumCRC32C:ChecksumCRC32C
  ChecksumCRC64NVME:ChecksumCRC64NVME ChecksumSHA1:ChecksumSHA1 ChecksumSHA256:ChecksumSHA256
  PartNumber:PartNumber
long MpuObjectSize
structure CompleteMultipartUploadOutput Location:Location Bucket:BucketName Key:ObjectKey
  ETag:ETag ChecksumCRC32:ChecksumCRC32 ChecksumCRC32C:ChecksumCRC32C
  ChecksumCRC64NVME:ChecksumCRC64NVME ChecksumSHA1:ChecksumSHA1 ChecksumSHA256:ChecksumSHA256
  ChecksumType:ChecksumType
  ServerSideEncryption:ServerSideEncryption@header=x-amz-server-side-encryption
  VersionId:ObjectVersionId@header=x-amz-version-id
  SSEKMSKeyId:SSEKMSKeyId@header=x-amz-server-side-encryption-aws-kms-key-id
string Location
structure AbortMultipartUploadRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  UploadId:MultipartUploadId!@query=uploadId
  IfMatchInitiatedTime:IfMatchInitiatedTime@header=x-amz-if-match-initiated-time
timestamp IfMatchInitiatedTime
structure AbortMultipartUploadOutput
structure ListPartsRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  MaxParts:MaxParts@query=max-parts PartNumberMarker:PartNumberMarker@query=part-number-marker
  UploadId:MultipartUploadId!@query=uploadId
structure ListPartsOutput Bucket:BucketName Key:ObjectKey UploadId:MultipartUploadId
  PartNumberMarker:PartNumberMarker NextPartNumberMarker:NextPartNumberMarker MaxParts:MaxParts
  IsTruncated:IsTruncated Parts:Parts@xml=Part Initiator:Initiator Owner:Owner
  StorageClass:StorageClass ChecksumAlgorithm:ChecksumAlgorithm ChecksumType:ChecksumType
list Parts Part flat
structure Part PartNumber:PartNumber LastModified:LastModified ETag:ETag Size:Size
  ChecksumCRC32:ChecksumCRC32 ChecksumCRC32C:ChecksumCRC32C ChecksumCRC64NVME:ChecksumCRC64NVME
  ChecksumSHA1:ChecksumSHA1 ChecksumSHA256:ChecksumSHA256
structure Initiator ID:ID DisplayName:DisplayName
structure ListMultipartUploadsRequest Bucket:BucketName!@uri Delimiter:Delimiter@query=delimiter
  EncodingType:EncodingType@query=encoding-type KeyMarker:KeyMarker@query=key-marker
  MaxUploads:MaxUploads@query=max-uploads Prefix:Prefix@query=prefix
  UploadIdMarker:UploadIdMarker@query=upload-id-marker
string Delimiter
enum EncodingType url
string KeyMarker
integer MaxUploads
string Prefix
string UploadIdMarker
structure ListMultipartUploadsOutput Bucket:BucketName KeyMarker:KeyMarker
  UploadIdMarker:UploadIdMarker NextKeyMarker:NextKeyMarker Prefix:Prefix Delimiter:Delimiter
  NextUploadIdMarker:NextUploadIdMarker MaxUploads:MaxUploads IsTruncated:IsTruncated
  Uploads:MultipartUploadList@xml=Upload CommonPrefixes:CommonPrefixList EncodingType:EncodingType
string NextKeyMarker
string NextUploadIdMarker
list MultipartUploadList MultipartUpload flat
structure MultipartUpload UploadId:MultipartUploadId Key:ObjectKey Initiated:Initiated
  StorageClass:StorageClass Owner:Owner Initiator:Initiator ChecksumAlgorithm:ChecksumAlgorithm
  ChecksumType:ChecksumType
timestamp Initiated
list CommonPrefixList CommonPrefix flat
structure CommonPrefix Prefix:Prefix
)";

}  // namespace

std::string table_of_multipart() {
  return std::string(k_operations) + k_shapes;
}

}  // namespace greenroom::s3
