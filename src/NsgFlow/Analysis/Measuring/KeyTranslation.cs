namespace NsgFlow.Analysis.Measuring;

/// <summary>Turns keys made with some names into those made with others.</summary>
internal sealed class KeyTranslation(KeyLayout layout, KeyNames from, KeyNames to)
{
    private readonly KeyPart[] _parts = ReferenceEquals(from, to) ? [] : Array.FindAll(layout.Parts, p => p.Kind is KeyBits.Text or KeyBits.Address);

    public void Translate(Span<ulong> key)
    {
        foreach (ref readonly KeyPart part in _parts.AsSpan())
        {
            ulong bits = part.Of(key);
            if (part.Kind == KeyBits.Text)
            {
                if (bits != KeyNames.NoText)
                {
                    part.Set(key, to.NumberOf(from.Texts[(int)bits]));
                }
            }
            else if ((bits & KeyNames.IPv6) != 0)
            {
                part.Set(key, to.NumberOf(from.Addresses[(int)(uint)bits]));
            }
        }
    }
}
