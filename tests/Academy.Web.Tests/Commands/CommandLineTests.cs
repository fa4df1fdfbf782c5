using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Commands;
using Academy.Web.Data;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Academy.Web.Tests.Content;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("academy-").FullName;
    private readonly ContentCopy _content = new();

    [Theory]
    [InlineData(true, "db", "migrate")]
    [InlineData(true, "nonsense")]
    [InlineData(true, "--help")]
    [InlineData(true, "--Academy:Data=/x", "keys", "init")]
    [InlineData(true, "--environment=Testing", "--Academy:Data=/x", "db", "migrate")]
    [InlineData(false, "--Academy:Data=/x", "--urls", "http://localhost:5080")]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://localhost:5080")]
    [InlineData(false, "--environment=Testing")]
    [InlineData(false, "urls=http://localhost:5080")]
    public void Without_a_verb_the_program_is_the_server(bool isVerb, params string[] args) => Assert.Equal(isVerb, CommandLine.HasVerb(args));

    [Theory]
    [InlineData("Unrecognized command or argument 'nonsense'.", "nonsense")]
    [InlineData("Required command was not provided.", "db")]
    [InlineData("Unrecognized command or argument '--nonsense'.", "content", "check", "--nonsense")]
    [InlineData("Required argument 'FILE' missing for command: 'backup'.", "db", "backup")]
    [InlineData("Either FILE, --none or --missing is due.", "db", "replay")]
    [InlineData("Either FILE, --none or --missing is due.", "db", "replay", "codes.journal", "--none")]
    [InlineData("Either FILE, --none or --missing is due.", "db", "replay", "--missing", "--none")]
    [InlineData("Option '--password' is required.", "demo", "seed", "--employees", "5")]
    [InlineData("--employees must be between 1 and 99999.", "demo", "seed", "--employees", "0", "--password", "x")]
    [InlineData("--ready must be between 0 and --employees.", "demo", "seed", "--employees", "5", "--ready", "6", "--password", "x")]
    public async Task Wrong_usage_says_what_is_wrong_and_ends_with_2(string message, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Contains(message, error.Split('\n'));
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_wrong_setting_ends_with_2_and_one_line()
    {
        var (code, _, error) = await RunAsync("content", "check", "--Academy:PublicUrl=nonsense");

        Assert.Equal(2, code);
        Assert.StartsWith("Academy:PublicUrl must be scheme, host and port", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Content_is_checked_with_file_and_line()
    {
        var (code, output, _) = await RunAsync("content", "check");
        Assert.Equal(0, code);
        Assert.Contains("0 处错误", output, StringComparison.Ordinal);

        var line = _content.Break();
        (code, output, _) = await RunAsync("content", "check");

        Assert.Equal(1, code);
        Assert.Contains($"{ContentCopy.Lesson}:{line}: 错误", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_is_checked_for_scripts_too()
    {
        var line = _content.Break();

        var (code, output, _) = await RunAsync("content", "check", "--json");

        Assert.Equal(1, code);
        using var report = JsonDocument.Parse(output);
        Assert.False(report.RootElement.GetProperty("fit").GetBoolean());
        var error = Assert.Single(report.RootElement.GetProperty("problems").EnumerateArray(), p => p.GetProperty("severity").GetString() == "error");
        Assert.Equal((ContentCopy.Lesson, line), (error.GetProperty("file").GetString(), error.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task Content_is_published_once_and_never_with_errors()
    {
        Assert.Equal((0, "已发布第 1 版。"), await LastLineAsync("content", "publish"));
        Assert.Equal((0, "内容没有变化，第 1 版继续有效。"), await LastLineAsync("content", "publish"));

        _content.Break();
        var (code, _, error) = await RunAsync("content", "publish");

        Assert.Equal(1, code);
        Assert.Equal("有错误，没有发布；原来的版本继续有效。\n", error);
        Assert.Equal([1], await AskAsync("SELECT Id FROM Releases"));
    }

    [Fact]
    public async Task A_folder_of_content_that_is_not_there_ends_with_2()
    {
        var (code, _, error) = await RunAsync("content", "publish", "--Academy:Content=/nowhere");

        Assert.Equal((2, "Academy:Content names a folder that is not there: '/nowhere'.\n"), (code, error));
    }

    [Theory]
    [InlineData("content", "publish")]
    [InlineData("keys", "init")]
    [InlineData("keys", "rotate")]
    [InlineData("keys", "condemn", "live", "1")]
    [InlineData("keys", "bundle")]
    [InlineData("admin", "create")]
    [InlineData("admin", "reset", "boss")]
    [InlineData("admin", "end", "boss")]
    [InlineData("db", "migrate")]
    [InlineData("db", "replay", "--none")]
    [InlineData("db", "replay", "--missing")]
    [InlineData("demo", "seed", "--employees", "1", "--password", "x")]
    public async Task A_verb_that_writes_refuses_while_a_server_holds_the_folder(params string[] args)
    {
        using var server = new DataFolderLock(new AcademySettings { Data = _data });
        server.Take();

        var (code, _, error) = await RunAsync(args);

        Assert.Equal((2, $"Another server uses {_data}; stop it first, or set Academy:Data to a folder of its own.\n"), (code, error));
    }

    [Fact]
    public async Task A_database_is_not_restored_under_a_server()
    {
        var backup = await BackUpAsync();
        using var server = new DataFolderLock(new AcademySettings { Data = _data });
        server.Take();

        Assert.Equal(2, (await RunAsync("db", "restore", backup)).Code);
    }

    [Fact]
    public async Task Keys_are_made_once_and_not_as_demo_keys()
    {
        var (code, output, _) = await RunAsync("keys", "init");
        Assert.Equal(0, code);
        var listed = (await RunAsync("keys", "list")).Output;
        Assert.Equal(["Root", "Issuer", "Live", "StatusList", "Badge"], KeysOf(listed).Select(key => key.Split(' ')[0]));
        Assert.DoesNotContain("demo", listed, StringComparison.Ordinal);
        Assert.Single(listed.Split('\n'), l => l.StartsWith("Root", StringComparison.Ordinal) && l.Contains("public part only", StringComparison.Ordinal));

        // The root has signed the first bundle; its private part is shown now and never again.
        Assert.Contains("Trust bundle 1 of ", listed, StringComparison.Ordinal);
        using var root = ECDsa.Create();
        root.ImportFromPem(output);
        Assert.EndsWith(listed, output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("keys", "init")).Code);
    }

    [Fact]
    public async Task Keys_are_rotated_thirty_days_ahead_and_only_once()
    {
        Assert.Equal(1, (await RunAsync("keys", "rotate")).Code);
        await RunAsync("keys", "init");

        var (code, output, _) = await RunAsync("keys", "rotate");
        var again = (await RunAsync("keys", "rotate")).Output;

        Assert.Equal(0, code);
        Assert.Equal(["Root 1", "Issuer 1", "Issuer 2", "Live 1", "Live 2", "StatusList 1", "StatusList 2", "Badge 1", "Badge 2"], KeysOf(output));
        Assert.Equal($"The next keys are waiting already; none was made.\n{output}", again);
    }

    [Fact]
    public async Task Verifiers_learn_of_new_and_condemned_keys_once_the_root_has_signed()
    {
        var pem = Path.Combine(_data, "root.pem");
        await File.WriteAllTextAsync(pem, (await RunAsync("keys", "init")).Output);

        Assert.Contains("Trust bundle 1 of", (await RunAsync("keys", "rotate")).Output, StringComparison.Ordinal);
        Assert.Contains("does not know these keys", (await RunAsync("keys", "list")).Output, StringComparison.Ordinal);
        Assert.Equal((1, "", "The root's private part is not on this machine; give it with --root FILE.\n"), await RunAsync("keys", "bundle"));
        Assert.Contains("Trust bundle 2 of", (await RunAsync("keys", "bundle", "--root", pem)).Output, StringComparison.Ordinal);

        var (code, output, _) = await RunAsync(["keys", "condemn", "issuer", "1", "--root", "-"], await File.ReadAllTextAsync(pem));
        Assert.Equal(0, code);
        Assert.Contains("Trust bundle 3 of", output, StringComparison.Ordinal);
        Assert.EndsWith("knows these keys.\n", output, StringComparison.Ordinal);
        Assert.Contains("Issuer 3", KeysOf(output));
        Assert.Equal((1, "", "Issuer key 1 was condemned before.\n"), await RunAsync("keys", "condemn", "issuer", "1"));
        Assert.Equal((1, "", "There is no Live key 9; see 'academy keys list'.\n"), await RunAsync("keys", "condemn", "live", "9"));
        Assert.Equal(2, (await RunAsync("keys", "condemn", "root", "1")).Code);
    }

    [Fact]
    public async Task Another_root_signs_nothing_and_condemns_nothing()
    {
        await RunAsync("keys", "init");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var verb in new string[][] { ["bundle"], ["rotate"], ["condemn", "live", "1"] })
        {
            Assert.Equal((1, "", "That is not the private part of this deployment's root key; nothing was done.\n"), await RunAsync(["keys", .. verb, "--root", "-"], other.ExportPkcs8PrivateKeyPem()));
        }

        Assert.Contains("That is no root key", (await RunAsync(["keys", "bundle", "--root", "-"], "nonsense")).Error, StringComparison.Ordinal);
        Assert.Contains("is not there", (await RunAsync("keys", "bundle", "--root", Path.Combine(_data, "nowhere"))).Error, StringComparison.Ordinal);
        Assert.Equal(5, KeysOf((await RunAsync("keys", "list")).Output).Count);
    }

    [Fact]
    public async Task A_verb_that_reads_wants_a_database()
    {
        var (code, _, error) = await RunAsync("keys", "list");

        Assert.Equal((2, "The database is not there or on another schema; run 'academy db migrate' first.\n"), (code, error));
        Assert.Empty(Directory.GetFiles(_data, "*.db"));
    }

    [Fact]
    public async Task An_administrator_is_made_from_what_is_typed()
    {
        var (code, _, error) = await RunAsync(["admin", "create"], "boss\n管维\nshort\n");
        Assert.Equal((1, "密码至少 10 个字符，可以用一句话。\n"), (code, error));

        Assert.Equal(0, (await RunAsync(["admin", "create"], "boss\n管维\nlonger than ten\n")).Code);

        (code, _, error) = await RunAsync(["admin", "create"], "boss\n管维\nlonger than ten\n");
        Assert.Equal((1, "用户名“boss”已经有人用了，请换一个。\n"), (code, error));

        Assert.Equal(["boss"], await AskAsync($"SELECT u.UserName FROM AspNetUsers u JOIN RoleGrants g ON g.PersonId = u.PersonId WHERE g.Role = '{Role.Administrator}'"));
    }

    [Theory]
    [InlineData("13800001111")]
    [InlineData("+86 138-0000-1111")]
    [InlineData("demo/1001")]
    [InlineData("ｂｏｓｓ")]
    public async Task A_user_name_that_could_never_sign_in_is_refused(string user)
    {
        var (code, _, error) = await RunAsync(["admin", "create"], $"{user}\n管维\nlonger than ten\n");

        Assert.Equal(1, code);
        Assert.Contains("用户名不能像手机号", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cannot_sign_in_gets_a_slip_and_the_last_administrator_stays()
    {
        await RunAsync(["admin", "create"], "boss\n管维\nlonger than ten\n");
        var (code, output, _) = await RunAsync("admin", "reset", "boss");
        Assert.Equal(0, code);
        Assert.Matches("/account/activate\\?code=[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3} ", output);
        Assert.Single(await AskAsync("SELECT CodeHash FROM ActivationSlips"));
        Assert.Equal((1, "", "没有账号 nobody。\n"), await RunAsync("admin", "reset", "nobody"));

        Assert.Contains("最后一个", (await RunAsync("admin", "end", "boss")).Error, StringComparison.Ordinal);
        await RunAsync(["admin", "create"], "second\n管理二\nlonger than ten\n");

        Assert.Equal(0, (await RunAsync("admin", "end", "boss")).Code);
        Assert.Equal((1, "", "boss 不是系统管理员。\n"), await RunAsync("admin", "end", "boss"));
    }

    [Fact]
    public async Task A_backup_brings_back_what_was()
    {
        var backup = await BackUpAsync();
        await RunAsync("keys", "init");
        Assert.NotEmpty(await AskAsync("SELECT Kid FROM Keys"));

        var (code, output, _) = await RunAsync("db", "restore", backup);

        Assert.Equal(0, code);
        Assert.Empty(await AskAsync("SELECT Kid FROM Keys"));
        var kept = Assert.Single(Directory.GetFiles(_data, "*.before-restore-*"));
        Assert.Contains(kept, output, StringComparison.Ordinal);
        Assert.NotEmpty(await AskAsync("SELECT Kid FROM Keys", kept));
    }

    [Fact]
    public async Task What_happened_to_certificates_after_the_backup_comes_back_from_the_journal()
    {
        await RunAsync("demo", "seed", "--employees", "1", "--password", "load-2026");
        await InsideAsync(services => services.GetRequiredService<ReplayCodes>().PrepareAsync(isSetBack: false, CancellationToken.None));
        var backup = Path.Combine(_data, "backup");
        Assert.Equal(0, (await RunAsync("db", "backup", backup)).Code);
        var token = await TokenAsync();
        // The server dies before it appends to the journal: the old database still knows.
        await InsideAsync(services => RevokeAsync(services));
        Assert.Equal((1, "REVOKED"), await FirstWordAsync("certificate", "verify", token));

        var (code, output, _) = await RunAsync("db", "restore", backup);
        Assert.Equal(0, code);
        Assert.Contains("From the journal: 0 codes issued and 1 changes made after the backup.\nEvery code that was issued is known.\n", output, StringComparison.Ordinal);
        Assert.Equal((1, "REVOKED"), await FirstWordAsync("certificate", "verify", token));

        // In another place, without the journal; then with a copy of it.
        var journal = CodeJournal.In(_data);
        await InsideAsync(services => services.GetRequiredService<KeepCodeJournal>().RunOnceAsync(CancellationToken.None));
        var copy = Path.Combine(_data, "copy");
        File.Move(journal, copy);
        Lose();
        Assert.Contains("The journal of codes is missing", (await RunAsync("db", "restore", backup)).Output, StringComparison.Ordinal);
        Assert.Equal((0, "VALID_STATIC"), await FirstWordAsync("certificate", "verify", token));
        Assert.Equal((1, $"{backup} is no journal of this database's codes.\n"), (await RunAsync("db", "replay", backup) is var (failed, _, error) ? (failed, error) : default));
        Assert.Contains("Every code that was issued is known.", (await RunAsync("db", "replay", copy)).Output, StringComparison.Ordinal);
        Assert.Equal((1, "REVOKED"), await FirstWordAsync("certificate", "verify", token));

        Lose();
        Assert.Contains("Every code that was issued is known.", (await RunAsync("db", "restore", backup, "--journal", copy)).Output, StringComparison.Ordinal);
        Assert.Equal((1, "REVOKED"), await FirstWordAsync("certificate", "verify", token));
        Assert.Equal(1, (await RunAsync("db", "restore", backup, "--journal", backup)).Code);

        Lose();
        await RunAsync("db", "restore", backup);
        Assert.Contains("Nothing is being restored any more.", (await RunAsync("db", "replay", "--none")).Output, StringComparison.Ordinal);

        // Set back together with its journal, as by a snapshot of the disk: neither shows it, so somebody says it.
        Assert.Contains("The database is restoring:", (await RunAsync("db", "replay", "--missing")).Output, StringComparison.Ordinal);
        Assert.Equal((1, "The database is restoring already: give 'academy db replay FILE' a copy of the journal, or end it with 'academy db replay --none'.\n"), (await RunAsync("db", "replay", "--missing") is var (again, _, said) ? (again, said) : default));
        Assert.Equal(["codes.declared-missing"], await AskAsync("SELECT Action FROM AuditEntries WHERE Action LIKE 'codes.declared%'"));
        Assert.Contains("Every code that was issued is known.", (await RunAsync("db", "replay", copy)).Output, StringComparison.Ordinal);
        Assert.Equal((1, "REVOKED"), await FirstWordAsync("certificate", "verify", token));

        // A backup from before there were journals takes the copy's word for whose it is.
        await AskAsync("DELETE FROM Lives RETURNING Number", backup);
        await AskAsync("DELETE FROM CodeChanges RETURNING Id", backup);
        Lose();
        Assert.Contains("Every code that was issued is known.", (await RunAsync("db", "restore", backup, "--journal", copy)).Output, StringComparison.Ordinal);
        Assert.Equal((1, "REVOKED"), await FirstWordAsync("certificate", "verify", token));

        void Lose()
        {
            SqliteConnection.ClearAllPools();
            File.Delete(journal);
            File.Delete(Path.Combine(_data, "academy.db"));
        }
    }

    [Fact]
    public async Task A_live_code_is_verified_as_on_the_page()
    {
        await RunAsync("demo", "seed", "--employees", "1", "--password", "load-2026");
        var live = "";
        await InsideAsync(async services =>
        {
            var held = await services.GetRequiredService<AcademyDbContext>().Certificates.SingleAsync(c => c.HolderName == "杨秋分");
            live = (await services.GetRequiredService<SignLiveCode>().RunAsync(held.Id, held.HolderId, CancellationToken.None))!.Token!;
        });

        Assert.Equal((0, "VALID_LIVE"), await FirstWordAsync("certificate", "verify", $"HTTP://LOCALHOST:5080/L/{live}"));
        Assert.Equal((1, "NOT_OURS"), await FirstWordAsync("certificate", "verify", $"HTTP://ELSEWHERE/L/{live}"));
        // As a static code its bytes are none.
        Assert.Equal((1, "MALFORMED"), await FirstWordAsync("certificate", "verify", $"HTTP://LOCALHOST:5080/C/{live}"));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_a_restore_takes_nothing_else()
    {
        var backup = await BackUpAsync();
        Assert.Equal(1, (await RunAsync("db", "backup", backup)).Code);

        var other = Path.Combine(_data, "other.txt");
        await File.WriteAllTextAsync(other, "no database");
        Assert.Equal(1, (await RunAsync("db", "restore", other)).Code);
        Assert.Equal(1, (await RunAsync("db", "restore", Path.Combine(_data, "nowhere"))).Code);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task PostgreSQL_has_its_own_tools(string verb)
    {
        var (code, _, error) = await RunAsync("db", verb, Path.Combine(_data, "file"), "--Database:Provider=Postgres", "--ConnectionStrings:Academy=Host=/nowhere");

        Assert.Equal((2, "The database is PostgreSQL: back up with pg_dump and restore with pg_restore.\n"), (code, error));
    }

    [Fact]
    public async Task Load_test_people_are_ready_by_the_domain_s_own_judgement()
    {
        var (code, output, _) = await RunAsync("demo", "seed", "--employees", "60", "--ready", "30", "--password", "load-2026");
        Assert.Equal((0, "load00001 … load00060; 30 of them may sit the exam.\n"), (code, output));

        await InsideAsync(async services =>
        {
            Assert.Equal(60, await services.GetRequiredService<AcademyDbContext>().Users.CountAsync(u => u.UserName!.StartsWith("load")));
            foreach (var (user, state) in new[] { ("load00001", CycleState.ReadyForExam), ("load00030", CycleState.ReadyForExam), ("load00031", CycleState.Assigned), ("load00060", CycleState.Assigned) })
            {
                var file = await services.GetRequiredService<SettlePerson>().RunAsync(await PersonOfAsync(services, user), null, services.GetRequiredService<TimeProvider>().GetUtcNow(), CancellationToken.None);
                Assert.Equal(state, Assert.Single(file.Cycles).State);
            }

            var ready = await services.GetRequiredService<StartAttempt>().RunAsync(
                await services.GetRequiredService<AcademyDbContext>().ExamAssignments.Join(services.GetRequiredService<AcademyDbContext>().Users.Where(u => u.UserName == "load00030"), a => a.PersonId, u => u.PersonId, (a, _) => a.Id).SingleAsync(),
                await PersonOfAsync(services, "load00030"),
                CancellationToken.None);
            Assert.IsType<StartOutcome.Begun>(ready);
        });

        Assert.Equal(1, (await RunAsync("demo", "seed", "--employees", "1", "--password", "load-2026")).Code);
    }

    [Fact]
    public async Task Production_is_seeded_by_nobody()
    {
        var (code, _, error) = await RunAsync("demo", "seed", "--employees", "1", "--password", "x", "--environment=Production");

        Assert.Equal((2, "'demo seed' is refused in Production.\n"), (code, error));
        Assert.Empty(Directory.GetFiles(_data));
    }

    [Fact]
    public async Task A_certificate_is_verified_by_its_text_or_by_its_last_part()
    {
        await RunAsync("demo", "seed", "--employees", "1", "--password", "load-2026");
        var token = (string)(await AskAsync("SELECT Token FROM CertificateCodes x JOIN Certificates c ON c.Id = x.CertificateId WHERE c.HolderName = '杨秋分'"))[0];

        Assert.StartsWith("VALID_STATIC  ", (await RunAsync("certificate", "verify", token)).Output, StringComparison.Ordinal);
        var (code, output, _) = await RunAsync("certificate", "verify", $"HTTP://LOCALHOST:5080/C/{token}", "--json");
        Assert.Equal(0, code);
        using var result = JsonDocument.Parse(output);
        Assert.Equal(("VALID_STATIC", "杨秋分"), (result.RootElement.GetProperty("result").GetString(), result.RootElement.GetProperty("name").GetString()));

        Assert.Equal((1, "NOT_OURS"), await LastLineAsync("certificate", "verify", $"HTTP://ELSEWHERE/C/{token}"));
        Assert.Equal((1, "MALFORMED"), await LastLineAsync("certificate", "verify", "nonsense"));
    }

    [Fact]
    public async Task Without_a_database_a_certificate_is_verified_on_what_was_downloaded()
    {
        await RunAsync("demo", "seed", "--employees", "1", "--password", "load-2026");
        var token = (string)(await AskAsync("SELECT Token FROM CertificateCodes x JOIN Certificates c ON c.Id = x.CertificateId WHERE c.HolderName = '杨秋分'"))[0];
        var list = (string)(await AskAsync($"SELECT List FROM CertificateCodes WHERE Token = '{token}'"))[0];
        var bundle = Directory.CreateDirectory(Path.Combine(_data, "bundle")).FullName;
        var fingerprint = "";
        await InsideAsync(async services =>
        {
            await File.WriteAllBytesAsync(Path.Combine(bundle, "trust.cose"), (await services.GetRequiredService<AcademyDbContext>().NewestTrustBundleAsync(CancellationToken.None))!.Bytes);
            await File.WriteAllBytesAsync(Path.Combine(bundle, list), (await services.GetRequiredService<StatusLists>().FindAsync(list, CancellationToken.None))!.Bytes);
            fingerprint = TrustBundle.FingerprintOf((await services.GetRequiredService<IKeyStore>().ReadAsync(CancellationToken.None)).Keys.First(k => k.Purpose is KeyPurpose.Root));
        });

        var (code, output, _) = await RunAsync("certificate", "verify", token, "--offline", bundle);
        Assert.Equal(0, code);
        Assert.StartsWith("VALID_STATIC  ", output, StringComparison.Ordinal);
        Assert.Contains("Status list of 0.0 h ago.", output, StringComparison.Ordinal);

        // On a machine that has nothing but the download and the root's fingerprint.
        var zip = Path.Combine(_data, "bundle.zip");
        await System.IO.Compression.ZipFile.CreateFromDirectoryAsync(bundle, zip);
        string[] elsewhere = ["--root", fingerprint, $"--Academy:Data={Directory.CreateDirectory(Path.Combine(_data, "elsewhere")).FullName}"];
        (code, output, _) = await RunAsync(["certificate", "verify", $"HTTP://LOCALHOST:5080/C/{token}", "--offline", zip, "--json", .. elsewhere]);
        Assert.Equal(0, code);
        using var result = JsonDocument.Parse(output);
        Assert.Equal(("VALID_STATIC", "杨秋分", false), (result.RootElement.GetProperty("result").GetString(), result.RootElement.GetProperty("name").GetString(), result.RootElement.GetProperty("unconfirmed").GetBoolean()));

        Assert.Contains("it is not believed", (await RunAsync("certificate", "verify", token, "--offline", zip, "--root", "0000")).Error, StringComparison.Ordinal);
        File.Delete(Path.Combine(bundle, list));
        Assert.Contains("STATUS_UNKNOWN", (await RunAsync("certificate", "verify", token, "--offline", bundle)).Output, StringComparison.Ordinal);
        Assert.Equal((1, "NOT_OURS"), await LastLineAsync("certificate", "verify", $"HTTP://ELSEWHERE/C/{token}", "--offline", bundle));
    }

    [Fact]
    public async Task The_journals_play_to_the_grades_and_whatever_was_changed_afterwards_is_named()
    {
        await RunAsync("demo", "seed", "--employees", "1", "--password", "load-2026");
        var (code, output, _) = await RunAsync("audit", "verify");
        Assert.Equal(0, code);
        var played = int.Parse(output.Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.Equal($"{played} journals played, 0 with faults.\n", output);
        Assert.InRange(played, 5, 100);

        var attempts = (await AskAsync("SELECT Id FROM Attempts WHERE JournalHead IS NOT NULL ORDER BY Id LIMIT 3")).Cast<string>().ToList();
        await AskAsync($"UPDATE AnswerRevisions SET Response = '' WHERE AttemptId = '{attempts[0]}' AND Q = 1 RETURNING Q");
        await AskAsync($"UPDATE Grades SET Points = Points - 1 WHERE AttemptId = '{attempts[1]}' RETURNING Points");
        await AskAsync($"UPDATE Attempts SET JournalHead = NULL WHERE Id = '{attempts[2]}' RETURNING Id");
        var (found, _, errors) = await RunAsync("audit", "verify");

        Assert.Equal(1, found);
        foreach (var (attempt, words) in attempts.Zip(["): the journal is not", "): graded anew", "its journal is not sealed"]))
        {
            Assert.Contains(words, errors.Split('\n').Single(line => line.Contains(attempt, StringComparison.OrdinalIgnoreCase)), StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
        _content.Dispose();
    }

    private string[] Settings =>
    [
        "--Database:Provider=Sqlite", "--environment=Testing", "--Academy:PublicUrl=http://localhost:5080", "--Academy:Secret=a-secret-of-the-tests-and-of-nobody-else",
        $"--Academy:Data={_data}", $"--Academy:Content={_content.Folder}",
    ];

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunAsync(args, "");

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] args, string input)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var typed = new StringReader(input);
        // What the test says last wins.
        var code = await CommandLine.RunAsync([.. Settings, .. args], typed, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private async Task<(int Code, string Line)> LastLineAsync(params string[] args)
    {
        var (code, output, _) = await RunAsync(args);
        return (code, output.TrimEnd().Split('\n')[^1]);
    }

    private async Task<(int Code, string Word)> FirstWordAsync(params string[] args) => await LastLineAsync(args) is var (code, line) ? (code, line.Split(' ')[0]) : default;

    private async Task<string> TokenAsync() => (string)(await AskAsync("SELECT Token FROM CertificateCodes x JOIN Certificates c ON c.Id = x.CertificateId WHERE c.HolderName = '杨秋分'"))[0];

    private static async Task RevokeAsync(IServiceProvider services)
    {
        var held = await services.GetRequiredService<AcademyDbContext>().Certificates.AsNoTracking().SingleAsync(c => c.HolderName == "杨秋分");
        Assert.True(await services.GetRequiredService<ChangeCertificate>().RunAsync(held.Id, held.OrganizationId, CertificateAct.Revoked, "舞弊", Guid.NewGuid(), CancellationToken.None));
    }

    /// <summary>The lines that name keys, as purpose and kid.</summary>
    private static List<string> KeysOf(string listed) =>
        [.. listed.Trim().Split('\n').Where(line => line.Contains(" – ", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]))];

    private async Task<string> BackUpAsync()
    {
        await RunAsync("db", "migrate");
        var file = Path.Combine(_data, "backup");
        Assert.Equal(0, (await RunAsync("db", "backup", file)).Code);
        return file;
    }

    /// <summary>Asks the program's own rooms.</summary>
    private async Task InsideAsync(Func<IServiceProvider, Task> ask) =>
        await new Shell(Settings, TextReader.Null, TextWriter.Null, TextWriter.Null).RunAsync(async services =>
        {
            await ask(services);
            return 0;
        });

    private static Task<Guid> PersonOfAsync(IServiceProvider services, string user) => services.GetRequiredService<AcademyDbContext>().Users.Where(u => u.UserName == user).Select(u => u.PersonId).SingleAsync();

    private async Task<List<object>> AskAsync(string sql, string? file = null)
    {
        await using var connection = new SqliteConnection($"Data Source={file ?? Path.Combine(_data, "academy.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<object>();
        while (await reader.ReadAsync()) found.Add(reader.GetValue(0) is long number ? (int)number : reader.GetValue(0));
        return found;
    }
}
