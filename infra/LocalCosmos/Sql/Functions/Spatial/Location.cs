namespace Serverless.LocalCosmos.Sql.Functions.Spatial;

internal enum Location
{
    Outside,
    Boundary,
    Inside,
}
