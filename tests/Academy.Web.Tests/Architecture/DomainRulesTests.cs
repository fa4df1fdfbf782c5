using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Academy.Web.Tests.Architecture;

/// <summary>What every type of the domain keeps to.</summary>
public sealed partial class DomainRulesTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] NotInTheDomain = [typeof(DateTime), typeof(decimal)];

    [Fact]
    public void Nobody_sets_an_entity_from_outside()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        var entities = db.Model.GetEntityTypes().SelectMany(WithComplexTypes).Where(t => t.Namespace?.StartsWith("Academy.Domain", StringComparison.Ordinal) is true).Distinct().ToList();

        Assert.NotEmpty(entities);
        Assert.Empty(entities.SelectMany(PublicSetters));
    }

    [Fact]
    public void A_public_setter_is_seen_and_an_init_is_none() => Assert.Equal(["Probe.Set"], PublicSetters(typeof(Probe)));

    [Fact]
    public void The_domain_holds_points_in_int_instants_in_DateTimeOffset_and_days_in_DateOnly()
    {
        var types = Rooms.Types.Where(t => Rooms.RoomOf(t) == Rooms.Domain && t.GetCustomAttribute<CompilerGeneratedAttribute>() is null).ToList();

        Assert.NotEmpty(types);
        Assert.Empty(types.SelectMany(InexactMembers));
    }

    [Fact]
    public void A_DateTime_or_decimal_is_seen_wherever_it_hides() =>
        Assert.Equal(["Probe.Amounts", "Probe.At", "Probe.Pay", "Probe._kept"], InexactMembers(typeof(Probe)).Order(StringComparer.Ordinal));

    [Fact]
    public void There_is_one_clock()
    {
        Assert.NotEmpty(Sources.All);
        Assert.Empty(Sources.All.Where(s => OtherClock().IsMatch(s.Text)).Select(s => s.File));
    }

    [Theory]
    [InlineData("var now = DateTimeOffset.UtcNow;", true)]
    [InlineData("var now = System.DateTime.Now;", true)]
    [InlineData("var day = DateTime.Today;", true)]
    [InlineData("var now = clock.GetUtcNow();", false)]
    [InlineData("var day = now.Day();", false)]
    public void Another_clock_is_seen(string text, bool seen) => Assert.Equal(seen, OtherClock().IsMatch(text));

    private static IEnumerable<Type> WithComplexTypes(ITypeBase type) => type.GetComplexProperties().SelectMany(p => WithComplexTypes(p.ComplexType)).Prepend(type.ClrType);

    private static IEnumerable<string> PublicSetters(Type type) =>
        from property in type.GetProperties(Everything)
        where property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select $"{type.Name}.{property.Name}";

    /// <summary>Fields, properties, and what public methods take and give. Inside a method DateTime is the framework's business.</summary>
    private static IEnumerable<string> InexactMembers(Type type)
    {
        var fields = type.GetFields(Everything).Where(f => f.GetCustomAttribute<CompilerGeneratedAttribute>() is null && IsInexact(f.FieldType)).Select(f => f.Name);
        var properties = type.GetProperties(Everything).Where(p => IsInexact(p.PropertyType)).Select(p => p.Name);
        var methods = type.GetMethods(Everything).Where(m => m.IsPublic && !m.IsSpecialName && (IsInexact(m.ReturnType) || m.GetParameters().Any(p => IsInexact(p.ParameterType)))).Select(m => m.Name);
        return fields.Concat(properties).Concat(methods).Select(name => $"{type.Name}.{name}");
    }

    private static bool IsInexact(Type type) =>
        NotInTheDomain.Contains(type) || (type.HasElementType && IsInexact(type.GetElementType()!)) || type.GetGenericArguments().Any(IsInexact);

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex OtherClock();

    private sealed class Probe
    {
        private readonly decimal _kept = 1;

        public int Set { get; set; }
        public int Init { get; init; }
        public int Got { get; private set; }
        public DateTime? At { get; init; }
        public List<decimal[]> Amounts { get; } = [];

        public void Pay(decimal amount) => Got += (int)(amount * _kept);
    }
}
