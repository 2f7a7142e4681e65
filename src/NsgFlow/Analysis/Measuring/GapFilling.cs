namespace NsgFlow.Analysis.Measuring;

/// <summary>Adds the intervals without rows: a silence is a fact, and a chart needs it.</summary>
internal static class GapFilling
{
    public static void Fill(MeasuredGroups groups)
    {
        MeasureOptions options = groups.Layout.Options;
        GroupTable table = groups.Table;
        int place = Array.FindIndex(groups.Layout.Parts, p => p.Field == MeasureField.Interval);
        if (place < 0)
        {
            return;
        }

        KeyPart part = groups.Layout.Parts[place];
        long length = (long)options.Interval.TotalMilliseconds;
        long first = options.StartTime is { } start ? Math.Max(0, start.ToUnixTimeMilliseconds()) / length * length : long.MaxValue;
        long last = options.EndTime is { } end ? Math.Max(0, end.AddTicks(-1).ToUnixTimeMilliseconds()) / length * length : long.MinValue;
        var others = new GroupTable(groups.Layout, options.MaxGroup);
        ulong[] key = new ulong[groups.Layout.Words];
        for (int group = 0; group < table.Count; group++)
        {
            table.KeyOf(group).CopyTo(key);
            long time = (long)part.Of(key);
            first = options.StartTime is null ? Math.Min(first, time) : first;
            last = options.EndTime is null ? Math.Max(last, time) : last;
            part.Set(key, 0);
            others.Find(key);
        }

        // With nothing but intervals there is one combination of the rest, whether or not it has rows.
        if (groups.Layout.Parts.Length == 1 && options.StartTime is not null && options.EndTime is not null)
        {
            others.Find(new ulong[groups.Layout.Words]);
        }

        for (int other = 0; other < others.Count; other++)
        {
            others.KeyOf(other).CopyTo(key);
            for (long time = first; time <= last; time += length)
            {
                part.Set(key, (ulong)time);
                table.Find(key);
            }
        }
    }
}
