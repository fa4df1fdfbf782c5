using Academy.Domain.Organizations;
using Academy.Web.Content;

namespace Academy.Web.Tests.Content;

/// <summary>Each mistake an author can make, with the place and the rule that names it.</summary>
public sealed class ContentCheckerTests
{
    private const string Lesson = SmallContent.Lesson;
    private const string Practice = SmallContent.Practice;
    private const string Exam = SmallContent.Exam;

    /// <summary>The practice bank with a question of each kind that has several parts.</summary>
    private const string Parts = "parts";

    private static readonly string PartsText = new SmallContent()[Practice] + "\n" + SmallContent.Parts;

    [Fact]
    public void Sound_content_is_fit_for_release_and_says_only_how_things_stand()
    {
        var report = new SmallContent().Check();

        Assert.DoesNotContain(report.Problems, p => p.Severity != Severity.Notice);
        Assert.NotNull(report.Curriculum);
        Assert.Equal(
            ["blueprint-figures", "blueprint-figures", "hours-split", "planned"],
            report.Problems.Select(p => p.Code).Order());
        Assert.Contains("线上 0.0，其余 4.0", report.Problems.Single(p => p.Code == "hours-split").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_of_several_parts_are_as_fit_as_the_others()
    {
        var report = new SmallContent().With(Practice, PartsText).Check();

        Assert.DoesNotContain(report.Problems, p => p.Severity != Severity.Notice);
    }

    /// <summary>File, what stands there, what is put there instead, the text whose line is named, the rule.</summary>
    public static TheoryData<string, string, string, string, string> Errors => new()
    {
        // Ids
        { Practice, "{#C03-P002 ", "{", "{kind=single ability=A2 difficulty=1", "id-missing" },
        { Practice, "#C03-P002 ", "#C03-P001 ", Second("#C03-P001"), "id-double" },
        { Exam, "#C03-E002 ", "#C03-P002 ", "#C03-P002", "id-format" },
        { Exam, "#C03-E081-2", "#C03-E081-3", "#C03-E081-3", "id-format" },
        { Lesson, "#C03-K011", "#C04-K011", "#C04-K011", "id-format" },

        // Options and key
        { Practice, "- [x] 选项1", "- [ ] 选项1", "- [ ] 选项0", "key" },
        { Practice, "- [ ] 选项0", "- [x] 选项0", "- [x] 选项0", "key" },
        { Exam, "- [x] 乙", "- [ ] 乙", "- [x] 甲", "key" },
        { Practice, "- [ ] 选项2\n- [ ] 选项3\n", "", "- [ ] 选项0", "options" },
        { Practice, "- [ ] 选项3", "- [ ] 选项2", "- [ ] 选项0", "options" },
        { Practice, "- [ ] 选项3", "- 选项3", "- 选项3", "options" },
        { Exam, "- [x] 正确\n- [ ] 错误", "- [x] 对\n- [ ] 错", "- [x] 对", "options" },
        { Practice, "kind=single", "kind=essay", "kind=essay", "kind" },
        { Practice, "difficulty=1", "difficulty=4", "difficulty=4", "attribute" },
        { Practice, "difficulty=1", "difficulty=1 onclick=alert(1)", "onclick", "attribute" },
        { Exam, "\n### 锅里的火用什么盖住？", "\n#### 锅里的火用什么盖住？", "{#C03-E081 ", "parts" },

        // Blanks, steps, pairs
        { Parts, "满____年送修，满____年", "满几年", "#C03-P011", "blank" },
        { Parts, "____年", "___年", "#C03-P011", "blank" },
        { Parts, "满____年", "满____年____月", "- 答案：5", "blank" },
        { Parts, "- 答案：10\n", "", "- 答案：5", "blank" },
        { Parts, "- 答案：10", "- 十年", "- 十年", "blank" },
        { Parts, "- 答案：10", "- 答案：", "- 答案：\n", "blank" },
        { Parts, "- 答案：10", "- 答案：10 | | 十", "- 答案：10 |", "blank" },
        { Parts, "- 答案：10", "- 答案：10 | １０", "- 答案：10 |", "blank" },
        { Parts, "- 答案：10", "- 答案：一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "- 答案：一二", "blank" },
        { Parts, "- 答案：5 | 五\n- 答案：10\n", "- [x] 5\n- [ ] 10\n", "- [x] 5", "blank" },
        { Parts, "- 答案：5 | 五\n- 答案：10\n", "", "#C03-P011", "blank" },
        { Parts, "3. 盖上锅盖\n", "", "1. 关掉灶火", "steps" },
        { Parts, "3. 盖上锅盖", "3. 关掉灶火", "1. 关掉灶火", "steps" },
        { Parts, "3. 盖上锅盖", "3. ", "3. \n", "steps" },
        { Parts, "1. 关掉灶火\n2. 拿起锅盖\n3. 盖上锅盖\n", "- [x] 关掉灶火\n- [ ] 盖上锅盖\n- [ ] 拿起锅盖\n", "- [x] 关掉灶火", "steps" },
        { Parts, "kind=order", "keep-order kind=order", "#C03-P012", "attribute" },
        { Parts, "| 酒精 | B类 |\n| 天然气 | C类 |\n", "", "| 左 | 右 |", "pairs" },
        { Parts, "| 天然气 | C类 |", "| 酒精 | C类 |", "| 左 | 右 |", "pairs" },
        { Parts, "| 天然气 | C类 |", "| 天然气 | Ｂ类 |", "| 左 | 右 |", "pairs" },
        { Parts, "| 天然气 | C类 |", "| 天然气 |  |", "| 天然气 |", "pairs" },
        { Parts, "| 左 | 右 |", "| 床单 | A类 |", "| 床单 | A类 |", "pairs" },
        { Parts, "| 天然气 | C类 |", "| 天然气 | ![铃](img/bell.svg) |", "| 天然气 |", "pairs" },
        { Parts, "| 天然气 | C类 |", "| 天然气 | 一二三四五六七八九十一二三四五六 |", "| 天然气 |", "pairs" },
        { Parts, "![铃](img/bell.svg) | D类", "![](img/bell.svg) | D类", "![](img", "picture-text" },
        { Parts, "![铃](img/bell.svg) | D类", "![铃](img/none.svg) | D类", "none.svg", "picture-broken" },

        // Sources
        { Practice, "> 依据：消防法 第44条（高）", "> 火长得快。", "> 因为如此。", "source-missing" },
        { Practice, "第44条（高）", "第44条", "> 因为如此。", "source-missing" },
        { Practice, "> 因为如此。\n>\n> 依据：消防法 第44条（高）\n", "", "#C03-P001", "explanation" },
        { Practice, "第44条（高）", "第44条（低）", "#C03-P001", "source-low" },
        { Exam, "第44条（高）", "第44条（中）", "#C03-E001", "source-exam" },
        { Practice, "依据：消防法", "依据：防火条例", "#C03-P001", "source-unknown" },
        { Practice, "消防法 第44条（高）", "消防法 第44条；GB 2894-2025（高）", "#C03-P001", "source-unsure" },
        { Practice, "消防法 第44条（高）", "消防法 第45条（高）", "#C03-P001", "article-unknown" },
        { Practice, "消防法 第44条（高）", "消防法 第44条、第45条第2款（高）", "#C03-P001", "article-unknown" },
        { Lesson, "谢谢。", "《消防法》第 45 条这样说，消防法第45条。", "minutes: 2", "article-unknown" },
        { Lesson, "law_refs: [fire-law]", "law_refs: [water-law]", "minutes: 2", "law-unknown" },
        { Lesson, "confidence: 高", "confidence: 低", "minutes: 2", "source-low" },

        // References
        { Practice, "ability=A2", "ability=A9", "#C03-P001", "ability-unknown" },
        { Practice, "lesson=01-report#", "lesson=09-none#", "#C03-P001", "lesson-unknown" },
        { Practice, "#alarm-first}", "#nowhere}", "#C03-P001", "anchor-unknown" },
        { "requirements.yml", "position: P12", "position: P77", "position: P77", "position-unknown" },
        { "requirements.yml", "courses: [C03]", "courses: [C03, C44]", "position: P12", "course-unknown" },
        { "requirements.yml", "blueprint: T", "blueprint: X", "position: P12", "blueprint-unknown" },
        { "requirements.yml", "blueprint: T", "blueprint: TR", "position: P12", "blueprint-round" },
        { "requirements.yml", "position: P12", "position: P13\n  licences: []", "position: P13", "blueprint-risk" },
        { "requirements.yml", "hours: 4", "hours: 3", "position: P12", "hours" },
        { "requirements.yml", "months: 12", "months: 37", "position: P12", "months" },
        { "requirements.yml", "hours: 4", "hours: 4\n  lessons: [C03/09-none]", "position: P12", "lesson-unknown" },
        { "requirements.yml", "hours: 4", "hours: 4\n  limited_to: 保洁", "position: P12", "season" },
        { "requirements.yml", "basis: 【默认】", "basis: 消防法 第99条", "position: P12", "article-unknown" },
        { "positions.yml", "发现着火立即报警", "发现着火立即报警（消防法 第99条）", "number: 12", "article-unknown" },
        { "requirements.yml", "round: first\n  courses: [C03]", "round: season\n  courses: [C03]", "position: P12", "season" },
        { "requirements.yml", "position: P12\n  round: first\n  courses: [C03]\n  hours: 4", "position: P12\n  round: season\n  courses: [C03]\n  lessons: [C03/01-report]\n  limited_to: 保洁\n  hours: 5", "position: P12", "season" },
        { "requirements.yml", "position: P12\n  round: first\n  courses: [C03]\n  hours: 4", "position: P13\n  round: season\n  courses: [C03]\n  lessons: [C03/01-report]\n  limited_to: 保洁\n  hours: 3", "position: P13", "season" },

        // Markup
        { Lesson, "谢谢。", "<b>谢谢</b>。", "<b>", "html" },
        { Lesson, "谢谢。", "<div>\n谢谢。\n</div>", "<div>", "html" },
        { Lesson, "谢谢。", "[谢谢](javascript:alert(1))", "javascript", "link" },
        { Lesson, "谢谢。", "[谢谢](java&#x73;cript:alert(1))", "java&#x73;", "link" },
        { Lesson, "谢谢。", "<javascript:alert(1)>", "javascript", "link" },
        { Lesson, "谢谢。", "[谢谢](http://example.com)", "http:", "link" },
        { Lesson, "谢谢。", "[谢谢](//example.com)", "//example", "link" },
        { Lesson, "谢谢。", "[谢谢](data:text/html,x)", "data:", "link" },
        { Lesson, "谢谢。", "[谢谢][x]\n\n[x]: vbscript:x", "[谢谢][x]", "link" },
        { Lesson, "谢谢。", "[谢谢](../../secret.md)", "secret", "link" },
        { Lesson, "谢谢。", "[谢谢](02-none.md)", "02-none", "link-broken" },
        { Lesson, "谢谢。", "[谢谢](01-report.md#nowhere)", "nowhere", "link-broken" },
        { Lesson, "谢谢。", "谢谢{onclick=alert(1)}。", "onclick", "attribute" },
        { Lesson, "谢谢。", "**谢谢**{.big}。", ".big", "attribute" },
        { Lesson, "谢谢。", "```\n谢谢\n```", "```", "markup" },
        { Lesson, "img/bell.svg", "img/none.svg", "none.svg", "picture-broken" },
        { Lesson, "img/bell.svg", "../img/bell.svg", "../img", "picture-place" },
        { Lesson, "img/bell.svg", "https://example.com/x.svg", "example.com", "picture-place" },
        { Lesson, "![按下报警铃]", "![]", "![]", "picture-text" },
        { Lesson, ":::key", ":::joke", ":::joke", "container" },
        { Lesson, "谢谢。", ":::key\n谢谢。", Second(":::key"), "container" },
        { Lesson, "## 先报警", "前言\n\n## 先报警", "前言", "stray-text" },
        { Lesson, "谢谢。", "# 谢谢", "# 谢谢", "heading" },
        { Practice, "- [ ] 选项0", "旁白\n\n- [ ] 选项0", "旁白", "stray-text" },

        // Lessons
        { Lesson, "minutes: 2", "minutes: 3", "minutes: 3", "minutes" },
        { Lesson, "谢谢。", new string('谢', 251), "## 只读的卡片", "card-long" },
        { Lesson, "## 只读的卡片", "## 只读的卡片 {#alarm-first}", "## 只读的卡片", "anchor-double" },
        { Lesson, "## 先报警 {#alarm-first}", "## 先报警", ":::checkpoint", "checkpoint" },

        // Front matter and catalogues
        { Lesson, "title: 报警", "titel: 报警", "titel", "field-unknown" },
        { Lesson, "title: 报警\n", "", "minutes: 2", "field-missing" },
        { Lesson, "reviewed_on: 2026-11-21", "reviewed_on: 21.11.2026", "reviewed_on", "field-value" },
        { Lesson, "title: 报警", "title: [", "title", "yaml" },
        { "positions.yml", "number: 13", "number: 12", "number: 12\n  code: P13", "id-double" },
        { "positions.yml", "code: P13", "code: P12", Second("- number"), "id-double" },
        { "blueprints.yml", "wait: front-line", "wait: never", "wait: never", "field-value" },

        // Pictures
        { SmallContent.Picture, "<title>", "<script>alert(1)</script><title>", "<script>", "svg" },
        { SmallContent.Picture, "<rect ", "<rect onload=\"alert(1)\" ", "onload", "svg" },
        { SmallContent.Picture, "url(#g)", "url(https://example.com/g)", "example.com", "svg" },
        { SmallContent.Picture, "<rect ", "<image href=\"https://example.com/x.png\"/><rect ", "example.com", "svg" },
        { SmallContent.Picture, "<title>", "<style>@import 'x.css';</style><title>", "@import", "svg" },
        { SmallContent.Picture, "<title>", "<style>a{b:u\\72l(x)}</style><title>", "<style>", "svg" },
        { SmallContent.Picture, "url(#g)", "image-set('https://example.com/g')", "example.com", "svg" },
        { SmallContent.Picture, "<title>", "<foreignObject/><title>", "foreignObject", "svg" },
        { SmallContent.Picture, "<svg ", "<!DOCTYPE svg [<!ENTITY x \"y\">]>\n<svg ", "DOCTYPE", "svg" },
        { SmallContent.Picture, "</svg>", "</sv>", "</sv>", "svg" },

        // Blueprints
        { "blueprints.yml", "count: 7", "count: 8", "- id: T", "blueprint-bank" },
        { "blueprints.yml", "critical: 1", "critical: 2", "- id: T", "blueprint-bank" },
        { "blueprints.yml", "mark: 16", "mark: 12", "- id: T", "blueprint-chance" },
        { "blueprints.yml", "mark: 16", "mark: 20", "- id: T", "blueprint-chance" },
        { "blueprints.yml", "mark: 16", "mark: 21", "- id: T", "blueprint" },
        { "blueprints.yml", "ability: A2", "ability: A9", "- id: T", "ability-unknown" },
        { "blueprints.yml", "points: 1}", "points: 1, parts: 2}", "- id: T", "blueprint" },
        { "blueprints.yml", "wait: front-line", "wait: front-line\n  high_risk: true", "- id: T", "blueprint-short" },
        { "blueprints.yml", "mark: 16", "mark: 17", "- id: TR", "blueprint-renewal" },
        { "blueprints.yml", "critical: 1", "critical: 2", "- id: TR", "blueprint-renewal" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_mistake_is_named_with_file_line_and_rule(string file, string old, string text, string where, string code)
    {
        var content = new SmallContent();
        if (file == Parts) (file, content) = (Practice, content.With(Practice, PartsText));
        content.Replace(file, old, text);
        var line = where.StartsWith("2nd ", StringComparison.Ordinal) ? SecondLine(content[file], where[4..]) : content.LineOf(file, where);

        var report = content.Check();

        Assert.Contains(
            (file, line, Severity.Error, code),
            report.Problems.Select(p => (p.File, p.Line, p.Severity, p.Code)));
        Assert.Null(report.Curriculum);
    }

    /// <summary>Warnings leave the content publishable.</summary>
    public static TheoryData<string, string, string, string, string> Warnings => new()
    {
        { Practice, "选项0", "以上都对", "#C03-P001", "all-of-above" },
        { Exam, "### 锅里的火用什么盖住？", "### 盖锅盖绝对安全。", "#C03-E081-2", "absolute-word" },
        { Practice, "？ {#C03-P001", "，哪种做法不正确？ {#C03-P001", "#C03-P001", "negative-plain" },
        { Lesson, "## 只读的卡片", "## 只读的卡片 {#extra}", "{#extra}", "point-few" },
        { Lesson, "reviewed_on: 2026-11-21", "reviewed_on: 2025-11-20", "minutes: 2", "review-due" },
        { Exam, "ability=A2 difficulty=2 lesson=01-report#alarm-first}\n\n- [x] 正确", "ability=A3 difficulty=2 lesson=01-report#alarm-first}\n\n- [x] 正确", "{#C03-E081 ", "scenario-mixed" },
    };

    [Theory]
    [MemberData(nameof(Warnings))]
    public void What_gives_an_answer_away_or_grows_old_is_a_warning(string file, string old, string text, string where, string code)
    {
        var content = new SmallContent();
        if (code == "absolute-word")
        {
            content.Replace(file, "- [x] 正确\n- [ ] 错误", "- [ ] 正确\n- [x] 错误");
        }

        var report = content.Replace(file, old, text).Check();

        Assert.Contains(
            (file, content.LineOf(file, where), Severity.Warning, code),
            report.Problems.Select(p => (p.File, p.Line, p.Severity, p.Code)));
        Assert.NotNull(report.Curriculum);
    }

    [Fact]
    public void A_negation_in_bold_is_accepted()
    {
        var report = new SmallContent().Replace(Practice, "？ {#C03-P001", "，哪种做法**不**正确？ {#C03-P001").Check();

        Assert.DoesNotContain(report.Problems, p => p.Code == "negative-plain");
    }

    [Fact]
    public void Many_negative_stems_are_a_warning()
    {
        var content = new SmallContent();
        foreach (var n in new[] { 1, 2, 3, 4 })
        {
            content.Replace(Exam, $"？ {{#C03-E00{n}", $"，哪种做法**不**正确？ {{#C03-E00{n}");
        }

        Assert.Contains(content.Check().Problems, p => p is { File: Exam, Line: 1, Code: "negative-stem" });
    }

    [Fact]
    public void The_longest_option_must_not_be_the_key_too_often()
    {
        var content = new SmallContent().With(Practice, Bank(20, (n, o) => o == n % 4 && n < 8 ? "很长很长的选项" : $"选项{o}"));

        Assert.Contains(content.Check().Problems, p => p is { File: Practice, Line: 1, Code: "longest-key" });
        Assert.DoesNotContain(
            content.With(Practice, Bank(20, (n, o) => o == n % 4 && n < 7 ? "很长很长的选项" : $"选项{o}")).Check().Problems,
            p => p.Code == "longest-key");
    }

    [Fact]
    public void The_key_must_not_favour_a_place()
    {
        var content = new SmallContent().With(Practice, Bank(20, (_, o) => $"选项{o}", n => n < 9 ? 0 : n % 4));

        Assert.Contains(content.Check().Problems, p => p is { File: Practice, Line: 1, Code: "key-position" });
    }

    [Fact]
    public void What_one_course_may_the_whole_bank_may_not()
    {
        var fair = new SmallContent().With(Practice, Bank(100, (_, o) => $"选项{o}", n => n % 10 < 3 ? 0 : n % 10 < 6 ? 1 : n % 10 < 8 ? 2 : 3));
        var leaning = new SmallContent().With(Practice, Bank(100, (_, o) => $"选项{o}", n => n % 10 < 4 ? 0 : n % 10 < 6 ? 1 : n % 10 < 8 ? 2 : 3));

        Assert.DoesNotContain(fair.Check().Problems, p => p.Code == "key-position");
        Assert.StartsWith("练习题库合计：", Assert.Single(leaning.Check().Problems, p => p.Code == "key-position").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_curriculum_is_counted()
    {
        var figures = ContentFigures.Of(new SmallContent().Check().Curriculum!);

        var course = Assert.Single(figures.Courses);
        Assert.Equal(("C03", 1, 1), (course.Code, course.Lessons, course.KnowledgePoints));
        Assert.Equal(course.Exam.Questions, figures.Exam.Kinds.Values.Sum());
        Assert.Equal(course.Exam.Quality.Items, figures.Exam.Difficulties.Values.Sum());
        Assert.Equal(figures.Exam.Quality.Singles, figures.Exam.Quality.KeyPositions.Sum());
        var hours = Assert.Single(figures.Hours);
        Assert.Equal(hours.Required, hours.Online + hours.Classroom);
    }

    [Fact]
    public void A_question_much_like_another_is_named_even_across_the_banks()
    {
        var content = new SmallContent();
        var stem = content[Practice].Split('？')[0];
        content.With(Exam, content[Exam] + "\n" + SmallContent.Single("C03-E099", stem[3..] + "呢"));

        var problem = Assert.Single(content.Check().Problems, p => p.Code == "near-duplicate");
        Assert.Equal(Practice, problem.File);
        Assert.Contains("C03-E099", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_examined_point_needs_two_questions_of_practice_or_retraining_could_not_end()
    {
        var content = new SmallContent().With(Practice, SmallContent.Single("C03-P001", "只有这一题"));

        Assert.Contains(content.Check().Problems, p => p is { File: Lesson, Line: 9, Code: "practice-few", Severity: Severity.Error });
    }

    [Fact]
    public void Judge_items_are_at_most_fifteen_percent_of_a_renewal()
    {
        var content = new SmallContent();
        var blueprints = content["blueprints.yml"].Split("- id: TR");
        content.With("blueprints.yml", blueprints[0] + "- id: TR" + blueprints[1] + "\n    - {kind: judge, ability: A2, count: 4, points: 1}");

        Assert.Contains(content.Check().Problems, p => p is { Code: "blueprint-renewal", Severity: Severity.Error } && p.Message.Contains("判断题占 4 分", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_round_trains_for_fire()
    {
        var content = new SmallContent().Replace("abilities.yml", "short: 会灭火, fire: true", "short: 会灭火");

        Assert.Contains(content.Check().Problems, p => p is { File: "requirements.yml", Line: 1, Code: "fire", Severity: Severity.Error });
    }

    [Fact]
    public void A_seasons_short_course_is_its_lessons_and_needs_no_more_hours()
    {
        var content = new SmallContent();
        content.With("requirements.yml", content["requirements.yml"] + """

            - position: P12
              round: season
              courses: [C03]
              lessons: [C03/01-report]
              hours: 2
              blueprint: T
              mode: self
              months: 1
              limited_to: 保洁
              basis: 【默认】
            """);
        var report = content.Check();

        Assert.DoesNotContain(report.Problems, p => p.Severity is Severity.Error);
        var season = report.Curriculum!.FindRequirement("P12", TrainingRound.Season)!;
        Assert.Equal("保洁", season.LimitedTo);
        Assert.Equal(["C03/01-report"], report.Curriculum.LessonsOf(season).Select(l => l.Id));
        Assert.All(report.Curriculum.ExamBank(season), q => Assert.All(q.Items, i => Assert.Equal("C03/01-report", i.KnowledgePoint.LessonId)));
    }

    [Fact]
    public void What_is_planned_is_listed_and_not_refused()
    {
        var problem = Assert.Single(new SmallContent().Check().Problems, p => p.Code == "planned");

        Assert.Equal(("requirements.yml", 9, Severity.Notice), (problem.File, problem.Line, problem.Severity));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var report = new SmallContent().Without("laws.yml").Check();

        Assert.Contains(report.Problems, p => p is { File: "laws.yml", Line: 1, Code: "file-missing" });
    }

    [Fact]
    public void A_problem_reads_like_a_compilers()
    {
        var problem = new ContentProblem("a.md", 3, Severity.Error, "key", "单选题只能有一个 [x]，现在是 0 个。");

        Assert.Equal("a.md:3: 错误 [key] 单选题只能有一个 [x]，现在是 0 个。", problem.ToString());
    }

    private static string Second(string text) => "2nd " + text;

    private static int SecondLine(string text, string where) =>
        text.AsSpan(0, text.IndexOf(where, text.IndexOf(where, StringComparison.Ordinal) + 1, StringComparison.Ordinal)).Count('\n') + 1;

    private static string Bank(int count, Func<int, int, string> option, Func<int, int>? key = null) => string.Join("\n\n", Enumerable.Range(0, count).Select(n =>
    {
        var options = Enumerable.Range(0, 4).Select(o => $"- [{(o == (key?.Invoke(n) ?? n % 4) ? 'x' : ' ')}] {option(n, o)}");
        return $$"""
            ## {{string.Concat(Enumerable.Range(0, 9).Select(i => (char)('一' + (n * 89) + (i * 31) + 7000)))}} {#C03-P{{n:000}} kind=single ability=A2 difficulty=1 lesson=01-report#alarm-first}

            {{string.Join('\n', options)}}

            > 因为如此。
            >
            > 依据：消防法 第44条（高）
            """;
    }));
}
