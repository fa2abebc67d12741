namespace Serverless.Cloud.Telemetry;

/// <summary>How fast a function has to answer 95 of 100 requests, where that is not what its kind says: see <see cref="MeasuredFunction"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ObjectiveAttribute(int milliseconds) : Attribute
{
    public int Milliseconds => milliseconds;
}
