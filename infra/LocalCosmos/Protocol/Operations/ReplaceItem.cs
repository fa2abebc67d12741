using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ReplaceItem() : ItemVerb(ItemOperationKind.Replace, isAddressed: true);
