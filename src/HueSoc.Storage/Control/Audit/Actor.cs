namespace HueSoc.Storage.Control.Audit;

/// <summary>Who does something.</summary>
/// <param name="Name">The account's name, the token's, or the part of the system that acts by itself.</param>
/// <param name="Kind">What it is.</param>
#pragma warning disable MA0048 // The kind is a word of the actor.
public sealed record Actor(string Name, ActorKind Kind)
{
    /// <summary>The server itself.</summary>
    public static Actor System { get; } = new("huesoc", ActorKind.System);

    /// <summary>An agent, by its id: it is who it says only as far as its signature was checked.</summary>
    public static Actor OfAgent(string id) => new(id, ActorKind.Agent);
}

/// <summary>What kind of actor.</summary>
public enum ActorKind
{
    /// <summary>A person with an account.</summary>
    Account,

    /// <summary>A program with an API token.</summary>
    Token,

    /// <summary>An administrator at the machine itself, by command.</summary>
    Console,

    /// <summary>The server by itself.</summary>
    System,

    /// <summary>An agent on an endpoint.</summary>
    Agent,
}
