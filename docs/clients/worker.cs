// Does jobs until it gets SIGTERM or Ctrl-C. Needs .NET 8 or newer and nothing else.
// No test runs this program.
//   dotnet run worker.cs        (.NET 10; before that, as Program.cs of a console project)
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

var url = Setting("CQUEUE_URL", "http://localhost:3000").TrimEnd('/');
var queue = Setting("CQUEUE_QUEUE", "default");
var lease = double.Parse(Setting("CQUEUE_LEASE", "60"), CultureInfo.InvariantCulture);
var leaseText = lease.ToString(CultureInfo.InvariantCulture);
// Each request has a time-out of its own.
var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };

// The work itself. The token is cancelled when the job is lost.
Task<JsonNode?> Work(JsonNode? payload, CancellationToken lost)
{
    var text = payload!["Text"]!.GetValue<string>();
    return Task.FromResult<JsonNode?>(new JsonObject { ["Text"] = text.ToUpperInvariant() });
}

using var stop = new CancellationTokenSource();
Action<PosixSignalContext> onSignal = context =>
{
    context.Cancel = true; // the process goes on
    stop.Cancel();
};
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, onSignal);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, onSignal);

var tell = new JsonObject();
var key = Guid.NewGuid().ToString();
while (!stop.IsCancellationRequested || tell.Count > 0)
{
    try
    {
        if (stop.IsCancellationRequested)
        {
            foreach (var (kind, items) in tell)
            {
                await Post("/jobs/" + kind.ToLowerInvariant(), items!, TimeSpan.FromSeconds(30));
            }
            break;
        }
        // What is done and the next job in one request; to wait, one of its own.
        var wait = tell.Count == 0 ? 20 : 0;
        var path = $"/jobs/dequeue?queue={queue}&wait={wait}&lease={leaseText}";
        var ends = tell.Count == 0 ? stop.Token : CancellationToken.None;
        // With the key it is safe to send it again: no job is lost with an answer.
        var answer = await Post(path, tell, TimeSpan.FromSeconds(wait + 30), key, ends);
        tell = new JsonObject();
        key = Guid.NewGuid().ToString();
        foreach (var job in answer["Jobs"]!.AsArray())
        {
            tell = await Attempt(job!);
        }
    }
    catch (Exception e)
    {
        if (!stop.IsCancellationRequested || tell.Count > 0)
        {
            Console.Error.WriteLine(e.Message);
            await Task.Delay(1000);
        }
    }
}

// Does a job and returns what there is to tell.
async Task<JsonObject> Attempt(JsonNode job)
{
    var done = new JsonObject { ["ID"] = job["ID"]!.DeepClone(), ["Attempt"] = job["Attempt"]!.DeepClone() };
    using var lost = new CancellationTokenSource();
    using var end = new CancellationTokenSource();
    var beating = Heartbeats(job, lost, end.Token);
    var kind = "Conclude";
    try
    {
        // On a thread of its own, so that the heart beats meanwhile.
        done["Result"] = await Task.Run(() => Work(job["Payload"], lost.Token));
    }
    catch (Exception e)
    {
        kind = "Fail";
        done["Error"] = new JsonObject
        {
            ["Message"] = e.Message, ["Type"] = e.GetType().Name, ["Stack"] = e.StackTrace,
        };
    }
    end.Cancel();
    await beating;
    if (lost.IsCancellationRequested)
    {
        Console.Error.WriteLine($"job {job["ID"]} was lost");
        return new JsonObject();
    }
    return new JsonObject { [kind] = new JsonArray(done) };
}

// Keeps a job: three times in its lease.
async Task Heartbeats(JsonNode job, CancellationTokenSource lost, CancellationToken end)
{
    var third = TimeSpan.FromSeconds(lease / 3);
    var path = $"/jobs/{job["ID"]}/extend";
    for (var missed = 0; missed < 3;)
    {
        try
        {
            await Task.Delay(third, end);
            await Post(path, new JsonObject { ["Attempt"] = job["Attempt"]!.DeepClone(), ["Lease"] = lease }, third, null, end);
            missed = 0;
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            return;
        }
        catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            missed = 3;
        }
        catch (Exception)
        {
            missed++;
        }
    }
    lost.Cancel();
}

async Task<JsonNode> Post(
    string path, JsonNode body, TimeSpan timeout, string? key = null, CancellationToken ends = default)
{
    using var limit = CancellationTokenSource.CreateLinkedTokenSource(ends);
    limit.CancelAfter(timeout);
    using var request = new HttpRequestMessage(HttpMethod.Post, url + path);
    request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    if (key != null)
    {
        request.Headers.Add("Idempotency-Key", key);
    }
    using var response = await http.SendAsync(request, limit.Token);
    var text = await response.Content.ReadAsStringAsync(limit.Token);
    if (!response.IsSuccessStatusCode)
    {
        throw new HttpRequestException(text, null, response.StatusCode);
    }
    return JsonNode.Parse(text)!;
}

static string Setting(string name, string usual) => Environment.GetEnvironmentVariable(name) ?? usual;
