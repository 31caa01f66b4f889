// Adds a job and waits for its result. Needs .NET 8 or newer and nothing else.
// No test runs this program.
//   dotnet run producer.cs "some text"        (.NET 10; before that, as Program.cs of a console project)
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

var url = Setting("CQUEUE_URL", "http://localhost:3000").TrimEnd('/');
var queue = Setting("CQUEUE_QUEUE", "default");
var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };

var job = new JsonObject
{
    ["Type"] = "UPPER", ["Queue"] = queue, ["Payload"] = new JsonObject { ["Text"] = args[0] },
};
var added = await Call(HttpMethod.Post, "/jobs/enqueue", job.ToJsonString(), Guid.NewGuid().ToString());
while (true)
{
    var found = await Call(HttpMethod.Get, $"/jobs/{added["ID"]}?wait=30");
    switch ((string?)found["Status"])
    {
        case "CONCLUDED":
            Console.WriteLine(found["Result"]?.ToJsonString() ?? "null");
            return 0;
        case "FAILED" or "CANCELLED":
            Console.Error.WriteLine(found["Error"]?.ToJsonString() ?? "null");
            return 1;
    }
}

// Sends a request until it is answered: all of them are safe to repeat.
async Task<JsonNode> Call(HttpMethod method, string path, string? body = null, string? key = null)
{
    foreach (var pause in new[] { 200, 500, 1000, 2000, 5000, -1 })
    {
        try
        {
            using var request = new HttpRequestMessage(method, url + path);
            if (body != null)
            {
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                request.Headers.Add("Idempotency-Key", key);
            }
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
            {
                return JsonNode.Parse(text)!;
            }
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || pause < 0)
            {
                throw new InvalidOperationException(text);
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException && pause > 0)
        {
            // No answer: once more.
        }
        await Task.Delay(pause);
    }
    throw new InvalidOperationException("no answer");
}

static string Setting(string name, string usual) => Environment.GetEnvironmentVariable(name) ?? usual;
