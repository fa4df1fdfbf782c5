using System.Text;
using Academy.Web.Content;

namespace Academy.Web.Tests.Content;

/// <summary>A small content folder in which nothing is wrong; tests break it in one place.</summary>
internal sealed class SmallContent
{
    public const string Course = "courses/C03-fire-fighting/course.md";
    public const string Lesson = "courses/C03-fire-fighting/01-report.md";
    public const string Practice = "courses/C03-fire-fighting/practice.md";
    public const string Exam = "courses/C03-fire-fighting/exam.md";
    public const string Picture = "courses/C03-fire-fighting/img/bell.svg";

    public static readonly DateOnly Today = new(2026, 11, 21);

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal)
    {
        ["abilities.yml"] = """
            - {code: A2, name: 组织扑救初起火灾能力, short: 会灭火, fire: true}
            - {code: A3, name: 组织人员疏散逃生能力, short: 会疏散, fire: true}
            """,
        ["laws.yml"] = """
            - {id: fire-law, short: 消防法, title: 中华人民共和国消防法, issuer: 全国人民代表大会常务委员会, in_force_since: 2021-04-29, articles: [44], confidence: 高, checked_on: 2026-11-21}
            - {id: gb-2894, short: GB 2894-2025, title: 安全色和安全标志, issuer: 国家标准, confidence: 中, checked_on: 2026-11-21}
            """,
        ["positions.yml"] = """
            - number: 12
              code: P12
              name: 客房服务员
              group: H
              duties: [发现着火立即报警]
            - number: 13
              code: P13
              name: 厨师
              group: H
              high_risk: true
              duties: [用火不离人]
            """,
        ["requirements.yml"] = """
            - position: P12
              round: first
              courses: [C03]
              hours: 4
              blueprint: T
              mode: self
              months: 12
              basis: 【默认】
            - position: P13
              round: first
              courses: [C99]
              hours: 4
              blueprint: none
              mode: self
              months: 12
              basis: 【默认】
              status: planned
            """,
        ["blueprints.yml"] = """
            - id: T
              title: 客房服务员考试
              minutes: 10
              mark: 16
              critical: 1
              critical_minutes: 5
              wait: front-line
              cells:
                - {kind: single, ability: A2, count: 7, points: 1}
                - {kind: multiple, ability: A2, count: 13, points: 1}
            - id: TR
              title: 客房服务员复训
              family: T
              minutes: 10
              mark: 16
              critical: 1
              critical_minutes: 5
              wait: front-line
              renewal: true
              cells:
                - {kind: single, ability: A2, count: 7, points: 1}
                - {kind: multiple, ability: A2, count: 13, points: 1}
            """,
        [Course] = """
            ---
            code: C03
            title: 扑救初起火灾
            hours: 4
            audience: 全体员工
            abilities: [A2]
            law_refs: [fire-law]
            confidence: 高
            reviewed_on: 2026-11-21
            ---
            学完能报警。
            """,
        [Lesson] = """
            ---
            title: 报警
            minutes: 2
            abilities: [A2]
            law_refs: [fire-law]
            confidence: 高
            reviewed_on: 2026-11-21
            ---
            ## 先报警 {#alarm-first}

            ![按下报警铃](img/bell.svg)

            发现着火，**“立刻”**报警。

            :::key
            报警和扑救同时做。
            :::

            :::checkpoint
            ## 第一件事做什么？ {#C03-K011 kind=single ability=A2 difficulty=1}

            - [ ] 先找灭火器
            - [x] 马上报警并喊人
            - [ ] 先去告诉领导

            > 火在头几分钟长得最快。
            >
            > 依据：消防法 第44条（高）
            :::

            ## 只读的卡片

            谢谢。
            """,
        [Practice] = string.Join("\n\n", Enumerable.Range(1, 3).Select(n => Single($"C03-P{n:000}", Stems[n]))) + "\n",
        [Exam] = string.Join("\n\n", [
            .. Enumerable.Range(1, 21).Select(n => Single($"C03-E{n:000}", Stems[n + 3], n <= 3 ? " critical" : "", n)),
            .. Enumerable.Range(101, 39).Select(n => Multiple($"C03-E{n:000}", Stems[n - 76])),
            Scenario,
        ]) + "\n",
        [Picture] = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
              <title>铃</title>
              <defs><linearGradient id="g"/></defs>
              <rect width="10" height="10" fill="url(#g)"/>
            </svg>
            """,
    };

    public const string Scenario = """
        ## 厨房油锅着火，帮工在场。 {#C03-E081 kind=scenario}

        ### 他先拧哪里？ {#C03-E081-1 kind=single ability=A2 difficulty=2 lesson=01-report#alarm-first}

        - [x] 灶具开关
        - [ ] 水龙头呀
        - [ ] 排风扇呢

        > 断了火源才谈得上灭。
        >
        > 依据：消防法 第44条（高）

        ### 锅里的火用什么盖住？ {#C03-E081-2 kind=judge ability=A2 difficulty=2 lesson=01-report#alarm-first}

        - [x] 正确
        - [ ] 错误

        > 盖住就没有空气。
        >
        > 依据：消防法 第44条（高）
        """;

    /// <summary>A fill, an order and a match question.</summary>
    public const string Parts = """
        ## 干粉灭火器满____年送修，满____年报废。 {#C03-P011 kind=fill ability=A2 difficulty=1 lesson=01-report#alarm-first}

        - 答案：5 | 五
        - 答案：10

        > 因为如此。
        >
        > 依据：消防法 第44条（高）

        ## 油锅起火，先后怎么做？ {#C03-P012 kind=order ability=A2 difficulty=1 lesson=01-report#alarm-first}

        1. 关掉灶火
        2. 拿起锅盖
        3. 盖上锅盖

        > 因为如此。
        >
        > 依据：消防法 第44条（高）

        ## 烧的是什么，是哪一类？ {#C03-P013 kind=match ability=A2 difficulty=1 lesson=01-report#alarm-first}

        | 左 | 右 |
        |---|---|
        | 床单 | A类 |
        | 酒精 | B类 |
        | 天然气 | C类 |
        | ![铃](img/bell.svg) | D类 |

        > 因为如此。
        >
        > 依据：消防法 第44条（高）
        """;

    // Far enough apart for the check of near duplicates.
    private static string[] Stems =>
    [
        .. Enumerable.Range(0, 64).Select(n => string.Concat(Enumerable.Range(0, 12).Select(i => (char)('一' + (n * 97) + (i * 41))))),
    ];

    public ContentFiles Files =>
        new(_files.ToDictionary(f => f.Key, f => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Value)));

    public static string Single(string id, string stem, string flags = "", int number = 1)
    {
        var options = Enumerable.Range(0, 4).Select(o => $"- [{(o == number % 4 ? 'x' : ' ')}] 选项{o}");
        return $$"""
            ## {{stem}}？ {#{{id}} kind=single ability=A2 difficulty=1 lesson=01-report#alarm-first{{flags}}}

            {{string.Join('\n', options)}}

            > 因为如此。
            >
            > 依据：消防法 第44条（高）
            """;
    }

    public static string Multiple(string id, string stem) => $$"""
        ## {{stem}}？ {#{{id}} kind=multiple ability=A2 difficulty=2 lesson=01-report#alarm-first}

        - [x] 甲
        - [x] 乙
        - [ ] 丙
        - [ ] 丁

        > 因为如此。
        >
        > 依据：消防法 第44条（高）
        """;

    /// <summary>Adds or replaces a file.</summary>
    public SmallContent With(string path, string text)
    {
        _files[path] = text;
        return this;
    }

    public SmallContent Without(string path)
    {
        _files.Remove(path);
        return this;
    }

    /// <summary>Changes the first place where the text stands.</summary>
    public SmallContent Replace(string path, string old, string text)
    {
        var at = _files[path].IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{path} has no '{old}'.");
        _files[path] = string.Concat(_files[path].AsSpan(0, at), text, _files[path].AsSpan(at + old.Length));
        return this;
    }

    public string this[string path] => _files[path];

    /// <summary>The line, from 1, where a text first stands.</summary>
    public int LineOf(string path, string text)
    {
        var at = _files[path].IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{path} has no '{text}'.");
        return _files[path].AsSpan(0, at).Count('\n') + 1;
    }

    public ContentReport Check() => ContentChecker.Check(Files, Today);
}
