using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Kernel;

public sealed class FieldsOfTests
{
    [Fact]
    [Trait("Requirement", "S115")]
    public void A_property_takes_the_declaration_of_the_records_field()
    {
        var record = RecordSchema.Of<Learner>();
        Assert.All(
            RecordSchema.Of<LearnerMoved>().Fields.Where(f => f.Name != "cause"),
            field => Assert.Equal((record.Find(field.Name)!.Meaning, record.Find(field.Name)!.Purpose, record.Find(field.Name)!.Personal), (field.Meaning, field.Purpose, field.Personal)));
    }

    [Fact]
    public void Fields_of_a_base_come_first_and_nullability_is_the_propertys_own() =>
        Assert.Equal(
            ["points optional", "email required", "born optional", "cause required"],
            RecordSchema.Of<LearnerMoved>().Fields.Select(f => $"{f.Name} {(f.IsRequired ? "required" : "optional")}"));

    [Fact]
    public void Limits_are_the_records_and_only_the_record_has_the_index()
    {
        var email = RecordSchema.Of<LearnerMoved>().Find("email")!;
        Assert.Equal(80, email.Value.MaxLength);
        Assert.False(email.IsBlindIndexed);
        Assert.True(RecordSchema.Of<Learner>().Find("email")!.IsBlindIndexed);
    }

    [Fact]
    [Trait("Requirement", "S128")]
    public void What_neither_declares_or_both_declare_or_is_of_another_type_is_refused_by_name() =>
        Assert.Equal(
            [
                "LearnerLost.Where has no [Field], and Learner has none of that name",
                "LearnerLost.Name is declared a second time: Learner declares it",
                "LearnerLost.Fee has another type than in Learner",
            ],
            Assert.Throws<DeclarationException>(RecordSchema.Of<LearnerLost>).Problems);

    [FieldsOf(typeof(Learner))]
    private abstract record LearnerEvent
    {
        public int? Points { get; init; }
    }

    private sealed record LearnerMoved : LearnerEvent
    {
        public required string Email { get; init; }

        public DateOnly? Born { get; init; }

        [Field("Why the learner moved", Purpose.Statistics, MaxLength = 10)]
        public required string Cause { get; init; }
    }

    private sealed record LearnerLost : LearnerEvent
    {
        public string? Where { get; init; }

        [Field("Name, differently", Purpose.Statistics, MaxLength = 10)]
        public required string Name { get; init; }

        public int? Fee { get; init; }
    }
}
