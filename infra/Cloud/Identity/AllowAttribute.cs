using Serverless.Kernel.Access;

namespace Serverless.Cloud.Identity;

/// <summary>
/// Who may call a function. Learners only where the route's <c>{personId}</c> is their own. A function without this and
/// without <see cref="AllowAnyoneAttribute"/> answers nobody.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles => roles;
}

/// <summary>The function answers without a caller.</summary>
/// <param name="why">The reason, for whoever approves the table of who may call what.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAnyoneAttribute(string why) : Attribute
{
    public string Why => why;
}
