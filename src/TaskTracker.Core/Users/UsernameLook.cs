using System.Collections.Frozen;
using System.Text;

namespace TaskTracker.Core.Users;

/// <summary>
/// What a username looks like, whichever alphabet it is written in: "сосо" in Cyrillic letters looks like "coco". A name of one alphabet may have letters of that
/// alphabet only (<see cref="UsernameLetters"/>), so this is about names that are wholly of look-alikes.
/// </summary>
internal static class UsernameLook
{
    // Letters that are drawn like Latin ones, small or capital as they stand: "в" is no "b", and "В" is a "B". The table is short on purpose. It is
    // what can be read and checked here, of Unicode's list of confusable characters (UTS 39), whose other thousands are signs, rare letters and styles that the
    // compatibility forms undo.
    private static readonly FrozenDictionary<char, char> Latin = new (string Letters, string Latin)[]
    {
        ("ɑɡıɩ", "agii"),
        ("АВСЕНІЈКМОРЅТХУҮԌԚԜѴӀ", "ABCEHIJKMOPSTXYYGQWVI"), ("асԁеһіјкорԛѕԝхуүѵӏ", "acdehijkopqswxyyvl"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧͿ", "ABEZHIKMNOPTYXJ"), ("αγηικνορυωχϳ", "aynikvopuwxj"),
        ("ՕՍՏԼ", "OUSL"), ("օոսհզցյ", "onuhqgj"),
        ("ⲀⲂⲈⲌⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬ", "ABEZHIKMNOPCTYX"), ("ⲟⲣⲥⲭ", "opcx"),
        ("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃᎥᎩ", "ABCDEGHJKLMPRSTVWZiy"),
        ("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHIJKLMNOPRSTUVWXYZ"),
    }.SelectMany(alphabet => alphabet.Letters.Zip(alphabet.Latin)).ToFrozenDictionary(pair => pair.First, pair => pair.Second);

    /// <inheritdoc cref="Username.Look"/>
    public static string Of(string username)
    {
        // All spaces are one here, and nobody sees how many there are, or those at the end.
        var words = TextRules.Normalize(username, NormalizationForm.FormKD).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(string.Join(' ', words).Select(letter => Latin.GetValueOrDefault(letter, letter))).ToUpperInvariant();
    }
}
