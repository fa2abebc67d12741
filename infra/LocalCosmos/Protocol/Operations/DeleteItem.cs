using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class DeleteItem() : ItemVerb(ItemOperationKind.Delete, isAddressed: true);
