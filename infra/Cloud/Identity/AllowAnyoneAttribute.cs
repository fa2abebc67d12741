namespace Serverless.Cloud.Identity;

/// <summary>The function answers without a caller.</summary>
/// <param name="why">The reason, for whoever approves the table of who may call what.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAnyoneAttribute(string why) : Attribute
{
    public string Why => why;
}
