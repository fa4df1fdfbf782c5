using System.Collections.Frozen;

namespace Academy.Web.Components;

/// <summary>Our own pictograms, in the manner of safety signs.</summary>
public enum Pictogram
{
    Alert, AssemblyPoint, Backpack, Book, Bus, CableCar, Calendar, Camera, Card, Check, Chevron, Clock, Cloud, Cross,
    Crowd, Download, Exam, Exit, Extinguisher, FirstAid, Flag, Flame, Home, Hydrant, Inspect, LargeType, Lock, LockOpen,
    Megaphone, Mountain, Museum, Offline, People, Person, Phone, Printer, Question, Scales, Scan, Search, Settings,
    ShieldCheck, Speaker, Target, Unsure,
}

/// <summary>The pictogram that stands for an ability wherever it is named.</summary>
public static class AbilityPictogram
{
    /// <param name="code">A1–A4, T1–T7 or L; any other code gets the neutral mark.</param>
    public static Pictogram Of(string code) => code switch
    {
        "A1" => Pictogram.Inspect,
        "A2" => Pictogram.Extinguisher,
        "A3" => Pictogram.Exit,
        "A4" => Pictogram.Megaphone,
        "T1" => Pictogram.Bus,
        "T2" => Pictogram.CableCar,
        "T3" => Pictogram.Crowd,
        "T4" => Pictogram.Mountain,
        "T5" => Pictogram.FirstAid,
        "T6" => Pictogram.Museum,
        "T7" => Pictogram.Backpack,
        "L" => Pictogram.Scales,
        _ => Pictogram.Target,
    };
}

/// <summary>The drawings: inner SVG on a 24 × 24 ground, drawn with a 2 px line of the text's colour.</summary>
internal static class Drawings
{
    private const string Solid = """ fill="currentColor" stroke="none" """;

    public static string Of(Pictogram name) => Drawn[name];

    private static readonly FrozenDictionary<Pictogram, string> Drawn = new Dictionary<Pictogram, string>
    {
        [Pictogram.Alert] = $"""<path d="M12 3 22 20.5H2Z"/><path d="M12 9.5v5"/><circle cx="12" cy="17.6" r="1.2"{Solid}/>""",
        [Pictogram.AssemblyPoint] = $"""<path d="M2 2l4.5 4.5M6.5 3v3.5H3M22 2l-4.5 4.5M17.5 3v3.5H21M2 22l4.5-4.5M6.5 21v-3.5H3M22 22l-4.5-4.5M17.5 21v-3.5H21"/><circle cx="12" cy="8.4" r="2.3"{Solid}/><path d="M8.6 17.5v-3c0-1.9 1.5-3 3.4-3s3.4 1.1 3.4 3v3Z"{Solid}/>""",
        [Pictogram.Backpack] = """<path d="M6 21V11a6 6 0 0 1 12 0v10Z"/><path d="M9.5 5.3V4a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v1.3M9 21v-5h6v5M9.5 11h5"/>""",
        [Pictogram.Book] = """<path d="M12 6c-2-1.6-5-2-9-2v14c4 0 7 .4 9 2 2-1.6 5-2 9-2V4c-4 0-7 .4-9 2ZM12 6v14"/>""",
        [Pictogram.Bus] = $"""<path d="M4 18V6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12ZM4 12h16M6 18v2.5M18 18v2.5M8 7.5h8"/><circle cx="8" cy="15" r="1.2"{Solid}/><circle cx="16" cy="15" r="1.2"{Solid}/>""",
        [Pictogram.CableCar] = """<path d="M2 6 22 2.5M12 4.3V9M5 9h14v8a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3ZM5 14.5h14M12 9v5.5"/>""",
        [Pictogram.Calendar] = """<path d="M4 5h16v16H4ZM4 10h16M8.5 2.5V7M15.5 2.5V7M8 14h2M14 14h2M8 17.5h2"/>""",
        [Pictogram.Camera] = """<path d="M3 7.5h4L9 4.5h6l2 3h4V20H3Z"/><circle cx="12" cy="13.3" r="3.7"/>""",
        [Pictogram.Card] = """<rect x="2.5" y="4.5" width="19" height="15" rx="2"/><circle cx="8" cy="10.2" r="2"/><path d="M4.8 16c.3-2 1.5-3 3.2-3s2.9 1 3.2 3M14.5 9.5h4M14.5 13h4M14.5 16.2h2.5"/>""",
        [Pictogram.Check] = """<path d="M4 12.5 9.5 18 20 6.5" stroke-width="3"/>""",
        [Pictogram.Chevron] = """<path d="m9 5 7 7-7 7"/>""",
        [Pictogram.Clock] = """<circle cx="12" cy="12" r="9"/><path d="M12 6.5V12l3.8 2.4"/>""",
        [Pictogram.Cloud] = """<path d="M7 19a4.5 4.5 0 0 1-.6-9A6 6 0 0 1 18 9.2a5 5 0 0 1-.8 9.8Z"/><path d="m9 13.5 2.2 2.2 4-4.2"/>""",
        [Pictogram.Cross] = """<path d="m5.5 5.5 13 13M18.5 5.5l-13 13" stroke-width="3"/>""",
        [Pictogram.Crowd] = $"""<circle cx="12" cy="6" r="2.6"{Solid}/><circle cx="5" cy="9" r="2.1"{Solid}/><circle cx="19" cy="9" r="2.1"{Solid}/><path d="M7.5 20v-6.5a4.5 4.5 0 0 1 9 0V20M2 20v-4.5a3 3 0 0 1 3-3M22 20v-4.5a3 3 0 0 0-3-3"/>""",
        [Pictogram.Download] = """<path d="M12 3v12M7 10.5l5 5 5-5M4 20.5h16"/>""",
        [Pictogram.Exam] = """<path d="M6 3h9l4 4v14H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM14.5 3v4.5H19M8.5 12l1.3 1.3 2.2-2.4M14 12h2M8.5 17l1.3 1.3 2.2-2.4M14 17h2"/>""",
        [Pictogram.Exit] = $"""<circle cx="12.8" cy="4" r="1.9"{Solid}/><path d="M12.2 8 8.5 10l-1.8 3M12.2 8l-1.4 5.5 3.4 2.8.6 5M10.8 13.5 9.5 17 5 19M12.2 8l2.6 3.2 3.2.3M17 2.5h4.5v19H18"/>""",
        [Pictogram.Extinguisher] = """<path d="M8.5 21.5V11a3.5 3.5 0 0 1 7 0v10.5ZM8.5 15.5h7M12 7.5V4.5M9 4.5h8M12 4.5 9.2 2M9.8 8.3H7.5a3 3 0 0 0-3 3V15"/>""",
        [Pictogram.FirstAid] = """<rect x="2.5" y="6.5" width="19" height="14" rx="2"/><path d="M8.5 6.5V4.5a1 1 0 0 1 1-1h5a1 1 0 0 1 1 1v2"/><path d="M12 10v7M8.5 13.5h7" stroke-width="3"/>""",
        [Pictogram.Flag] = """<path d="M5 22V3M5 4h13l-2.5 4.5L18 13H5"/>""",
        [Pictogram.Flame] = """<path d="M12 2.5c.5 3.5 6 6 6 11.5a6 6 0 0 1-12 0c0-2.6 1.2-4 2.6-5.5.3 1.5.9 2.2 1.8 2.7.4-3.2.3-5.7 1.6-8.7Z"/><path d="M12 20a2.6 2.6 0 0 1-2.6-2.7c0-1.8 1.4-2.4 2.6-4.3 1.2 1.9 2.6 2.5 2.6 4.3A2.6 2.6 0 0 1 12 20Z"/>""",
        [Pictogram.Home] = """<path d="M3 11.5 12 3.5l9 8M5.5 9.5V20.5h13V9.5M10 20.5v-6h4v6"/>""",
        [Pictogram.Hydrant] = """<path d="M8 18.5V9a4 4 0 0 1 8 0v9.5M6.5 9h11M5.5 18.5h13v3h-13ZM12 5V2.5M8 12.5H5.5v3H8M16 12.5h2.5v3H16"/><circle cx="12" cy="14" r="1.8"/>""",
        [Pictogram.Inspect] = """<circle cx="10.5" cy="10.5" r="7.5"/><path d="m16 16 5.5 5.5" stroke-width="3"/><path d="M10.5 5.8c.3 2 3 3 3 5.7a3 3 0 0 1-6 0c0-1.5.7-2.2 1.5-3 .2.8.5 1.2 1 1.5.2-1.6-.1-2.7.5-4.2Z"/>""",
        [Pictogram.LargeType] = """<path d="M2.5 19 8.5 4.5 14.5 19M4.7 14h7.6M15.5 19l3-7.5 3 7.5M16.5 16.7h4"/>""",
        [Pictogram.Lock] = $"""<rect x="4.5" y="10.5" width="15" height="11" rx="2"/><path d="M8 10.5V7a4 4 0 0 1 8 0v3.5"/><circle cx="12" cy="16" r="1.6"{Solid}/>""",
        [Pictogram.LockOpen] = $"""<rect x="4.5" y="10.5" width="15" height="11" rx="2"/><path d="M8 10.5V6.5a4 4 0 0 1 7.7-1.5"/><circle cx="12" cy="16" r="1.6"{Solid}/>""",
        [Pictogram.Megaphone] = """<path d="M3 9.5v5h4l9 5V4.5l-9 5ZM7 14.5l1.2 6h3L10 16.2M19.5 9a4.5 4.5 0 0 1 0 6"/>""",
        [Pictogram.Mountain] = """<path d="m2 20.5 6.5-11 4 6.5 2.5-4 7 8.5Z"/><path d="m17.5 2-2.5 4h4l-2.5 4"/>""",
        [Pictogram.Museum] = """<path d="M3 9.5 12 3l9 6.5ZM5.5 9.5V18M10 9.5V18M14 9.5V18M18.5 9.5V18M3.5 18h17M2.5 21h19"/>""",
        [Pictogram.Offline] = """<path d="M3 3l18 18M8.7 8.7A6 6 0 0 0 6.4 10 4.5 4.5 0 0 0 7 19h11.5M11.5 6A6 6 0 0 1 18 9.5a5 5 0 0 1 3.6 7.2"/>""",
        [Pictogram.People] = """<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20v-1.5a5 5 0 0 1 5-5h3a5 5 0 0 1 5 5V20M16 4.8a3.5 3.5 0 0 1 0 6.4M18 13.8a5 5 0 0 1 3.5 4.7V20"/>""",
        [Pictogram.Person] = """<circle cx="12" cy="8" r="4"/><path d="M4.5 21v-1.5a5.5 5.5 0 0 1 5.5-5.5h4a5.5 5.5 0 0 1 5.5 5.5V21"/>""",
        [Pictogram.Phone] = """<path d="M5 3.5h4l1.8 4.5-2.3 1.8a12 12 0 0 0 5.7 5.7l1.8-2.3 4.5 1.8v4a2 2 0 0 1-2 2A16.5 16.5 0 0 1 3 5.5a2 2 0 0 1 2-2Z"/>""",
        [Pictogram.Printer] = """<path d="M7 8.5v-6h10v6M7 17.5H3v-9h18v9h-4M7 14h10v7.5H7Z"/>""",
        [Pictogram.Question] = $"""<circle cx="12" cy="12" r="9.5"/><path d="M9 9.3a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.3"/><circle cx="12" cy="17.2" r="1.2"{Solid}/>""",
        [Pictogram.Scales] = """<path d="M12 3v17.5M7 20.5h10M4.5 6.5h15M4.5 6.5 2 13.5h5ZM19.5 6.5 17 13.5h5ZM2 13.5a2.5 2.5 0 0 0 5 0M17 13.5a2.5 2.5 0 0 0 5 0"/>""",
        [Pictogram.Scan] = """<path d="M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M3 12h18M7.5 7.5h3v2M13.5 7.5h3v2M7.5 16.5h3M13.5 14.5v2h3"/>""",
        [Pictogram.Search] = """<circle cx="10.5" cy="10.5" r="7"/><path d="m15.8 15.8 5.7 5.7"/>""",
        [Pictogram.Settings] = """<path d="M4 7h9M17.5 7H20M4 17h2.5M11 17h9"/><circle cx="15" cy="7" r="2.5"/><circle cx="8.5" cy="17" r="2.5"/>""",
        [Pictogram.ShieldCheck] = """<path d="M12 2.5 20 5.5v6c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10v-6Z"/><path d="m8 12 3 3 5.2-5.5" stroke-width="2.5"/>""",
        [Pictogram.Speaker] = """<path d="M3 9.5v5h4l5 4.5V5l-5 4.5ZM15.5 9a4.5 4.5 0 0 1 0 6M18.5 6a8.5 8.5 0 0 1 0 12"/>""",
        [Pictogram.Target] = $"""<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="1.5"{Solid}/>""",
        [Pictogram.Unsure] = """<path d="M20 11a8 8 0 0 0-14.3-4M4 13a8 8 0 0 0 14.3 4M5 2.5V7.5h5M19 21.5v-5h-5"/>""",
    }.ToFrozenDictionary();
}
