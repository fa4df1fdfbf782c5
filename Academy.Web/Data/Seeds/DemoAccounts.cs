namespace Academy.Web.Data.Seeds;

/// <summary>An account of the demo company, shown on the sign-in page of Development.</summary>
/// <param name="State">What is to be seen with it, in a few words.</param>
public sealed record DemoAccount(string UserName, string Password, string Name, string State);

/// <summary>Empty wherever nothing was seeded.</summary>
public sealed record DemoAccounts(IReadOnlyList<DemoAccount> All);
