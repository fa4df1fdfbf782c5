using Academy.Domain.Inspections;

namespace Academy.Domain.Tests.Inspections;

public sealed class FindingTests
{
    private static readonly Guid Inspector = Guid.NewGuid();

    [Fact]
    public void What_is_found_put_right_and_seen_to_be_right_is_struck_off()
    {
        var finding = Found();
        Assert.Equal(FindingOutcome.NotNow, finding.Close(null, [], Inspector, Scene.Now));

        var photo = Guid.NewGuid();
        Assert.Equal(FindingOutcome.Done, finding.Rectify("已清走堆放的纸箱", [photo], Scene.Manager, Scene.Now.AddDays(1)));
        Assert.Equal(FindingState.Rectified, finding.State);
        Assert.Equal(FindingOutcome.Done, finding.Close(null, [], Inspector, Scene.Now.AddDays(2)));

        Assert.Equal(FindingState.Closed, finding.State);
        Assert.Equal([FindingAct.Found, FindingAct.Rectified, FindingAct.Closed], finding.Steps.Select(s => s.Act));
        Assert.Equal([1, 2, 3], finding.Steps.Select(s => s.Number));
        Assert.Equal(("已清走堆放的纸箱", Scene.Manager, photo), (finding.Steps[1].Text, finding.Steps[1].By, finding.Steps[1].Photos.Single()));
    }

    [Fact]
    public void What_is_not_right_goes_back_with_the_reason_and_a_new_date_and_round_again()
    {
        var finding = Found();
        finding.Rectify("改了", [], Scene.Manager, Scene.Now.AddDays(1));
        Assert.Equal(FindingOutcome.Done, finding.Reopen("通道还堵着一半", Scene.Today.AddDays(9), [], Inspector, Scene.Now.AddDays(2)));

        Assert.Equal((FindingState.Reopened, Scene.Today.AddDays(9)), (finding.State, finding.DueOn));
        Assert.Equal(FindingOutcome.Done, finding.Rectify("全部清空", [], Scene.Manager, Scene.Now.AddDays(3)));
        Assert.Equal(FindingOutcome.Done, finding.Close("现场看过", [], Inspector, Scene.Now.AddDays(4)));
        Assert.Equal([FindingAct.Found, FindingAct.Rectified, FindingAct.Reopened, FindingAct.Rectified, FindingAct.Closed], finding.Steps.Select(s => s.Act));
    }

    [Fact]
    public void Nobody_rechecks_what_they_rectified_nor_what_is_about_them()
    {
        var finding = Found();
        finding.Rectify("改了", [], Scene.Manager, Scene.Now.AddDays(1));

        Assert.Equal(FindingOutcome.Self, finding.Close(null, [], Scene.Manager, Scene.Now.AddDays(2)));
        Assert.Equal(FindingOutcome.Self, finding.Reopen("没改", Scene.Today.AddDays(9), [], Scene.Manager, Scene.Now.AddDays(2)));
        Assert.Equal(FindingOutcome.Self, finding.Close(null, [], Scene.Employee, Scene.Now.AddDays(2)));
        Assert.Equal(FindingState.Rectified, finding.State);
    }

    [Fact]
    public void What_is_struck_off_is_final()
    {
        var finding = Found();
        finding.Rectify("改了", [], Scene.Manager, Scene.Now);
        finding.Close(null, [], Inspector, Scene.Now);

        Assert.Equal(FindingOutcome.NotNow, finding.Rectify("又改", [], Scene.Manager, Scene.Now));
        Assert.Equal(FindingOutcome.NotNow, finding.Close(null, [], Inspector, Scene.Now));
        Assert.Equal(FindingOutcome.NotNow, finding.Reopen("不行", Scene.Today, [], Inspector, Scene.Now));
        Assert.Equal(3, finding.Steps.Count);
    }

    [Fact]
    public void It_is_overdue_from_the_day_after_its_last_while_nobody_put_it_right()
    {
        var finding = Found();

        Assert.False(finding.IsOverdue(finding.DueOn));
        Assert.True(finding.IsOverdue(finding.DueOn.AddDays(1)));
        finding.Rectify("改了", [], Scene.Manager, Scene.Now.AddDays(1));
        Assert.False(finding.IsOverdue(finding.DueOn.AddDays(1)));
        finding.Reopen("没改好", Scene.Today.AddDays(9), [], Inspector, Scene.Now.AddDays(2));
        Assert.True(finding.IsOverdue(Scene.Today.AddDays(10)));
    }

    [Fact]
    public void Nothing_is_due_before_it_was_found()
    {
        Assert.Throws<ArgumentException>(() => Found(due: Scene.Today.AddDays(-1)));
        var finding = Found();
        finding.Rectify("改了", [], Scene.Manager, Scene.Now);
        Assert.Throws<ArgumentException>(() => finding.Reopen("没改", Scene.Today.AddDays(-1), [], Inspector, Scene.Now));
        Assert.Equal(FindingState.Rectified, finding.State);
    }

    [Fact]
    public void A_photo_is_what_its_bytes_say()
    {
        Assert.Equal("image/jpeg", FindingPhoto.TypeOf([0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Equal("image/png", FindingPhoto.TypeOf([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]));
        Assert.Equal("image/webp", FindingPhoto.TypeOf("RIFF\0\0\0\0WEBP"u8));
        Assert.Null(FindingPhoto.TypeOf("<svg xmlns='http://www.w3.org/2000/svg'/>"u8));
        Assert.Null(FindingPhoto.TypeOf("RIFF"u8));
        Assert.Throws<ArgumentException>(() => new FindingPhoto(Guid.NewGuid(), Guid.NewGuid(), new byte[FindingPhoto.MostBytes + 1], Inspector, Scene.Now));
    }

    private static Finding Found(DateOnly? due = null) => new(
        Guid.NewGuid(), InspectionTests.Begun(), 1, new FindingFacts(FindingKind.Evacuation, Severity.Serious, "疏散通道堆放纸箱", "二楼东侧", due ?? Scene.Today.AddDays(7), Scene.Employee), [], Inspector, Scene.Now);
}
