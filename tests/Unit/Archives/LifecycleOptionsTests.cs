using Microsoft.Extensions.Configuration;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Settings;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Domains.Enrolments;

namespace Serverless.Unit.Archives;

[Trait("Requirement", "S57")]
public sealed class LifecycleOptionsTests
{
    private static readonly DateTimeOffset Now = new(2028, 2, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_a_domain_declares_holds_unless_a_setting_says_otherwise()
    {
        var options = Read(("Lifecycle:After:enrolments", "2.00:00:00"));
        Assert.Equal(Now.AddDays(-2), options.DueAt(EnrolmentsDomain.Enrolments, Now));
        Assert.Equal(new DateTimeOffset(2027, 2, 28, 12, 0, 0, TimeSpan.Zero), options.DueAt(AttendanceDomain.Attendance, Now));
    }

    [Theory]
    [InlineData("Lifecycle:After:enrolments", "-1.00:00:00")]
    [InlineData("Lifecycle:RequestUnitsPerSecond", "-1")]
    [InlineData("Lifecycle:BatchSize", "501")]
    public void A_setting_that_makes_no_sense_keeps_the_app_from_starting(string setting, string value) =>
        Assert.Throws<SettingException>(() => Read((setting, value)));

    private static LifecycleOptions Read(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build().Read<LifecycleOptions>(LifecycleOptions.Section);
}
