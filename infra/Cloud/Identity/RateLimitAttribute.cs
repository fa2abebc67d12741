namespace Serverless.Cloud.Identity;

/// <summary>How often one caller may call a function, where that is not what <see cref="RateLimits"/> says of all.</summary>
/// <param name="perMinute">From 1 to <see cref="RateLimits.Most"/>; as many may come at once.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RateLimitAttribute(int perMinute) : Attribute
{
    public int PerMinute => perMinute;
}
