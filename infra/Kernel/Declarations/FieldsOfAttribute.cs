namespace Serverless.Kernel.Declarations;

/// <summary>
/// The type (an event, the body of a request) speaks of a record: a property of the same name is the record's field, and is
/// declared there, once. Holds for derived types too.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FieldsOfAttribute(Type record) : Attribute
{
    public Type Record => record;
}
