namespace NsgFlow.PowerShell.Errors;

/// <summary>
/// The stable ids of the module's errors. Each equals the name of its message in Strings.resx; the remedy is the
/// string of the same name with <c>_Remedy</c> behind it. about_NsgFlow_Errors lists them all; a test compares.
/// </summary>
internal static class ErrorId
{
    public const string AmbiguousTuple = nameof(AmbiguousTuple);
    public const string BlobChanged = nameof(BlobChanged);
    public const string BlobLengthWrong = nameof(BlobLengthWrong);
    public const string BlobNotFound = nameof(BlobNotFound);
    public const string CertificateWithoutKey = nameof(CertificateWithoutKey);
    public const string DamagedGzip = nameof(DamagedGzip);
    public const string DamagedJson = nameof(DamagedJson);
    public const string EmptyWindow = nameof(EmptyWindow);
    public const string EvidenceDiffers = nameof(EvidenceDiffers);
    public const string EvidenceFolderInUse = nameof(EvidenceFolderInUse);
    public const string EvidenceFolderInvalid = nameof(EvidenceFolderInvalid);
    public const string EvidenceFolderLinked = nameof(EvidenceFolderLinked);
    public const string EvidenceNotWritten = nameof(EvidenceNotWritten);
    public const string EvidencePathTaken = nameof(EvidencePathTaken);
    public const string FileNotFound = nameof(FileNotFound);
    public const string FileUnreadable = nameof(FileUnreadable);
    public const string FolderUnreadable = nameof(FolderUnreadable);
    public const string FormatDeviation = nameof(FormatDeviation);
    public const string IdleTimeoutOutOfRange = nameof(IdleTimeoutOutOfRange);
    public const string InputUnreadable = nameof(InputUnreadable);
    public const string InvalidBlobUri = nameof(InvalidBlobUri);
    public const string InvalidFilter = nameof(InvalidFilter);
    public const string InvalidPath = nameof(InvalidPath);
    public const string InvalidStorageAccount = nameof(InvalidStorageAccount);
    public const string InvalidStorageCredential = nameof(InvalidStorageCredential);
    public const string InvalidStorageEndpoint = nameof(InvalidStorageEndpoint);
    public const string InvalidTuple = nameof(InvalidTuple);
    public const string LastNotPositive = nameof(LastNotPositive);
    public const string LastWithTimes = nameof(LastWithTimes);
    public const string ManifestNotFound = nameof(ManifestNotFound);
    public const string ManifestNotSigned = nameof(ManifestNotSigned);
    public const string MoreFaults = nameof(MoreFaults);
    public const string NoStorageAccount = nameof(NoStorageAccount);
    public const string NotFlowLog = nameof(NotFlowLog);
    public const string NotManifest = nameof(NotManifest);
    public const string PathNotFileSystem = nameof(PathNotFileSystem);
    public const string RecordTooLarge = nameof(RecordTooLarge);
    public const string SampleDefectUnsupported = nameof(SampleDefectUnsupported);
    public const string SampleDurationOutOfRange = nameof(SampleDurationOutOfRange);
    public const string SampleFolderIsFile = nameof(SampleFolderIsFile);
    public const string SampleFolderNotEmpty = nameof(SampleFolderNotEmpty);
    public const string SampleFolderNotFileSystem = nameof(SampleFolderNotFileSystem);
    public const string SampleKindUnsupported = nameof(SampleKindUnsupported);
    public const string SampleNotWritten = nameof(SampleNotWritten);
    public const string SampleSizeTooSmall = nameof(SampleSizeTooSmall);
    public const string SampleStartTimeOutOfRange = nameof(SampleStartTimeOutOfRange);
    public const string SignInFailed = nameof(SignInFailed);
    public const string StorageAccountNotFound = nameof(StorageAccountNotFound);
    public const string StorageBusy = nameof(StorageBusy);
    public const string StorageConflict = nameof(StorageConflict);
    public const string StorageContainerNotFound = nameof(StorageContainerNotFound);
    public const string StorageContextOtherAccount = nameof(StorageContextOtherAccount);
    public const string StorageFirewall = nameof(StorageFirewall);
    public const string StorageForbidden = nameof(StorageForbidden);
    public const string StorageKeyRefused = nameof(StorageKeyRefused);
    public const string StorageNoCredential = nameof(StorageNoCredential);
    public const string StorageRequestFailed = nameof(StorageRequestFailed);
    public const string StorageSasRefused = nameof(StorageSasRefused);
    public const string StorageTimeout = nameof(StorageTimeout);
    public const string StorageUnauthenticated = nameof(StorageUnauthenticated);
    public const string StorageUnreachable = nameof(StorageUnreachable);
    public const string TooManyConversations = nameof(TooManyConversations);
    public const string TrailingBytes = nameof(TrailingBytes);
    public const string UnsafeBlobName = nameof(UnsafeBlobName);
    public const string UnsupportedInput = nameof(UnsupportedInput);
}
