using Bogus;

namespace Serverless.Demo.Scripting;

internal static class Identities
{
    private static readonly string[] Languages = ["en", "de", "fr", "pt-BR", "ar"];

    public static Identity Of(Faker faker, int number)
    {
        var (first, last) = (faker.Name.FirstName(), faker.Name.LastName());
        return new Identity(
            $"{first} {last}",
            $"{Letters(first)}.{Letters(last)}.{number}",
            faker.Random.Bool(0.6f) ? faker.Phone.PhoneNumber("+4915########") : null,
            faker.PickRandom(Languages),
            $"I work as a {faker.Name.JobTitle()} and want to {faker.Hacker.Verb()} the {faker.Hacker.Noun()} myself.");
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();
}
