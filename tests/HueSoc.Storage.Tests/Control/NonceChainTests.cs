using HueSoc.Storage.Control.Agents;

namespace HueSoc.Storage.Tests.Control;

public sealed class NonceChainTests
{
    [Fact]
    public void Judge_OfOneAgentThatLosesAnswersAndCrashes_IsNeverStale()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            NonceChain chain = new("0", null, null);
            int made = 0;
            Agent agent = new("0", "a0");
            for (int step = 0; step < 200; step++)
            {
                string? answer = Beat(ref chain, agent, ref made);
                answer.ShouldNotBeNull($"seed {seed}, step {step}");
                // What is on disk is used or used again; an answer that was lost, or not kept before a crash, never was.
                if (random.Next(3) != 0)
                    agent = new(answer, $"a{++made}");
            }
        }
    }

    [Fact]
    public void Judge_OfTwoWithOneState_FindsThemOutBeforeBothHaveGoneOnTwice()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            NonceChain chain = new("0", null, null);
            int made = 0;
            Agent[] agents = [new("0", "same"), new("0", "same")];
            int[] kept = [0, 0];
            bool found = false;
            while (!found && Math.Min(kept[0], kept[1]) < 3)
            {
                int who = random.Next(2);
                string? answer = Beat(ref chain, agents[who], ref made);
                found = answer is null;
                if (answer is not null && random.Next(4) != 0)
                {
                    agents[who] = new(answer, $"a{++made}");
                    kept[who]++;
                }
            }

            found.ShouldBeTrue($"seed {seed}");
        }
    }

    [Fact]
    public void Judge_AfterARelease_TakesAnyOnce()
    {
        NonceChain chain = new(null, null, null);

        chain.Judge("whatever", "a").ShouldBe(NonceVerdict.Next);
    }

    private static string? Beat(ref NonceChain chain, Agent agent, ref int made)
    {
        switch (chain.Judge(agent.Nonce, agent.Attempt))
        {
            case NonceVerdict.Next:
                chain = new($"n{++made}", agent.Nonce, agent.Attempt);
                return chain.Current;
            case NonceVerdict.Repeated:
                return chain.Current;
            default:
                return null;
        }
    }

    private sealed record Agent(string Nonce, string Attempt);
}
