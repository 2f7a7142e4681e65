namespace NsgFlow.Analysis.Measuring;

/// <summary>Turns keys made with some names into those made with others.</summary>
internal sealed class KeyTranslation(KeyLayout layout, KeyNames from, KeyNames to)
{
    private readonly KeyPart[] _parts = ReferenceEquals(from, to) ? [] : Array.FindAll(layout.Parts, p => p.Kind is KeyBits.Text or KeyBits.Address);
    private readonly ulong[] _texts = [.. from.Texts.Select(to.NumberOf)];
    private readonly ulong[] _addresses = [.. from.Addresses.Select(to.NumberOf)];

    public void Translate(Span<ulong> key)
    {
        foreach (ref readonly KeyPart part in _parts.AsSpan())
        {
            ulong bits = part.Of(key);
            if (part.Kind == KeyBits.Text)
            {
                if (bits != KeyNames.NoText)
                {
                    part.Set(key, _texts[bits]);
                }
            }
            else if ((bits & KeyNames.IPv6) != 0)
            {
                part.Set(key, _addresses[(uint)bits]);
            }
        }
    }
}
