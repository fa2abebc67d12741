namespace Serverless.Architecture.Bicep;

/// <summary>The rules find what they are there to find.</summary>
public sealed class BicepRulesTests
{
    private const string Sound = """
        metadata description = 'An account.'

        @description('Of the account.')
        param name string

        resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
          name: name
        }

        @description('Of the account.')
        output name string = account.name
        """;

    [Fact]
    public async Task A_sound_file_has_no_problem() => Assert.Empty(await ProblemsAsync(Sound));

    [Theory]
    [InlineData("name: name", "name: ", "this is no Bicep")]
    [InlineData("name: name\n}", "name: name\n", "this is no Bicep")]
    [InlineData("'An account.'", "'An account.", "this is no Bicep")]
    [InlineData("metadata description = 'An account.'", "", "'metadata description' is missing")]
    [InlineData("@description('Of the account.')\nparam", "param", "'name' has no @description")]
    [InlineData("@description('Of the account.')\noutput", "output", "'name' has no @description")]
    [InlineData("@description('Of the account.')\noutput", "@description('')\noutput", "'name' has no @description")]
    [InlineData("output name string = account.name", "output accountKey string = account.name", "the output 'accountKey' is a secret")]
    [InlineData("output name string = account.name", "output name string = account.properties.primaryConnectionString", "the output 'name' is a secret")]
    [InlineData("output name string = account.name", "@secure()\noutput name string = account.name", "the output 'name' is a secret")]
    [InlineData("param name string", "@secure()\nparam name string\n@description('Passed on.')\noutput passed string = '${name}x'", "the output 'passed' is a secret")]
    [InlineData("name: name", "name: account.listKeys().keys[0].value", "asks for a secret")]
    [InlineData("name: name", "name: listKeys('id', '2023-05-01').keys[0].value", "asks for a secret")]
    [InlineData("name: name", "name: nmae", "'nmae' is declared nowhere")]
    [InlineData("name: name", "name: toUper(name)", "'toUper' is declared nowhere")]
    [InlineData("name: name", "name: 'fixed'", "'name' is not used")]
    public async Task A_broken_one_is_told(string sound, string broken, string problem)
    {
        Assert.Contains(sound, Sound, StringComparison.Ordinal);
        Assert.Contains(await ProblemsAsync(Sound.Replace(sound, broken, StringComparison.Ordinal)), told => told.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name: 'x'", "other: 'x'", "account is not given 'name'")]
    [InlineData("name: 'x'", "name: 'x', other: 1", "account takes no 'other'")]
    [InlineData("outputs.name", "outputs.id", "account has no output 'id'")]
    [InlineData("'modules/account.bicep'", "'modules/acount.bicep'", "there is no bicep/modules/acount.bicep")]
    public async Task A_module_that_is_used_wrongly_is_told(string sound, string broken, string problem)
    {
        const string main = """
            metadata description = 'Everything.'

            module account 'modules/account.bicep' = {
              name: 'account'
              params: { name: 'x' }
            }

            @description('Of the account.')
            output account string = account.outputs.name
            """;
        Assert.Empty(await TogetherAsync(main));
        Assert.Contains(await TogetherAsync(main.Replace(sound, broken, StringComparison.Ordinal)), told => told.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("using 'modules/account.bicep'\n\nparam name = 'x'", "")]
    [InlineData("using 'modules/account.bicep'\n\nvar x = { y: 'z' }\nparam name = x.y", "")]
    [InlineData("using 'modules/account.bicep'\n", "'name' is not given")]
    [InlineData("using 'modules/account.bicep'\n\nparam name = 'x'\nparam nmae = 'x'", "there is no parameter 'nmae'")]
    [InlineData("using 'modules/account.bicep'\n\nparam name = ", "this is no Bicep")]
    public async Task A_file_of_parameters_gives_what_its_template_takes(string text, string problem)
    {
        var problems = (await ProblemsAsync(("bicep/main.bicepparam", text), ("bicep/modules/account.bicep", Sound))).Where(told => !told.Contains("nothing deploys it", StringComparison.Ordinal)).ToList();
        if (problem.Length == 0) Assert.Empty(problems);
        else Assert.Contains(problems, told => told.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_module_that_nothing_deploys_is_told() =>
        Assert.Equal(["bicep/modules/account.bicep:1: nothing deploys it"], await ProblemsAsync(("bicep/modules/account.bicep", Sound)));

    [Fact]
    public async Task Loops_conditions_and_functions_bring_names_of_their_own() => Assert.Empty(await ProblemsAsync("""
        metadata description = 'Many.'

        @description('What there is.')
        param items array

        var named = map(filter(items, item => item.isWanted), (item, i) => { name: '${item.name}${i}' })

        @batchSize(2)
        resource one 'Microsoft.Storage/storageAccounts@2023-05-01' = [for (item, i) in named: if (i > 0) {
          name: '${item.name}${i}'
        }]
        """));

    private static Task<List<string>> TogetherAsync(string main) => ProblemsAsync(("bicep/main.bicep", main), ("bicep/modules/account.bicep", Sound));

    private static Task<List<string>> ProblemsAsync(string text) => ProblemsAsync(("bicep/account.bicep", text));

    private static async Task<List<string>> ProblemsAsync(params (string Name, string Text)[] files) => [.. BicepRules.Problems(await BicepParser.ParseAsync(files))];
}
