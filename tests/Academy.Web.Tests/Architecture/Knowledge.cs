using System.Reflection;
using System.Reflection.Emit;

namespace Academy.Web.Tests.Architecture;

/// <summary>What a type knows: every type its members, signatures, attributes and method bodies name.</summary>
internal static class Knowledge
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var known = new HashSet<Type>();
        Add(known, type.BaseType);
        foreach (var contract in type.GetInterfaces()) Add(known, contract);
        foreach (var argument in type.GetGenericArguments()) Add(known, argument);
        AddAttributes(known, type);
        foreach (var field in type.GetFields(Own))
        {
            Add(known, field.FieldType);
            AddAttributes(known, field);
        }

        foreach (var property in type.GetProperties(Own))
        {
            Add(known, property.PropertyType);
            AddAttributes(known, property);
        }

        foreach (var method in type.GetMembers(Own).OfType<MethodBase>())
        {
            AddSignature(known, method);
            AddAttributes(known, method);
            foreach (var parameter in method.GetParameters()) AddAttributes(known, parameter);
            foreach (var local in method.GetMethodBody()?.LocalVariables ?? []) Add(known, local.LocalType);
            foreach (var member in Named(method)) AddMember(known, member);
        }

        return known;
    }

    /// <summary>The members a method calls or touches, those of the compiler's state machine for it included.</summary>
    public static IEnumerable<MemberInfo> Called(MethodInfo method)
    {
        var machine = method.GetCustomAttribute<System.Runtime.CompilerServices.StateMachineAttribute>()?.StateMachineType;
        return Named(method).Concat(machine is null ? [] : machine.GetMethods(Own).SelectMany(Named));
    }

    private static IEnumerable<MemberInfo> Named(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) yield break;
        var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? OpCodesByValue[(short)(0xFE00 | il[at + 1])] : OpCodesByValue[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static void AddMember(HashSet<Type> known, MemberInfo member)
    {
        Add(known, member as Type ?? member.DeclaringType);
        if (member is FieldInfo field) Add(known, field.FieldType);
        if (member is not MethodBase method) return;
        AddSignature(known, method);
        if (method.IsGenericMethod)
        {
            foreach (var argument in method.GetGenericArguments()) Add(known, argument);
        }
    }

    private static void AddSignature(HashSet<Type> known, MethodBase method)
    {
        if (method is MethodInfo { ReturnType: var result }) Add(known, result);
        foreach (var parameter in method.GetParameters()) Add(known, parameter.ParameterType);
    }

    private static void AddAttributes(HashSet<Type> known, ICustomAttributeProvider provider)
    {
        var attributes = provider switch
        {
            MemberInfo member => member.GetCustomAttributesData(),
            ParameterInfo parameter => parameter.GetCustomAttributesData(),
            _ => throw new ArgumentOutOfRangeException(nameof(provider)),
        };
        foreach (var attribute in attributes)
        {
            Add(known, attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(n => n.TypedValue)))
            {
                if (argument.Value is Type named) Add(known, named);
            }
        }
    }

    private static void Add(HashSet<Type> known, Type? type)
    {
        if (type is null || type.IsGenericParameter) return;
        if (type.HasElementType)
        {
            Add(known, type.GetElementType());
            return;
        }

        if (!type.IsGenericType)
        {
            known.Add(type);
            return;
        }

        known.Add(type.GetGenericTypeDefinition());
        foreach (var argument in type.GetGenericArguments()) Add(known, argument);
    }
}
