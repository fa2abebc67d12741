using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.Unit.Functions;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData(typeof(string), true)]
    [InlineData(typeof(Guid?), true)]
    [InlineData(typeof(DateTime), true)]
    [InlineData(typeof(DateTimeOffset?), true)]
    [InlineData(typeof(bool), true)]
    [InlineData(typeof(long?), true)]
    [InlineData(typeof(decimal), true)]
    [InlineData(typeof(DayOfWeek), false)]
    [InlineData(typeof(DateOnly), false)]
    [InlineData(typeof(TimeSpan), false)]
    [InlineData(typeof(Uri), false)]
    [InlineData(typeof(char), false)]
    public void A_name_gives_only_what_the_real_worker_makes_of_a_text(Type type, bool expected) => Assert.Equal(expected, ArgumentConversion.IsSimple(type));

    [Fact]
    public void A_parameter_of_another_type_is_refused_at_start()
    {
        using var app = new TestApp();
        Assert.Contains("the parameter 'day' of type System.DateOnly cannot be bound", app.Problem(typeof(OfADay)), StringComparison.Ordinal);
    }

    private sealed class OfADay
    {
        [Function("OfADay")]
        public static void Run([HttpTrigger(Route = "days/{day}")] HttpRequest request, DateOnly day) => _ = (request, day);
    }
}
