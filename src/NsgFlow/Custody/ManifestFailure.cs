namespace NsgFlow.Custody;

/// <summary>A blob that was asked for and not copied.</summary>
/// <param name="Uri">Its address, without a signature.</param>
/// <param name="ErrorId">The id of the error that was shown.</param>
/// <param name="Message">Its message, without secrets.</param>
internal sealed record ManifestFailure(string Uri, string ErrorId, string Message);
