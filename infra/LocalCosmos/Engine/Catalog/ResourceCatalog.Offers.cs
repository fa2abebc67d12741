using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Engine.Keys;

namespace Serverless.LocalCosmos.Engine.Catalog;

internal sealed partial class ResourceCatalog
{
    private const int OfferNumberBits = 24;

    public IEnumerable<Offer> Offers => _offers.Values.OrderBy(o => o.Rid, StringComparer.Ordinal);

    public Offer FindOffer(string rid) =>
        _offers.Values.FirstOrDefault(o => o.Rid == rid) ?? throw RequestErrors.NotFound($"The offer '{rid}'");

    public ValueTask<Offer> ReplaceOfferAsync(string rid, JsonObject resource, CancellationToken cancellation)
    {
        return ChangeAsync(Replace, cancellation);

        ValueTask<Offer> Replace()
        {
            var before = FindOffer(rid);
            if (resource["content"]?.DeepClone() is not JsonObject content)
                throw RequestErrors.BadRequest("An offer must have the object 'content'.");
            var stored = ResourceJson.Parse(before.Json);
            var next = Describe(rid, before.ResourceRid, (string)stored["resource"]!, Offer.Check(content));
            Write([.. EntriesOf(next)]);
            Publish(next);
            return ValueTask.FromResult(next);
        }
    }

    private Offer NewOffer(string resourceRid, string resource, JsonObject content)
    {
        var number = NewNumber(n => _offers.Values.Any(o => o.Rid == ResourceId.Offer(n)), OfferNumberBits);
        return Describe(ResourceId.Offer(number), resourceRid, resource, Offer.Check(content));
    }

    private Offer Describe(string rid, string resourceRid, string resource, JsonObject content)
    {
        var json = new JsonObject
        {
            ["resource"] = resource,
            ["offerType"] = "Invalid",
            ["offerResourceId"] = resourceRid,
            ["offerVersion"] = "V2",
            ["content"] = content,
            ["id"] = rid,
            ["_rid"] = rid,
            ["_self"] = $"offers/{rid}/",
            ["_etag"] = NewETag(),
            ["_ts"] = Now(),
        };
        return new Offer(rid, resourceRid, ResourceJson.Write(json));
    }

    private void Publish(Offer offer) => _offers[offer.ResourceRid] = offer;
}
