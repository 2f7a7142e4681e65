namespace NsgFlow.PowerShell.Errors;

/// <summary>
/// The stable ids of the module's errors. Each equals the name of its message in Strings.resx; the remedy is the
/// string of the same name with <c>_Remedy</c> behind it. about_NsgFlow_Errors lists them all; a test compares.
/// </summary>
internal static class ErrorId
{
    public const string AmbiguousTuple = nameof(AmbiguousTuple);
    public const string ApproximateOrder = nameof(ApproximateOrder);
    public const string ApproximateUnsupported = nameof(ApproximateUnsupported);
    public const string ApproximateWithoutTop = nameof(ApproximateWithoutTop);
    public const string CounterOverflow = nameof(CounterOverflow);
    public const string DamagedGzip = nameof(DamagedGzip);
    public const string DamagedJson = nameof(DamagedJson);
    public const string EmptyWindow = nameof(EmptyWindow);
    public const string FillGapWithoutInterval = nameof(FillGapWithoutInterval);
    public const string FileNotFound = nameof(FileNotFound);
    public const string FileUnreadable = nameof(FileUnreadable);
    public const string FolderUnreadable = nameof(FolderUnreadable);
    public const string FormatDeviation = nameof(FormatDeviation);
    public const string IdleTimeoutOutOfRange = nameof(IdleTimeoutOutOfRange);
    public const string InputUnreadable = nameof(InputUnreadable);
    public const string InvalidFilter = nameof(InvalidFilter);
    public const string InvalidInterval = nameof(InvalidInterval);
    public const string InvalidPath = nameof(InvalidPath);
    public const string InvalidTuple = nameof(InvalidTuple);
    public const string LastNotPositive = nameof(LastNotPositive);
    public const string LastWithTimes = nameof(LastWithTimes);
    public const string MoreFaults = nameof(MoreFaults);
    public const string NotFlowLog = nameof(NotFlowLog);
    public const string PathNotFileSystem = nameof(PathNotFileSystem);
    public const string RecordTooLarge = nameof(RecordTooLarge);
    public const string RuleDefinitionCut = nameof(RuleDefinitionCut);
    public const string RuleDefinitionEmpty = nameof(RuleDefinitionEmpty);
    public const string RuleDefinitionGrouping = nameof(RuleDefinitionGrouping);
    public const string RuleDefinitionNotJson = nameof(RuleDefinitionNotJson);
    public const string RuleDefinitionTooDeep = nameof(RuleDefinitionTooDeep);
    public const string RuleDefinitionTooLarge = nameof(RuleDefinitionTooLarge);
    public const string RuleDefinitionUnresolved = nameof(RuleDefinitionUnresolved);
    public const string SampleDefectUnsupported = nameof(SampleDefectUnsupported);
    public const string SampleDurationOutOfRange = nameof(SampleDurationOutOfRange);
    public const string SampleFolderIsFile = nameof(SampleFolderIsFile);
    public const string SampleFolderNotEmpty = nameof(SampleFolderNotEmpty);
    public const string SampleFolderNotFileSystem = nameof(SampleFolderNotFileSystem);
    public const string SampleKindUnsupported = nameof(SampleKindUnsupported);
    public const string SampleNotWritten = nameof(SampleNotWritten);
    public const string SampleSizeTooSmall = nameof(SampleSizeTooSmall);
    public const string SampleStartTimeOutOfRange = nameof(SampleStartTimeOutOfRange);
    public const string TooManyConversations = nameof(TooManyConversations);
    public const string TooManyDistinct = nameof(TooManyDistinct);
    public const string TooManyGroups = nameof(TooManyGroups);
    public const string TooManyPending = nameof(TooManyPending);
    public const string TrailingBytes = nameof(TrailingBytes);
    public const string UnknownField = nameof(UnknownField);
    public const string UnsupportedInput = nameof(UnsupportedInput);
}
