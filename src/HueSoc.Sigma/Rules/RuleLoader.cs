using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Filters;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Rules;

/// <summary>Reads rules, filters and correlations from files.</summary>
public static class RuleLoader
{
    private static readonly EnumerationOptions Recursive = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>
    /// Reads every <c>.yml</c> and <c>.yaml</c> file of the given files and folders, folders recursively and in ordinal
    /// order of path. A document that is refused does not stop its neighbours; a path that does not exist, or a file
    /// that cannot be read, is a problem like any other.
    /// </summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was ended.</exception>
    public static RuleCollection Load(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        List<RuleProblem> problems = [];
        List<(string Path, string StablePath)> files = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            foreach ((string Path, string StablePath) file in Find(path, problems))
            {
                if (seen.Add(Path.GetFullPath(file.Path)))
                    files.Add(file);
            }
        }

        RuleFile[] read = new RuleFile[files.Count];
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, files.Count, options, i => read[i] = ReadFile(files[i].Path, files[i].StablePath));
        return Combine(read, problems);
    }

    /// <summary>Reads rules from texts.</summary>
    /// <param name="files">Path (for messages and made ids) and YAML text of each.</param>
    public static RuleCollection Parse(IEnumerable<(string Path, string Text)> files) =>
        Combine(files.Select(f => RuleFileReader.Read(f.Path, f.Path.Replace('\\', '/'), f.Text)), []);

    private static IEnumerable<(string Path, string StablePath)> Find(string path, List<RuleProblem> problems)
    {
        if (File.Exists(path))
            return [(path, Path.GetFileName(path))];
        if (!Directory.Exists(path))
        {
            problems.Add(new(new(path, 0), "there is no such file or folder"));
            return [];
        }

        try
        {
            return
            [
                .. Directory.EnumerateFiles(path, "*", Recursive)
                    .Where(f => f.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
                    .Order(StringComparer.Ordinal)
                    .Select(f => (f, Path.GetRelativePath(path, f).Replace('\\', '/'))),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(new(path, 0), $"the folder cannot be read: {e.Message}"));
            return [];
        }
    }

    private static RuleFile ReadFile(string path, string stablePath)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > YamlDocuments.MaxCharacters)
                return Unreadable(path, $"the file has {length} bytes, more than {YamlDocuments.MaxCharacters}");
            return RuleFileReader.Read(path, stablePath, File.ReadAllText(path, Encoding.UTF8));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, $"the file cannot be read: {e.Message}");
        }
    }

    private static RuleFile Unreadable(string path, string reason)
    {
        RuleFile file = new() { IsUnread = true };
        file.Problems.Add(new(new(path, 0), reason));
        return file;
    }

    private static RuleCollection Combine(IEnumerable<RuleFile> files, List<RuleProblem> problems)
    {
        List<RuleProblem> warnings = [];
        List<SigmaRule> rules = [];
        List<SigmaFilter> filters = [];
        List<CorrelationRule> correlations = [];
        Dictionary<string, SourceLocation> ids = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, SourceLocation> names = new(StringComparer.Ordinal);
        int unread = problems.Count;
        foreach (RuleFile file in files)
        {
            unread += file.IsUnread ? 1 : 0;
            problems.AddRange(file.Problems);
            filters.AddRange(file.Filters);
            rules.AddRange(file.Rules.Where(r => IsNew(r.Id, r.Name, r.Location)));
            correlations.AddRange(file.Correlations.Where(r => IsNew(r.Id, r.Name, r.Location)));
        }

        return new()
        {
            Rules = ApplyFilters(rules, filters, warnings),
            Correlations = CorrelationReferences.Resolve(correlations, rules, problems),
            Problems = [.. problems],
            Warnings = [.. warnings],
            UnreadFiles = unread,
        };

        bool IsNew(string id, string? name, SourceLocation location)
        {
            if (!ids.TryAdd(id, location))
            {
                problems.Add(new(location, $"the id {id} is taken by {ids[id]}"));
                return false;
            }

            if (name is not null && !names.TryAdd(name, location))
                warnings.Add(new(location, $"the name '{name}' is taken by {names[name]}; references mean that one"));
            return true;
        }
    }

    private static ImmutableArray<SigmaRule> ApplyFilters(List<SigmaRule> rules, List<SigmaFilter> filters, List<RuleProblem> warnings)
    {
        if (filters.Count == 0)
            return [.. rules];
        bool[] used = new bool[filters.Count];
        for (int r = 0; r < rules.Count; r++)
        {
            SigmaRule rule = rules[r];
            for (int f = 0; f < filters.Count; f++)
            {
                if (!filters[f].AppliesTo(rules[r]))
                    continue;
                rule = filters[f].ApplyTo(rule, f);
                used[f] = true;
            }

            rules[r] = rule;
        }

        for (int f = 0; f < filters.Count; f++)
        {
            foreach (string name in filters[f].RuleNames.Where(n => !rules.Exists(r => SigmaFilter.Names(n, r))))
                warnings.Add(new(filters[f].Location, $"the filter '{filters[f].Title}' names a rule that is not there: {name}"));
            if (!used[f] && (filters[f].RuleNames.IsEmpty || filters[f].RuleNames.Any(n => rules.Exists(r => SigmaFilter.Names(n, r)))))
                warnings.Add(new(filters[f].Location, $"the filter '{filters[f].Title}' fits none of the rules"));
        }

        return [.. rules];
    }
}
