namespace HueSoc.Agent.Running;

/// <summary>A command and its options, <c>--name value</c> or <c>--name=value</c>, as they stand on the command line.</summary>
/// <param name="Command">The command; empty when there is none.</param>
/// <param name="Options">The options by their names, without the dashes.</param>
internal sealed record CommandArguments(string Command, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Reads a command line.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="known">The commands there are, and the options each has.</param>
    /// <param name="fault">What is wrong with it, in one sentence; null when nothing is.</param>
    public static CommandArguments Read(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string[]> known, out string? fault)
    {
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        string command = arguments.Count > 0 ? arguments[0] : "";
        fault = known.TryGetValue(command, out string[]? allowed) ? null : command.Length == 0 ? "no command is given" : $"there is no command '{command}'";
        for (int i = 1; i < arguments.Count && fault is null; i++)
        {
            string word = arguments[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                fault = $"'{word}' is no option of {command}";
                break;
            }

            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? word[2..] : word[2..equals];
            if (!allowed!.Contains(name, StringComparer.Ordinal))
                fault = $"'{word}' is no option of {command}";
            else if (equals < 0 && i + 1 == arguments.Count)
                fault = $"--{name} needs a value";
            else if (!options.TryAdd(name, equals < 0 ? arguments[++i] : word[(equals + 1)..]))
                fault = $"--{name} is given twice";
        }

        return new(command, options);
    }

    /// <summary>An option's value; null when it is not given.</summary>
    public string? Find(string name) => Options.TryGetValue(name, out string? value) ? value : null;
}
