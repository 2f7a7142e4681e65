using NsgFlow.Conformance.Tests.Logs;

namespace NsgFlow.Conformance.Tests.Rows;

/// <summary>The ground of all that follows: the database and Get-NsgFlowLog read the same flows, field by field.</summary>
public abstract class RowTests(LogSet logs)
{
    [Fact]
    public void Every_field_of_every_flow_is_the_same() => RowComparison.Run(logs);
}

public sealed class SampleRowTests(SampleLogs logs) : RowTests(logs), IClassFixture<SampleLogs>;

public sealed class FlatRowTests(FlatLogs logs) : RowTests(logs), IClassFixture<FlatLogs>;

public sealed class DeviatingRowTests(DeviatingLogs logs) : RowTests(logs), IClassFixture<DeviatingLogs>;

public sealed class DenseRowTests(DenseLogs logs) : RowTests(logs), IClassFixture<DenseLogs>;

public sealed class RealRowTests(RealLogs logs) : IClassFixture<RealLogs>
{
    [RealLogsFact]
    public void Every_field_of_every_flow_is_the_same() => RowComparison.Run(logs);
}
