using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class UpsertItem() : ItemVerb(ItemOperationKind.Upsert, isAddressed: false);
