using System.Collections.Concurrent;
using NsgFlow.Decoding;
using NsgFlow.Filtering;

namespace NsgFlow.Streaming;

/// <summary>
/// Reads sources ahead on several workers and gives the pages of their jobs in the order the jobs were added. A job is
/// one source, or several that one worker reads one after the other. Memory is bounded: so many jobs ahead of the one
/// being given, so many pages of each; a worker whose pages nobody takes waits.
/// </summary>
internal sealed class SourceReaderPool : IDisposable
{
    private const int PagesPerJob = 8;
    private const int JobsPerWorker = 4;

    /// <summary>How long disposing waits for a worker that a device will not let go.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly FlowFilter _filter;
    private readonly FlowReadOptions _options;
    private readonly Func<Action<object[]>, FlowCollector> _createCollector;
    private readonly int _workers;
    private readonly CancellationTokenSource _stop;
    private readonly List<Thread> _threads = [];
    private readonly Queue<Work> _window = new();
    private readonly BlockingCollection<Work> _todo = [];
    private bool _isDisposed;

    /// <param name="filter">What flows are wanted.</param>
    /// <param name="options">How every source is read; the name of each is its own.</param>
    /// <param name="createCollector">Makes the collector of a job, which gives its results to the function handed to it. Called on any worker.</param>
    /// <param name="workers">How many jobs are read at once.</param>
    /// <param name="cancellation">Stops the workers.</param>
    public SourceReaderPool(FlowFilter filter, FlowReadOptions options, Func<Action<object[]>, FlowCollector> createCollector, int workers, CancellationToken cancellation)
    {
        _filter = filter;
        _options = options;
        _createCollector = createCollector;
        _workers = workers;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    public ReadProgress Progress { get; } = new();

    /// <summary>Whether pages must be taken before another job may be added.</summary>
    public bool IsFull => _window.Count >= _workers * JobsPerWorker;

    /// <summary>Whether no job is under way.</summary>
    public bool IsIdle => _window.Count == 0;

    /// <summary>The source that the worker of the job being given reads now.</summary>
    public FlowSource? Current => _window.TryPeek(out Work? head) ? head.Current : null;

    public void Add(params FlowSource[] sources)
    {
        var work = new Work(sources);
        _window.Enqueue(work);
        _todo.Add(work, _stop.Token);
        if (_threads.Count < _workers && _threads.Count < _window.Count)
        {
            var thread = new Thread(Run) { IsBackground = true, Name = "NsgFlow reader" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Takes the next page in order, waiting for it up to a while; null when none came or nothing is under way.</summary>
    public SourcePage? Take(TimeSpan wait)
    {
        if (!_window.TryPeek(out Work? head) || !head.Pages.TryTake(out SourcePage? page, (int)wait.TotalMilliseconds, _stop.Token))
        {
            return null;
        }

        if (page is JobEndPage)
        {
            _window.Dequeue();
            head.Pages.Dispose();
        }

        return page;
    }

    /// <summary>Stops the workers and waits for them; a second call does nothing.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _stop.Cancel();
        _todo.CompleteAdding();
        bool allEnded = true;
        foreach (Thread thread in _threads)
        {
            allEnded &= thread.Join(s_patience);
        }

        // What a stuck worker may still touch is left to the garbage collector.
        if (allEnded)
        {
            _todo.Dispose();
            _stop.Dispose();
        }
    }

    private void Run()
    {
        var tables = new WorkerTables(_filter, _options.Strict ? FlowColumns.All | _options.Columns : _options.Columns);
        try
        {
            foreach (Work work in _todo.GetConsumingEnumerable(_stop.Token))
            {
                Do(work, tables);
            }
        }
        catch (OperationCanceledException)
        {
            // The pipeline was stopped: nobody waits for more.
        }
    }

    private void Do(Work work, WorkerTables tables)
    {
        Exception? failure = null;
        try
        {
            FlowCollector collector = _createCollector(results => work.Pages.Add(new ResultPage(work.Current, results), _stop.Token));
            foreach (FlowSource source in work.Sources)
            {
                work.Current = source;
                Read(work, source, collector, tables);
            }

            collector.Complete();
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            // The pipeline thread says what happened, and ends the others.
            failure = e;
        }

        work.Pages.Add(new JobEndPage(work.Current, failure), _stop.Token);
    }

    private void Read(Work work, FlowSource source, FlowCollector collector, WorkerTables tables)
    {
        SourcePage end;
        try
        {
            var sink = new JobSink(source, collector, work.Pages, Progress, _stop.Token);
            FlowReadSummary summary = new FlowLogReader(source, sink, _filter, _options, tables, _stop.Token).Read();
            summary.UnreportedFaults = sink.UnreportedFaults;
            collector.EndSource(source, summary);
            end = new EndPage(source, summary);
        }
        catch (Exception e) when (e is not FlowCollectorException && (e is not OperationCanceledException || !_stop.IsCancellationRequested))
        {
            // Whatever a source does, the others go on; the pipeline thread says what happened. A network source
            // that lost patience throws a cancellation of its own: that is a failure, not our stop.
            end = new FailurePage(source, e);
        }

        work.Pages.Add(end, _stop.Token);
    }

    private sealed class Work(FlowSource[] sources)
    {
        private volatile FlowSource _current = sources[0];

        public IReadOnlyList<FlowSource> Sources { get; } = sources;

        public FlowSource Current
        {
            get => _current;
            set => _current = value;
        }

        public BlockingCollection<SourcePage> Pages { get; } = new(PagesPerJob);
    }
}
