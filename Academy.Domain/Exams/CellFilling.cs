using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>
/// Puts questions into the cells of a blueprint. Cells may overlap (one names a difficulty, another takes any), so a
/// question already placed moves to another cell when that makes room: augmenting paths. What can be placed together
/// is a transversal matroid; hence placing by priority never costs a better set later.
/// </summary>
internal sealed class CellFilling(IReadOnlyList<BlueprintCell> cells)
{
    private readonly List<Question>[] _placed = [.. cells.Select(_ => new List<Question>())];

    public int Count => _placed.Sum(p => p.Count);

    public bool IsFull => Count == cells.Sum(c => c.Count);

    /// <summary>The questions with the cell each stands in.</summary>
    public IEnumerable<(Question Question, BlueprintCell Cell)> Placed =>
        _placed.SelectMany((questions, c) => questions.Select(q => (q, cells[c])));

    /// <summary>The cells with the count that is still to be filled.</summary>
    public IReadOnlyList<BlueprintCell> Room => [.. cells.Select((cell, c) => cell with { Count = cell.Count - _placed[c].Count })];

    /// <summary>Places the question if there is room for it beside all that is placed.</summary>
    public bool TryPlace(Question question) => TryPlace(question, new bool[cells.Count]);

    private bool TryPlace(Question question, bool[] visited)
    {
        for (var c = 0; c < cells.Count; c++)
        {
            if (visited[c] || !cells[c].Fits(question))
            {
                continue;
            }

            visited[c] = true;
            if (_placed[c].Count < cells[c].Count)
            {
                _placed[c].Add(question);
                return true;
            }

            for (var i = 0; i < _placed[c].Count; i++)
            {
                if (TryPlace(_placed[c][i], visited))
                {
                    _placed[c][i] = question;
                    return true;
                }
            }
        }

        return false;
    }
}
