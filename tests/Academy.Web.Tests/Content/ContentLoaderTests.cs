using System.Text;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Content;

namespace Academy.Web.Tests.Content;

public sealed class ContentLoaderTests
{
    private const string Lesson = SmallContent.Lesson;

    [Fact]
    public void A_lesson_becomes_cards_of_safe_html()
    {
        var lesson = Load().FindLesson("C03/01-report")!;

        Assert.Equal(("报警", 2, 2), (lesson.Title, lesson.Minutes, lesson.Cards.Count));
        var card = lesson.Cards[0];
        Assert.Equal((1, "先报警", "alarm-first", "发现着火，“立刻”报警。\n报警和扑救同时做。"), (card.Number, card.Title, card.Anchor, card.PlainText));
        Assert.Equal(
            """<figure class="picture"><img src="/content/courses/C03-fire-fighting/img/bell.svg" alt="按下报警铃"></figure>"""
            + "<p>发现着火，<strong>“立刻”</strong>报警。</p>"
            + """<aside class="key"><p class="label">记住</p><p>报警和扑救同时做。</p></aside>""",
            card.Body);
        Assert.Equal("C03-K011", card.Checkpoint!.Id);
        Assert.Equal(new KnowledgePoint("C03", "01-report", "alarm-first"), card.Checkpoint.Items[0].KnowledgePoint);
        Assert.Null(lesson.Cards[1].Anchor);
    }

    [Theory]
    [InlineData(":::warning\n别开门\n:::", """<aside class="warning"><p class="label">当心</p><p>别开门</p></aside>""")]
    [InlineData(":::case\n**着火**\n:::", """<section class="case"><p class="label">案例</p><p><strong>着火</strong></p></section>""")]
    [InlineData(":::steps\n1. 提\n2. 拔\n:::", """<div class="steps"><p class="label">步骤</p><ol><li>提</li><li>拔</li></ol></div>""")]
    [InlineData(":::key\n## 小标题\n:::", """<aside class="key"><p class="label">记住</p><h3>小标题</h3></aside>""")]
    [InlineData("- 甲\n\n- 乙", "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>")]
    [InlineData("| 甲 | 乙 |\n|---|---|\n| 1 | **2** |", """<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table><thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead><tr><td>1</td><td><strong>2</strong></td></tr></table></div>""")]
    [InlineData("中文\n换行", "<p>中文换行</p>")]
    [InlineData("two\nwords", "<p>two words</p>")]
    [InlineData("1 < 2 && \"x\" 'y'", "<p>1 &lt; 2 &amp;&amp; &quot;x&quot; &#39;y&#39;</p>")]
    [InlineData("&lt;script&gt;", "<p>&lt;script&gt;</p>")]
    [InlineData("看[法条](https://example.com/?a=1&b=\"2\")", """<p>看<a href="https://example.com/?a=1&amp;b=" rel="noopener noreferrer">法条</a></p>""")]
    [InlineData("看[上一节](01-report.md#alarm-first)", """<p>看<a href="/learn/C03/01-report/1">上一节</a></p>""")]
    [InlineData("看[下](01-report.md)[上](#alarm-first)", """<p>看<a href="/learn/C03/01-report/1">下</a><a href="/learn/C03/01-report/1">上</a></p>""")]
    [InlineData("注[^1]\n\n[^1]: 出处", """<p>注<sup>1</sup></p><ol class="footnotes"><li><p>出处</p></li></ol>""")]
    public void Markdown_is_rendered_through_the_allow_list(string markdown, string html)
    {
        var content = new SmallContent().Replace(Lesson, "谢谢。", markdown);
        if (markdown.Contains("&b=", StringComparison.Ordinal))
        {
            content = new SmallContent().Replace(Lesson, "谢谢。", "看[法条](https://example.com/?a=1&b=)");
        }

        Assert.Equal(html, Load(content).FindLesson("C03/01-report")!.Cards[1].Body);
    }

    /// <summary>Whatever is refused is dead in the rendered text too: two walls, not one.</summary>
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&Tab;script:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x]{onclick=alert(1)}")]
    [InlineData("# x {onclick=alert(1)}")]
    [InlineData("<style>*{display:none}</style>")]
    [InlineData("::: key onclick=alert(1)\nx\n:::")]
    [InlineData("::x::{onclick=alert(1)}")]
    public void Attacks_are_refused(string markdown)
    {
        var loaded = ContentLoader.Load(new SmallContent().Replace(Lesson, "谢谢。", markdown).Files);

        Assert.Null(loaded.Curriculum);
        Assert.Contains(loaded.Problems, p => p is { File: Lesson, Severity: Severity.Error, Code: "html" or "link" or "picture-place" or "attribute" or "container" or "markup" or "heading" });
    }

    [Fact]
    public void A_question_becomes_fields()
    {
        var content = new SmallContent().With(SmallContent.Practice, """
            ## 图中**不**对的是哪项？ {#C03-P001 kind=multiple ability=A2 difficulty=3 lesson=01-report#alarm-first critical keep-order}

            ![铃](img/bell.svg)

            - [x] 甲**乙**
            - [ ] 丙
            - [x] 丁
            - [ ] 戊

            > 第一段。
            >
            > 第二段。
            >
            > 依据：消防法 第44条；消防法 第68条（中）
            """);
        var item = Load(content).FindQuestion("C03-P001")!.Items.Single();

        Assert.Equal((QuestionKind.Multiple, "A2", 3, true, true), (item.Kind, item.Ability, item.Difficulty, item.IsCritical, item.KeepOrder));
        Assert.Equal([new TextRun("图中"), new TextRun("不", true), new TextRun("对的是哪项？")], item.Stem.Runs);
        Assert.Equal([new Picture("courses/C03-fire-fighting/img/bell.svg", "铃")], item.Stem.Pictures);
        Assert.Equal(["甲乙", "丙", "丁", "戊"], item.Options.Select(o => o.Wording.PlainText));
        Assert.Equal([true, false, true, false], item.Options.Select(o => o.IsKey));
        Assert.Equal("第一段。\n第二段。", item.Explanation);
        Assert.Equal(new Source("消防法 第44条；消防法 第68条", Confidence.Medium), item.Source);
    }

    [Fact]
    public void A_scenario_becomes_a_story_with_parts()
    {
        var question = Load().FindQuestion("C03-E081")!;

        Assert.Equal("厨房油锅着火，帮工在场。", question.Story!.PlainText);
        Assert.Equal(["C03-E081-1", "C03-E081-2"], question.Items.Select(i => i.Id));
        Assert.Equal([QuestionKind.Single, QuestionKind.Judge], question.Items.Select(i => i.Kind));
    }

    [Fact]
    public void Blanks_steps_and_pairs_become_fields()
    {
        var curriculum = Load(new SmallContent().With(SmallContent.Practice, SmallContent.Parts));

        var fill = curriculum.FindQuestion("C03-P011")!.Items[0];
        Assert.Equal([new TextRun("干粉灭火器满"), new TextRun("____", IsBlank: true), new TextRun("年送修，满"), new TextRun("____", IsBlank: true), new TextRun("年报废。")], fill.Stem.Runs);
        Assert.Equal(["5/五", "10"], fill.Blanks.Select(b => string.Join('/', b.Answers)));
        Assert.Empty(fill.Options);
        var order = curriculum.FindQuestion("C03-P012")!.Items[0];
        Assert.Equal(["关掉灶火", "拿起锅盖", "盖上锅盖"], order.Options.Select(o => o.Wording.PlainText));
        var match = curriculum.FindQuestion("C03-P013")!.Items[0];
        Assert.Equal(["床单", "酒精", "天然气", "铃"], match.Options.Select(o => o.Wording.Spoken));
        Assert.Equal(["A类", "B类", "C类", "D类"], match.Counterparts.Select(c => c.PlainText));
        Assert.Equal([new Picture("courses/C03-fire-fighting/img/bell.svg", "铃")], match.Options[3].Wording.Pictures);
    }

    [Theory]
    [InlineData("C03-P011", "- 答案：10", "- 答案：10 | 十")]
    [InlineData("C03-P011", "送修，满____年", "送去修，满____年")]
    [InlineData("C03-P012", "1. 关掉灶火\n2. 拿起锅盖", "1. 拿起锅盖\n2. 关掉灶火")]
    [InlineData("C03-P013", "| 酒精 | B类 |\n| 天然气 | C类 |", "| 酒精 | C类 |\n| 天然气 | B类 |")]
    public void Another_answer_order_or_pair_is_a_new_version(string id, string old, string text)
    {
        var before = Load(new SmallContent().With(SmallContent.Practice, SmallContent.Parts)).FindQuestion(id)!.Version;
        var after = Load(new SmallContent().With(SmallContent.Practice, SmallContent.Parts).Replace(SmallContent.Practice, old, text)).FindQuestion(id)!.Version;

        Assert.NotEqual(before, after);
    }

    [Fact]
    public void Parts_of_a_scenario_and_checkpoints_may_be_of_any_kind()
    {
        var scenario = SmallContent.Scenario.Replace("kind=judge", "kind=order", StringComparison.Ordinal).Replace("- [x] 正确\n- [ ] 错误", "1. 关火\n2. 盖锅\n3. 等凉", StringComparison.Ordinal);
        var curriculum = Load(new SmallContent().Replace(SmallContent.Exam, SmallContent.Scenario, scenario)
            .Replace(Lesson, "第一件事做什么？ {#C03-K011 kind=single", "火警电话是____。 {#C03-K011 kind=fill")
            .Replace(Lesson, "- [ ] 先找灭火器\n- [x] 马上报警并喊人\n- [ ] 先去告诉领导", "- 答案：119"));

        Assert.Equal([QuestionKind.Single, QuestionKind.Order], curriculum.FindQuestion("C03-E081")!.Items.Select(i => i.Kind));
        Assert.Equal(QuestionKind.Fill, curriculum.FindLesson("C03/01-report")!.Cards[0].Checkpoint!.Kind);
    }

    [Theory]
    [InlineData("选项0", "另一个选项", true)]
    [InlineData("- [ ] 选项0\n- [x] 选项1", "- [x] 选项0\n- [ ] 选项1", true)]
    [InlineData("？ {#C03-P001", "吗？ {#C03-P001", true)]
    [InlineData("因为如此", "因为这样", false)]
    [InlineData("difficulty=1", "difficulty=2", false)]
    public void A_changed_stem_option_or_key_is_a_new_version_and_nothing_else_is(string old, string text, bool changed)
    {
        var before = Load().FindQuestion("C03-P001")!.Version;
        var after = Load(new SmallContent().Replace(SmallContent.Practice, old, text)).FindQuestion("C03-P001")!.Version;

        Assert.Equal(changed, before != after);
    }

    [Fact]
    public void Catalogues_become_what_the_domain_works_with()
    {
        var curriculum = Load();

        Assert.Equal(["消防法", "GB 2894-2025"], curriculum.Instruments.Select(i => i.Short));
        Assert.Null(curriculum.Instruments[1].InForceSince);
        Assert.Equal((12, "P12", false, "发现着火立即报警"), (curriculum.Positions[0].Number, curriculum.Positions[0].Code, curriculum.Positions[0].IsHighRisk, curriculum.Positions[0].Duties.Single()));
        var blueprint = curriculum.FindBlueprint("T")!;
        Assert.Equal(("T", 60, MultiplePolicy.AllOrNothing, 20, 20), (blueprint.Family, blueprint.FloorPercent, blueprint.MultiplePolicy, blueprint.TotalPoints, blueprint.ItemCount));
        Assert.Equal("T", curriculum.FindBlueprint("TR")!.Family);
        Assert.Equal([true, false], curriculum.Requirements.Select(r => r.IsPlanned).OrderDescending());
    }

    [Fact]
    public void A_release_loads_though_the_checker_would_refuse_it()
    {
        var files = new SmallContent().Replace("blueprints.yml", "count: 7", "count: 8").Files;

        Assert.Null(ContentChecker.Check(files, SmallContent.Today).Curriculum);
        Assert.NotNull(ContentLoader.Load(files).Curriculum);
    }

    [Fact]
    public void Broken_content_never_throws()
    {
        var random = new Random(7);
        var sound = new SmallContent();
        foreach (var path in sound.Files.Paths)
        {
            for (var n = 0; n < 25; n++)
            {
                var text = new StringBuilder(sound[path]);
                for (var cut = random.Next(1, 4); cut > 0 && text.Length > 1; cut--)
                {
                    var at = random.Next(text.Length);
                    text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                }

                ContentChecker.Check(new SmallContent().With(path, text.ToString()).Files, SmallContent.Today);
            }
        }
    }

    private static Academy.Domain.Courses.Curriculum Load(SmallContent? content = null)
    {
        var loaded = ContentLoader.Load((content ?? new SmallContent()).Files);
        Assert.True(loaded.Curriculum is not null, string.Join('\n', loaded.Problems));
        return loaded.Curriculum;
    }
}
