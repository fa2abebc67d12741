using System.ComponentModel;

namespace Serverless.Architecture.Surface;

/// <summary>The reader itself: what it leaves out or misspells, the comparison with the real packages cannot see.</summary>
public sealed class SurfaceReaderTests
{
    private const string Here = "Serverless.Architecture.Surface.SurfaceReaderTests.";

    [Theory]
    [InlineData(typeof(Shapes<>), "Shapes<T> | type | public abstract class where T : notnull")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | interface | System.IDisposable")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | ctor | protected ()")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | field | public const string Name = \"a\\\"b\"")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | property | public abstract System.Collections.Generic.IReadOnlyDictionary<string, object?>? Data { get; }")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | property | public required string? Text { get; set; }")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | property | public int Count { get; protected init; }")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | event | public System.EventHandler<System.EventArgs>? Changed")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | method | public virtual void Dispose()")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | method | public override string ToString() [hidden]")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | method | public TOut? Convert<TOut>(T value, System.DayOfWeek day = System.DayOfWeek.Monday, int? count = null, System.TimeSpan wait = default, params string?[] rest) where TOut : class, new()")]
    [InlineData(typeof(Shapes<>), "Shapes<T> | method | public void Old(out int number, in long other) [obsolete]")]
    [InlineData(typeof(Step<,>), "Step<in TIn, out TOut> | type | public delegate TOut? " + Here + "Step<in TIn, out TOut>(TIn value)")]
    [InlineData(typeof(Colours), "Colours | attribute | Flags")]
    [InlineData(typeof(Colours), "Colours | value | Red = 1")]
    [InlineData(typeof(MarkAttribute), "MarkAttribute | usage | Method, Parameter; AllowMultiple = true; Inherited = true")]
    public void A_shape_is_printed_as_the_listings_print_it(Type type, string line) =>
        Assert.Contains(Here + line, SurfaceReader.Lines(type));

    [Fact]
    public void What_other_assemblies_cannot_use_is_left_out()
    {
        Assert.DoesNotContain(SurfaceReader.Lines(typeof(Shapes<>)), line => line.Contains("Inner", StringComparison.Ordinal));
        Assert.True(SurfaceReader.IsVisible(typeof(Colours)));
        Assert.False(SurfaceReader.IsVisible(typeof(Hidden)));
    }

    public abstract class Shapes<T> : IDisposable
        where T : notnull
    {
        public const string Name = "a\"b";

        internal int InnerField;

        public event EventHandler<EventArgs>? Changed;

        public abstract IReadOnlyDictionary<string, object?>? Data { get; }

        public required string? Text { get; set; }

        public int Count { get; protected init; }

        public TOut? Convert<TOut>(T value, DayOfWeek day = DayOfWeek.Monday, int? count = null, TimeSpan wait = default, params string?[] rest)
            where TOut : class, new() => null;

        [Obsolete("Old.")]
        public void Old(out int number, in long other)
        {
            number = (int)other + InnerField;
            Changed?.Invoke(this, EventArgs.Empty);
        }

        public virtual void Dispose() => GC.SuppressFinalize(this);

        [EditorBrowsable(EditorBrowsableState.Never)]
        public override string ToString() => Name;

        private protected void InnerMethod() => InnerField++;
    }

    public delegate TOut? Step<in TIn, out TOut>(TIn value);

    [Flags]
    public enum Colours
    {
        None = 0,
        Red = 1,
    }

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter, AllowMultiple = true)]
    public sealed class MarkAttribute : Attribute;

    internal sealed class Hidden;
}
