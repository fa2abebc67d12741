using Serverless.Kernel.Access;

namespace Serverless.Cloud.Identity;

/// <summary>
/// Who may call a function. Where its route has a <c>{personId}</c>, learners only if that is their own. A function without this
/// and without <see cref="AllowAnyoneAttribute"/> answers nobody.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles => roles;
}
