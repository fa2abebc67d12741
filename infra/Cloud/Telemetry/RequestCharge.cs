namespace Serverless.Cloud.Telemetry;

/// <summary>A sum of charges, by several threads perhaps.</summary>
/// <param name="around">To which all of this sum counts too.</param>
public sealed class RequestCharge(RequestCharge? around = null)
{
    private double _total;

    public double Total => Volatile.Read(ref _total);

    internal void Add(double charge)
    {
        double before;
        do before = Volatile.Read(ref _total);
        while (Interlocked.CompareExchange(ref _total, before + charge, before) != before);
        around?.Add(charge);
    }
}
