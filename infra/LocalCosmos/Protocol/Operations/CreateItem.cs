using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class CreateItem() : ItemVerb(ItemOperationKind.Create, isAddressed: false);
