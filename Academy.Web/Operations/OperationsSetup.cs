using Academy.Web.Signing;

namespace Academy.Web.Operations;

internal static class OperationsSetup
{
    public static void AddOperations(this WebApplicationBuilder builder, AcademySettings settings)
    {
        var secret = new AcademySecret(settings.Secret);
        builder.Services.AddSingleton(secret);
        builder.Services.AddSingleton(new SecretBox(secret));
        builder.Services.AddSingleton(new LookupCode(secret));
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddSingleton<IKeyStore>(services => services.GetRequiredService<KeyStore>());
        builder.Services.AddSingleton<Releases>();
        builder.Services.AddSingleton<CloseOverdueAttempts>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CloseOverdueAttempts>());
        builder.Services.AddSingleton<ReviewEligibility>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReviewEligibility>());
        builder.Services.AddScoped<CreateKeys>();
        builder.Services.AddScoped<RotateKeys>();
        builder.Services.AddScoped<CondemnKey>();
        builder.Services.AddScoped<SignTrustBundle>();
        builder.Services.AddScoped<StatusLists>();
        builder.Services.AddSingleton<PublishStatusLists>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PublishStatusLists>());
        builder.Services.AddScoped<ReplayCodes>();
        builder.Services.AddSingleton<KeepCodeJournal>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KeepCodeJournal>());
        builder.Services.AddScoped<PublishContent>();
        builder.Services.AddScoped<IssueCertificate>();
        builder.Services.AddScoped<DrawPaper>();
        builder.Services.AddScoped<SettlePerson>();
        builder.Services.AddScoped<StudyLesson>();
        builder.Services.AddScoped<StartAttempt>();
        builder.Services.AddScoped<TakeLease>();
        builder.Services.AddSingleton<AttemptPapers>();
        builder.Services.AddSingleton<AnswerWriter>();
        builder.Services.AddSingleton<SaveAnswers>();
        builder.Services.AddScoped<SubmitAttempt>();
        builder.Services.AddSingleton<HandInAttempt>();
        builder.Services.AddSingleton<BeginPrepared>();
        builder.Services.AddScoped<CombineExams>();
        builder.Services.AddScoped<EnterRoom>();
        builder.Services.AddScoped<InvigilateExam>();
        builder.Services.AddScoped<SitAtStation>();
        builder.Services.AddScoped<PrintPapers>();
        builder.Services.AddScoped<KeyPapers>();
        builder.Services.AddScoped<VerifyJournals>();
        builder.Services.AddScoped<CorrectKey>();
        builder.Services.AddScoped<FollowRegrade>();
        builder.Services.AddScoped<RegradeAttempts>();
        builder.Services.AddSingleton<ApplyCorrections>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ApplyCorrections>());
        builder.Services.AddScoped<Retrain>();
        builder.Services.AddScoped<OpenCohort>();
        builder.Services.AddScoped<OpenOrganization>();
        builder.Services.AddScoped<AppointOfficer>();
        builder.Services.AddScoped<EngagePerson>();
        builder.Services.AddScoped<CorrectPerson>();
        builder.Services.AddScoped<ChangePositions>();
        builder.Services.AddScoped<CorrectOrganization>();
        builder.Services.AddScoped<HoldSession>();
        builder.Services.AddScoped<RecordTraining>();
        builder.Services.AddScoped<EndEngagement>();
        builder.Services.AddScoped<ChangeCertificate>();
        builder.Services.AddScoped<ReissueCertificate>();
        builder.Services.AddScoped<SignLiveCode>();
        builder.Services.AddSingleton<PhotoFile>();
        builder.Services.AddScoped<KeepPhoto>();
        builder.Services.AddScoped<VerifyCertificate>();
        builder.Services.AddScoped<RecordScan>();
        builder.Services.AddScoped<ReportCode>();
        builder.Services.AddScoped<RaiseKeyAlarm>();
        builder.Services.AddSingleton<CountLooks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CountLooks>());
        builder.Services.AddScoped<ReceiveScan>();
        builder.Services.AddScoped<PackPhotos>();
        builder.Services.AddScoped<AssignInspector>();
        builder.Services.AddScoped<HoldInspection>();
        builder.Services.AddScoped<SpotCheck>();
        builder.Services.AddScoped<RecordFinding>();
        builder.Services.AddScoped<FollowFinding>();
    }
}
