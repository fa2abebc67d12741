using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.Unit.Functions;

public sealed class FunctionCallTests
{
    [Theory]
    [InlineData(nameof(Methods.Nothing), null)]
    [InlineData(nameof(Methods.Text), "a")]
    [InlineData(nameof(Methods.Number), 1)]
    [InlineData(nameof(Methods.TaskOfNothing), null)]
    [InlineData(nameof(Methods.TaskOfText), "b")]
    [InlineData(nameof(Methods.ValueTaskOfNothing), null)]
    [InlineData(nameof(Methods.ValueTaskOfNumber), 2)]
    public async Task Whatever_a_function_returns_is_awaited_and_unwrapped(string method, object? expected)
    {
        var call = FunctionCall.Compile(typeof(Methods).GetMethod(method)!);
        Assert.Equal(expected, await call.InvokeAsync(null!, []));
    }

    [Fact]
    public async Task An_exception_is_that_of_the_function()
    {
        var call = FunctionCall.Compile(typeof(Methods).GetMethod(nameof(Methods.Throw))!);
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await call.InvokeAsync(null!, []));
    }

    private static class Methods
    {
        public static void Nothing()
        {
        }

        public static string Text() => "a";

        public static int Number() => 1;

        public static async Task TaskOfNothing() => await Task.Yield();

        public static async Task<string> TaskOfText()
        {
            await Task.Yield();
            return "b";
        }

        public static ValueTask ValueTaskOfNothing() => ValueTask.CompletedTask;

        public static async ValueTask<int> ValueTaskOfNumber()
        {
            await Task.Yield();
            return 2;
        }

        public static void Throw() => throw new KeyNotFoundException();
    }
}
