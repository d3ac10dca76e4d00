using TaskTracker.Core.Search;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Demo;

/// <summary>Users with names as people choose them; no name, nothing that looks like one, and no address twice.</summary>
internal sealed class DemoPeople(Random random)
{
    private static readonly string[] FirstNames =
    [
        "Ada", "Aisha", "Alejandro", "Amélie", "Ana", "Anders", "Anna", "Antoine", "Ayşe", "Beatriz", "Benedikt", "Björn", "Carla", "Chiara", "Chloé",
        "Daniel", "Dao", "David", "Diego", "Ebru", "Elena", "Emil", "Emma", "Eszter", "Farah", "Felix", "Fatima", "Freya", "Gabriel", "Giulia", "Hana",
        "Hannah", "Hugo", "Ines", "Isaac", "Ivan", "Jakub", "Jana", "Javier", "Joana", "Jonas", "José", "Julia", "Kaito", "Karim", "Katarzyna", "Kenji",
        "Lars", "Laura", "Léa", "Leila", "Leo", "Li", "Lucía", "Luis", "Łukasz", "Maja", "Manuel", "Mara", "Maria", "Marek", "Martin", "Mateo", "Mei",
        "Mia", "Miguel", "Mina", "Mohamed", "Nadia", "Nikolai", "Nina", "Noah", "Nora", "Oleg", "Olivia", "Omar", "Paula", "Pedro", "Petra", "Priya",
        "Rafael", "Ravi", "Rosa", "Samuel", "Sara", "Sofía", "Søren", "Stefan", "Tariq", "Tereza", "Thomas", "Tomás", "Valentina", "Viktor", "Wei",
        "Yara", "Yuki", "Zofia", "Zoë",
    ];

    private static readonly string[] LastNames =
    [
        "Adeyemi", "Ahmed", "Almeida", "Andersen", "Aydın", "Bakker", "Bauer", "Becker", "Bernard", "Bianchi", "Brandt", "Castro", "Chen", "Conti",
        "Costa", "Dubois", "Dvořák", "Eriksen", "Fernández", "Ferrari", "Fischer", "Fontaine", "García", "Girard", "González", "Gupta", "Haddad",
        "Hansen", "Hoffmann", "Horváth", "Hughes", "Ibrahim", "Ito", "Ivanov", "Janssen", "Jensen", "Jones", "Kaya", "Keller", "Khan", "Kim",
        "Kowalski", "Kumar", "Laurent", "Lee", "Lehmann", "Lindqvist", "López", "Maier", "Marino", "Martin", "Mehta", "Meyer", "Mitchell", "Moreau",
        "Moreno", "Müller", "Murphy", "Nakamura", "Nguyen", "Nielsen", "Novák", "Nowak", "Okafor", "Olsen", "Osman", "Park", "Patel", "Pereira",
        "Petrov", "Popescu", "Ramos", "Reyes", "Ricci", "Rossi", "Roy", "Ruiz", "Sánchez", "Santos", "Sato", "Schmidt", "Schneider", "Sharma", "Silva",
        "Singh", "Smit", "Sørensen", "Suzuki", "Szabó", "Tanaka", "Tran", "Varga", "Vidal", "Vogel", "Wagner", "Walker", "Wang", "Weber", "Wójcik",
        "Wolff", "Wright", "Yamada", "Yılmaz", "Young", "Zhang", "Zimmermann",
    ];

    private static readonly string[] Domains = ["example.com", "example.com", "example.com", "example.org", "example.net"];

    private readonly HashSet<string> looks = [];
    private readonly HashSet<string> addresses = [];

    public User Next(DateTime createdAt)
    {
        var (first, last) = (Pick(FirstNames), Pick(LastNames));
        var domain = Pick(Domains);
        var username = Unused(looks, number => Cut(Style(first, last), number), Username.Look);
        // SearchWords.Fold takes the accents off.
        var local = $"{SearchWords.Fold(first)}.{SearchWords.Fold(last)}";
        var address = Unused(addresses, number => $"{local}{number}@{domain}", key => key);
        var user = new User { CreatedAt = createdAt, Version = 1 };
        user.Rename(username);
        user.Readdress(EmailAddress.Parse(address).Value!);
        return user;
    }

    private string Style(string first, string last)
    {
        // Few people type accents into a username.
        if (random.Next(10) > 0)
        {
            (first, last) = (SearchWords.Fold(first), SearchWords.Fold(last));
        }

        return random.Next(8) switch
        {
            0 or 1 => $"{first}.{last}",
            2 => $"{first}_{last}",
            3 or 4 => $"{first[0]}{last}",
            5 => $"{first}{last[0]}",
            6 => $"{last}.{first[0]}",
            _ => $"{first}{random.Next(60, 100)}",
        };
    }

    // The numbers grow with the crowd: two digits while they last.
    private string Unused(HashSet<string> used, Func<string, string> make, Func<string, string> key)
    {
        var name = make("");
        for (var bound = 100; name.Length < Username.Minimum || !used.Add(key(name)); bound = Math.Min(bound * 2, 100_000))
        {
            name = make($"{random.Next(2, bound)}");
        }

        return name;
    }

    private static string Cut(string name, string number) =>
        name[..Math.Min(name.Length, Username.Maximum - number.Length)].TrimEnd('.', '_') + number;

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
