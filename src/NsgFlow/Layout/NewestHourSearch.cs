namespace NsgFlow.Layout;

/// <summary>
/// Looks for the newest hour of a tree, the folder that may hold the latest hour first: one listing for each level of
/// the newest branch of each resource, and none for older years, months and days.
/// </summary>
internal static class NewestHourSearch
{
    public static DateTimeOffset? Find(string root, FlowLogPathFilter filter, Func<string, IReadOnlyList<FolderEntry>> list)
    {
        FlowLogPeriod? newest = null;
        var waiting = new PriorityQueue<Candidate, (long EarlierEnd, int Shallower)>();
        Offer(root, depth: 0);
        while (waiting.TryDequeue(out Candidate candidate, out _) && candidate.EndTicks > EndOf(newest))
        {
            foreach (FolderEntry entry in list(candidate.Folder))
            {
                string path = Path.Join(candidate.Folder, entry.Name);
                if (entry.IsFolder)
                {
                    Offer(path, candidate.Depth + 1);
                }
                else if (FlowLogPath.OfFile(path) is { Period: { IsHour: true } hour } layout
                    && hour.EndTicks > EndOf(newest)
                    && !filter.Excludes(layout))
                {
                    newest = hour;
                }
            }
        }

        return newest?.Start;

        void Offer(string folder, int depth)
        {
            FlowLogPath? layout = FlowLogPath.OfFolder(folder);

            // A folder that names no time may hold any.
            long end = layout?.Period?.EndTicks ?? long.MaxValue;
            if (end > EndOf(newest) && !filter.Excludes(layout))
            {
                // Among equals the deepest first: it is nearest to an answer that ends the search.
                waiting.Enqueue(new Candidate(folder, end, depth), (-end, -depth));
            }
        }
    }

    private static long EndOf(FlowLogPeriod? period) => period?.EndTicks ?? 0;

    private readonly record struct Candidate(string Folder, long EndTicks, int Depth);
}
