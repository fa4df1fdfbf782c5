using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Academy.Benchmarks;

/// <summary>The leanest client there is: prepared bytes on a socket of its own, so that the server keeps the processor.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpClient _socket = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Sends requests over several connections, as fast as they are answered.</summary>
    /// <param name="request">The bytes of the request of a number, from 0.</param>
    public static async Task<Load> RunAsync(IReadOnlyList<Uri> nodes, int connections, int count, Func<int, byte[]> request)
    {
        var (load, next) = (new Load(), -1);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            await using var wire = new Wire();
            await wire._socket.ConnectAsync(nodes[connection % nodes.Count].Host, nodes[connection % nodes.Count].Port);
            for (int number; (number = Interlocked.Increment(ref next)) < count;)
            {
                var begun = Stopwatch.GetTimestamp();
                var status = await wire.AskAsync(request(number));
                if (status == 200) load.Add(Stopwatch.GetElapsedTime(begun));
                else load.Fail(status.ToString(CultureInfo.InvariantCulture));
            }
        })));
        return load;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>The status of the answer, which is read to its end.</returns>
    private async Task<int> AskAsync(byte[] request)
    {
        await _socket.Client.SendAsync(request);
        var length = 0;
        do
        {
            var read = await _socket.Client.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0) return 0;
            length += read;
        }
        while (!IsWhole(_buffer.AsSpan(0, length)));
        return int.Parse(Encoding.ASCII.GetString(_buffer, "HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var said = answer[..head].IndexOf("\r\nContent-Length: "u8);
        if (said < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var number = answer[(said + "\r\nContent-Length: ".Length)..];
        return answer.Length >= head + 4 + int.Parse(number[..number.IndexOf("\r\n"u8)], CultureInfo.InvariantCulture);
    }
}
