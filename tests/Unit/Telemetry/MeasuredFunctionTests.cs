using Serverless.Cloud.Telemetry;
using Serverless.Functions.Platform;

namespace Serverless.Unit.Telemetry;

[Trait("Requirement", "S63")]
public sealed class MeasuredFunctionTests
{
    private static readonly IReadOnlyDictionary<string, MeasuredFunction> Functions = MeasuredFunction.In(typeof(HealthFunctions).Assembly.GetTypes());

    [Theory]
    [InlineData("GetPerson", 100)]
    [InlineData("RegisterPerson", 250)]
    [InlineData("ChangePerson", 250)]
    [InlineData("ListDeadLetters", 500)]
    public void A_function_has_the_objective_of_its_kind(string function, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Functions[function].Objective);

    [Fact]
    public void Every_function_that_somebody_waits_for_has_an_objective()
    {
        Assert.NotEmpty(Functions);
        Assert.All(Functions.Values, function => Assert.Equal(function.Trigger == MeasuredFunction.Http, function.Objective is not null));
    }

    [Fact]
    public void What_starts_a_function_is_known()
    {
        Assert.Equal("datasource", Functions["PublishPeople"].Trigger);
        Assert.Equal("other", Functions["RebuildProjection"].Trigger);
        Assert.Equal("/api/people/{personId:guid}", Functions["GetPerson"].Route);
    }
}
