namespace TaskTracker.Server.Demo;

/// <summary>The languages of the demo tasks: much English, a little of others, so that search and sorting meet them all.</summary>
internal static class DemoLanguages
{
    public static DemoLanguage English { get; } = new(
        [
            new("Fix {bug} in {part}", "Reported by {number} customers, first seen after the last release.", "It happens {when}.", "Add a test that fails without the fix."),
            new("Find out why {part} is slow {when}", "It takes {number} seconds instead of one.", "Start with a profile, not with a guess."),
            new("Write tests for {part}", "Nothing covers it {when}.", "The happy path is enough for now."),
            new("Document {part}", "New colleagues ask about it every week.", "One page with an example is better than ten without.", "Mention what happens {when}."),
            new("Redesign {part} together with {team}", "Sketches are in the shared folder.", "It must work on a phone and with the keyboard alone."),
            new("Make {part} work {when}", "Today it gives up without a message.", "Agreed with {team}."),
            new("Remove the old version of {part}", "Nobody has used it for {number} days.", "Keep the redirects."),
            new("Review the access rules of {part}", "{team} may read, nobody else may write.", "Write down who decided it."),
            new("Move {part} to the new servers", "The old ones are switched off next month.", "Plan for {number} minutes of read-only time.", "Tell {team} the day before."),
            new("Update {library} to the latest version", "The release notes list {number} changes, two of them breaking.", "Check {part} by hand afterwards."),
            new("Answer the questions of {customer} about {part}", "They have {number} users and want to start this quarter.", "Copy {team}."),
            new("Prepare the demo of {part} for {customer}", "Half an hour, no slides.", "Use the demo data."),
            new("Plan {event}", "About {number} people.", "Ask {team} who would like to help.", "Book the room early: it is always gone."),
            new("Order {thing} for {team}", "The budget is approved.", "Two offers are enough."),
            new("Interview a candidate for {team}", "An hour, with a small exercise on {part}.", "Send the feedback on the same day."),
            new("Collect ideas for {part}", "Everybody in {team} adds three.", "We pick one and throw the rest away."),
            new("Clean up the translations of {part}", "{number} texts are missing or out of date.", "Ask a native speaker where in doubt."),
            new("Add a setting for {part}", "{customer} wants it off by default.", "Say in the documentation what it costs."),
            new("Rehearse the restore of {part}", "A backup that nobody restored is not a backup.", "Note the time: under {number} minutes is good."),
            new("Check the invoice of {customer}", "They were charged for {number} seats too many.", "{team} has the contract."),
        ],
        [
            "See the notes of {event}.", "Waiting for {team}.", "Nice to have, not urgent.", "Please keep it small.", "More in the thread with {customer}.",
            "Must be done before {event}. 🚀", "Screenshots attached to the mail.", "Done when {team} says so.",
        ],
        new()
        {
            ["bug"] =
            [
                "the timeout", "a race condition", "the wrong time zone", "a memory leak", "the broken layout", "the misleading error message",
                "the duplicate rows", "the rounding error", "the flicker", "the missing accents", "a crash", "the endless redirect", "the lost scroll position",
            ],
            ["part"] =
            [
                "the sign-in page", "the invoice export", "the search", "the weekly report", "the mobile app", "the customer portal", "the price list",
                "the notification e-mails", "the order form", "the calendar view", "the audit log", "the file upload", "the payment reminder",
                "the public API", "the address import", "the dashboard", "the backup job", "the user settings", "the stock overview", "the shopping cart",
                "the onboarding tour", "the help pages", "the webhook delivery", "the monthly closing", "the permissions screen", "the PDF preview",
            ],
            ["when"] =
            [
                "on slow connections", "with more than 1,000 rows", "in Safari", "after midnight", "for users without a password", "on small screens",
                "when two people edit at once", "at the end of the month", "behind a proxy", "in dark mode", "after the computer wakes up", "with an empty list",
            ],
            ["team"] = ["Sales", "Support", "the design team", "Accounting", "the warehouse", "Marketing", "the platform team", "Legal", "HR", "the night shift"],
            ["customer"] =
            [
                "Brightwater Dental", "Harbour & Sons", "the city library", "Nordlicht Logistik", "Café Paloma", "Green Valley School", "Ostrava Steel",
                "the rowing club", "Kestrel Insurance", "Maple Street Bakery", "Blue Door Hotels", "the museum",
            ],
            ["library"] = ["the PDF library", "the web framework", "the database driver", "the charting library", "the mail client", "the build image", "the icon set"],
            ["event"] =
            [
                "the summer party", "the spring release", "the customer day", "the yearly audit", "the team offsite", "the trade fair", "the office move",
                "the retrospective", "the security training",
            ],
            ["thing"] = ["two monitors", "a label printer", "new headsets", "standing desks", "a whiteboard", "spare laptops", "a better coffee machine", "first-aid kits"],
        });

    public static DemoLanguage German { get; } = new(
        [
            new("{part} beschleunigen", "Dauert zurzeit {number} Sekunden.", "Zuerst messen, dann ändern."),
            new("Fehler in {part} beheben", "Gemeldet von {team}.", "Tritt nur bei Größen über {number} auf."),
            new("Unterlagen zu {part} überarbeiten", "Die Hälfte stimmt nicht mehr.", "Bitte mit {team} abstimmen."),
            new("Schulung für {team} vorbereiten", "Thema: {part}.", "Höchstens zwei Stunden, mit Übungen."),
            new("Rückfrage zu {part} klären", "{team} wartet auf Antwort."),
        ],
        ["Nicht dringend.", "Näheres im Protokoll.", "Bitte bis Monatsende.", "Grüße aus Köln!"],
        new()
        {
            ["part"] = ["Rechnungsausgang", "Kundenübersicht", "Bestellformular", "Terminkalender", "Straßenverzeichnis", "Lagerverwaltung", "Anmeldung", "Jahresabschluss"],
            ["team"] = ["Vertrieb", "Buchhaltung", "das Büro Süd", "die Geschäftsführung", "der Außendienst"],
        });

    public static DemoLanguage French { get; } = new(
        [
            new("Corriger {part}", "Signalé par {team}.", "Environ {number} clients sont touchés."),
            new("Traduire {part}", "Il manque {number} textes.", "À relire avec {team}."),
            new("Préparer la réunion avec {team}", "Ordre du jour : {part}.", "Prévoir du café."),
            new("Vérifier {part} avant la mise en production", "La dernière fois, c'était trop tard."),
        ],
        ["Rien d'urgent.", "Voir le compte rendu.", "À finir avant l'été."],
        new()
        {
            ["part"] = ["la page d'accueil", "l'export des factures", "le formulaire d'inscription", "la boîte de réception", "le relevé d'activité", "les préférences"],
            ["team"] = ["la comptabilité", "l'équipe de Besançon", "le service après-vente", "la direction", "Hélène"],
        });

    public static DemoLanguage Spanish { get; } = new(
        [
            new("Revisar {part}", "Lo pidió {team}.", "Hay {number} casos abiertos."),
            new("Mejorar el diseño de {part}", "En el móvil no se lee.", "Hablar antes con {team}."),
            new("Llamar a {team}", "Preguntan por {part}.", "¿Mañana por la mañana?"),
        ],
        ["Sin prisa.", "Más detalles en el acta.", "¡Gracias!"],
        new()
        {
            ["part"] = ["la página de inicio", "el catálogo de otoño", "la facturación", "el buzón de sugerencias", "la contraseña olvidada", "el camión de reparto"],
            ["team"] = ["Contabilidad", "el almacén de Logroño", "la señora Núñez", "Atención al cliente"],
        });

    public static DemoLanguage Polish { get; } = new(
        [
            new("Poprawić {part}", "Zgłosił to {team}.", "Dotyczy {number} zamówień."),
            new("Sprawdzić {part} po aktualizacji", "Ostatnio coś się zepsuło.", "Potem dać znać: {team}."),
            new("Przygotować {part} dla nowego klienta", "Zaczynają w przyszłym miesiącu."),
        ],
        ["Nic pilnego.", "Szczegóły w notatce.", "Dzięki!"],
        new()
        {
            ["part"] = ["formularz zamówienia", "wyszukiwarkę", "fakturę końcową", "listę życzeń", "raport tygodniowy", "stronę główną"],
            ["team"] = ["dział sprzedaży", "oddział w Łodzi", "księgowość", "zespół mobilny"],
        });

    public static DemoLanguage Japanese { get; } = new(
        [
            new("{part}の不具合を直す", "{team}から報告がありました。", "{number}件の注文に影響しています。"),
            new("{part}の資料を更新する", "画面が古いままです。", "{team}に確認してください。"),
            new("{team}と打ち合わせ", "議題は{part}です。", "資料は前日までに送ること。"),
        ],
        ["急ぎではありません。", "詳しくは議事録を見てください。"],
        new()
        {
            ["part"] = ["ログイン画面", "請求書", "検索機能", "在庫一覧", "カレンダー", "週次レポート"],
            ["team"] = ["営業部", "大阪支社", "東京タワー店", "サポート", "経理"],
        },
        Space: "");

    public static DemoLanguage Chinese { get; } = new(
        [
            new("修复{part}的错误", "由{team}反馈。", "影响了{number}个订单。"),
            new("优化{part}的速度", "现在需要{number}秒。", "先测量再修改。"),
            new("和{team}开会", "讨论{part}。", "请提前准备资料。"),
        ],
        ["不着急。", "详情见会议记录。"],
        new()
        {
            ["part"] = ["登录页面", "发票导出", "搜索功能", "库存报表", "手机应用", "用户设置"],
            ["team"] = ["销售部", "上海办公室", "客服", "财务部"],
        },
        Space: "");
}
