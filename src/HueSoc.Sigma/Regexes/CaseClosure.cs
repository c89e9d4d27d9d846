using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Regexes;

/// <summary>What a set of characters grows to when upper and lower case are the same: all that fold to what its members fold to.</summary>
internal static class CaseClosure
{
    private const int FewEnoughToWalk = 1024;

    private static readonly Dictionary<int, int[]> UnfoldedBy = BuildUnfolded();
    private static readonly CodePointSet[] Ascii = [.. Enumerable.Range(0, 0x80).Select(Compute)];

    /// <summary>The code points that equal one without regard to case.</summary>
    public static CodePointSet Of(int codePoint) => codePoint < Ascii.Length ? Ascii[codePoint] : Compute(codePoint);

    /// <summary>The closure of a set.</summary>
    public static CodePointSet Of(CodePointSet set)
    {
        List<(int First, int Last)> ranges = [.. set.Ranges];
        HashSet<int> folded = [];
        if (set.Count <= FewEnoughToWalk)
        {
            folded.UnionWith(set.CodePoints.Select(SimpleCaseFolding.Fold));
        }
        else
        {
            // Shorter than walking the set: every code point that has another case is in the table.
            foreach ((int fold, int[] others) in UnfoldedBy)
            {
                if (others.Append(fold).Any(c => Contains(set, c)))
                    folded.Add(fold);
            }
        }

        foreach (int fold in folded)
        {
            ranges.Add((fold, fold));
            foreach (int other in UnfoldedBy.GetValueOrDefault(fold, []))
                ranges.Add((other, other));
        }

        return CodePointSet.Of(ranges);
    }

    private static CodePointSet Compute(int codePoint)
    {
        int folded = SimpleCaseFolding.Fold(codePoint);
        return CodePointSet.Of(UnfoldedBy.GetValueOrDefault(folded, []).Append(folded).Select(c => (c, c)));
    }

    private static bool Contains(CodePointSet set, int codePoint)
    {
        int low = 0;
        int high = set.Ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (codePoint < set.Ranges[middle].First)
                high = middle - 1;
            else if (codePoint > set.Ranges[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    private static Dictionary<int, int[]> BuildUnfolded()
    {
        Dictionary<int, int[]> unfolded = [];
        foreach (CaseFoldingTable.Range range in CaseFoldingTable.Ranges)
        {
            for (int codePoint = range.First; codePoint <= range.Last; codePoint += range.Stride)
            {
                int folded = codePoint + range.Delta;
                unfolded[folded] = [.. unfolded.GetValueOrDefault(folded, []), codePoint];
            }
        }

        return unfolded;
    }
}
