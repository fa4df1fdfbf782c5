using Academy.Domain.Certificates;

namespace Academy.Domain.Tests.Certificates;

public sealed class PersonPhotoTests
{
    [Fact]
    public void It_waits_until_somebody_else_has_compared_it_with_the_person()
    {
        var photo = Proposed();
        Assert.Equal(PhotoState.Waiting, photo.State);

        Assert.True(photo.Confirm(null, Scene.Manager, Scene.Now));

        Assert.Equal((PhotoState.Confirmed, Scene.Manager, Scene.Now), (photo.State, photo.DecidedBy, photo.DecidedAt));
    }

    [Fact]
    public void Nobody_decides_about_their_own()
    {
        Assert.Throws<InvalidOperationException>(() => Proposed().Confirm(null, Scene.Employee, Scene.Now));
        Assert.Throws<InvalidOperationException>(() => Proposed().Refuse("太暗", Scene.Employee, Scene.Now));
    }

    [Fact]
    public void The_old_one_stands_until_the_new_one_is_confirmed()
    {
        var (old, next) = (Proposed(), Proposed());
        old.Confirm(null, Scene.Manager, Scene.Now);
        Assert.Equal(PhotoState.Confirmed, old.State);

        next.Confirm(old, Scene.Manager, Scene.Now);

        Assert.Equal((PhotoState.Replaced, PhotoState.Confirmed), (old.State, next.State));
    }

    [Fact]
    public void It_is_decided_once()
    {
        var (confirmed, refused) = (Proposed(), Proposed());
        confirmed.Confirm(null, Scene.Manager, Scene.Now);
        Assert.True(refused.Refuse("不是本人", Scene.Manager, Scene.Now));

        Assert.False(confirmed.Refuse("不是本人", Scene.Manager, Scene.Now));
        Assert.False(refused.Confirm(confirmed, Scene.Manager, Scene.Now));
        Assert.Equal((PhotoState.Confirmed, PhotoState.Refused, "不是本人"), (confirmed.State, refused.State, refused.Reason));
    }

    [Fact]
    public void Another_persons_photo_is_never_replaced()
    {
        var other = new PersonPhoto(Guid.NewGuid(), Guid.NewGuid(), [1], Scene.Manager, Scene.Now);

        Assert.Throws<InvalidOperationException>(() => Proposed().Confirm(other, Scene.Manager, Scene.Now));
    }

    private static PersonPhoto Proposed() => new(Guid.NewGuid(), Scene.Employee, [1, 2, 3], Scene.Employee, Scene.Now);
}
