using System.Text;
using Academy.Web.Content;

namespace Academy.Web.Tests.Content;

public sealed class ContentFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("academy-content-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_and_a_release_of_the_same_files_have_the_same_hash()
    {
        Write("public/abilities.yml", "a");
        Write("public/courses/C03-x/exam.md", "b");
        Write("public/courses/C03-x/img/a.svg", "c");
        Write("public/README.md", "not content");
        Write("public/notes.txt", "not content");
        var read = ContentFiles.Read(At("public"));
        var frozen = new ContentFiles(read.Paths.Reverse().Select(p => KeyValuePair.Create(p, read.Find(p)!.Value)));

        Assert.Equal(["abilities.yml", "courses/C03-x/exam.md", "courses/C03-x/img/a.svg"], read.Paths);
        Assert.Equal(read.Hash, frozen.Hash);
        Assert.Matches("^[0-9a-f]{64}$", read.Hash);
    }

    [Fact]
    public void Any_change_of_a_path_or_a_byte_is_another_hash()
    {
        string[] hashes = [HashOf(("a", "xy")), HashOf(("a", "xz")), HashOf(("ax", "y")), HashOf(("a", "x"), ("y", "")), HashOf()];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());

        static string HashOf(params (string Path, string Text)[] files) =>
            new ContentFiles(files.Select(f => KeyValuePair.Create(f.Path, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Text)))).Hash;
    }

    [Fact]
    public void A_private_exam_bank_replaces_exam_files_and_nothing_else()
    {
        Write("public/courses/C03-x/exam.md", "shipped");
        Write("public/courses/C03-x/practice.md", "shipped");
        Write("private/courses/C03-x/exam.md", "own");
        Write("private/courses/C03-x/practice.md", "own");
        Write("private/exam.md", "own");
        var files = ContentFiles.Read(At("public"), At("private"));

        Assert.Equal("own", files.FindText("courses/C03-x/exam.md"));
        Assert.Equal("shipped", files.FindText("courses/C03-x/practice.md"));
        Assert.False(files.Contains("exam.md"));
        Assert.Null(files.Find("exam.md"));
    }

    [Fact]
    public void A_text_is_read_without_byte_order_mark_and_with_plain_line_ends()
    {
        Write("public/a.yml", "\uFEFF甲\r\n乙");

        Assert.Equal("甲\n乙", ContentFiles.Read(At("public")).FindText("a.yml"));
    }

    private string At(string path) => Path.Combine(_folder, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
