using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class PatchItem() : ItemVerb(ItemOperationKind.Patch, isAddressed: true);
