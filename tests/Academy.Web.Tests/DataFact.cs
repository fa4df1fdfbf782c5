using Xunit.Abstractions;
using Xunit.Sdk;

namespace Academy.Web.Tests;

/// <summary>
/// A test that runs on both databases. It stands in an abstract class with two heirs inside it:
/// <code>
/// public abstract class VenueTests(AcademyApp app)
/// {
///     public sealed class OnSqlite(SqliteApp app) : VenueTests(app), IClassFixture&lt;SqliteApp&gt;;
///     public sealed class OnPostgres(PostgresApp app) : VenueTests(app), IClassFixture&lt;PostgresApp&gt;;
/// </code>
/// Without a PostgreSQL the tests of the heir OnPostgres (it goes by the name) are reported as skipped; in CI they fail instead.
/// </summary>
[XunitTestCaseDiscoverer("Academy.Web.Tests.DataFactDiscoverer", "Academy.Web.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute;

/// <summary>As <see cref="DataFactAttribute"/>, with data.</summary>
[XunitTestCaseDiscoverer("Academy.Web.Tests.DataTheoryDiscoverer", "Academy.Web.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute;

public sealed class DataFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        WithoutPostgres.IsDue(testMethod) ? [new WithoutPostgres(DiagnosticMessageSink, discoveryOptions, testMethod)] : base.Discover(discoveryOptions, testMethod, factAttribute);
}

public sealed class DataTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        WithoutPostgres.IsDue(testMethod) ? [new WithoutPostgres(DiagnosticMessageSink, discoveryOptions, testMethod)] : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

/// <summary>The skipped stand-in of a test that wants a PostgreSQL where there is none.</summary>
public sealed class WithoutPostgres : XunitTestCase
{
    [Obsolete("Called by the deserializer only.")]
    public WithoutPostgres() { }

    public WithoutPostgres(IMessageSink diagnostics, ITestFrameworkDiscoveryOptions options, ITestMethod method)
        : base(diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method) { }

    public static bool IsDue(ITestMethod method) =>
        PostgresTestDatabase.Server is null
        && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 }
        && method.TestClass.Class.Name.EndsWith("+OnPostgres", StringComparison.Ordinal);

    protected override string GetSkipReason(IAttributeInfo factAttribute) => $"No PostgreSQL: {PostgresTestDatabase.Variable} is not set. tests/run starts one.";
}
