using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ReadItem() : ItemVerb(ItemOperationKind.Read, isAddressed: true);
