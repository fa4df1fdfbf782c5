using System.CommandLine;
using Academy.Domain;
using Academy.Web.Content;
using Academy.Web.Operations;

namespace Academy.Web.Commands;

internal static class ContentVerbs
{
    public static Command Of(Shell shell)
    {
        var json = new Option<bool>("--json") { Description = "Problems and figures as JSON." };
        var check = new Command("check", "Checks the content folder; every problem with file, line and what to do.") { json };
        check.SetAction(parsed => shell.RunAsync(services => CheckAsync(shell, services, parsed.GetValue(json))));
        var publish = new Command("publish", "Checks the content folder and puts it in force as a release.");
        publish.SetAction((_, cancel) => shell.WriteAsync(services => PublishAsync(shell, services, cancel), cancel));
        return new Command("content", "Courses, questions, requirements.") { check, publish };
    }

    private static async Task<int> CheckAsync(Shell shell, IServiceProvider services, bool asJson)
    {
        var settings = services.GetRequiredService<AcademySettings>();
        var report = ContentChecker.Check(Read(settings), services.GetRequiredService<TimeProvider>().GetUtcNow().Day());
        var figures = report.Curriculum is { } curriculum ? ContentFigures.Of(curriculum) : null;
        if (asJson)
        {
            await shell.SayJsonAsync(new
            {
                fit = report.IsFitForRelease,
                problems = report.Problems.Select(p => new { p.File, p.Line, severity = p.Severity.ToString().ToLowerInvariant(), p.Code, p.Message }),
                figures,
            });
        }
        else
        {
            foreach (var problem in report.Problems) await shell.Output.WriteLineAsync(problem.ToString());
            foreach (var course in figures?.Courses ?? [])
            {
                await shell.Output.WriteLineAsync($"{course.Code} {course.Title}：{course.Lessons} 节 {course.Minutes} 分钟，{course.Characters} 字，{course.Pictures} 张图，{course.KnowledgePoints} 个知识点；练习 {course.Practice.Questions} 题，考试 {course.Exam.Questions} 题（红线 {course.Exam.Critical}）。");
            }

            await shell.Output.WriteLineAsync($"{report.Problems.Count(p => p.Severity is Severity.Error)} 处错误，{report.Problems.Count(p => p.Severity is Severity.Warning)} 处提醒。");
        }

        return report.IsFitForRelease ? CommandLine.Done : CommandLine.InputHasErrors;
    }

    private static async Task<int> PublishAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        Read(services.GetRequiredService<AcademySettings>());
        var outcome = await services.GetRequiredService<PublishContent>().RunAsync(null, cancel);
        foreach (var problem in outcome.Problems.Where(p => p.Severity is not Severity.Notice)) await shell.Output.WriteLineAsync(problem.ToString());
        if (outcome.ReleaseId is not { } release) return await shell.SayAsync("有错误，没有发布；原来的版本继续有效。", CommandLine.InputHasErrors);
        return await shell.SayAsync(outcome.IsNew ? $"已发布第 {release} 版。" : $"内容没有变化，第 {release} 版继续有效。");
    }

    private static ContentFiles Read(AcademySettings settings) => Directory.Exists(settings.Content)
        ? ContentFiles.Read(settings.Content, settings.ExamBank)
        : throw new WrongSettingException($"Academy:Content names a folder that is not there: '{settings.Content}'.");
}
